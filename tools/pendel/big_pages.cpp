// SPDX-License-Identifier: Apache-2.0
// The program's operator new: large blocks lie on large pages where the system gives them (madvise). The tables of
// roads, vehicles and times are read all over; with pages of 4 KiB a quarter of a run went into finding them. Not in
// the library: how memory is had is for the program to say. Not under sanitizers, which bring their own.
#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t big_page = std::size_t{2} << 20U;

void* on_big_pages(std::size_t bytes) {
  const std::size_t whole = (bytes + big_page - 1) / big_page * big_page;
  void* block = std::aligned_alloc(big_page, whole);
  if (block != nullptr)
    static_cast<void>(madvise(block, whole, MADV_HUGEPAGE));  // a wish; without it all works, slower
  return block;
}

}  // namespace

// NOLINTBEGIN(cppcoreguidelines-no-malloc): new and delete are made of them
void* operator new(std::size_t bytes) {
  while (true) {
    if (void* block = bytes >= big_page ? on_big_pages(bytes) : std::malloc(bytes == 0 ? 1 : bytes)) return block;
    const auto handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t /*bytes*/) noexcept { std::free(block); }
// NOLINTEND(cppcoreguidelines-no-malloc)

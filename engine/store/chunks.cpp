// SPDX-License-Identifier: Apache-2.0
#include "store/chunks.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <new>

#include "core/contract.hpp"
#include "parallel/parallel.hpp"

namespace pendel::store {
namespace {

constexpr int level = 1;                   // measured: more takes longer and saves little on series of floats
constexpr std::uint32_t without_gzip = 2;  // bit of the second filter in the mask of those left out
constexpr std::size_t at_a_time = 64;      // chunks that are held packed

using Bytes = std::vector<std::byte>;

struct PackedChunk {
  Bytes bytes;
  std::uint32_t skipped = 0;
};

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// The first bytes of all values, then the second ones, ...
Bytes shuffled(const Bytes& values, std::size_t element) {
  const std::size_t n = values.size() / element;
  Bytes out(values.size());
  for (std::size_t b = 0; b < element; ++b)
    for (std::size_t i = 0; i < n; ++i) out[b * n + i] = values[i * element + b];
  return out;
}

PackedChunk packed(const Bytes& values, std::size_t element) {
  PackedChunk chunk{shuffled(values, element), without_gzip};
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(libdeflate_alloc_compressor(level));
  if (!compressor) throw std::bad_alloc();
  Bytes smaller(values.size());
  const auto size = libdeflate_zlib_compress(compressor.get(), chunk.bytes.data(), chunk.bytes.size(), smaller.data(),
                                             smaller.size());
  if (size == 0) return chunk;  // it did not fit: nothing to save
  smaller.resize(size);
  return {std::move(smaller), 0};
}

/// The chunks that hold some rows of a dataset, in the order of their place.
class Cut {
 public:
  Cut(const ChunkedDataset& out, std::uint64_t first, std::uint64_t n, const void* values)
      : out_(out), first_(first), rows_(n), values_(static_cast<const std::byte*>(values)) {
    for (std::size_t d = 0; d < out.shape.size(); ++d) {
      const auto size = d == 0 ? n : out.shape[d];
      grid_.push_back((size + out.chunk[d] - 1) / out.chunk[d]);
    }
  }

  [[nodiscard]] std::size_t chunks() const { return count(grid_); }

  /// Where chunk `c` begins in the dataset.
  [[nodiscard]] std::vector<hsize_t> begin(std::size_t c) const {
    std::vector<hsize_t> place(grid_.size());
    for (std::size_t d = grid_.size(); d-- > 0; c /= grid_[d]) place[d] = c % grid_[d] * out_.chunk[d];
    place.front() += first_;
    return place;
  }

  /// Its values, and the fill beyond the shape.
  [[nodiscard]] Bytes values(std::size_t c) const {
    const auto begin = this->begin(c);
    Bytes bytes(count(out_.chunk) * out_.element);
    if (!out_.fill.empty())
      for (std::size_t i = 0; i < bytes.size(); i += out_.element) std::ranges::copy(out_.fill, bytes.data() + i);
    const std::size_t last = out_.shape.size() - 1;
    const std::size_t line = out_.chunk[last];
    const auto width = std::min<std::size_t>(line, (last == 0 ? first_ + rows_ : out_.shape[last]) - begin[last]);
    const std::size_t lines = count(out_.chunk) / line;
    for (std::size_t l = 0; l < lines; ++l)
      if (const auto* from = line_of(begin, l))
        std::copy_n(from, width * out_.element, bytes.data() + l * line * out_.element);
    return bytes;
  }

 private:
  /// First value of line `l` of the chunk at `begin`, null if it lies beyond the shape.
  [[nodiscard]] const std::byte* line_of(const std::vector<hsize_t>& begin, std::size_t l) const {
    const std::size_t last = out_.shape.size() - 1;
    std::uint64_t place = begin[last] - (last == 0 ? first_ : 0);
    std::uint64_t stride = out_.shape[last];
    for (std::size_t d = last; d-- > 0; l /= out_.chunk[d]) {
      const auto at = begin[d] + l % out_.chunk[d];
      if (at >= (d == 0 ? first_ + rows_ : out_.shape[d])) return nullptr;
      place += (at - (d == 0 ? first_ : 0)) * stride;
      stride *= out_.shape[d];
    }
    return values_ + place * out_.element;
  }

  const ChunkedDataset& out_;
  std::uint64_t first_;
  std::uint64_t rows_;
  const std::byte* values_;
  Shape grid_;
};

}  // namespace

void write_chunks(const ChunkedDataset& out, std::uint64_t first, std::uint64_t n, const void* values,
                  parallel::Pool* pool, std::string_view where) {
  PENDEL_EXPECT(first % out.chunk.front() == 0 && (n % out.chunk.front() == 0 || first + n == out.shape.front()));
  PENDEL_EXPECT(out.fill.empty() || out.fill.size() == out.element);
  const Cut cut(out, first, n, values);
  std::vector<PackedChunk> ready;
  for (std::size_t c = 0; c < cut.chunks(); c += at_a_time) {
    ready.resize(std::min(at_a_time, cut.chunks() - c));
    const auto pack = [&](std::size_t i) { ready[i] = packed(cut.values(c + i), out.element); };
    if (pool != nullptr)
      parallel::for_each<std::size_t>(*pool, ready.size(), pack);
    else
      for (std::size_t i = 0; i < ready.size(); ++i) pack(i);
    for (std::size_t i = 0; i < ready.size(); ++i)
      checked(H5Dwrite_chunk(out.dataset, H5P_DEFAULT, ready[i].skipped, cut.begin(c + i).data(), ready[i].bytes.size(),
                             ready[i].bytes.data()),
              where);
  }
}

}  // namespace pendel::store

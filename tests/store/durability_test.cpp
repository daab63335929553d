// SPDX-License-Identifier: Apache-2.0
// What happens when the process is killed or the disk is full while a file is written.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <numeric>
#include <thread>

#include "core/issue.hpp"
#include "store/reader.hpp"
#include "store/sealed_file.hpp"
#include "store/writer.hpp"
#include "support/temporary.hpp"

namespace pendel::store {
namespace {

using test::TemporaryFolder;

constexpr std::size_t columns = 4096;
constexpr std::size_t rows = 96;

/// More than a megabyte that do not compress well, block by block.
void write_whole(const std::filesystem::path& path) {
  std::vector<float> block(24 * columns);
  std::uint32_t state = 1;
  Writer writer(path);
  writer.dimension("time", rows);
  writer.dimension("link", columns);
  auto flow = writer.create("flow", Type::f32, {"time", "link"}, {});
  for (std::size_t first = 0; first < rows; first += 24) {
    for (auto& value : block) value = static_cast<float>(state = state * 1664525U + 1013904223U);
    flow.rows(first, std::span<const float>(block));
  }
  writer.write_text("end", "whole");
  writer.seal();
}

bool is_whole(const std::filesystem::path& path) {
  const Reader reader(path);
  return reader.text("end") == "whole" && reader.read<float>("flow").size() == rows * columns;
}

TEST(Durability, KilledAtAnyMomentTheFinalNameIsWholeOrAbsent) {
  const TemporaryFolder folder;
  const auto begin = std::chrono::steady_clock::now();
  write_whole(folder / "measure.h5");
  const auto whole = std::chrono::steady_clock::now() - begin;
  constexpr int moments = 24;
  int absent = 0;
  for (int i = 0; i < moments; ++i) {
    const auto path = folder / ("a" + std::to_string(i) + ".h5");
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      write_whole(path);
      _exit(0);
    }
    if (i + 1 < moments) {  // the last one comes to its end, however busy the machine
      std::this_thread::sleep_for(whole * i / (moments / 2));
      kill(child, SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    if (std::filesystem::exists(path)) {
      EXPECT_TRUE(is_whole(path)) << "moment " << i;
    } else {
      ++absent;
    }
  }
  EXPECT_GT(absent, 0) << "no moment hit the writing: the test shows nothing";
  EXPECT_LT(absent, moments) << "no writer came to its end: the test shows nothing";
}

TEST(Durability, TheFormerFileStaysUntilTheNewOneIsWhole) {
  const TemporaryFolder folder;
  write_text_file(folder / "a.txt", "former");
  {
    const SealedFile file(folder / "a.txt");
    std::ofstream(file.part()) << "half of the ne";
    EXPECT_EQ(test::bytes_of(folder / "a.txt"), "former");
  }
  EXPECT_EQ(test::bytes_of(folder / "a.txt"), "former");
  EXPECT_FALSE(std::filesystem::exists(folder / "a.txt.part"));
  write_text_file(folder / "a.txt", "new");
  EXPECT_EQ(test::bytes_of(folder / "a.txt"), "new");
}

/// Runs write_whole in a child under `limit`. 0: written, 3: SystemError that names the cause, else: something worse.
template <class Limit>
int written_under(const std::filesystem::path& path, std::string_view cause, Limit&& limit) {
  const auto child = fork();
  if (child == 0) {
    limit();
    try {
      write_whole(path);
      _exit(0);
    } catch (const SystemError& error) {
      const bool said = std::string_view(error.what()).find(cause) != std::string_view::npos;
      if (!said) std::fprintf(stderr, "%s\n", error.what());
      _exit(said ? 3 : 4);
    } catch (...) {
      _exit(5);
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// The limit of file size stands for a quota: the first blocks go well, then writing fails.
TEST(Durability, AFullQuotaIsAnErrorOfTheSystemAndLeavesNothing) {
  const TemporaryFolder folder;
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{1000}, rlim_t{100000}, rlim_t{500000}, rlim_t{1200000}}) {
    const int code = written_under(folder / "a.h5", "File too large", [&] {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit = {bytes, bytes};
      setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(code, 3) << bytes;
    EXPECT_FALSE(std::filesystem::exists(folder / "a.h5")) << bytes;
    EXPECT_FALSE(std::filesystem::exists(folder / "a.h5.part")) << bytes;
  }
  EXPECT_EQ(written_under(folder / "a.h5", "", [] {}), 0);
  EXPECT_TRUE(is_whole(folder / "a.h5"));
}

TEST(Durability, AFullDiskIsAnErrorOfTheSystemAndLeavesNothing) {
  const TemporaryFolder folder;
  const auto disk = folder / "disk";
  std::filesystem::create_directory(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=1m") != 0) GTEST_SKIP() << "may not mount a small disk here";
  const int code = written_under(disk / "a.h5", "No space left on device", [] {});
  const bool final_name = std::filesystem::exists(disk / "a.h5");
  const bool part = std::filesystem::exists(disk / "a.h5.part");
  umount(disk.c_str());
  EXPECT_EQ(code, 3);
  EXPECT_FALSE(final_name);
  EXPECT_FALSE(part);
}

}  // namespace
}  // namespace pendel::store

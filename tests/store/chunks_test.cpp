// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <numeric>
#include <random>

#include "parallel/parallel.hpp"
#include "store/reader.hpp"
#include "store/writer.hpp"
#include "support/temporary.hpp"

namespace pendel::store {
namespace {

using test::TemporaryFolder;

/// Series over two dimensions that fill no chunk whole, a cube, and noise that gzip cannot shrink.
struct Values {
  std::vector<float> series = std::vector<float>(std::size_t{50} * 4100);
  std::vector<double> cube = std::vector<double>(std::size_t{26} * 3 * 100);
  std::vector<std::uint64_t> noise = std::vector<std::uint64_t>(30000);

  Values() {
    std::iota(series.begin(), series.end(), 0.25F);
    std::iota(cube.begin(), cube.end(), -1.0);
    std::mt19937_64 draw(1);
    for (auto& value : noise) value = draw();
  }
};

void write(const std::filesystem::path& path, parallel::Pool* pool) {
  const Values values;
  Writer writer(path, pool);
  writer.dimension("time", 50);
  writer.dimension("link", 4100);
  writer.dimension("day", 26);
  writer.dimension("kind", 3);
  writer.dimension("place", 100);
  writer.dimension("trip", 30000);
  auto series = writer.create("series", Type::f32, {"time", "link"}, {}, -1);
  series.rows(24, std::span<const float>(values.series).subspan(std::size_t{24} * 4100));
  series.rows(0, std::span<const float>(values.series).first(std::size_t{24} * 4100));
  writer.write("cube", std::span<const double>(values.cube), {"day", "kind", "place"});
  writer.write("noise", std::span<const std::uint64_t>(values.noise), {"trip"});
  writer.seal();
}

TEST(Chunks, HoldWhatWasWritten) {
  const TemporaryFolder folder;
  write(folder / "a.h5", nullptr);
  const Reader reader(folder / "a.h5");
  const Values values;
  EXPECT_EQ(reader.read<float>("series"), values.series);
  EXPECT_EQ(reader.read<double>("cube"), values.cube);
  EXPECT_EQ(reader.read<std::uint64_t>("noise"), values.noise);
  std::vector<float> row(4100);
  reader.read_rows("series", 49, std::span(row));
  EXPECT_EQ(row.back(), values.series.back());
}

TEST(Chunks, ThreadsChangeNoByte) {
  const TemporaryFolder folder;
  write(folder / "none.h5", nullptr);
  for (const int threads : {1, 2, 7}) {
    parallel::Pool pool(threads);
    const auto path = folder / (std::to_string(threads) + ".h5");
    write(path, &pool);
    EXPECT_EQ(test::bytes_of(path), test::bytes_of(folder / "none.h5")) << threads;
  }
}

/// Blocks that end within a chunk go the library's own way.
TEST(Chunks, AndRowsOneByOneAreTheSame) {
  const TemporaryFolder folder;
  const Values values;
  {
    Writer writer(folder / "a.h5");
    writer.dimension("time", 50);
    writer.dimension("link", 4100);
    auto series = writer.create("series", Type::f32, {"time", "link"}, {}, -1);
    for (std::size_t row = 0; row < 49; ++row)
      series.rows(row, std::span<const float>(values.series).subspan(row * 4100, 4100));
    writer.seal();
  }
  auto expected = values.series;
  std::fill(expected.end() - 4100, expected.end(), -1.0F);
  EXPECT_EQ(Reader(folder / "a.h5").read<float>("series"), expected);
}

}  // namespace
}  // namespace pendel::store

// SPDX-License-Identifier: Apache-2.0
#include "region/cache.hpp"

#include <gtest/gtest.h>

#include "core/issue.hpp"
#include "region/region_samples.hpp"
#include "support/temporary.hpp"

namespace pendel {
namespace {

class Cache : public testing::Test {
 protected:
  Cache() { ::setenv("PENDEL_CACHE", folder.path().c_str(), 1); }
  ~Cache() override { ::unsetenv("PENDEL_CACHE"); }
  Region get() {
    return cached_region("key", [this] {
      ++made;
      return test::small_region();
    });
  }
  [[nodiscard]] std::filesystem::path only_file() const { return *std::filesystem::directory_iterator(folder.path()); }

  test::TemporaryFolder folder;
  int made = 0;
};

TEST_F(Cache, GivesBackTheSameRegion) {
  auto region = test::small_region();
  region.roads.index();
  write_compiled(region, "key", folder / "x.h5");
  const auto again = read_compiled("key", folder / "x.h5");
  EXPECT_EQ(test::differences(region, again), "");
  EXPECT_EQ(again.roads.out_links, region.roads.out_links);
}

TEST_F(Cache, IsMadeOnce) {
  get();
  EXPECT_EQ(test::differences(test::small_region(), get()), "");
  EXPECT_EQ(made, 1);
}

TEST_F(Cache, OfAnotherKeyIsRefused) {
  write_compiled(test::small_region(), "key", folder / "x.h5");
  EXPECT_THROW(read_compiled("other key", folder / "x.h5"), SystemError);
}

TEST_F(Cache, TornFileIsMadeAgain) {
  get();
  std::filesystem::resize_file(only_file(), std::filesystem::file_size(only_file()) / 2);
  get();
  EXPECT_EQ(made, 2);
  get();
  EXPECT_EQ(made, 2) << "the torn file was replaced";
}

TEST_F(Cache, FolderThatCannotBeWrittenIsNoError) {
  ::setenv("PENDEL_CACHE", "/proc/none", 1);
  get();
  get();
  EXPECT_EQ(made, 2);
}

TEST_F(Cache, CanBeTurnedOff) {
  ::setenv("PENDEL_CACHE", "off", 1);
  EXPECT_EQ(region_cache_folder(), "");
  get();
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace pendel

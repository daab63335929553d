// SPDX-License-Identifier: Apache-2.0
#include "simulate/homes_year.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "store/reader.hpp"
#include "support/small_town.hpp"
#include "support/temporary.hpp"

namespace pendel::simulate {
namespace {

HomesYear request(std::size_t count, int days) {
  HomesYear r;
  r.count = count;
  r.year = 2023;
  r.days = days;
  r.state = "HE";
  r.full = 20;
  r.adoption.heat_pump_share = 0.3;
  return r;
}

HomesYearReport run(const HomesYear& r, const std::filesystem::path& file, int threads = 2) {
  static const test::SmallTown town(10);
  parallel::Pool pool(threads);
  parallel::Progress quiet;
  return run_homes_year(r, town.region.weather, file, pool, quiet, {});
}

TEST(HomesYear, TimeRunsWithTheCivilClock) {
  const test::TemporaryFolder folder;
  run(request(40, 90), folder / "homes.h5");
  const store::Reader file(folder / "homes.h5");
  EXPECT_EQ(file.shape("time")[0], 90U * 96 - 4);  // 26 March lacks an hour
  EXPECT_EQ(file.shape("series/electricity"), (store::Shape{90U * 96 - 4, 20}));
  EXPECT_EQ(file.shape("homes/persons")[0], 40U);
}

TEST(HomesYear, HomesAddUpToTheSum) {
  const test::TemporaryFolder folder;
  const auto report = run(request(40, 14), folder / "homes.h5");
  const store::Reader file(folder / "homes.h5");
  const auto total = [&](const char* path) {
    const auto values = file.read<double>(path);
    return std::accumulate(values.begin(), values.end(), 0.0);
  };
  constexpr std::array<std::array<const char*, 2>, 4> pairs = {{{"total/electricity", "homes/electricity"},
                                                                {"total/heat", "homes/heat"},
                                                                {"total/heat_electricity", "homes/heat_electricity"},
                                                                {"total/pv", "homes/pv"}}};
  for (const auto& [series, homes] : pairs)
    EXPECT_NEAR(total(series) * 0.25, total(homes), 1e-5 * total(homes)) << series;
  EXPECT_NEAR(report.appliances_kwh * 40, total("homes/electricity") / 1000, 0.01);
  EXPECT_GT(report.heat_kwh, 100);
  EXPECT_NEAR(total("total/grid_load") * 0.25, total("homes/grid") - total("homes/fed_in"), 1e-5 * total("homes/grid"));
}

TEST(HomesYear, SameSeriesForAnyThreads) {
  const test::TemporaryFolder folder;
  run(request(150, 4), folder / "1.h5", 1);
  const store::Reader one(folder / "1.h5");
  for (int threads : {2, 7}) {
    const auto name = folder / (std::to_string(threads) + ".h5");
    run(request(150, 4), name, threads);
    const store::Reader many(name);
    for (const char* path : {"total/grid_load", "series/grid_load", "homes/heat", "homes/grid"})
      EXPECT_EQ(one.read<float>(path), many.read<float>(path)) << path;
  }
}

TEST(HomesYear, AHomeIsTheSameAmongMore) {
  const test::TemporaryFolder folder;
  run(request(30, 3), folder / "30.h5");
  run(request(90, 3), folder / "90.h5");
  const store::Reader few(folder / "30.h5"), more(folder / "90.h5");
  for (const char* path : {"homes/persons", "homes/area", "homes/building_type", "homes/annual_level"}) {
    const auto a = few.read<float>(path), b = more.read<float>(path);
    EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin())) << path;
  }
}

/// The same persons with and without days at home: more electricity, and no telework is no workplace at home.
TEST(HomesYear, WorkAtHomeIsElectricityAtHome) {
  const test::TemporaryFolder folder;
  auto none = request(200, 12), three = request(200, 12);
  none.adoption.telework_scale = 0;
  three.adoption.telework_scale = 3;
  three.adoption.telework_days = {0, 0, 1, 0, 0};
  const auto away = run(none, folder / "0.h5"), home = run(three, folder / "3.h5");
  EXPECT_GT(home.appliances_kwh, 1.01 * away.appliances_kwh);
  EXPECT_LT(home.appliances_kwh, 1.25 * away.appliances_kwh);
}

}  // namespace
}  // namespace pendel::simulate

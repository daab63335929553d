// SPDX-License-Identifier: Apache-2.0
#include "output/counts.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>

#include "output/small_world.hpp"

namespace pendel::output {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;
using When = Count::When;

Count count(double counted, double modelled, When when = When::hour) {
  Count c;
  c.when = when;
  c.counted = counted;
  c.modelled = modelled;
  return c;
}

TEST(Counts, GehAndSqvByHand) {
  EXPECT_DOUBLE_EQ(count(100, 300).geh(), std::sqrt(2 * 200.0 * 200 / 400));
  EXPECT_DOUBLE_EQ(count(1000, 3000, When::dtvw).geh(), count(100, 300).geh());  // a tenth of the day
  EXPECT_EQ(count(0, 0).geh(), 0);
  EXPECT_DOUBLE_EQ(count(1000, 2000).sqv(), 0.5);  // 1 / (1 + sqrt(1e6 / 1e6))
  EXPECT_DOUBLE_EQ(count(10000, 20000, When::dtv).sqv(), 0.5);
  EXPECT_EQ(count(500, 500).sqv(), 1);
  EXPECT_EQ(count(0, 10).sqv(), 0);
}

TEST(Counts, FitByHand) {
  const std::vector<Count> counts = {count(100, 110), count(200, 180), count(300, 400)};
  const auto fit = fit_of(counts);
  EXPECT_EQ(fit.n, 3U);
  EXPECT_DOUBLE_EQ(fit.rmse, std::sqrt((100.0 + 400 + 10000) / 3));
  EXPECT_DOUBLE_EQ(fit.rmse_share, fit.rmse / 200);
  EXPECT_DOUBLE_EQ(fit.bias, 30);
  EXPECT_DOUBLE_EQ(fit.bias_share, 0.15);
  // covariance 29000, variances 20000 and 45800
  EXPECT_NEAR(fit.r2, 29000.0 * 29000 / (20000 * 45800.0), 1e-12);
  EXPECT_DOUBLE_EQ(fit.geh_below_5, 2.0 / 3);  // 1.0, 1.5 and 5.3
  EXPECT_TRUE(std::isnan(fit_of({}).rmse));
  EXPECT_TRUE(std::isnan(fit_of(std::vector{count(1, 2)}).r2));
}

/// Days of two kinds in which link l carries (l + 1) x `hourly` vehicles in every hour.
class CountsTable : public testing::Test {
 protected:
  void day(DayKind kind, double weight, float hourly) {
    auto d = test::day_of(static_cast<int>(days.size()), {2030, 1, 15 + static_cast<int>(days.size())}, weight);
    d.kind = kind;
    days.push_back(d);
    segments.days.push_back(folder / ("day-" + std::to_string(d.index) + ".h5"));
    Segment segment(segments.days.back(), d, small.world);
    Recorder& out = segment;
    std::vector<float> flow, volume;
    for (int slice = 0; slice < 96; ++slice)
      for (int link = 0; link < 4; ++link)
        flow.push_back(slice / 4 == 7 ? 10 * hourly : hourly * static_cast<float>(link + 1));
    for (int link = 0; link < 4; ++link) volume.push_back(24 * hourly * static_cast<float>(link + 1));
    out.put(fields::link_flow, std::span<const float>(flow));
    out.put(fields::link_daily_volume, std::span<const float>(volume));
    segment.seal();
  }
  std::vector<Count> read(const std::string& table) {
    if (!result) {
      assemble(small.world, {{}, days}, segments, test::some_provenance(), folder / "a.h5");
      result.emplace(folder / "a.h5");
    }
    std::ofstream(folder / "counts.csv") << table;
    issues = {};
    return read_counts(
        folder / "counts.csv", *result,
        [](double lon, double lat) {
          return Point{lon * 1000, lat * 1000};
        },
        200, issues);
  }
  std::string problems() {
    std::string all;
    for (const auto& issue : issues.all()) all += to_string(issue) + "\n";
    return all;
  }

  TemporaryFolder folder;
  test::SmallWorld small;
  std::vector<Day> days;
  Segments segments;
  std::optional<Result> result;
  Issues issues;
};

TEST_F(CountsTable, FindsLinksByTheirNodesAndVolumesOfTheMeanWorkday) {
  day(DayKind::workday, 200, 10);
  day(DayKind::workday, 50, 20);
  day(DayKind::saturday, 52, 1);
  day(DayKind::sunday, 63, 1);
  const auto counts =
      read("name,from_node,to_node,when,count\nwest,11,12,dtvw,280\n,12,9000000000,6,30\n,12,11,dtv,100\n");
  ASSERT_TRUE(issues.empty()) << problems();
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_EQ(counts[0].name, "west");
  EXPECT_EQ(counts[0].link, 0U);
  EXPECT_EQ(counts[0].modelled, 24 * 12);  // (200 x 10 + 50 x 20) / 250
  EXPECT_EQ(counts[1].link, 2U);
  EXPECT_NEAR(counts[1].modelled, 3 * 12, 1e-9);
  EXPECT_NEAR(counts[2].modelled, 2 * 24 * (200 * 10 + 50 * 20 + 52 + 63) / 365.0, 1e-3);
  EXPECT_NEAR(read("link,when,count\n3,7,5\n")[0].modelled, 120, 1e-9);
}

TEST_F(CountsTable, FindsTheNearestLinkThatLeadsTheRightWay) {
  day(DayKind::workday, 1, 1);
  // A (1000, 5000) to B (2000, 5100) leads east; B to A west
  const auto counts = read("lon,lat,direction,count\n1.5,5.06,90,1\n1.5,5.06,250,1\n2.6,5.03,100,1\n");
  ASSERT_TRUE(issues.empty()) << problems();
  EXPECT_EQ(counts[0].link, 0U);
  EXPECT_EQ(counts[1].link, 1U);
  EXPECT_EQ(counts[2].link, 2U);
  read("lon,lat,direction,count\n1.5,5.06,0,1\n1.5,6,90,1\n");
  EXPECT_EQ(issues.size(), 2U) << problems();
}

TEST_F(CountsTable, SaysAllThatIsWrong) {
  day(DayKind::workday, 1, 1);
  read("from_node,to_node,when,count\n11,9000000000,dtvw,5\n11,12,noon,5\n11,12,dtvw,-1\n");
  EXPECT_EQ(issues.size(), 3U) << problems();
  EXPECT_THAT(problems(), HasSubstr("counts.csv:2:1: no link leads from node 11 to node 9000000000"));
  read("from_node,to_node,when,count\n11,12,dtv,5\n");
  EXPECT_THAT(problems(), HasSubstr("the result has no DTV"));
  read("count\n5\n");
  EXPECT_THAT(problems(), HasSubstr("the table says nowhere which link was counted"));
  read("link,count\n");
  EXPECT_THAT(problems(), HasSubstr("no count"));
  read("link,count\n4,1\n");
  EXPECT_THAT(problems(), HasSubstr("there is no link 4"));
}

}  // namespace
}  // namespace pendel::output

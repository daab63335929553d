// SPDX-License-Identifier: Apache-2.0
#include "output/compare.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/issue.hpp"
#include "output/small_world.hpp"
#include "store/sealed_file.hpp"

namespace pendel::output {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

const Day workday = test::day_of(0, {2030, 1, 15}, 250);
const Day saturday = test::day_of(1, {2030, 1, 19}, 50);

/// A result whose persons drive as told and whose municipalities have the residents 2 and 1.
std::filesystem::path result_of(const std::filesystem::path& path, const std::vector<Day>& days,
                                const std::vector<std::vector<float>>& car_m, const World& world) {
  std::vector<std::filesystem::path> segments;
  for (std::size_t d = 0; d < days.size(); ++d) {
    segments.push_back(path.string() + ".day" + std::to_string(d));
    Segment segment(segments.back(), days[d], world);
    Recorder& out = segment;
    const std::vector<double> residents = {2, 1}, all = {3}, peak = {10.0 * static_cast<double>(d), 5}, gap = {0.001};
    out.put(fields::indicators[0].municipality, std::span<const double>(residents));
    out.put(fields::indicators[0].region, std::span<const double>(all));
    for (const auto& indicator : fields::indicators)
      if (indicator.region.path == "indicator_region/electricity_peak") {
        out.put(indicator.municipality, std::span<const double>(peak));
        out.put(indicator.region, std::span<const double>(peak).first(1));
      }
    out.put(fields::mobility_gap, std::span<const double>(gap));
    out.put(fields::person_car_distance, std::span<const float>(car_m[d]));
    segment.seal();
  }
  assemble(world, {{}, days}, {segments, {}}, test::some_provenance(), path);
  return path;
}

std::string refusal(auto&& act) {
  try {
    act();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(Paired, IsWhatAHandComputes) {
  // Differences 0, 0, 3, 1: mean 1, variance (1 + 1 + 4 + 0) / 3 = 2, error sqrt(2 / 4).
  const std::vector<double> a = {10, 20, 30, 40}, b = {10, 20, 33, 41};
  const auto p = paired(a, b, {0, 0, 1, 1}, every_group);
  EXPECT_EQ(p.n, 4U);
  EXPECT_DOUBLE_EQ(p.mean, 1);
  EXPECT_DOUBLE_EQ(p.mean_a, 25);
  EXPECT_DOUBLE_EQ(p.standard_error, std::sqrt(0.5));
  EXPECT_DOUBLE_EQ(p.changed_share, 0.5);
  // Variance of a is 500 / 3, of b 566 / 3: two samples are far less sure.
  EXPECT_DOUBLE_EQ(p.unpaired_error, std::sqrt((500.0 / 3 + 566.0 / 3) / 4));
  EXPECT_FALSE(p.distinguishable());
  const auto one = paired(a, b, {0, 0, 1, 1}, 1);
  EXPECT_EQ(one.n, 2U);
  EXPECT_DOUBLE_EQ(one.mean, 2);
}

TEST(Paired, NoDifferenceIsNoneAndAUniformOneIsSure) {
  EXPECT_FALSE(paired({1, 2}, {1, 2}, {0, 0}, every_group).distinguishable());
  EXPECT_TRUE(paired({1, 2}, {2, 3}, {0, 0}, every_group).distinguishable());
  const auto nobody = paired({1, 2}, {1, 2}, {0, 0}, 7);
  EXPECT_EQ(nobody.n, 0U);
  EXPECT_EQ(nobody.changed_share, 0);
}

TEST(Compare, TakesTheWeightedMeanDay) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const Result a(result_of(folder / "a.h5", {workday, saturday}, {{100, 0, 0, 0}, {40, 0, 0, 0}}, small.world));
  const Result b(result_of(folder / "b.h5", {workday, saturday}, {{100, 0, 30, 0}, {40, 0, 0, 0}}, small.world));
  EXPECT_THAT(a.mean_day("person/car_distance"), ElementsAre(90, 0, 0, 0));
  const auto comparison = compare(a, b);
  ASSERT_EQ(comparison.paired.size(), 1U);
  const auto& car = comparison.paired[0];
  EXPECT_DOUBLE_EQ(car.region.mean, 25.0 / 4);
  EXPECT_DOUBLE_EQ(car.region.changed_share, 0.25);
  EXPECT_DOUBLE_EQ(car.municipality[0].mean, 0);
  EXPECT_DOUBLE_EQ(car.municipality[1].mean, 25);
  EXPECT_DOUBLE_EQ(comparison.largest_gap, 0.001);
  EXPECT_THAT(comparison.notes, ElementsAre(HasSubstr("same scenario")));
}

TEST(Compare, APeakIsTheHighestOfAllDays) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const Result a(result_of(folder / "a.h5", {workday, saturday}, {{0, 0, 0, 0}, {0, 0, 0, 0}}, small.world));
  const auto indicators = a.indicators();
  ASSERT_EQ(indicators.size(), 2U);
  EXPECT_EQ(indicators[0].name, "residents");
  EXPECT_THAT(indicators[0].municipality, ElementsAre(2, 1));
  EXPECT_EQ(indicators[1].region, 10);
}

TEST(Compare, AShareOfThoseAtWorkCountsADayByHowManyWork) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const std::vector<Day> days = {test::day_of(0, {2030, 1, 15}, 5), test::day_of(1, {2030, 1, 20}, 2)};
  const std::vector<std::vector<double>> attendance = {{0.8, 0}, {0.1, 0}}, at_home = {{0.2, 0}, {0, 0}};
  std::vector<std::filesystem::path> segments;
  for (std::size_t d = 0; d < days.size(); ++d) {
    segments.push_back(folder / ("day" + std::to_string(d)));
    Segment segment(segments.back(), days[d], small.world);
    Recorder& out = segment;
    const auto put = [&](const std::string& name, const std::vector<double>& values) {
      for (const auto& indicator : fields::indicators) {
        if (indicator.municipality.path != "indicator/" + name) continue;
        out.put(indicator.municipality, std::span<const double>(values));
        out.put(indicator.region, std::span<const double>(values).first(1));
      }
    };
    put("attendance", attendance[d]);
    put("work_time_at_home", at_home[d]);
    segment.seal();
  }
  assemble(small.world, {{}, days}, {segments, {}}, test::some_provenance(), folder / "r.h5");
  const auto indicators = Result(folder / "r.h5").indicators();
  ASSERT_EQ(indicators.size(), 2U);
  EXPECT_EQ(indicators[1].name, "work_time_at_home");
  // 5 days of 0.8 at 0.2 and 2 days of 0.1 at 0, not 5 days and 2 days; where nobody works it is 0.
  EXPECT_DOUBLE_EQ(indicators[1].region, 5 * 0.8 * 0.2 / (5 * 0.8 + 2 * 0.1));
  EXPECT_THAT(indicators[1].municipality, ElementsAre(indicators[1].region, 0));
  EXPECT_DOUBLE_EQ(indicators[0].region, (5 * 0.8 + 2 * 0.1) / 7);
}

TEST(Compare, RefusesWhatIsNotComparable) {
  const TemporaryFolder folder;
  test::SmallWorld small;
  const std::vector<std::vector<float>> still = {{0, 0, 0, 0}};
  const Result a(result_of(folder / "a.h5", {workday}, still, small.world));
  const Result other_day(result_of(folder / "b.h5", {saturday}, still, small.world));
  EXPECT_THAT(refusal([&] { compare(a, other_day); }), HasSubstr("the simulated days differ"));
  small.people.persons.age[PersonId(1)] = AgeGroup::from_65;
  const Result other_people(result_of(folder / "c.h5", {workday}, still, small.world));
  EXPECT_THAT(refusal([&] { compare(a, other_people); }), HasSubstr("the people differ"));
  small.region.hash = "9999";
  const Result other_land(result_of(folder / "d.h5", {workday}, still, small.world));
  EXPECT_THAT(refusal([&] { compare(a, other_land); }), HasSubstr("the regions differ"));
}

TEST(Result, RefusesWhatIsNoResult) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusal([&] { Result(folder / "absent.h5"); }), HasSubstr("there is no such file"));
  store::write_text_file(folder / "text.h5", "hello");
  EXPECT_THAT(refusal([&] { Result(folder / "text.h5"); }), HasSubstr("not an HDF5 file"));
  {
    store::Writer writer(folder / "other.h5");
    writer.seal();
  }
  EXPECT_THAT(refusal([&] { Result(folder / "other.h5"); }), HasSubstr("not a result of Pendel"));
  {
    store::Writer writer(folder / "future.h5");
    writer.attributes("/", {{"format_version", std::string("9.0")}});
    writer.seal();
  }
  EXPECT_THAT(refusal([&] { Result(folder / "future.h5"); }), HasSubstr("has format 9.0"));
}

TEST(Result, ListsItsDatasets) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const Result a(result_of(folder / "a.h5", {workday}, {{0, 0, 0, 0}}, small.world));
  bool found = false;
  for (const auto& dataset : a.datasets()) {
    EXPECT_NE(dataset.path, "link");  // a dimension, no dataset
    if (dataset.path != "person/car_distance") continue;
    found = true;
    EXPECT_THAT(dataset.dimensions, ElementsAre("day", "person"));
    EXPECT_THAT(dataset.shape, ElementsAre(1, 4));
    EXPECT_EQ(dataset.unit, "m");
    EXPECT_EQ(dataset.writer, "mobility");
  }
  EXPECT_TRUE(found);
}

}  // namespace
}  // namespace pendel::output

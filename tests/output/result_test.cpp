// SPDX-License-Identifier: Apache-2.0
#include "output/result.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "core/issue.hpp"
#include "output/format.hpp"
#include "output/layout.hpp"
#include "output/reader.hpp"
#include "output/small_world.hpp"
#include "store/reader.hpp"
#include "store/sealed_file.hpp"
#include "support/paths.hpp"

namespace pendel::output {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<Day> two_days = {test::day_of(0, {2030, 1, 15}, 250), test::day_of(1, {2030, 1, 19}, 50, "saturday")};

std::filesystem::path assemble_small(const TemporaryFolder& folder, const std::string& name,
                                     const std::vector<Day>& days) {
  const test::SmallWorld small;
  Segments segments;
  for (const auto& day : days)
    segments.days.push_back(
        test::write_segment(small.world, day, folder / ("day-" + std::to_string(day.index) + ".h5")));
  for (const auto& period : test::two_periods)
    segments.periods.push_back(
        test::write_segment(small.world, period, folder / ("period-" + std::to_string(period.index) + ".h5")));
  assemble(small.world, {test::two_periods, days}, segments, test::some_provenance(), folder / name);
  return folder / name;
}

TEST(Result, HoldsTheDaysOneAfterAnother) {
  const TemporaryFolder folder;
  const store::Reader reader(assemble_small(folder, "a.h5", two_days));
  EXPECT_EQ(reader.shape("flow"), (store::Shape{192, 4}));
  const auto flow = reader.read<float>("flow");
  EXPECT_EQ(flow[0], 0);
  EXPECT_EQ(flow[96 * 4 - 1], 383);
  EXPECT_EQ(flow[96 * 4], 1000);
  EXPECT_EQ(flow.back(), 1383);
  EXPECT_EQ(reader.read<float>("person/car_distance"), (std::vector<float>{0, 1, 2, 3, 1000, 1001, 1002, 1003}));
  EXPECT_THAT(reader.read<double>("day_weight"), ElementsAre(250, 50));
  EXPECT_THAT(reader.read<std::int32_t>("day_first_time"), ElementsAre(0, 96));
  const auto time = reader.read<double>("time");
  EXPECT_EQ(time[1], 900);
  EXPECT_EQ(time[96], 4 * 86400);  // at its own date
  EXPECT_EQ(reader.attribute_text("time", "units"), "seconds since 2030-01-15 00:00:00");
}

TEST(Result, MatrixIsTheWeightedMeanDay) {
  const TemporaryFolder folder;
  const store::Reader reader(assemble_small(folder, "a.h5", two_days));
  EXPECT_EQ(reader.shape("data/car"), (store::Shape{3, 3}));
  EXPECT_DOUBLE_EQ(reader.read<double>("data/car")[4], (250 * 4.0 + 50 * 1004.0) / 300);
}

TEST(Result, TheTableOfTripsHoldsTheDaysOneAfterAnother) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  Segments segments;
  const std::vector<std::vector<std::int32_t>> persons = {{0, 0, 2}, {}, {3, 3}};
  std::vector<Day> days;
  for (int d = 0; d < 3; ++d) {
    days.push_back(test::day_of(d, {2030, 1, 15 + d}, 1));
    segments.days.push_back(folder / ("day-" + std::to_string(d) + ".h5"));
    Segment segment(segments.days.back(), days.back(), small.world);
    Recorder& out = segment;
    const auto& person = persons[static_cast<std::size_t>(d)];
    out.put(fields::trip_person, std::span<const std::int32_t>(person));
    out.put(fields::trip_delay,
            std::span<const float>(std::vector<float>(person.size(), 10.0F * static_cast<float>(d))));
    EXPECT_THROW(out.put(fields::trip_mode, std::span<const std::uint8_t>(std::vector<std::uint8_t>(5, 0))),
                 ContractError);
    segment.seal();
  }
  assemble(small.world, {{}, days}, segments, test::some_provenance(), folder / "a.h5");
  const store::Reader reader(folder / "a.h5");
  EXPECT_THAT(reader.read<std::int32_t>("trip/person"), ElementsAre(0, 0, 2, 3, 3));
  EXPECT_THAT(reader.read<std::int32_t>("trip/day"), ElementsAre(0, 0, 0, 2, 2));
  EXPECT_THAT(reader.read<float>("trip/delay"), ElementsAre(0, 0, 0, 20, 20));
  EXPECT_THAT(reader.dimensions("trip/delay"), ElementsAre("trip"));
  EXPECT_FALSE(reader.has("trip/mode"));
}

TEST(Result, AFamilyHasADatasetForEachName) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  Segment segment(folder / "day.h5", two_days[0], small.world);
  Recorder& out = segment;
  const std::vector<float> flow = {1, 2, 3, 4};
  EXPECT_THROW(out.put(fields::select_flow, std::span<const float>(flow)), ContractError);
  EXPECT_THROW(out.put(fields::link_daily_volume, "11_12", std::span<const float>(flow)), ContractError);
  out.put(fields::select_flow, "11_12", std::span<const float>(flow));
  out.put(fields::select_flow, "12_11", std::span<const float>(flow));
  EXPECT_THROW(out.put(fields::select_flow, "12_11", std::span<const float>(flow)), ContractError);
  out.put(fields::select_trips, "11_12", std::span<const double>(std::vector<double>(9, 2)));
  segment.seal();
  assemble(small.world, {{}, {two_days[0]}}, {{folder / "day.h5"}, {}}, test::some_provenance(), folder / "a.h5");
  const store::Reader reader(folder / "a.h5");
  EXPECT_THAT(reader.read<float>("select_12_11"), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(reader.attribute_text("select_12_11", "long_name"),
            "vehicles of the day that enter the link and use link 12_11 as well");
  EXPECT_EQ(reader.attribute_text("select_11_12", "location"), "edge");
  EXPECT_EQ(reader.shape("data/select_11_12"), (store::Shape{3, 3}));
  EXPECT_FALSE(reader.has("data/select_12_11"));
}

TEST(Result, PeriodsLieBesideTheDays) {
  const TemporaryFolder folder;
  auto days = two_days;
  days[1].period = 1;
  const auto path = assemble_small(folder, "a.h5", days);
  const store::Reader reader(path);
  EXPECT_EQ(reader.shape("adoption/electric_cars"), (store::Shape{2, 2}));
  EXPECT_THAT(reader.read<double>("adoption_region/electric_cars"), ElementsAre(0, 1000));
  EXPECT_THAT(reader.read<std::int32_t>("day_period"), ElementsAre(0, 1));
  // The matrix and the mean day are those of the last period.
  EXPECT_DOUBLE_EQ(reader.read<double>("data/car")[4], 1004);
  const Result result(path);
  EXPECT_THAT(result.periods(), ElementsAre(Date{2030, 1, 1}, Date{2030, 7, 1}));
  EXPECT_THAT(result.mean_day("person/car_distance"), ElementsAre(1000, 1001, 1002, 1003));
  EXPECT_THAT(result.mean_day("person/car_distance", 0), ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(result.indicators(0).front().region, 0);
}

TEST(Result, RefusesTheSegmentOfAnotherPeriod) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const auto day = test::write_segment(small.world, two_days[0], folder / "day-0.h5");
  const auto period = test::write_segment(small.world, test::two_periods[1], folder / "period-1.h5");
  EXPECT_THROW(assemble(small.world, {{test::two_periods[0]}, {two_days[0]}}, {{day}, {period}},
                        test::some_provenance(), folder / "a.h5"),
               SystemError);
}

TEST(Result, LandAndNamesAreThere) {
  const TemporaryFolder folder;
  const store::Reader reader(assemble_small(folder, "a.h5", two_days));
  EXPECT_THAT(reader.read<std::int32_t>("link_nodes"), ElementsAre(0, 1, 1, 0, 1, 2, 2, 1));
  EXPECT_THAT(reader.read<std::int64_t>("tables/node_id"), ElementsAre(11, 12, 9000000000));
  EXPECT_THAT(reader.texts("tables/link_street"), ElementsAre("Köthener Straße", "Köthener Straße", "", ""));
  EXPECT_THAT(reader.texts("tables/municipality_ags"), ElementsAre("01000001", "15082430"));
  EXPECT_THAT(reader.read<std::int32_t>("person/municipality"), ElementsAre(0, 0, 1, -1));
  EXPECT_THAT(reader.read<std::int32_t>("zone_municipality"), ElementsAre(0, 1, -1));
  EXPECT_THAT(reader.texts("provenance/note_text"),
              ElementsAre("The streets are generated, not surveyed.", "Half of the roads were forgotten."));
  EXPECT_EQ(reader.text("provenance/scenario"), "title = \"Two villages\"\n");
  EXPECT_EQ(reader.attribute_text("/", "scenario_hash"), "abcd");
  EXPECT_EQ(reader.attribute_number("/", "replication"), 2);
}

TEST(Result, EveryDatasetSaysWhatItIs) {
  const TemporaryFolder folder;
  const store::Reader reader(assemble_small(folder, "a.h5", two_days));
  const auto check = [&](const std::string& path, bool text) {
    EXPECT_TRUE(reader.attribute_text(path, "long_name").value_or("") != "") << path;
    EXPECT_TRUE(reader.attribute_text(path, "writer").value_or("") != "") << path;
    EXPECT_EQ(reader.attribute_text(path, "units").value_or("") != "", !text) << path;
  };
  for (const auto* field : all_fields())
    if (field != &fields::link_dtv) check(with_name(field->path, "12_34"), false);  // two days, no Sunday: no DTV
  for (const auto& item : layout()) check(std::string(item.path), item.unit.empty());
  for (const auto& item : day_items()) check(std::string(item.path), item.unit.empty());
}

/// QGIS reads a long_name with these words as one part of a vector, and then refuses the whole mesh.
TEST(Result, NoMeaningSoundsLikeAVectorToQgis) {
  const auto check = [](std::string_view path, std::string_view meaning) {
    for (const auto* word : {"direction", " magnitude", "x-component", "y-component", "eastward", "northward", "zonal",
                             "meridional", "velocity"})
      EXPECT_THAT(std::string(meaning), testing::Not(HasSubstr(word))) << path;
    EXPECT_THAT(std::string(path), testing::Not(HasSubstr("network")));
  };
  for (const auto* field : all_fields()) check(field->path, field->meaning);
  for (const auto& item : layout()) check(item.path, item.meaning);
}

/// MDAL, by which QGIS reads meshes, refuses the whole mesh ("Could not read double array") for other types.
TEST(Result, TheMeshHoldsOnlyTypesThatQgisReads) {
  const TemporaryFolder folder;
  const store::Reader reader(assemble_small(folder, "a.h5", two_days));
  for (const auto& name : reader.members("/")) {
    if (reader.is_group(name)) continue;
    const auto dimensions = reader.dimensions(name);
    if (dimensions.empty() || dimensions.back() == name) continue;
    if (std::ranges::none_of(dimensions, [](const auto& d) { return d == "node" || d == "link"; })) continue;
    const auto type = reader.type(name);
    EXPECT_TRUE(type == store::Type::f32 || type == store::Type::f64 || type == store::Type::i32) << name;
  }
}

TEST(Result, SameInputSameBytes) {
  const TemporaryFolder a;
  const TemporaryFolder b;
  const auto one = assemble_small(a, "run.h5", two_days);
  const auto two = assemble_small(b, "run.h5", two_days);
  EXPECT_EQ(test::bytes_of(one), test::bytes_of(two));
  EXPECT_EQ(test::bytes_of(a / "run.xdmf"), test::bytes_of(b / "run.xdmf"));
  auto other = two_days;
  other[1].weight = 51;
  EXPECT_NE(test::bytes_of(one), test::bytes_of(assemble_small(b, "run.h5", other)));
}

TEST(Result, DaysThatDoNotAscendFollowOneAnother) {
  const std::vector<Day> days = {test::day_of(0, {2030, 1, 15}, 250), test::day_of(1, {2030, 1, 15}, 0, "coldest")};
  EXPECT_FALSE(is_calendar(days));
  EXPECT_EQ(time_axis(days)[96], 86400);
  EXPECT_TRUE(is_calendar(two_days));
}

TEST(Result, AFieldThatADayLacksIsFilled) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const auto full = test::write_segment(small.world, two_days[0], folder / "day-0.h5");
  Segment(folder / "day-1.h5", two_days[1], small.world).seal();
  assemble(small.world, {{}, two_days}, {{full, folder / "day-1.h5"}, {}}, test::some_provenance(), folder / "a.h5");
  const store::Reader reader(folder / "a.h5");
  EXPECT_TRUE(std::isnan(reader.read<float>("flow").back()));
  EXPECT_EQ(reader.read<std::uint8_t>("person/teleworks").back(), 255);
  EXPECT_EQ(reader.attribute_number("person/teleworks", "_FillValue"), 255);
  EXPECT_EQ(reader.read<std::int64_t>("mode_trips").back(), -1);
}

TEST(Result, RefusesTheSegmentOfAnotherDay) {
  const TemporaryFolder folder;
  const test::SmallWorld small;
  const auto segment = test::write_segment(small.world, two_days[0], folder / "day-0.h5");
  EXPECT_THROW(assemble(small.world, {{}, {two_days[1]}}, {{segment}, {}}, test::some_provenance(), folder / "a.h5"),
               SystemError);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.h5"));
  EXPECT_FALSE(std::filesystem::exists(folder / "a.h5.part"));
}

class PutTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  test::SmallWorld small;
  Segment segment{folder / "day.h5", two_days[0], small.world};
  Recorder& out = segment;
  static std::vector<float> flow() { return std::vector<float>(96 * 4); }
  std::string refusal(auto&& act) {
    try {
      act();
    } catch (const ContractError& error) {
      return error.what();
    }
    return "";
  }
};

TEST_F(PutTest, HoldsValuesAgainstTheTable) {
  const auto values = flow();
  const std::vector<double> doubles(96 * 4);
  const Field stranger = {"stranger", "1", "not in the table", "nobody", Type::f32, {Dimension::day}};
  EXPECT_THAT(refusal([&] { out.put(fields::link_flow, std::span<const float>(values).first(95 * 4)); }),
              HasSubstr("field 'flow': 380 values were put, 384 are expected"));
  EXPECT_THAT(refusal([&] { out.put(fields::link_flow, std::span<const double>(doubles)); }),
              HasSubstr("another type"));
  EXPECT_THAT(refusal([&] { out.put(stranger, std::span<const float>(values).first(1)); }),
              HasSubstr("not in the fields table"));
  out.put(fields::link_flow, std::span<const float>(values));
  EXPECT_THAT(refusal([&] { out.put(fields::link_flow, std::span<const float>(values)); }), HasSubstr("put twice"));
}

TEST_F(PutTest, UnsealedSegmentLeavesNothing) {
  { Segment other(folder / "other.h5", two_days[0], small.world); }
  EXPECT_FALSE(std::filesystem::exists(folder / "other.h5"));
  EXPECT_FALSE(std::filesystem::exists(folder / "other.h5.part"));
}

TEST(Format, TheReferenceOfTheFormatIsUpToDate) {
  const auto path = test::source_dir() / "engine/output/FORMAT.md";
  if (std::getenv("PENDEL_UPDATE") != nullptr) store::write_text_file(path, format_reference());
  EXPECT_EQ(test::bytes_of(path), format_reference())
      << "run this test with PENDEL_UPDATE=1 and look at the difference";
}

}  // namespace
}  // namespace pendel::output

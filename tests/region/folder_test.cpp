// SPDX-License-Identifier: Apache-2.0
#include "region/folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "region/region_samples.hpp"

namespace pendel {
namespace {

using testing::HasSubstr;

class Folder : public testing::Test {
 protected:
  Folder() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path = std::filesystem::path(testing::TempDir()) / (std::string("pendel_region_") + info->name());
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() override { std::filesystem::remove_all(path); }

  void put(const std::string& name, const std::string& text) const { std::ofstream(path / name) << text; }

  /// The smallest folder that a person would write.
  void put_smallest() const {
    put("region.toml", "name = \"Weiler\"\n");
    put("node.csv", "node_id,x_coord,y_coord\n1,0,0\n2,300,400\n");
    put("link.csv", "link_id,from_node_id,to_node_id,directed,free_speed,capacity\na,1,2,0,50,1000\n");
    put("municipalities.csv", "ags,name,population\n01001000,Weiler,12\n");
    put("zone.csv", "zone_id,municipality,node_id\nz1,01001000,1\n");
  }

  [[nodiscard]] std::string problems() const {
    Issues issues;
    read_region(path, issues);
    std::string text;
    for (const auto& issue : issues.all()) text += to_string(issue) + "\n";
    return text;
  }

  std::filesystem::path path;
};

TEST_F(Folder, WhatIsWrittenIsReadBackTheSame) {
  const auto region = test::small_region();
  write_region(region, path);
  Issues issues;
  const auto again = read_region(path, issues);
  for (const auto& issue : issues.all()) ADD_FAILURE() << to_string(issue);
  EXPECT_EQ(test::differences(region, again), "");
  // and once more, byte for byte
  const auto hash = hash_of_folder(path);
  EXPECT_EQ(again.hash, hash);
  write_region(again, path);
  EXPECT_EQ(hash_of_folder(path), hash);
}

TEST_F(Folder, WhoeverIsInterruptedLeavesNoRegion) {
  const auto region = test::small_region();
  write_region(region, path);
  std::filesystem::remove(path / "weather.csv");
  std::filesystem::create_directory(path / "weather.csv");  // the last table cannot be put in its place
  std::string why;
  try {
    write_region(region, path);
  } catch (const SystemError& error) {
    why = error.what();
  }
  EXPECT_THAT(why, HasSubstr("weather.csv cannot be written: Is a directory"));
  EXPECT_FALSE(std::filesystem::exists(path / "region.toml"));
  EXPECT_FALSE(std::filesystem::exists(path / "weather.csv.part"));
}

TEST_F(Folder, TheComparisonNoticesAChange) {
  const auto region = test::small_region();
  auto other = test::small_region();
  other.roads.free_speed_mps[LinkId(1)] = 1.0F;
  EXPECT_EQ(test::differences(region, other), "free_speed_mps ");
}

TEST_F(Folder, ColumnsThatAreLeftOutHaveSensibleValues) {
  put_smallest();
  put("gateway.csv", "gateway_id,node_id,serves\nsouth,2,06632 01001002\n");
  put("building.csv", "x_coord,y_coord,zone_id\n10,0,z1\n290,400,z1\n");
  Issues issues;
  const auto region = read_region(path, issues);
  for (const auto& issue : issues.all()) ADD_FAILURE() << to_string(issue);
  ASSERT_EQ(region.roads.links(), 2U);  // directed = 0
  EXPECT_EQ(region.roads.from[LinkId(1)], NodeId(1));
  EXPECT_FLOAT_EQ(region.roads.length_m[LinkId(1)], 500);
  EXPECT_FLOAT_EQ(region.roads.free_speed_mps[LinkId(0)], 50 / 3.6F);
  EXPECT_EQ(region.roads.road_class[LinkId(0)], RoadClass::unclassified);
  EXPECT_TRUE(std::isnan(region.municipalities.jobs[MunicipalityId(0)]));
  ASSERT_EQ(region.zones.size(), 2U);  // the gateway's zone is made
  EXPECT_EQ(region.gateways.zone[GatewayId(0)], ZoneId(1));
  EXPECT_EQ(region.gateways.serves[GatewayId(0)][1], "01001002");
  EXPECT_EQ(region.sites.node[BuildingId(1)], NodeId(1));
  EXPECT_EQ(region.sites.municipality[BuildingId(0)], MunicipalityId(0));
  EXPECT_FALSE(region.hash.empty());
  EXPECT_EQ(region.roads.signal.values(), (std::vector<std::uint8_t>{0, 0}));
}

TEST_F(Folder, SignalsAreAControlOfNodes) {
  put_smallest();
  put("node.csv", "node_id,x_coord,y_coord,ctrl_type\n1,0,0,signal\n2,300,400,4_stop\n");
  Issues issues;
  EXPECT_EQ(read_region(path, issues).roads.signal.values(), (std::vector<std::uint8_t>{1, 0}));
  put("node.csv", "node_id,x_coord,y_coord,ctrl_type\n1,0,0,signals\n2,300,400,\n");
  EXPECT_THAT(problems(), HasSubstr("node.csv:2:7: "));
  EXPECT_THAT(problems(), HasSubstr("Did you mean 'signal'?"));
}

TEST_F(Folder, AllProblemsAtOnceWithTheirPlaces) {
  put_smallest();
  put("link.csv",
      "link_id,from_node_id,to_node_id,free_speed,capacity,facility_type\n"
      "a,1,2,0,1000,residental\n"
      "b,2,9,50,x,primary\n");
  put("municipalities.csv", "ags,name,population\n1001000,Weiler,12\n");
  put("zone.csv", "zone_id,municipality,node_id\nz1,01001000,1\n");
  const auto text = problems();
  EXPECT_THAT(text, HasSubstr("link.csv:2:7: free_speed is 0 (must be > 0). To close a link, use an incident."));
  EXPECT_THAT(text, HasSubstr("link.csv:2:14: unknown facility_type 'residental'. Did you mean 'residential'?"));
  EXPECT_THAT(text, HasSubstr("link.csv:3:5: there is no node '9'"));
  EXPECT_THAT(text, HasSubstr("link.csv:3:10: "));
  EXPECT_THAT(
      text,
      HasSubstr(
          "municipalities.csv:2:1: '1001000' is no AGS (must be 8 digits). Did a spreadsheet take its leading zero?"));
  EXPECT_THAT(text, HasSubstr("zone.csv:2:4: there is no municipality '01001000'"));
}

TEST_F(Folder, NoFolderNoTableUnknownKey) {
  EXPECT_THAT(problems(), HasSubstr("node.csv"));
  put_smallest();
  EXPECT_EQ(problems(), "");
  put("region.toml", "nam = \"Weiler\"\n");
  EXPECT_THAT(problems(), HasSubstr("region.toml:1:1: unknown key 'nam' in the top level. Did you mean 'name'?"));
  put_smallest();
  put("movement.csv", "ib_link_id,ob_link_id\na,a\n");
  EXPECT_THAT(problems(), HasSubstr("movement.csv:2:3: the outbound link does not start where the inbound link ends"));
  put("movement.csv", "ib_link_id,ob_link_id\n");
  put("weather.csv", "temperature_c,direct_w_per_m2,diffuse_w_per_m2\n5,0,0\n");
  EXPECT_THAT(problems(), HasSubstr("there are 1 hours (a year has 8760"));
  std::filesystem::remove_all(path);
  EXPECT_THAT(problems(), HasSubstr("there is no such region folder"));
}

TEST_F(Folder, WhatRefersToATableThatCannotBeReadIsNotToldAsWell) {
  put_smallest();
  put("movement.csv", "ib_link_id,ob_link_id\na,a\n");
  put("gateway.csv", "gateway_id,node_id\nsouth,2\n");
  put("building.csv", "x_coord,y_coord,zone_id,node_id\n10,0,z1,1\n");
  const auto node = (path / "node.csv").string();
  std::filesystem::remove(node);
  EXPECT_EQ(problems(), node + ": there is no such file\n");
  put("node.csv", "");
  EXPECT_EQ(problems(), node + ":1:1: the table is empty\n");
  put("node.csv", "node_id,x_coord,y_coord\n");
  EXPECT_EQ(problems(), node + ": the table has no rows. A region needs at least one.\n");
  put("node.csv", "node_id,x_coord,y_coord\n1,0,0\n2,300\n");
  EXPECT_EQ(problems(), node +
                            ":3:1: the row has 2 cells, the header 3. Write every cell, empty ones too; put a cell "
                            "that holds ',' in quotes.\n");
  put("node.csv", "node_id,x_coord,y_coord\n1,0,0\n2,300,400\n");
  put("movement.csv", "ib_link_id,ob_link_id\nb,b\n");
  put("link.csv",
      "link_id,from_node_id,to_node_id,free_speed,capacity,name\na,1,2,50,1000,Stra\xdf"
      "e\n");
  EXPECT_EQ(problems(), (path / "link.csv").string() + ":2:19: the byte 0xdf is not UTF-8. Save the file as UTF-8.\n");
}

TEST_F(Folder, AZoneOfAnUnknownMunicipalityIsOneProblem) {
  put_smallest();
  put("zone.csv", "zone_id,municipality,node_id\nz1,01001009,1\n");
  EXPECT_EQ(problems(), (path / "zone.csv").string() +
                            ":2:4: there is no municipality '01001009'. Names are those in the column ags of "
                            "municipalities.csv.\n");
  put("zone.csv", "zone_id,municipality,node_id\nz1,,1\n");
  EXPECT_THAT(problems(), HasSubstr("zone.csv:2:4: "));
}

TEST_F(Folder, OfManyUnknownNamesAHundredAreTold) {
  put_smallest();
  std::string links = "link_id,from_node_id,to_node_id,free_speed,capacity\n";
  for (int i = 0; i < 150; ++i) links += std::to_string(i) + ",1,9,50,1000\n";
  put("link.csv", links);
  const auto text = problems();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 101);
  EXPECT_THAT(text, HasSubstr("link.csv: 50 more cells of the column 'to_node_id' are wrong"));
}

TEST_F(Folder, AStateIsOneOfSixteen) {
  put_smallest();
  put("region.toml", "name = \"Weiler\"\nstate = \"HX\"\n");
  EXPECT_THAT(problems(), HasSubstr("region.toml:2:9: unknown state 'HX' (must be one of 'SH', "));
  put("region.toml", "name = \"Weiler\"\nstate = \"HE\"\n");
  EXPECT_EQ(problems(), "");
}

}  // namespace
}  // namespace pendel

// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "assign/equilibrium.hpp"
#include "import/assignment_input.hpp"
#include "support/temporary.hpp"

namespace pendel::import {
namespace {

constexpr const char* plain_header = R"(<NUMBER OF ZONES> 2
<NUMBER OF NODES> 3
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 2
<END OF METADATA>
)";
constexpr const char* plain_net = "\t1\t3\t10\t2\t5\t0.15\t4\t0\t0\t1\t;\n\t3\t2\t20\t1\t3\t0.3\t1\t0\t8\t1\t;\n";
constexpr const char* plain_trips = "<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 7.5;\n";

class Tntp : public ::testing::Test {
 protected:
  AssignmentInput read(const std::string& net, const std::string& trips = plain_trips, CostWeights weights = {}) {
    std::ofstream(folder_.path() / "net.tntp", std::ios::binary) << net;
    std::ofstream(folder_.path() / "trips.tntp", std::ios::binary) << trips;
    return read_tntp(folder_.path() / "net.tntp", folder_.path() / "trips.tntp", weights, issues_);
  }
  /// "net.tntp:3:5: ..." of each issue, without the folder.
  std::vector<std::string> problems() {
    std::vector<std::string> texts;
    for (auto issue : issues_.all()) {
      issue.place.file = std::filesystem::path(issue.place.file).filename().string();
      texts.push_back(to_string(issue));
    }
    return texts;
  }
  static bool noted(const AssignmentInput& input, const std::string& what) {
    return std::any_of(input.notes.begin(), input.notes.end(),
                       [&](const auto& note) { return note.find(what) != std::string::npos; });
  }
  /// The plain network, however it was written.
  void expect_plain(const AssignmentInput& input) {
    EXPECT_EQ(problems(), std::vector<std::string>{});
    const auto& net = input.network;
    EXPECT_EQ(net.node_name, (std::vector<std::int64_t>{1, 2, 3}));
    EXPECT_EQ(net.from, (std::vector<assign::Index>{0, 2}));
    EXPECT_EQ(net.to, (std::vector<assign::Index>{2, 1}));
    EXPECT_EQ(net.capacity, (std::vector<double>{10, 20}));
    EXPECT_EQ(net.free_flow_time, (std::vector<double>{5, 3}));
    EXPECT_EQ(net.b, (std::vector<double>{0.15, 0.3}));
    EXPECT_EQ(net.power, (std::vector<double>{4, 1}));
    ASSERT_EQ(input.trips.size(), 1U);
    EXPECT_EQ(input.trips[0].vehicles, 7.5);
  }

  test::TemporaryFolder folder_;
  Issues issues_;
};

TEST_F(Tntp, ReadsThePlainForm) {
  const auto input = read(std::string(plain_header) + plain_net);
  expect_plain(input);
  EXPECT_TRUE(input.notes.empty());
}

TEST_F(Tntp, MetadataInAnyOrderWithTabsAndOtherCase) {
  expect_plain(read(std::string("<number of links>\t2\t\t\t\n<FIRST  THRU\tNODE> 1\t;\n<NUMBER OF NODES>3\n"
                                "<MADE BY> someone > else\n<NUMBER OF ZONES> \t 2 ~ two\n<END OF METADATA>\t\t\t\n") +
                    plain_net));
}

TEST_F(Tntp, MarksOfOtherSystems) {
  std::string net = "\xef\xbb\xbf" + std::string(plain_header) + "~ caf\xe9\n" + plain_net;
  std::string windows;
  for (const char c : net) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  expect_plain(read(windows, "Origin 1\r\n2 : 7.5;\r\n"));
}

TEST_F(Tntp, CommentsAnywhere) {
  expect_plain(read(std::string(plain_header) +
                        "\n~ Init node Term node\n 1 3 10 2 5 0.15 4 0 0 1; ~ the first\n  ~ 9 9 9 9 9 9 9;\n"
                        "3 2 20 1 3 0.3 1 0 8 1 ;\n~\n",
                    "~ trips\n<END OF METADATA>\n~\nOrigin 1 ~ here\n~ 3 : 8;\n2 : 7.5; ~ 3 : 9;\n"));
}

TEST_F(Tntp, SemicolonsGluedOrMissingAndSeveralRowsOnALine) {
  expect_plain(
      read(std::string(plain_header) + "1 3 10 2 5 0.15 4 0 0 1;3 2 20 1 3 0.3 1 0 8 1;", "Origin 1\n1:0.0;2:7.5;3:0"));
}

TEST_F(Tntp, ColumnsInTheOrderOfTheHeader) {
  // Between tabs, with units; spaces alone; as in <ORIGINAL HEADER>.
  for (const char* header :
       {"~\tTail\tHead\tPower\tB\tFree Flow Time (min)\tLength (ft)\tCapacity (veh/h)\tToll\tType\t;\n",
        "~ init node term node power b free flow time length capacity toll link type ;\n",
        "<ORIGINAL HEADER>~ Init node \tTerm node \tPower \tB \tFTime(min) \tLength \tCapacity\tToll\n"}) {
    SCOPED_TRACE(header);
    issues_ = {};
    const auto input = read(std::string(plain_header) + header + "1 3 4 0.15 5 2 10 0 1;\n3 2 1 0.3 3 1 20 8 1;\n",
                            plain_trips, {.toll = 0.5, .distance = 3});
    expect_plain(input);
    EXPECT_EQ(input.network.fixed_cost, (std::vector<double>{6, 7}));
  }
}

TEST_F(Tntp, ACommentThatNamesNoColumnsIsNoHeader) {
  expect_plain(read(std::string(plain_header) + "~ toll and length of links\n" + plain_net));
}

TEST_F(Tntp, WeightsOfTollAndDistance) {
  const auto net = std::string("<TOLL FACTOR> 0.25\n<DISTANCE FACTOR> 2\n") + plain_header + plain_net;
  EXPECT_EQ(read(net).network.fixed_cost, (std::vector<double>{4, 4}));
  EXPECT_EQ(read(net, plain_trips, {.toll = 1, .distance = 0}).network.fixed_cost, (std::vector<double>{0, 8}));
  EXPECT_EQ(read(std::string(plain_header) + plain_net).network.fixed_cost, (std::vector<double>{0, 0}));
  EXPECT_TRUE(issues_.empty());
}

TEST_F(Tntp, ShortRowsEndWithThePower) {
  expect_plain(read(std::string(plain_header) + "1 3 10 2 5 0.15 4;\n3 2 20 1 3 0.3 1;\n"));
}

TEST_F(Tntp, TheFirstOfTwoLinksWithTheSameEndsCounts) {
  const auto input = read(std::string(plain_header) + plain_net + "1 3 99 9 9 0.9 9 0 0 1;\n");
  expect_plain(input);
  EXPECT_TRUE(noted(input, "1 links have the ends of an earlier one"));
  EXPECT_TRUE(noted(input, "<NUMBER OF LINKS> says 2, there are 3"));
}

TEST_F(Tntp, ConnectorsWithoutTimeAndZeroToThePowerOfZero) {
  const auto input = read(std::string(plain_header) + "1 3 0 1 0 0.15 4 0 0 1;\n3 2 1 1 2 0 0 0 0 1;\n");
  ASSERT_TRUE(issues_.empty());
  parallel::Pool pool(1);
  const auto result = assign::solve(input.network, input.trips, {}, pool);
  EXPECT_EQ(result.cost, (std::vector<double>{0, 2}));
  EXPECT_EQ(result.total_cost, 15);
}

TEST_F(Tntp, FirstThroughNodeKeepsPathsOutOfZones) {
  const std::string links = "1 2 9 1 1 0 0;2 3 9 1 1 0 0;1 4 9 1 9 0 0;4 3 9 1 9 0 0;";
  const std::string trips = "Origin 1\n3 : 2;\n";
  const auto cost = [&](const std::string& header) {
    const auto input = read(header + links, trips);
    EXPECT_TRUE(issues_.empty());
    parallel::Pool pool(1);
    return assign::solve(input.network, input.trips, {}, pool).total_cost;
  };
  EXPECT_EQ(cost("<FIRST THRU NODE> 4\n"), 36);
  EXPECT_EQ(cost("<FIRST THRU NODE> 1\n"), 4);
  EXPECT_EQ(cost(""), 4);
  EXPECT_TRUE(noted(read(links, trips), "there is no <FIRST THRU NODE>"));
}

TEST_F(Tntp, TripsThatStayAreLeftOutAndPairsAreAddedUp) {
  const auto input = read(std::string(plain_header) + plain_net,
                          "<TOTAL OD FLOW> 12\n<NUMBER OF ZONES> 5\nOrigin\t1 \n 1 : 4; 2 : 7;\nOrigin 77\n 5 : 0;\n"
                          "origin 1\n2 : 0.5;\n");
  expect_plain(input);
  EXPECT_EQ(input.intrazonal, 4);
  EXPECT_EQ(input.vehicles, 7.5);
  EXPECT_TRUE(noted(input, "4 vehicles stay in their zone"));
  EXPECT_TRUE(noted(input, "1 pairs of zones are there again"));
  EXPECT_TRUE(noted(input, "<TOTAL OD FLOW> says 12, there are 11.5"));
  EXPECT_TRUE(noted(input, "<NUMBER OF ZONES> is 5 with the trips and 2 with the network"));
}

TEST_F(Tntp, LargeNumbersOfNodes) {
  const auto input = read("<FIRST THRU NODE> 3000000000\n1 4294967299 10 2 5 0.15 4;4294967299 2147483649 1 1 1 0 0;",
                          "Origin 1\n2147483649 : 3;\n");
  ASSERT_TRUE(issues_.empty()) << problems().front();
  EXPECT_EQ(input.network.node_name, (std::vector<std::int64_t>{1, 2147483649, 4294967299}));
  EXPECT_EQ(input.network.through, (std::vector<std::uint8_t>{0, 0, 1}));
}

TEST_F(Tntp, ClosedLinksAndPairsWithoutPath) {
  read(std::string(plain_header) + "1 3 0 2 5 0.15 4;\n3 2 20 1 3 0.3 1;\n",
       "Origin 1\n3 : 1;\n  2 : 7.5;\nOrigin 3\n2 : 1;\n9 : 2;\n1 : 0;\n");
  const auto found = problems();
  ASSERT_EQ(found.size(), 3U);
  EXPECT_TRUE(found[0].starts_with("trips.tntp:6:1: no link touches the node 9 (2 vehicles are to travel)"))
      << found[0];
  EXPECT_TRUE(found[1].starts_with("trips.tntp:3:3: no path leads from 1 to 2")) << found[1];
  EXPECT_TRUE(found[2].starts_with("trips.tntp:2:1: no path leads from 1 to 3")) << found[2];
}

TEST_F(Tntp, AllProblemsAtOnceWithTheirPlaces) {
  read("<NUMBER OF ZONES> many\n1 3 ten 2 5 0.15 4;\n1 x 10 2 5 0.15 -4;\n1 2 3;\n1 3 10 2 nan 0.15 4;\n",
       "2 : 3;\nOrigin\n2 : 7.5;\nOrigin 1\n 2 : -1; 3 : ;\n1.5 : inf;\n");
  std::vector<std::string> places;
  for (const auto& text : problems()) places.push_back(text.substr(0, text.find(' ')));
  std::sort(places.begin(), places.end());
  EXPECT_EQ(places,
            (std::vector<std::string>{"net.tntp:1:1:", "net.tntp:2:5:", "net.tntp:3:17:", "net.tntp:3:3:",
                                      "net.tntp:4:1:", "net.tntp:5:10:", "trips.tntp:1:1:", "trips.tntp:2:1:",
                                      "trips.tntp:5:10:", "trips.tntp:5:6:", "trips.tntp:6:1:", "trips.tntp:6:7:"}));
}

TEST_F(Tntp, EmptyAndMissingFiles) {
  read("", "");
  EXPECT_EQ(issues_.size(), 2U);
  issues_ = {};
  read_tntp(folder_.path() / "no", folder_.path() / "neither", {}, issues_);
  EXPECT_EQ(issues_.size(), 2U);
}

TEST_F(Tntp, NegativeCostsAreRefused) {
  read(std::string(plain_header) + plain_net, plain_trips, {.toll = -1, .distance = {}});
  ASSERT_EQ(problems().size(), 1U);
  EXPECT_TRUE(problems()[0].starts_with("net.tntp:7:2: the link costs -5 when it is empty")) << problems()[0];
}

TEST_F(Tntp, AFloodOfProblemsIsCounted) {
  std::string rows;
  for (int i = 0; i < 80; ++i) rows += "1 2;\n";
  read(rows);
  ASSERT_EQ(issues_.size(), 51U);
  EXPECT_NE(problems().back().find("30 more problems"), std::string::npos);
}

class Gmns : public Tntp {
 protected:
  void write(const char* name, const char* text) { std::ofstream(folder_.path() / name) << text; }
};

TEST_F(Gmns, ReadsLinksZonesAndTrips) {
  write("link.csv",
        "link_id,from_node_id,to_node_id,directed,length,free_speed,capacity,lanes,toll\n"
        "1,10,20,0,1000,60,800,2,0\n2,20,30,1,500,30,600,1,2\n");
  write("zone.csv", "zone_id,municipality,node_id\n7,a,10\n8,a,30\n");
  write("demand.csv", "o_zone_id,d_zone_id,volume\n7,8,100\n8,8,5\n20,30,1\n");
  const auto input =
      read_assignment(folder_.path(), folder_.path() / "demand.csv", {.toll = 3, .distance = 0.001}, issues_);
  ASSERT_TRUE(issues_.empty()) << problems().front();
  EXPECT_EQ(input.network.links(), 3U);
  EXPECT_EQ(input.network.free_flow_time, (std::vector<double>{1, 1, 1}));
  EXPECT_EQ(input.network.capacity, (std::vector<double>{1600, 1600, 600}));
  EXPECT_EQ(input.network.fixed_cost, (std::vector<double>{1, 1, 6.5}));
  EXPECT_EQ(input.intrazonal, 5);
  ASSERT_EQ(input.trips.size(), 2U);
  EXPECT_EQ(input.network.node_name[input.trips[0].destination], 30);
}

TEST_F(Gmns, OwnTimesAndProblems) {
  write("link.csv", "from_node_id,to_node_id,vdf_fftt,capacity,vdf_alpha,vdf_beta\n1,2,2.5,10,0.6,5.5\n");
  write("demand.csv", "o_zone_id,d_zone_id,volume\n1,2,3\n");
  const auto input = read_assignment(folder_.path() / "link.csv", folder_.path() / "demand.csv", {}, issues_);
  ASSERT_TRUE(issues_.empty()) << problems().front();
  EXPECT_EQ(input.network.free_flow_time, std::vector<double>{2.5});
  EXPECT_EQ(input.network.power, std::vector<double>{5.5});
  write("link.csv", "from_node_id,to_node_id,length,free_speed,capacity\n1,2,100,0,10\nx,2,100,50,-1\n");
  write("demand.csv", "o_zone_id,d_zone_id,volume\n1,2,many\n");
  read_assignment(folder_.path(), folder_.path() / "demand.csv", {}, issues_);
  EXPECT_EQ(issues_.size(), 4U);
}

}  // namespace
}  // namespace pendel::import

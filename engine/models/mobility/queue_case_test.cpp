// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/queue_case.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/paths.hpp"
#include "support/temporary.hpp"

namespace pendel::mobility {
namespace {

/// 1 -> 2 -> 3 and a longer way 1 -> 3.
struct Folder {
  test::TemporaryFolder folder;
  Folder() {
    put("nodes.csv", "id,x,y\n1,0,0\n2,100,0\n3,200,0\n");
    put("links.csv",
        "id,from,to,length_m,freespeed_mps,capacity_vph,lanes\n"
        "10,1,2,100,10,1800,1\n20,2,3,100,10,1800,1\n30,1,3,500,10,1800,1\n");
    put("trips.csv", "depart_s,origin_node,dest_node\n5,1,3\n0,2,2\n");
  }
  void put(const std::string& name, const std::string& text) const { std::ofstream(folder / name) << text; }
  [[nodiscard]] QueueCase read(Issues& issues, const std::string& routes = "") const {
    parallel::Pool pool(1);
    return read_queue_case(folder.path(), routes.empty() ? std::filesystem::path() : folder / routes, issues, pool);
  }
  [[nodiscard]] std::vector<std::string> problems(const std::string& routes = "") const {
    Issues issues;
    (void)read(issues, routes);
    std::vector<std::string> lines;
    for (const auto& issue : issues.all()) lines.push_back(to_string(issue).substr(folder.path().string().size() + 1));
    return lines;
  }
};

TEST(QueueCase, TakesTheQuickestRoutesOrThoseGiven) {
  const Folder folder;
  Issues issues;
  const auto found = folder.read(issues);
  EXPECT_TRUE(issues.empty());
  EXPECT_EQ(found.links, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(found.first, (std::vector<std::uint64_t>{0, 2, 2}));
  folder.put("routes.csv", "trip,links\n1,\n0,30\n");
  const auto given = folder.read(issues, "routes.csv");
  EXPECT_TRUE(issues.empty());
  EXPECT_EQ(given.links, (std::vector<std::uint32_t>{2}));
  parallel::Pool pool(1);
  const auto result = run_queue(QueueNetwork(given.road()), given.demand(), {}, {}, pool);
  EXPECT_EQ(result.arrive, (std::vector<Tick>{50 + 500, 0}));
}

TEST(QueueCase, EveryProblemHasItsPlace) {
  const Folder folder;
  folder.put("routes.csv", "trip,links\n0,10 30\n1,\n");
  EXPECT_EQ(folder.problems("routes.csv"),
            (std::vector<std::string>{"routes.csv:2:3: link 30 does not begin where link 10 ends"}));
  folder.put("routes.csv", "trip,links\n0,10\n");
  EXPECT_EQ(folder.problems("routes.csv"),
            (std::vector<std::string>{"routes.csv:2:3: the route leads from node 1 to 2, the trip from 1 to 3",
                                      "routes.csv: trip 1 has no route"}));
  folder.put("routes.csv.gz", "trip,links\n");
  EXPECT_EQ(folder.problems("routes.csv.gz").size(), 1U);
  folder.put("trips.csv", "depart_s,origin_node,dest_node\n5,3,1\n0,7,2\n");
  EXPECT_EQ(folder.problems(), (std::vector<std::string>{"trips.csv:3:3: there is no node 7"}));
  folder.put("trips.csv", "depart_s,origin_node,dest_node\n5,3,1\n");
  EXPECT_EQ(folder.problems(), (std::vector<std::string>{"trips.csv:2:3: there is no way from node 3 to node 1"}));
}

// SUMO 1.15, mesoscopic with one segment per edge, on the same network, trips and routes: 50,000 trips of 488.9 s on
// average (bench/peers/sumo.sh). Free-flow time is 462.1 s.
TEST(QueueCase, AGridTakesAsLongAsInSumo) {
  PENDEL_NEED_DATA("cases/grid50l/routes.csv.gz");
  const auto folder = test::data_dir() / "cases/grid50l";
  parallel::Pool pool(2);
  Issues issues;
  const auto c = read_queue_case(folder, folder / "routes.csv.gz", issues, pool);
  ASSERT_TRUE(issues.empty()) << to_string(issues.all().front());
  const auto result = run_queue(QueueNetwork(c.road()), c.demand(), {}, {}, pool);
  EXPECT_EQ(result.traversals, 1472173U);
  EXPECT_EQ(result.running + result.not_begun + result.stuck_moves, 0U);
  double sum_s = 0;
  for (std::size_t i = 0; i < c.trips(); ++i) sum_s += seconds(result.arrive[i] - result.depart[i]);
  EXPECT_NEAR(sum_s / static_cast<double>(c.trips()), 488.9, 0.03 * 488.9);
  // Every vehicle that enters a link leaves it, and the counted times add up to those of the trips.
  std::uint64_t entries = 0, exits = 0, timed = 0, ticks = 0;
  for (int slice = 0; slice < result.series.slices(); ++slice)
    for (std::size_t link = 0; link < result.series.links(); ++link) {
      const auto& sums = result.series.at(slice, link);
      entries += sums.entries;
      exits += sums.exits;
      timed += sums.timed;
      ticks += sums.time_ticks;
    }
  EXPECT_EQ(entries, result.traversals);
  EXPECT_EQ(exits, result.traversals);
  EXPECT_EQ(timed, result.traversals);
  EXPECT_NEAR((static_cast<double>(ticks) + static_cast<double>(result.door_wait_ticks)) / 10, sum_s, 1e-4 * sum_s);
}

}  // namespace
}  // namespace pendel::mobility

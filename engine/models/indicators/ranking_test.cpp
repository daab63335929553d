// SPDX-License-Identifier: Apache-2.0
#include "models/indicators/ranking.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "text/parameters.hpp"

namespace pendel::indicators {
namespace {

const Random luck(1, 0);

Index index_of(std::vector<Component> components, IndexDefinition definition = {}) {
  return resolve({{definition}, {}, std::move(components)}).front();
}
Component component(const std::string& column, double noise_sd = 0, double weight = 1) {
  Component c;
  c.column = column;
  c.weight = weight;
  c.noise_sd = noise_sd;
  return c;
}

/// Total points of the first ten of Bitkom's Smart City Index 2021 (it-daily.net).
const Places bitkom_2021{
    {"Hamburg", "Köln", "Karlsruhe", "München", "Darmstadt", "Dresden", "Bochum", "Stuttgart", "Berlin", "Freiburg"},
    {{"total", {88.1, 79.3, 73.2, 72.7, 72.5, 71.5, 71.2, 71.1, 70.3, 69.1}}}};

TEST(Ranking, TheFirstTenOf2021OverlapAtTwoPointsOfNoise) {
  parallel::Pool pool(2);
  const auto index = index_of({component("total", 2)}, {.name = "totals", .normalisation = Normalisation::none});
  const auto ranks = rank_places(bitkom_2021, index, {.samples = 20000}, luck, pool);
  const auto interval = [&](std::size_t p) { return std::pair(ranks[p].rank_low, ranks[p].rank_high); };
  // 90 % intervals that the project's notes computed independently with sigma = 2.
  EXPECT_EQ(interval(2), std::pair(std::size_t{3}, std::size_t{8}));   // Karlsruhe
  EXPECT_EQ(interval(5), std::pair(std::size_t{3}, std::size_t{10}));  // Dresden
  EXPECT_EQ(interval(9), std::pair(std::size_t{5}, std::size_t{10}));  // Freiburg
  EXPECT_EQ(interval(0), std::pair(std::size_t{1}, std::size_t{1}));
  EXPECT_EQ(interval(1), std::pair(std::size_t{2}, std::size_t{2}));
  EXPECT_EQ(ranks[9].rank, 10U);
}

TEST(Ranking, TwoPlacesByHand) {
  // The difference of two normal errors of 2 has standard deviation 2 sqrt(2); P(N(0, 1) < 2 / 2.828) = 0.7602.
  parallel::Pool pool(1);
  const Places places{{"a", "b"}, {{"x", {52, 50}}}};
  const auto index = index_of({component("x", 2)}, {.name = "i", .normalisation = Normalisation::none});
  const auto ranks = rank_places(places, index, {.samples = 40000, .top = 1}, luck, pool);
  EXPECT_NEAR(ranks[0].in_top, 0.7602, 0.007);  // three standard errors of 40,000 samples
  EXPECT_NEAR(ranks[0].in_top + ranks[1].in_top, 1, 1e-12);
  EXPECT_NEAR(ranks[0].score_high, 52 + 1.645 * 2, 0.06);
}

TEST(Ranking, WithoutNoiseARankIsItsInterval) {
  parallel::Pool pool(1);
  const auto index = index_of({component("total")}, {.name = "i", .normalisation = Normalisation::none});
  for (const auto& r : rank_places(bitkom_2021, index, {.samples = 10}, luck, pool)) {
    EXPECT_EQ(r.rank_low, r.rank);
    EXPECT_EQ(r.rank_high, r.rank);
  }
}

TEST(Ranking, NormalisationsByHand) {
  const Places places{{"a", "b", "c"}, {{"x", {10, 20, 40}}}};
  const auto points = [&](Normalisation how, Better better = Better::higher) {
    auto c = component("x");
    c.better = better;
    c.low = 0;
    c.high = 80;
    return scores(places, index_of({c}, {.name = "i", .normalisation = how}));
  };
  EXPECT_EQ(points(Normalisation::none), (std::vector<double>{10, 20, 40}));
  EXPECT_EQ(points(Normalisation::best), (std::vector<double>{25, 50, 100}));
  EXPECT_EQ(points(Normalisation::fixed), (std::vector<double>{12.5, 25, 50}));
  EXPECT_NEAR(points(Normalisation::min_max)[1], 100.0 / 3, 1e-12);
  EXPECT_NEAR(points(Normalisation::min_max, Better::lower)[1], 200.0 / 3, 1e-12);
}

TEST(Ranking, AggregationsMissingValuesAndDomains) {
  const double none = std::nan("");
  const Places places{{"a", "b"}, {{"x", {90, 50}}, {"y", {10, 50}}, {"z", {none, 20}}}};
  const auto fixed = [](Aggregation how) { return IndexDefinition{"i", Normalisation::fixed, how, 0}; };
  EXPECT_EQ(scores(places, index_of({component("x"), component("y")}, fixed(Aggregation::linear)))[0], 50);
  // A weak field cannot be made good: sqrt(90 x 10) = 30.
  EXPECT_NEAR(scores(places, index_of({component("x"), component("y")}, fixed(Aggregation::geometric)))[0], 30, 1e-9);
  const auto with_gap = scores(places, index_of({component("x"), component("z")}, fixed(Aggregation::linear)));
  EXPECT_EQ(with_gap, (std::vector<double>{90, 35}));
  IndexFile file{{fixed(Aggregation::linear)}, {{"", "d", 3}}, {component("x"), component("y"), component("z")}};
  file.components[0].domain = file.components[1].domain = "d";
  file.components[2].domain = "e";
  const auto weights = resolve(file).front().weights;
  EXPECT_EQ(weights, (std::vector<double>{0.375, 0.375, 0.25}));
}

TEST(Ranking, APlaceCanGainPointsAndLoseRanks) {
  // What befell Karlsruhe in 2022: 73.2 to 73.5 points, from rank 3 to 14; here with four places.
  parallel::Pool pool(1);
  const Places before{{"a", "b", "c", "d"}, {{"x", {73.2, 72, 71, 70}}}};
  const Places after{{"a", "b", "c", "d"}, {{"x", {73.5, 80, 79, 78}}}};
  const auto index = index_of({component("x", 1)}, {.name = "i", .normalisation = Normalisation::none});
  const auto changes = rank_changes(before, after, index, {.samples = 500}, luck, pool);
  EXPECT_NEAR(changes[0].score, 0.3, 1e-9);
  EXPECT_EQ(changes[0].rank, -3);
  EXPECT_LT(changes[0].rank_high, 0);
  const auto nothing = rank_changes(before, before, index, {.samples = 500}, luck, pool);
  for (const auto& change : nothing) {
    EXPECT_EQ(change.rank_low, 0);
    EXPECT_EQ(change.rank_high, 0);
    EXPECT_EQ(change.score, 0);
  }
}

TEST(Ranking, DirichletWeightsHaveTheirMeanAndSpread) {
  // Two columns of which each place has one: the score is 100 times a weight. Dirichlet(3 x 0.25, 3 x 0.75): mean 0.25,
  // variance 0.25 x 0.75 / (3 + 1).
  parallel::Pool pool(2);
  const Places places{{"a", "b"}, {{"x", {100, 0}}, {"y", {0, 100}}}};
  const auto index = index_of({component("x", 0, 1), component("y", 0, 3)},
                              {.name = "i", .normalisation = Normalisation::none, .weight_concentration = 3});
  double sum = 0;
  double squares = 0;
  constexpr std::uint32_t n = 4000;
  for (std::uint32_t s = 0; s < n; ++s) {
    const auto one = rank_places(places, index, {.samples = 1}, Random(1, s), pool);
    const double w = one[0].score_low / 100;
    sum += w;
    squares += w * w;
  }
  const double mean = sum / n;
  EXPECT_NEAR(mean, 0.25, 4 * std::sqrt(0.046875 / n));
  EXPECT_NEAR(squares / n - mean * mean, 0.046875, 0.004);
}

TEST(Ranking, SameBitsForAnyNumberOfThreads) {
  const auto run = [&](int threads) {
    parallel::Pool pool(threads);
    const auto index = index_of({component("total", 2)}, {.name = "i", .weight_concentration = 5});
    std::vector<double> all;
    for (const auto& r : rank_places(bitkom_2021, index, {.samples = 300}, luck, pool))
      for (const double v : {r.score_low, r.score_high, static_cast<double>(r.rank_high), r.in_top}) all.push_back(v);
    return all;
  };
  EXPECT_EQ(run(1), run(2));
  EXPECT_EQ(run(1), run(7));
}

TEST(Ranking, DisagreementByHand) {
  const auto ranked = [](std::vector<std::size_t> ranks) {
    std::vector<Ranked> out;
    for (const auto r : ranks) out.push_back({0, 0, 0, r, r, r, r, 0, 0});
    return out;
  };
  // Of six pairs one is turned: tau = (5 - 1) / 6.
  const auto d = disagreement(ranked({1, 2, 3, 4}), ranked({2, 1, 3, 4}));
  EXPECT_NEAR(d.kendall_tau, 4.0 / 6, 1e-12);
  EXPECT_EQ(d.mean_shift, 0.5);
  EXPECT_EQ(d.apart, 2U);
  EXPECT_EQ(disagreement(ranked({1, 2, 3}), ranked({3, 2, 1})).kendall_tau, -1);
}

TEST(Ranking, TheIndexFileIsRead) {
  IndexFile file;
  text::ParameterTable table;
  describe(file, table);
  Issues issues;
  table.read(text::parse_toml("[[index]]\nname = \"a\"\nnormalisation = \"best\"\n[[component]]\ncolumn = \"x\"\n"
                              "better = \"lower\"\n[[component]]\ncolumn = \"y\"\nnoise_sd = -1\n",
                              "i.toml", issues),
             issues);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues.all().front().place.line, 9);
  EXPECT_EQ(file.indices.front().normalisation, Normalisation::best);
  EXPECT_EQ(file.components.front().better, Better::lower);
}

}  // namespace
}  // namespace pendel::indicators

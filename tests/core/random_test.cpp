// SPDX-License-Identifier: Apache-2.0
#include "core/random.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <functional>
#include <set>

#include "core/math.hpp"

namespace pendel {
namespace {

using Block = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

// The three vectors "philox4x32 10" of kat_vectors in Random123 1.14 (D. E. Shaw Research).
TEST(Philox, GivesThePublishedVectors) {
  EXPECT_EQ(philox4x32(Block{0, 0, 0, 0}, Key{0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  constexpr std::uint32_t ones = 0xffffffff;
  EXPECT_EQ(philox4x32(Block{ones, ones, ones, ones}, Key{ones, ones}),
            (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(philox4x32(Block{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, Key{0xa4093822, 0x299f31d0}),
            (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, EveryPartOfTheKeyCounts) {
  const auto bits = [](std::uint64_t seed, std::uint32_t replication, Stream stream, std::uint64_t entity,
                       std::uint32_t time,
                       std::uint32_t index) { return Random(seed, replication)(stream, entity, time, index).bits(); };
  const std::set<std::uint32_t> different = {bits(1, 0, Stream::test, 5, 0, 0),
                                             bits(2, 0, Stream::test, 5, 0, 0),
                                             bits(1ULL << 40U, 0, Stream::test, 5, 0, 0),
                                             bits(1, 1, Stream::test, 5, 0, 0),
                                             bits(1, 0, Stream::mobility_mode, 5, 0, 0),
                                             bits(1, 0, Stream::test, 6, 0, 0),
                                             bits(1, 0, Stream::test, (1ULL << 32U) + 5, 0, 0),
                                             bits(1, 0, Stream::test, 5, 1, 0),
                                             bits(1, 0, Stream::test, 5, 0, 1)};
  EXPECT_EQ(different.size(), 9U);
  EXPECT_EQ(bits(1, 0, Stream::test, 5, 0, 0), bits(1, 0, Stream::test, 5, 0, 0));
  EXPECT_EQ(Random(1, 0)(Stream::test, PersonId(5)).bits(), bits(1, 0, Stream::test, 5, 0, 0));
}

// Written down once: a change would silently change every result that was ever published.
TEST(Random, DrawsAreForGood) {
  const auto draw = Random(42, 3)(Stream::mobility_mode, PersonId(1234), 7, 2);
  EXPECT_EQ(draw.bits(0), 548217733U);
  EXPECT_EQ(draw.bits(1), 178472374U);
  EXPECT_EQ(draw.bits(2), 3138934486U);
  EXPECT_EQ(draw.bits(3), 864294293U);
  const auto bits_of = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  EXPECT_EQ(bits_of(draw.gumbel(0)), 0xbfe71a8be0a60041U);
  EXPECT_EQ(bits_of(draw.normal()), 0x3fff5d54b3f51fe0U);
}

TEST(Draw, UniformIsNeverZeroOrOne) {
  EXPECT_GT(Draw({0, 0, 0, 0}).uniform(), 0.0);
  EXPECT_LT(Draw({0xffffffff, 0, 0, 0}).uniform(), 1.0);
}

TEST(Draw, BelowStaysBelow) {
  EXPECT_EQ(Draw({0, 0, 0, 0}).below(7), 0U);
  EXPECT_EQ(Draw({0xffffffff, 0, 0, 0}).below(7), 6U);
  std::array<int, 5> count{};
  for (std::uint64_t i = 0; i < 50'000; ++i) ++count.at(Random(1, 0)(Stream::test, i).below(5));
  for (const int c : count) EXPECT_NEAR(c, 10'000, 400);  // about 4.5 standard deviations
}

struct Moments {
  double mean = 0;
  double variance = 0;
};

Moments moments(const std::function<double(const Draw&)>& value) {
  constexpr int n = 400'000;
  double sum = 0;
  double squares = 0;
  for (std::uint64_t i = 0; i < n; ++i) {
    const double x = value(Random(7, 0)(Stream::test, i));
    sum += x;
    squares += x * x;
  }
  const double mean = sum / n;
  return {mean, squares / n - mean * mean};
}

// Tolerances: five standard errors of 400,000 draws.
TEST(Draw, UniformHasItsMoments) {
  for (int lane = 0; lane < 4; ++lane) {
    const auto m = moments([lane](const Draw& draw) { return draw.uniform(lane); });
    EXPECT_NEAR(m.mean, 0.5, 0.0023);
    EXPECT_NEAR(m.variance, 1.0 / 12.0, 0.0006);
  }
}

TEST(Draw, GumbelHasItsMoments) {
  const auto m = moments([](const Draw& draw) { return draw.gumbel(); });
  EXPECT_NEAR(m.mean, 0.5772156649, 0.0102);           // Euler's constant
  EXPECT_NEAR(m.variance, 9.8696044011 / 6.0, 0.028);  // pi^2 / 6
}

TEST(Draw, NormalHasItsMoments) {
  const auto m = moments([](const Draw& draw) { return draw.normal(); });
  EXPECT_NEAR(m.mean, 0.0, 0.0080);
  EXPECT_NEAR(m.variance, 1.0, 0.0112);
}

// Utility plus Gumbel must be the multinomial logit: shares exp(u) / sum exp(u).
TEST(Draw, GumbelMaximumIsTheLogit) {
  const std::array utility = {0.0, 1.0, -0.5};
  std::array<int, 3> chosen{};
  constexpr int n = 100'000;
  for (std::uint64_t i = 0; i < n; ++i) {
    std::size_t best = 0;
    double best_value = -1e9;
    for (std::uint32_t a = 0; a < 3; ++a) {
      const double value = utility.at(a) + Random(3, 0)(Stream::test, i, 0, a).gumbel();
      if (value > best_value) {
        best_value = value;
        best = a;
      }
    }
    ++chosen.at(best);
  }
  const double all = math::exp(utility[0]) + math::exp(utility[1]) + math::exp(utility[2]);
  for (std::size_t a = 0; a < 3; ++a) EXPECT_NEAR(chosen.at(a) / double{n}, math::exp(utility.at(a)) / all, 0.007);
}

}  // namespace
}  // namespace pendel

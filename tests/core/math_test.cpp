// SPDX-License-Identifier: Apache-2.0
#include "core/math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "core/random.hpp"

namespace pendel {
namespace {

/// Distance to the 64-bit-mantissa reference in units of the last place of a double.
double error_ulp(double got, long double expected) {
  if (std::isnan(got) || !std::isfinite(static_cast<double>(expected)))
    return got == static_cast<double>(expected) ? 0.0 : std::numeric_limits<double>::infinity();
  const auto nearest = static_cast<double>(expected);
  const int exponent = std::max(std::ilogb(nearest == 0.0 ? 1e-308 : nearest), -1022);
  return static_cast<double>(std::fabs(static_cast<long double>(got) - expected) / std::ldexp(1.0L, exponent - 52));
}

template <class Ours, class Reference>
double worst_ulp(double from, double to, Ours ours, Reference reference) {
  double worst = 0;
  for (std::uint64_t i = 0; i < 100'000; ++i) {
    const double x = from + (to - from) * Random(11, 0)(Stream::test, i).uniform();
    worst = std::max(worst, error_ulp(ours(x), reference(static_cast<long double>(x))));
  }
  return worst;
}

TEST(Math, IsWithinOneUlp) {
  EXPECT_LE(worst_ulp(-700, 700, math::exp, expl), 1.0);
  EXPECT_LE(worst_ulp(-1, 1, math::exp, expl), 1.0);
  EXPECT_LE(worst_ulp(-1, 1, math::expm1, expm1l), 1.0);
  EXPECT_LE(worst_ulp(0, 2, math::log, logl), 1.0);
  EXPECT_LE(worst_ulp(0, 1e12, math::log, logl), 1.0);
  EXPECT_LE(worst_ulp(-0.999, 3, math::log1p, log1pl), 1.0);
  EXPECT_LE(worst_ulp(-1000, 1000, math::sin, sinl), 1.0);
  EXPECT_LE(worst_ulp(-1000, 1000, math::cos, cosl), 1.0);
  EXPECT_LE(worst_ulp(-1.5, 1.5, math::tan, tanl), 1.0);
  EXPECT_LE(worst_ulp(-1, 1, math::asin, asinl), 1.0);
  EXPECT_LE(worst_ulp(-1, 1, math::acos, acosl), 1.0);
  EXPECT_LE(worst_ulp(
                -10, 10, [](double y) { return math::atan2(y, 0.7); }, [](long double y) { return atan2l(y, 0.7); }),
            1.0);
  for (const double exponent : {-2.5, 0.15, 4.0})
    EXPECT_LE(worst_ulp(
                  0, 50, [=](double x) { return math::pow(x, exponent); },
                  [=](long double x) { return powl(x, static_cast<long double>(exponent)); }),
              1.0);
}

TEST(Math, KnowsItsEdges) {
  constexpr double inf = std::numeric_limits<double>::infinity();
  EXPECT_EQ(math::exp(0), 1.0);
  EXPECT_EQ(math::exp(-inf), 0.0);
  EXPECT_EQ(math::exp(1000), inf);
  EXPECT_EQ(math::log(1), 0.0);
  EXPECT_EQ(math::log(0), -inf);
  EXPECT_TRUE(std::isnan(math::log(-1)));
  EXPECT_EQ(math::pow(0, 0), 1.0);
  EXPECT_EQ(math::pow(2, 10), 1024.0);
  EXPECT_EQ(math::sqrt(81), 9.0);
  EXPECT_EQ(math::distance(3, 4), 5.0);
}

// The same bits on every machine: written down once, on purpose exact.
TEST(Math, HasFixedBits) {
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  EXPECT_EQ(bits(math::exp(0.1)), 0x3ff1aec7b35a00d4U);
  EXPECT_EQ(bits(math::exp(-7.3)), 0x3f4622d4792b6a8dU);
  EXPECT_EQ(bits(math::exp(101.7)), 0x491a649e4e7a5c84U);
  EXPECT_EQ(bits(math::expm1(1e-3)), 0x3f506466dfb8cf3aU);
  EXPECT_EQ(bits(math::log(0.3)), 0xbff34378fcbda721U);
  EXPECT_EQ(bits(math::log(12345.678)), 0x4022d79559791e31U);
  EXPECT_EQ(bits(math::log1p(1e-4)), 0x3f1a368d06580001U);
  EXPECT_EQ(bits(math::pow(1.7, 4.0)), 0x4020b4467381d7dbU);
  EXPECT_EQ(bits(math::pow(0.37, 0.15)), 0x3feb91005a502994U);
  EXPECT_EQ(bits(math::sin(0.8)), 0x3fe6f494c2bffecdU);
  EXPECT_EQ(bits(math::sin(137.5)), 0xbfe55776f00caf90U);
  EXPECT_EQ(bits(math::cos(2.9)), 0xbfef1216dba340c9U);
  EXPECT_EQ(bits(math::tan(0.85)), 0x3ff2369c5cf4878dU);
  EXPECT_EQ(bits(math::asin(0.73)), 0x3fea2fb183f1f79cU);
  EXPECT_EQ(bits(math::acos(-0.21)), 0x3ffc8497c1113157U);
  EXPECT_EQ(bits(math::atan2(-1.3, 0.4)), 0xbff45b54837351a0U);
}

}  // namespace
}  // namespace pendel

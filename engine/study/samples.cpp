// SPDX-License-Identifier: Apache-2.0
#include "study/samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/hash.hpp"
#include "core/random.hpp"

namespace pendel::study {

namespace {

/// Draws that belong to a parameter by its path; lane 0 orders the samples, lane 1 places one in its stratum.
Draw draw_of(const std::string& path, std::size_t sample, std::int64_t seed) {
  const auto hash = std::stoull(ContentHash().add("range of " + path).hex().substr(0, 16), nullptr, 16);
  const auto bits = static_cast<std::uint64_t>(seed);
  return Draw(philox4x32({static_cast<std::uint32_t>(sample), 0, static_cast<std::uint32_t>(bits),
                          static_cast<std::uint32_t>(bits >> 32U)},
                         {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32U)}));
}

bool is_range(const text::Parameter& row) {
  const bool number = row.type == text::Type::number || row.type == text::Type::integer;
  return number && row.low < row.high && (row.given_range || !row.given);
}

}  // namespace

std::vector<Range> ranges_of(const scenario::Scenario& scenario) {
  std::vector<Range> ranges;
  const auto add = [&](const text::Parameter& row) {
    const double value = row.value.number();
    if (value >= row.low && value <= row.high)
      ranges.push_back({row.path, row.low, value, row.high, row.type == text::Type::integer});
  };
  for (const auto& row : scenario.parameters().rows())
    if (row.type != text::Type::list && is_range(row)) add(row);
  for (const auto& row : scenario.parameters().flat())  // items of lists: those that the scenario gives
    if (row.given_range && is_range(row) && scenario.parameters().find(row.path) == nullptr) add(row);
  return ranges;
}

double value_of(const Range& range, const Sample& sample, std::int64_t seed) {
  PENDEL_EXPECT(sample.index < sample.of);
  const double mine = draw_of(range.path, sample.index, seed).uniform(0);
  std::size_t stratum = 0;
  for (std::size_t i = 0; i < sample.of; ++i) {
    const double other = draw_of(range.path, i, seed).uniform(0);
    if (other < mine || (other == mine && i < sample.index)) ++stratum;
  }
  const double within = draw_of(range.path, sample.index, seed).uniform(1);
  const double u = (static_cast<double>(stratum) + within) / static_cast<double>(sample.of);
  const double value =
      u < 0.5 ? range.low + (range.value - range.low) * 2 * u : range.value + (range.high - range.value) * (2 * u - 1);
  return range.whole ? std::round(value) : value;
}

std::vector<std::string> assignments_of(const scenario::Scenario& scenario, const Sample& sample, bool with_ranges) {
  const auto& settings = scenario.settings();
  const auto replication = settings.replication + static_cast<std::int64_t>(sample.index) + 1;
  std::vector<std::string> assignments = {fmt::format("run.replication={}", replication)};
  if (!with_ranges) return assignments;
  for (const auto& range : ranges_of(scenario)) {
    const double value = value_of(range, sample, settings.seed);
    assignments.push_back(range.whole ? fmt::format("{}={}", range.path, static_cast<std::int64_t>(value))
                                      : fmt::format("{}={:#.17g}", range.path, value));
  }
  return assignments;
}

}  // namespace pendel::study

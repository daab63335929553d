// SPDX-License-Identifier: Apache-2.0
#include "people/report.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace pendel::people {

namespace {

double deviation(double target, double reached) {
  if (target == 0) return reached == 0 ? 0 : 1;
  return reached / target - 1;
}

bool is_mean(std::string_view quantity) { return quantity.ends_with(", share") || quantity.starts_with("persons per"); }

int rank(std::string_view kind) { return kind == "official" ? 0 : kind == "county" ? 1 : 2; }

}  // namespace

std::vector<MarginSummary> summarize(std::span<const Margin> margins) {
  std::vector<MarginSummary> lines;
  for (const auto& margin : margins) {
    auto line = std::ranges::find_if(lines, [&](const MarginSummary& other) {
      return other.quantity == margin.quantity && other.kind == margin.kind;
    });
    if (line == lines.end()) {
      lines.push_back({margin.quantity, margin.kind, margin.source, is_mean(margin.quantity), 0, 0, 0, 0, 0, {}});
      line = std::prev(lines.end());
    }
    ++line->municipalities;
    line->target += margin.target;
    line->reached += margin.reached;
    const double here = deviation(margin.target, margin.reached);
    if (std::fabs(here) > std::fabs(line->worst)) {
      line->worst = here;
      line->worst_municipality = margin.ags;
    }
  }
  for (auto& line : lines) {
    line.deviation = deviation(line.target, line.reached);
    if (!line.mean) continue;
    line.target /= static_cast<double>(line.municipalities);
    line.reached /= static_cast<double>(line.municipalities);
  }
  std::ranges::stable_sort(lines, {}, [](const MarginSummary& line) { return rank(line.kind); });
  return lines;
}

}  // namespace pendel::people

// SPDX-License-Identifier: Apache-2.0
#include "output/daily_traffic.hpp"

#include <numeric>

#include "core/contract.hpp"
#include "output/mean_day.hpp"

namespace pendel::output {
namespace {

/// Mean over the days by weight.
std::vector<float> weighted_mean(std::span<const std::vector<float>> volume, std::span<const double> weight) {
  double weights = 0;
  std::vector<double> sum(volume.front().size(), 0);
  for (std::size_t d = 0; d < volume.size(); ++d) {
    if (weight[d] <= 0) continue;
    PENDEL_EXPECT(volume[d].size() == sum.size());
    weights += weight[d];
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += weight[d] * static_cast<double>(volume[d][i]);
  }
  std::vector<float> mean;
  if (weights > 0)
    for (const double value : sum) mean.push_back(static_cast<float>(value / weights));
  return mean;
}

}  // namespace

DailyTraffic daily_traffic(std::span<const Day> days, std::span<const std::vector<float>> volume) {
  PENDEL_EXPECT(!days.empty() && days.size() == volume.size());
  const int period = days.back().period;
  const auto all = mean_day_weights(days, period);
  const auto workdays = mean_day_weights(days, period, [&](std::size_t d) { return days[d].kind == DayKind::workday; });
  const double weights = std::accumulate(all.begin(), all.end(), 0.0);
  double of_workdays = 0;
  for (std::size_t d = 0; d < days.size(); ++d) of_workdays += days[d].kind == DayKind::workday ? all[d] : 0;
  constexpr double shortest_year = 364, longest_year = 367;
  DailyTraffic traffic;
  if (weights >= shortest_year && weights <= longest_year && of_workdays > 0 && of_workdays < weights)
    traffic.all = weighted_mean(volume, all);
  traffic.workdays = weighted_mean(volume, workdays);
  return traffic;
}

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#include "output/groups.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

namespace pendel::output {

namespace {

/// Size classes of the official statistics, by inhabitants.
std::string size_class(double inhabitants) {
  static constexpr std::array limits = {5000, 10000, 20000, 50000, 100000};
  int from = 0;
  for (std::size_t i = 0; i < limits.size(); ++i) {
    if (inhabitants < limits[i]) return fmt::format("{} {:>6} to {:>6}", i + 1, from, limits[i] - 1);
    from = limits[i];
  }
  return fmt::format("{} {:>6} and more", limits.size() + 1, from);
}

/// Whether the municipalities add up to the region.
bool is_total(const IndicatorValue& indicator) {
  if (indicator.municipality.size() < 2 || indicator.name.find("peak") != std::string::npos) return false;
  double sum = 0;
  for (const double value : indicator.municipality) sum += value;
  return indicator.region != 0 && std::abs(sum - indicator.region) < 1e-6 * std::abs(indicator.region);
}

struct Sum {
  std::size_t municipalities = 0;
  double inhabitants = 0;
  double weighted = 0;
};

std::vector<GroupMean> means(const std::map<std::string, Sum>& sums) {
  std::vector<GroupMean> out;
  for (const auto& [group, sum] : sums)
    out.push_back({group, sum.municipalities, sum.inhabitants,
                   sum.inhabitants > 0 ? sum.weighted / sum.inhabitants : std::nan("")});
  return out;
}

}  // namespace

std::vector<GroupedIndicator> grouped(const std::vector<IndicatorValue>& indicators, const Places& places) {
  std::vector<GroupedIndicator> out;
  double all = 0;
  for (const double inhabitants : places.inhabitants) all += std::isnan(inhabitants) ? 0 : inhabitants;
  for (const auto& indicator : indicators) {
    GroupedIndicator g;
    g.name = indicator.name;
    g.unit = indicator.unit;
    g.per_inhabitant = is_total(indicator);
    g.region = g.per_inhabitant ? indicator.region / all : indicator.region;
    std::map<std::string, Sum> size;
    std::map<std::string, Sum> kind;
    for (std::size_t m = 0; m < places.names.size(); ++m) {
      const double inhabitants = places.inhabitants[m];
      if (std::isnan(inhabitants) || inhabitants <= 0) continue;
      const double value = indicator.municipality[m] / (g.per_inhabitant ? inhabitants : 1);
      if (std::isnan(value)) continue;
      const auto add = [&](Sum& sum) {
        ++sum.municipalities;
        sum.inhabitants += inhabitants;
        sum.weighted += inhabitants * value;
      };
      add(size[size_class(inhabitants)]);
      if (places.regiostar7[m] > 0) add(kind[fmt::format("{}", places.regiostar7[m])]);
      if (g.lowest.municipality.empty() || value < g.lowest.value) g.lowest = {places.names[m], value};
      if (g.highest.municipality.empty() || value > g.highest.value) g.highest = {places.names[m], value};
    }
    g.by_size = means(size);
    g.by_regiostar7 = means(kind);
    out.push_back(std::move(g));
  }
  return out;
}

std::vector<GroupedIndicator> grouped(const Result& result) {
  auto indicators = result.indicators();
  const auto of_period = result.period_figures();
  indicators.insert(indicators.end(), of_period.begin(), of_period.end());
  return grouped(indicators, {result.municipalities(), result.file().read<double>("municipality_population"),
                              result.file().read<std::int32_t>("municipality_regiostar7")});
}

}  // namespace pendel::output

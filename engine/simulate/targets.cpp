// SPDX-License-Identifier: Apache-2.0
#include "simulate/targets.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "output/reader.hpp"

namespace pendel::simulate {

namespace {

double value_of(const output::Result& result, const output::IndicatorValue& indicator, const scenario::Target& target) {
  if (target.municipality.empty()) return indicator.region;
  const auto keys = result.file().texts("tables/municipality_ags");
  const auto found = std::find(keys.begin(), keys.end(), target.municipality);
  PENDEL_EXPECT(found != keys.end());  // the scenario was checked against the land
  return indicator.municipality[static_cast<std::size_t>(found - keys.begin())];
}

}  // namespace

std::vector<Verdict> judge(const std::vector<scenario::Target>& targets, const std::filesystem::path& path) {
  const output::Result result(path);
  const auto indicators = result.indicators();
  std::vector<Verdict> verdicts;
  for (const auto& target : targets) {
    const auto found = std::find_if(indicators.begin(), indicators.end(),
                                    [&](const auto& indicator) { return indicator.name == target.indicator; });
    PENDEL_EXPECT(found != indicators.end());  // the scenario admits known indicators only
    const double value = value_of(result, *found, target);
    verdicts.push_back({target, found->unit, value, std::abs(value - target.value) <= target.tolerance});
  }
  return verdicts;
}

}  // namespace pendel::simulate

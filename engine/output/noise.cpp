// SPDX-License-Identifier: Apache-2.0
#include "output/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <sstream>

#include "core/issue.hpp"
#include "output/compare.hpp"
#include "text/messages.hpp"
#include "world/fields.hpp"

namespace pendel::output {

using text::Say;
using text::say;

namespace {

/// 97.5 % quantiles of Student's t for 1 to 20 degrees of freedom; beyond, that of the normal distribution is 2 % off.
constexpr std::array t_975 = {12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
                              2.201,  2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086};

/// The scenario with every parameter, but without the seed of the route choice, and that seed.
struct Told {
  std::string scenario;
  std::string route_seed;
};
Told told_by(const Result& result) {
  Told told;
  std::istringstream lines(result.file().text("provenance/scenario"));
  for (std::string line; std::getline(lines, line);)
    (line.starts_with("route_seed") ? told.route_seed : told.scenario) += line + "\n";
  return told;
}

}  // namespace

double noise_of(std::span<const double> values) {
  const auto n = values.size();
  if (n < 2) return 0;
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / static_cast<double>(n);
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double t = n - 2 < t_975.size() ? t_975[n - 2] : 1.96;
  return t * std::sqrt(2 * squares / static_cast<double>(n - 1));
}

Noise::Noise(const Result& a, const std::vector<std::filesystem::path>& reruns) {
  const auto refuse = [](const Result& run, const std::string& why) {
    throw InputError({{run.path(), 0, 0}, say(Say::noise_other, run.path(), why), "", say(Say::noise_other_hint)});
  };
  const auto base = told_by(a);
  std::set<std::string> seeds = {base.route_seed};
  take(a);
  for (const auto& path : reruns) {
    const Result run(path);
    static_cast<void>(compare(a, run));  // throws if land, days or people differ
    const auto told = told_by(run);
    if (told.scenario != base.scenario) refuse(run, say(Say::noise_scenario));
    if (!seeds.insert(told.route_seed).second) refuse(run, say(Say::noise_seed));
    take(run);
  }
}

void Noise::take(const Result& run) {
  const auto add = [&](const std::string& name, double value) {
    auto found = std::ranges::find(figures_, name, &Figure::name);
    if (found == figures_.end()) found = figures_.insert(figures_.end(), {name, {}});
    found->values.push_back(value);
  };
  for (const auto& indicator : run.indicators()) add(indicator.name, indicator.region);
  for (const auto* field : all_fields()) {
    const bool personal = field->dimensions[1] == Dimension::person || field->dimensions[1] == Dimension::household;
    if (!personal || !run.file().has(field->path)) continue;
    double sum = 0, n = 0;
    for (const double value : run.mean_day(field->path)) {
      if (std::isnan(value)) continue;
      sum += value;
      ++n;
    }
    add(std::string(field->path), n > 0 ? sum / n : 0);
  }
  ++runs_;
}

double Noise::half_width(const std::string& name) const {
  const auto found = std::ranges::find(figures_, name, &Figure::name);
  return found == figures_.end() ? 0.0 : noise_of(found->values);
}

}  // namespace pendel::output

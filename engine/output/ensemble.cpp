// SPDX-License-Identifier: Apache-2.0
#include "output/ensemble.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/contract.hpp"
#include "core/issue.hpp"
#include "output/compare.hpp"
#include "text/messages.hpp"

namespace pendel::output {
namespace {

using text::Say;
using text::say;

constexpr double z_95 = 1.96;

double variance(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  double mean = 0, squares = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size() - 1);
}

double needed(double variance_of_difference, double precision, double mean_a) {
  if (variance_of_difference <= 0) return 1;
  const double error = precision * std::abs(mean_a) / z_95;
  return error > 0 ? std::max(2.0, std::ceil(variance_of_difference / (error * error))) : INFINITY;
}

using Key = std::pair<double, double>;  // seed, replication

std::map<Key, std::string> by_replication(const std::vector<std::string>& paths) {
  std::map<Key, std::string> found;
  for (const auto& path : paths) {
    const Result result(path);
    const Key key{result.number("seed"), result.number("replication")};
    if (!found.emplace(key, path).second)
      throw InputError({{path, 0, 0}, say(Say::replication_twice, key.first, key.second)});
  }
  return found;
}

}  // namespace

double EnsembleDifference::replications(double precision) const { return needed(paired_variance, precision, mean_a); }
double EnsembleDifference::unpaired_replications(double precision) const {
  return needed(unpaired_variance, precision, mean_a);
}

double quantile(std::vector<double> values, double share) {
  PENDEL_EXPECT(!values.empty());
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

EnsembleDifference difference(const std::vector<double>& a, const std::vector<double>& b) {
  PENDEL_EXPECT(!a.empty() && a.size() == b.size());
  EnsembleDifference out;
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences.push_back(b[i] - a[i]);
    out.mean_a += a[i] / static_cast<double>(a.size());
  }
  out.pairs = a.size();
  out.median = quantile(differences, 0.5);
  out.low = quantile(differences, 0.05);
  out.high = quantile(differences, 0.95);
  out.paired_variance = variance(differences);
  out.unpaired_variance = variance(a) + variance(b);
  return out;
}

std::vector<EnsembleDifference> compare_ensembles(const std::vector<std::string>& a,
                                                  const std::vector<std::string>& b) {
  const auto of_a = by_replication(a), of_b = by_replication(b);
  std::vector<std::string> names, units;
  std::vector<std::vector<double>> values_a, values_b;
  for (const auto& [key, path] : of_b) {
    const auto partner = of_a.find(key);
    if (partner == of_a.end()) throw InputError({{path, 0, 0}, say(Say::replication_alone, key.first, key.second)});
    const auto pair = compare(Result(partner->second), Result(path));
    if (names.empty())
      for (const auto& row : pair.indicators) names.push_back(row.a.name), units.push_back(row.a.unit);
    values_a.resize(names.size());
    values_b.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      values_a[i].push_back(pair.indicators[i].a.region);
      values_b[i].push_back(pair.indicators[i].b.region);
    }
  }
  if (of_b.size() < 2) throw InputError({{b.empty() ? "" : b.front(), 0, 0}, say(Say::too_few_replications)});
  std::vector<EnsembleDifference> out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out.push_back(difference(values_a[i], values_b[i]));
    out.back().name = names[i];
    out.back().unit = units[i];
  }
  return out;
}

}  // namespace pendel::output

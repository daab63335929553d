// SPDX-License-Identifier: Apache-2.0
#include "models/indicators/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::indicators {

namespace {

constexpr std::uint64_t weights_entity = 1ULL << 40U;  // beyond every place; part of the draws' keys
constexpr double least_points = 0.01;                  // a geometric mean would be 0 for good

bool counts(const std::string& index, const std::string& name) { return index.empty() || index == name; }

/// Gamma(shape, 1) by Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000); for
/// shape < 1 with the power of a uniform (their section 6).
double gamma(double shape, const Random& random, std::uint64_t entity, std::uint32_t sample) {
  const double boosted = shape < 1 ? shape + 1 : shape;
  const double d = boosted - 1.0 / 3;
  const double c = 1 / math::sqrt(9 * d);
  for (std::uint32_t attempt = 0;; ++attempt) {
    const auto draw = random(Stream::indicators_noise, entity, sample, attempt);
    const double x = draw.normal();
    const double v = 1 + c * x;
    if (v <= 0) continue;
    const double v3 = v * v * v;
    if (math::log(draw.uniform(2)) >= 0.5 * x * x + d - d * v3 + d * math::log(v3)) continue;
    return shape < 1 ? d * v3 * math::pow(draw.uniform(3), 1 / shape) : d * v3;
  }
}

std::vector<double> sampled_weights(const Index& index, const Random& random, std::uint32_t sample) {
  const double concentration = index.definition.weight_concentration;
  if (concentration <= 0) return index.weights;
  std::vector<double> weights(index.weights.size(), 0);
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (index.weights[i] > 0)
      total += weights[i] = gamma(concentration * index.weights[i], random, weights_entity + i, sample);
  for (auto& weight : weights) weight /= total;
  return weights;
}

/// The columns of an index, one row a component.
using Values = std::vector<std::vector<double>>;

Values values_of(const Places& places, const Index& index) {
  Values values;
  for (const auto& component : index.components) {
    const auto* column = places.find(component.column);
    PENDEL_EXPECT(column != nullptr && column->values.size() == places.names.size());
    values.push_back(column->values);
  }
  return values;
}

/// In place, to points: higher is better.
void normalise(std::vector<double>& values, const Component& component, Normalisation how) {
  if (how == Normalisation::none) {
    if (component.better == Better::lower)
      for (auto& value : values) value = -value;
    return;
  }
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    least = std::min(least, value);
    most = std::max(most, value);
  }
  const double from = how == Normalisation::fixed ? component.low : how == Normalisation::best ? 0 : least;
  const double to = how == Normalisation::fixed ? component.high : most;
  for (auto& value : values) {
    // Where all are equal nobody is better.
    const double points = to == from ? 50.0 : 100 * (value - from) / (to - from);
    if (!std::isnan(value)) value = component.better == Better::lower ? 100 - points : points;
    if (how == Normalisation::fixed && !std::isnan(value)) value = std::clamp(value, 0.0, 100.0);
  }
}

std::vector<double> aggregate(const Values& points, const std::vector<double>& weights, Aggregation how,
                              std::size_t places) {
  std::vector<double> scores(places);
  for (std::size_t p = 0; p < places; ++p) {
    double sum = 0;
    double weight = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (std::isnan(points[i][p])) continue;
      weight += weights[i];
      sum += weights[i] * (how == Aggregation::linear ? points[i][p] : math::log(std::max(points[i][p], least_points)));
    }
    if (weight <= 0)
      scores[p] = std::numeric_limits<double>::quiet_NaN();
    else
      scores[p] = how == Aggregation::linear ? sum / weight : math::exp(sum / weight);
  }
  return scores;
}

std::vector<double> scores_of(Values values, const Index& index, const std::vector<double>& weights,
                              std::size_t places) {
  for (std::size_t i = 0; i < values.size(); ++i)
    normalise(values[i], index.components[i], index.definition.normalisation);
  return aggregate(values, weights, index.definition.aggregation, places);
}

/// 1 = best; equal scores share the better rank; places without a score share the last one.
std::vector<std::size_t> ranks_of(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t p) { return std::isnan(scores[p]) ? -1e300 : scores[p]; };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) != key(b) ? key(a) > key(b) : a < b; });
  std::vector<std::size_t> ranks(scores.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    ranks[order[i]] = i > 0 && key(order[i]) == key(order[i - 1]) ? ranks[order[i - 1]] : i + 1;
  return ranks;
}

struct Samples {
  std::vector<double> score;        // [place][sample]
  std::vector<std::uint32_t> rank;  // same
};

Samples sample(const Places& places, const Index& index, const Sampling& sampling, const Random& random,
               parallel::Pool& pool) {
  const auto n = places.names.size();
  const auto base = values_of(places, index);
  Samples out{std::vector<double>(n * sampling.samples), std::vector<std::uint32_t>(n * sampling.samples)};
  parallel::for_each<std::size_t>(pool, sampling.samples, [&](std::size_t s) {
    const auto time = static_cast<std::uint32_t>(s);
    auto values = base;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double sd = index.components[i].noise_sd;
      if (sd <= 0) continue;
      for (std::size_t p = 0; p < n; ++p)
        values[i][p] +=
            sd * random(Stream::indicators_noise, std::uint64_t{p}, time, static_cast<std::uint32_t>(i)).normal();
    }
    const auto scores = scores_of(std::move(values), index, sampled_weights(index, random, time), n);
    const auto ranks = ranks_of(scores);
    for (std::size_t p = 0; p < n; ++p) {
      out.score[p * sampling.samples + s] = scores[p];
      out.rank[p * sampling.samples + s] = static_cast<std::uint32_t>(ranks[p]);
    }
  });
  return out;
}

/// The nearest of sorted values to a share of them, rounded away from the middle.
template <class T>
struct Interval {
  T low, median, high;
};
template <class T>
Interval<T> interval(std::vector<T> values, double confidence) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  const auto low = static_cast<std::size_t>(std::floor((1 - confidence) / 2 * n));
  const auto high = static_cast<std::size_t>(std::ceil((1 + confidence) / 2 * n)) - 1;
  return {values[low], values[values.size() / 2], values[std::min(high, values.size() - 1)]};
}

template <class T>
std::vector<T> row(const std::vector<T>& all, std::size_t place, std::size_t samples) {
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(place * samples);
  return {first, first + static_cast<std::ptrdiff_t>(samples)};
}

}  // namespace

const PlaceColumn* Places::find(const std::string& name) const {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

std::vector<Index> resolve(const IndexFile& file) {
  std::vector<Index> out;
  for (const auto& definition : file.indices) {
    Index index{definition, {}, {}};
    std::map<std::string, double> inside;  // weight of all components of a domain
    for (const auto& component : file.components)
      if (counts(component.index, definition.name)) {
        index.components.push_back(component);
        inside[component.domain] += component.weight;
      }
    std::map<std::string, double> domain;
    double total = 0;
    for (const auto& [name, weight] : inside) {
      domain[name] = 1;
      for (const auto& given : file.domains)
        if (counts(given.index, definition.name) && given.name == name) domain[name] = given.weight;
      if (weight > 0) total += domain[name];
    }
    for (const auto& component : index.components) {
      const double within = inside[component.domain] > 0 ? component.weight / inside[component.domain] : 0;
      index.weights.push_back(total > 0 ? domain[component.domain] / total * within : 0);
    }
    out.push_back(std::move(index));
  }
  return out;
}

std::vector<double> scores(const Places& places, const Index& index) {
  return scores_of(values_of(places, index), index, index.weights, places.names.size());
}

std::vector<Ranked> rank_places(const Places& places, const Index& index, const Sampling& sampling,
                                const Random& random, parallel::Pool& pool) {
  PENDEL_EXPECT(sampling.samples > 0);
  const auto n = places.names.size();
  const auto values = values_of(places, index);
  const auto point = scores(places, index);
  const auto ranks = ranks_of(point);
  const auto samples = sample(places, index, sampling, random, pool);
  std::vector<Ranked> out(n);
  parallel::for_each<std::size_t>(pool, n, [&](std::size_t p) {
    const auto score = interval(row(samples.score, p, sampling.samples), sampling.confidence);
    const auto all = row(samples.rank, p, sampling.samples);
    const auto rank = interval(all, sampling.confidence);
    const auto top = std::count_if(all.begin(), all.end(), [&](std::uint32_t r) { return r <= sampling.top; });
    std::size_t missing = 0;
    for (const auto& column : values) missing += std::isnan(column[p]) ? 1U : 0U;
    out[p] = {point[p], score.low,   score.high, ranks[p],
              rank.low, rank.median, rank.high,  static_cast<double>(top) / sampling.samples,
              missing};
  });
  return out;
}

std::vector<RankChange> rank_changes(const Places& before, const Places& after, const Index& index,
                                     const Sampling& sampling, const Random& random, parallel::Pool& pool) {
  PENDEL_EXPECT(before.names == after.names);
  const auto n = before.names.size();
  const auto point_a = scores(before, index);
  const auto point_b = scores(after, index);
  const auto ranks_a = ranks_of(point_a);
  const auto ranks_b = ranks_of(point_b);
  const auto a = sample(before, index, sampling, random, pool);
  const auto b = sample(after, index, sampling, random, pool);
  std::vector<RankChange> out(n);
  parallel::for_each<std::size_t>(pool, n, [&](std::size_t p) {
    std::vector<int> gains(sampling.samples);
    std::size_t better = 0;
    for (std::size_t s = 0; s < gains.size(); ++s) {
      const auto at = p * sampling.samples + s;
      gains[s] = static_cast<int>(a.rank[at]) - static_cast<int>(b.rank[at]);
      better += gains[s] > 0 ? 1U : 0U;
    }
    const auto band = interval(gains, sampling.confidence);
    out[p] = {point_b[p] - point_a[p], static_cast<int>(ranks_a[p]) - static_cast<int>(ranks_b[p]), band.low, band.high,
              static_cast<double>(better) / sampling.samples};
  });
  return out;
}

Disagreement disagreement(const std::vector<Ranked>& a, const std::vector<Ranked>& b) {
  PENDEL_EXPECT(a.size() == b.size());
  Disagreement out;
  std::int64_t order = 0;
  std::int64_t pairs_a = 0;
  std::int64_t pairs_b = 0;
  for (std::size_t p = 0; p < a.size(); ++p) {
    const int shift = static_cast<int>(b[p].rank) - static_cast<int>(a[p].rank);
    out.mean_shift += std::abs(shift) / static_cast<double>(a.size());
    if (std::abs(shift) > std::abs(out.largest_shift)) {
      out.largest = p;
      out.largest_shift = shift;
    }
    if (a[p].rank_high < b[p].rank_low || b[p].rank_high < a[p].rank_low) ++out.apart;
    for (std::size_t q = 0; q < p; ++q) {
      const std::int64_t in_a = a[p].rank < a[q].rank ? 1 : a[p].rank > a[q].rank ? -1 : 0;
      const std::int64_t in_b = b[p].rank < b[q].rank ? 1 : b[p].rank > b[q].rank ? -1 : 0;
      order += in_a * in_b;
      pairs_a += in_a * in_a;
      pairs_b += in_b * in_b;
    }
  }
  if (pairs_a > 0 && pairs_b > 0)
    out.kendall_tau =
        static_cast<double>(order) / math::sqrt(static_cast<double>(pairs_a) * static_cast<double>(pairs_b));
  return out;
}

}  // namespace pendel::indicators

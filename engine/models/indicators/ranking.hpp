// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "parallel/parallel.hpp"

namespace pendel::text {
class ParameterTable;
}

/// Composite indices of places and their ranks, never without the interval that measurement noise and the choice of
/// weights leave. After Nardo et al., "Handbook on Constructing Composite Indicators" (OECD / JRC 2008): normalisation
/// (ch. 5), weighting (6), aggregation (6), uncertainty by Monte Carlo over noise and weights (7).
namespace pendel::indicators {

enum class Normalisation : std::uint8_t {
  none,     // values are points already
  min_max,  // worst of all places 0, best 100
  best,     // 0 is 0, the best place 100
  fixed,    // `low` is 0, `high` is 100
};
enum class Aggregation : std::uint8_t { linear, geometric };
enum class Better : std::uint8_t { higher, lower };

/// What one indicator counts in an index.
struct Component {
  std::string index;   // name of the index; empty: all of them
  std::string column;  // of the places
  std::string domain;  // weights are shared out by domain, then within it
  double weight = 1;   // within the domain
  Better better = Better::higher;
  double noise_sd = 0;  // of measurement, in the unit of the column
  double low = 0;       // normalisation fixed: 0 points
  double high = 100;    // normalisation fixed: 100 points
};

/// How much a domain counts; 1 where nothing is said.
struct DomainWeight {
  std::string index;  // empty: all of them
  std::string name;
  double weight = 1;
};

struct IndexDefinition {
  std::string name = "index";
  Normalisation normalisation = Normalisation::min_max;
  Aggregation aggregation = Aggregation::linear;
  double weight_concentration = 0;  // Dirichlet around the weights: alpha = concentration x weight; 0: weights are sure
};

/// The content of an index file.
struct IndexFile {
  std::vector<IndexDefinition> indices;
  std::vector<DomainWeight> domains;
  std::vector<Component> components;
};
void describe(IndexFile& file, text::ParameterTable& table);

/// An index with its own components and their weights, which add up to 1.
struct Index {
  IndexDefinition definition;
  std::vector<Component> components;
  std::vector<double> weights;
};
/// Resolves weight = share of the domain x share within it.
std::vector<Index> resolve(const IndexFile& file);

struct PlaceColumn {
  std::string name;
  std::vector<double> values;  // one a place; NaN: not published
};
struct Places {
  std::vector<std::string> names;
  std::vector<PlaceColumn> columns;
  /// Null if there is none.
  [[nodiscard]] const PlaceColumn* find(const std::string& name) const;
};

struct Sampling {
  std::uint32_t samples = 2000;
  std::size_t top = 10;
  double confidence = 0.90;  // of the intervals, two-sided
};

struct Ranked {
  double score = 0;  // from the values as they are
  double score_low = 0;
  double score_high = 0;
  std::size_t rank = 0;  // 1 = best; equal scores share the better rank
  std::size_t rank_low = 0;
  std::size_t rank_median = 0;
  std::size_t rank_high = 0;
  double in_top = 0;        // probability
  std::size_t missing = 0;  // components without a value; the others carry their weight
};

/// Points 0 to 100 of each place (with `none`: in the unit of the columns) without noise. Every component's column must
/// be there.
std::vector<double> scores(const Places& places, const Index& index);
std::vector<Ranked> rank_places(const Places& places, const Index& index, const Sampling& sampling,
                                const Random& random, parallel::Pool& pool);

/// What happens to a place's rank from `before` to `after`; both are blurred by the same draws.
struct RankChange {
  double score = 0;  // after - before
  int rank = 0;      // before - after: positive is better
  int rank_low = 0;
  int rank_high = 0;
  double improves = 0;  // probability of a better rank
};
std::vector<RankChange> rank_changes(const Places& before, const Places& after, const Index& index,
                                     const Sampling& sampling, const Random& random, parallel::Pool& pool);

/// How far two indices over the same places contradict each other.
struct Disagreement {
  double kendall_tau = 0;   // tau-b of the ranks; 1: same order
  double mean_shift = 0;    // of ranks
  std::size_t largest = 0;  // place with the largest shift
  int largest_shift = 0;    // rank in b - rank in a
  std::size_t apart = 0;    // places whose two rank intervals do not touch
};
Disagreement disagreement(const std::vector<Ranked>& a, const std::vector<Ranked>& b);

}  // namespace pendel::indicators

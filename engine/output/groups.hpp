// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "output/reader.hpp"

namespace pendel::output {

/// An indicator over the municipalities of one kind: mean weighted by inhabitants.
struct GroupMean {
  std::string group;
  std::size_t municipalities = 0;
  double inhabitants = 0;
  double value = 0;
};

struct Extreme {
  std::string municipality;
  double value = 0;
};

/// Means hide the places that are served worst: each indicator by size class and by RegioStaR7, and both ends.
struct GroupedIndicator {
  std::string name;
  std::string unit;
  bool per_inhabitant = false;  // a total of the region (the municipalities add up to it), here divided by inhabitants
  double region = 0;
  std::vector<GroupMean> by_size;
  std::vector<GroupMean> by_regiostar7;
  Extreme lowest;
  Extreme highest;
};

/// The municipalities of a result as groups see them.
struct Places {
  std::vector<std::string> names;
  std::vector<double> inhabitants;       // NaN: not published, left out
  std::vector<std::int32_t> regiostar7;  // 71 to 77; 0 = not published
};

std::vector<GroupedIndicator> grouped(const std::vector<IndicatorValue>& indicators, const Places& places);
/// Of an opened result: indicators of the mean day, figures of adoption and risk, all of the last period with days.
std::vector<GroupedIndicator> grouped(const Result& result);

}  // namespace pendel::output

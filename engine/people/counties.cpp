// SPDX-License-Identifier: Apache-2.0
#include "people/counties.hpp"

#include <algorithm>
#include <array>

#include "core/math.hpp"

namespace pendel::people {

namespace {
constexpr auto counties = std::to_array<County>({
#include "people/counties.inc"
});
}  // namespace

const County* find_county(std::string_view key) {
  const auto head = key.substr(0, 5);
  const auto* found = std::lower_bound(counties.begin(), counties.end(), head,
                                       [](const County& c, std::string_view k) { return c.key < k; });
  return found != counties.end() && found->key == head ? found : nullptr;
}

double county_distance_km(std::string_view a, std::string_view b) {
  const County* first = find_county(a);
  const County* second = find_county(b);
  if (first == nullptr || second == nullptr) return -1;
  return math::distance(first->x_km - second->x_km, first->y_km - second->y_km);
}

}  // namespace pendel::people

// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/day_capacity.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::mobility {

using routing::Index;

DayCapacity::DayCapacity(std::size_t links, std::span<const float> at_midnight, std::span<const CapacityStep> steps)
    : course_(links, as_coded) {
  PENDEL_EXPECT(at_midnight.empty() || at_midnight.size() == links);
  for (std::size_t link = 0; link < at_midnight.size(); ++link)
    if (at_midnight[link] != 1) changes_.push_back({0, static_cast<std::uint32_t>(link), at_midnight[link]});
  for (const auto& step : steps) changes_.push_back({step.at, step.link.value(), step.factor});
  auto by_link = changes_;
  std::stable_sort(by_link.begin(), by_link.end(), [](const auto& a, const auto& b) { return a.link < b.link; });
  for (std::size_t i = 0, j = 0; i < by_link.size(); i = j) {
    const auto link = by_link[i].link;
    for (j = i; j < by_link.size() && by_link[j].link == link;) ++j;
    if (std::all_of(by_link.begin() + static_cast<std::ptrdiff_t>(i), by_link.begin() + static_cast<std::ptrdiff_t>(j),
                    [](const auto& change) { return change.factor <= 0; }) &&
        by_link[i].at == 0) {
      course_[link] = closed;
      continue;
    }
    course_[link] = static_cast<std::uint32_t>(first_.size() - 1);
    if (by_link[i].at > 0) steps_.push_back({0, 1});
    for (auto k = i; k < j; ++k) {
      steps_.push_back({by_link[k].at, by_link[k].factor});
      any_closure_ = any_closure_ || by_link[k].factor <= 0;
    }
    first_.push_back(static_cast<std::uint32_t>(steps_.size()));
  }
}

double DayCapacity::factor(Index link, int slice) const {
  if (course_[link] == as_coded) return 1;
  if (course_[link] == closed) return 0;
  const Tick begin = slice * ticks_per_slice, end = begin + ticks_per_slice;
  const auto steps = course(course_[link]);
  double sum = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Tick until = i + 1 < steps.size() ? steps[i + 1].at : end;
    const Tick here = std::min(until, end) - std::max(steps[i].at, begin);
    sum += std::max(0, here) * static_cast<double>(steps[i].factor);
  }
  return sum / ticks_per_slice;
}

Tick DayCapacity::next_open(std::uint32_t row, Tick t) const {
  const auto steps = course(row);
  std::size_t i = steps.size() - 1;
  while (i > 0 && steps[i].at > t) --i;
  if (steps[i].factor > 0) return t;
  for (++i; i < steps.size(); ++i)
    if (steps[i].factor > 0) return steps[i].at;
  return std::max(t, never_opens);
}

}  // namespace pendel::mobility

// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/link_times.hpp"

#include <algorithm>
#include <cmath>

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;

namespace {

/// First in, first out: nobody gains by entering later.
void keep_order(std::uint32_t* times) {
  for (int s = 1; s < slices_per_day; ++s)
    times[s] =
        std::max<std::uint32_t>(times[s], std::max<std::uint32_t>(times[s - 1], ticks_per_slice) - ticks_per_slice);
}

std::uint32_t nearer(std::uint32_t now, std::uint32_t other, double share) {
  return static_cast<std::uint32_t>(std::lround(now + share * (static_cast<double>(other) - now)));
}

}  // namespace

LinkTimes::LinkTimes(std::span<const routing::Weight> free, const DayCapacity* capacity)
    : free_(free),
      capacity_(capacity != nullptr && capacity->varies() ? capacity : nullptr),
      time_(free.size() * slices_per_day, 1),
      wait_row_(free.size(), routing::none) {
  for (std::size_t link = 0; link < free.size(); ++link)
    if (free[link] != unreachable)
      std::fill_n(time_.begin() + static_cast<std::ptrdiff_t>(link * slices_per_day), slices_per_day, free[link]);
}

void LinkTimes::take(const QueueSeries& series, parallel::Pool& pool) {
  PENDEL_EXPECT(series.links == free_.size() && series.slices == slices_per_day);
  parallel::for_each<LinkId>(pool, free_.size(), [&](LinkId id) {
    const auto link = id.index();
    if (free_[link] == unreachable) return;
    auto* times = time_.data() + link * slices_per_day;
    for (int slice = 0; slice < slices_per_day; ++slice) {
      const auto n = series.timed[series.at(slice, link)];
      const auto mean = n == 0 ? 0 : (series.time_ticks[series.at(slice, link)] + n / 2) / n;
      times[slice] = std::max(mean, free_[link]);
    }
    keep_order(times);
  });
}

void LinkTimes::take(std::span<const float> time_s) {
  PENDEL_EXPECT(time_s.size() == time_.size());
  for (std::size_t link = 0; link < free_.size(); ++link) {
    if (free_[link] == unreachable) continue;
    auto* times = time_.data() + link * slices_per_day;
    for (std::size_t s = 0; s < slices_per_day; ++s) {
      const double ticks = static_cast<double>(time_s[s * free_.size() + link]) * ticks_per_s;
      times[s] =
          std::max(static_cast<std::uint32_t>(std::lround(std::clamp(ticks, 1.0, 1.0 * ticks_per_day))), free_[link]);
    }
    keep_order(times);
  }
}

void LinkTimes::take(const TravelChoices& choices) {
  PENDEL_EXPECT(choices.link_time.size() == time_.size());
  PENDEL_EXPECT(choices.door_wait.size() == choices.door_link.size() * slices_per_day);
  for (std::size_t link = 0; link < free_.size(); ++link) {
    if (free_[link] == unreachable) continue;
    const auto row = link * slices_per_day;
    for (auto i = row; i < row + slices_per_day; ++i) time_[i] = std::max(choices.link_time[i], free_[link]);
    keep_order(time_.data() + row);
  }
  std::fill(wait_row_.begin(), wait_row_.end(), routing::none);
  wait_ = choices.door_wait;
  for (std::size_t i = 0; i < choices.door_link.size(); ++i)
    wait_row_[choices.door_link[i]] = static_cast<std::uint32_t>(i * slices_per_day);
}

void LinkTimes::keep(TravelChoices& choices) const {
  choices.link_time = time_;
  choices.door_link.clear();
  choices.door_wait.clear();
  for (std::uint32_t link = 0; link < free_.size(); ++link) {
    if (wait_row_[link] == routing::none) continue;
    choices.door_link.push_back(link);
    const auto row = wait_.begin() + wait_row_[link];
    choices.door_wait.insert(choices.door_wait.end(), row, row + slices_per_day);
  }
}

void LinkTimes::take_flow(std::span<const std::uint32_t> inflow, std::span<const std::int32_t> rate, double scale,
                          parallel::Pool& pool) {
  PENDEL_EXPECT(inflow.size() == time_.size() && rate.size() == free_.size());
  parallel::for_each<LinkId>(pool, free_.size(), [&](LinkId id) {
    const auto link = id.index();
    if (free_[link] == unreachable) return;
    const double coded = rate[link] * slice_h;  // of a slice
    double queue = 0, wait = 0;
    for (int slice = 0; slice < slices_per_day; ++slice) {
      const auto i = link * slices_per_day + static_cast<std::size_t>(slice);
      const double factor = capacity_ == nullptr ? 1.0 : capacity_->factor(id.value(), slice);
      const double before = queue;
      queue = std::max(0.0, queue + scale * inflow[i] - factor * coded);
      if (factor > 0) wait = (before + queue) / 2 / (factor * coded) * ticks_per_slice;  // closed: as before
      time_[i] = free_[link] + static_cast<std::uint32_t>(std::min(wait, 1.0 * ticks_per_day));
    }
    keep_order(time_.data() + link * slices_per_day);
  });
}

std::size_t LinkTimes::wait_row(std::uint32_t link) {
  if (wait_row_[link] == routing::none) {
    wait_row_[link] = static_cast<std::uint32_t>(wait_.size());
    wait_.resize(wait_.size() + slices_per_day, 0);
  }
  return wait_row_[link];
}

void LinkTimes::take_waits(std::span<const Wait> waits) {
  std::fill(wait_row_.begin(), wait_row_.end(), routing::none);
  wait_.clear();
  for (const auto& wait : waits)
    if (wait.ticks >= ticks_per_s) wait_row(wait.link);
  std::vector<std::uint64_t> sum(wait_.size(), 0), n(wait_.size(), 0);
  for (const auto& wait : waits) {
    if (wait_row_[wait.link] == routing::none) continue;
    const auto i = wait_row_[wait.link] + static_cast<std::size_t>(slice_of(wait.at));
    sum[i] += static_cast<std::uint64_t>(wait.ticks);
    ++n[i];
  }
  for (std::size_t i = 0; i < sum.size(); ++i) wait_[i] = n[i] == 0 ? 0 : static_cast<std::uint32_t>(sum[i] / n[i]);
  for (std::size_t row = 0; row < wait_.size(); row += slices_per_day) keep_order(wait_.data() + row);
}

void LinkTimes::approach(const LinkTimes& other, double share, parallel::Pool& pool) {
  parallel::for_each<LinkId>(pool, free_.size(), [&](LinkId id) {
    const auto link = id.index();
    if (free_[link] == unreachable) return;
    for (auto i = link * slices_per_day; i < (link + 1) * slices_per_day; ++i)
      time_[i] = nearer(time_[i], other.time_[i], share);
    keep_order(time_.data() + link * slices_per_day);
  });
  for (std::uint32_t link = 0; link < free_.size(); ++link) {
    if (wait_row_[link] == routing::none && other.wait_row_[link] == routing::none) continue;
    const auto row = wait_row(link);
    auto* mine = wait_.data() + row;
    for (std::size_t s = 0; s < slices_per_day; ++s)
      mine[s] =
          nearer(mine[s], other.wait_row_[link] == routing::none ? 0 : other.wait_[other.wait_row_[link] + s], share);
    keep_order(mine);
  }
}

Tick LinkTimes::along(std::span<const Index> route, Tick enter) const {
  Tick t = enter + (route.empty() ? 0 : wait(route.front(), enter));
  for (const Index link : route) {
    if (free_[link] == unreachable) return closed;
    t += of(link, t);
  }
  return t - enter;
}

}  // namespace pendel::mobility

// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/link_times.hpp"

#include <algorithm>
#include <cmath>

namespace pendel::mobility {

using routing::Index;
using routing::unreachable;

namespace {

/// First in, first out: nobody gains by entering later.
void keep_order(std::span<std::uint32_t, slices_per_day> times) {
  for (std::size_t s = 1; s < slices_per_day; ++s)
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
      time_(free.size()),
      wait_(free.size()) {}

LinkTimes::Row LinkTimes::Table::row(Index link, std::uint32_t base) const {
  Row row;
  row.fill(base);
  const auto& kept = kept_[link];
  const auto* value = values_[link / block].data() + kept.first;
  for (std::size_t word = 0; word < kept.mask.size(); ++word)
    for (auto bits = kept.mask[word]; bits != 0; bits &= bits - 1)
      row[64 * word + static_cast<std::size_t>(std::countr_zero(bits))] = *value++;
  return row;
}

void LinkTimes::Table::rewrite(parallel::Pool& pool, bool from_base, const auto& base, const auto& f) {
  parallel::for_chunks(
      pool, kept_.size(), block, [] { return std::vector<std::uint32_t>(); },
      [&](std::vector<std::uint32_t>& fresh, std::size_t first, std::size_t last) {
        fresh.clear();
        for (auto link = static_cast<Index>(first); link < last; ++link) {
          Row values;
          if (from_base || all_base(link))
            values.fill(base(link));
          else
            values = row(link, base(link));
          f(link, values);
          Kept kept{{}, static_cast<std::uint32_t>(fresh.size())};
          for (std::size_t s = 0; s < values.size(); ++s) {
            if (values[s] == base(link)) continue;
            kept.mask[s / 64] |= 1ULL << (s % 64);
            fresh.push_back(values[s]);
          }
          kept_[link] = kept;
        }
        values_[first / block] = std::vector<std::uint32_t>(fresh.begin(), fresh.end());
      });
}

void LinkTimes::rewrite_times(parallel::Pool& pool, bool from_empty, const auto& f) {
  time_.rewrite(
      pool, from_empty, [this](Index link) { return empty(link); },
      [&](Index link, Row& times) {
        if (free_[link] == unreachable) return;
        f(link, times);
        keep_order(times);
      });
}

void LinkTimes::rewrite_waits(parallel::Pool& pool, bool from_none, const auto& f) {
  wait_.rewrite(
      pool, from_none, [](Index) { return 0U; },
      [&](Index link, Row& waits) {
        f(link, waits);
        keep_order(waits);
      });
}

void LinkTimes::take(const QueueSeries& series, parallel::Pool& pool) {
  PENDEL_EXPECT(series.links() == free_.size() && series.slices() == slices_per_day);
  rewrite_times(pool, true, [&](Index link, Row& times) {
    for (int slice = 0; slice < slices_per_day; ++slice) {
      const auto& sums = series.at(slice, link);
      if (sums.timed == 0) continue;
      const auto mean = (sums.time_ticks + sums.timed / 2) / sums.timed;
      times[static_cast<std::size_t>(slice)] = std::max(mean, free_[link]);
    }
  });
}

void LinkTimes::take(std::span<const float> time_s, parallel::Pool& pool) {
  PENDEL_EXPECT(time_s.size() == free_.size() * slices_per_day);
  rewrite_times(pool, true, [&](Index link, Row& times) {
    for (std::size_t s = 0; s < slices_per_day; ++s) {
      const double ticks = static_cast<double>(time_s[s * free_.size() + link]) * ticks_per_s;
      times[s] =
          std::max(static_cast<std::uint32_t>(std::lround(std::clamp(ticks, 1.0, 1.0 * ticks_per_day))), free_[link]);
    }
  });
}

void LinkTimes::take(const TravelChoices& choices, parallel::Pool& pool) {
  PENDEL_EXPECT(choices.link_time.size() == free_.size() * slices_per_day);
  PENDEL_EXPECT(choices.door_wait.size() == choices.door_link.size() * slices_per_day);
  rewrite_times(pool, true, [&](Index link, Row& times) {
    for (std::size_t s = 0; s < slices_per_day; ++s)
      times[s] = std::max(choices.link_time[std::size_t{link} * slices_per_day + s], free_[link]);
  });
  std::vector<std::uint32_t> row_of(free_.size(), routing::none);
  for (std::uint32_t i = 0; i < choices.door_link.size(); ++i) row_of[choices.door_link[i]] = i;
  rewrite_waits(pool, true, [&](Index link, Row& waits) {
    if (row_of[link] == routing::none) return;
    const auto first = choices.door_wait.begin() + row_of[link] * std::ptrdiff_t{slices_per_day};
    std::copy_n(first, slices_per_day, waits.begin());
  });
}

void LinkTimes::keep(TravelChoices& choices) const {
  choices.link_time.clear();
  choices.link_time.reserve(free_.size() * slices_per_day);
  choices.door_link.clear();
  choices.door_wait.clear();
  for (std::uint32_t link = 0; link < free_.size(); ++link) {
    const auto times = time_.row(link, empty(link));
    choices.link_time.insert(choices.link_time.end(), times.begin(), times.end());
    if (wait_.all_base(link)) continue;
    choices.door_link.push_back(link);
    const auto waits = wait_.row(link, 0);
    choices.door_wait.insert(choices.door_wait.end(), waits.begin(), waits.end());
  }
}

void LinkTimes::take_flow(std::span<const std::uint32_t> inflow, std::span<const std::int32_t> rate, double scale,
                          parallel::Pool& pool) {
  PENDEL_EXPECT(inflow.size() == free_.size() * slices_per_day && rate.size() == free_.size());
  rewrite_times(pool, true, [&](Index link, Row& times) {
    const double coded = rate[link] * slice_h;  // of a slice
    double queue = 0, wait = 0;
    for (int slice = 0; slice < slices_per_day; ++slice) {
      const auto s = static_cast<std::size_t>(slice);
      const double factor = capacity_ == nullptr ? 1.0 : capacity_->factor(link, slice);
      const double before = queue;
      queue = std::max(0.0, queue + scale * inflow[std::size_t{link} * slices_per_day + s] - factor * coded);
      if (factor > 0) wait = (before + queue) / 2 / (factor * coded) * ticks_per_slice;  // closed: as before
      times[s] = free_[link] + static_cast<std::uint32_t>(std::min(wait, 1.0 * ticks_per_slice));
    }
  });
}

void LinkTimes::take_waits(std::span<const Wait> waits, parallel::Pool& pool) {
  std::vector<std::uint32_t> next(free_.size() + 1, 0), order(waits.size());  // by link
  for (const auto& wait : waits) ++next[wait.link + 1];
  for (std::size_t link = 0; link < free_.size(); ++link) next[link + 1] += next[link];
  for (std::uint32_t i = 0; i < waits.size(); ++i) order[next[waits[i].link]++] = i;
  rewrite_waits(pool, true, [&](Index link, Row& mean) {
    const auto mine =
        std::span(order).subspan(link == 0 ? 0 : next[link - 1], next[link] - (link == 0 ? 0 : next[link - 1]));
    if (std::ranges::none_of(mine, [&](auto i) { return waits[i].ticks >= ticks_per_s; })) return;
    std::array<std::uint64_t, slices_per_day> sum = {}, n = {};
    for (const auto i : mine) {
      const auto slice = static_cast<std::size_t>(slice_of(waits[i].at));
      sum[slice] += static_cast<std::uint64_t>(waits[i].ticks);
      ++n[slice];
    }
    for (std::size_t s = 0; s < sum.size(); ++s) mean[s] = n[s] == 0 ? 0 : static_cast<std::uint32_t>(sum[s] / n[s]);
  });
}

void LinkTimes::approach(const LinkTimes& other, double share, parallel::Pool& pool) {
  const auto approach_row = [share](Row& mine, const Row& theirs) {
    for (std::size_t s = 0; s < slices_per_day; ++s) mine[s] = nearer(mine[s], theirs[s], share);
  };
  rewrite_times(pool, false,
                [&](Index link, Row& times) { approach_row(times, other.time_.row(link, other.empty(link))); });
  rewrite_waits(pool, false, [&](Index link, Row& waits) { approach_row(waits, other.wait_.row(link, 0)); });
}

Tick LinkTimes::least(Index link, Tick t, Tick until) const {
  const auto slice = [](Tick at) {
    return std::clamp((at - ticks_per_slice / 2) / ticks_per_slice, 0, slices_per_day - 1);
  };
  auto least = time_.at(link, slice(t), empty(link));
  for (int s = slice(t) + 1; s < std::min(slice(until) + 2, slices_per_day) && least > free_[link]; ++s)
    least = std::min(least, time_.at(link, s, empty(link)));
  return static_cast<Tick>(least);
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

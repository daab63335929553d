// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/column.hpp"
#include "core/contract.hpp"
#include "core/id.hpp"

/// The only way to use more than one thread. Every verb gives the same bits for any number of threads, and if several
/// calls throw, the exception of the lowest index is the one that reaches the caller, as in a plain loop.
namespace pendel::parallel {

/// The threads of a run. Cheap to pass around by reference; verbs may be nested and may be called from several threads.
class Pool {
 public:
  /// `threads` = 0 takes all cores. More threads than cores are honoured (tests use 7).
  explicit Pool(int threads = 0);
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  [[nodiscard]] int threads() const;

  /// Calls `task(worker, t)` once for every t in [0, tasks), `worker` in [0, threads()); no two calls that run at the
  /// same time share a worker. The verbs below are built on this; use them instead.
  void run(std::size_t tasks, const std::function<void(std::size_t worker, std::size_t t)>& task);

 private:
  struct Backend;
  std::unique_ptr<Backend> backend_;
};

namespace detail {

/// Chunks of a reduction. A function of n alone, never of the threads, so that partial sums are always the same.
inline std::size_t reduction_chunk(std::size_t n) { return std::clamp<std::size_t>((n + 255) / 256, 1, 4096); }

inline std::size_t chunk_count(std::size_t n, std::size_t size) { return (n + size - 1) / size; }

template <class Value>
using SumOf = std::conditional_t<std::is_floating_point_v<Value>, double,
                                 std::conditional_t<std::is_signed_v<Value>, std::int64_t, std::uint64_t>>;

/// Stable merge sort on fixed runs: equal events keep the order in which a plain loop would have emitted them.
template <class Event>
std::vector<Event> merge_runs(Pool& pool, std::vector<std::vector<Event>> runs) {
  if (runs.empty()) return {};
  pool.run(runs.size(), [&](std::size_t, std::size_t t) { std::stable_sort(runs[t].begin(), runs[t].end()); });
  while (runs.size() > 1) {
    std::vector<std::vector<Event>> merged((runs.size() + 1) / 2);
    pool.run(merged.size(), [&](std::size_t, std::size_t t) {
      auto& first = runs[2 * t];
      if (2 * t + 1 == runs.size()) {
        merged[t] = std::move(first);
        return;
      }
      auto& second = runs[2 * t + 1];
      merged[t].reserve(first.size() + second.size());
      std::merge(std::make_move_iterator(first.begin()), std::make_move_iterator(first.end()),
                 std::make_move_iterator(second.begin()), std::make_move_iterator(second.end()),
                 std::back_inserter(merged[t]));
      first = {};
      second = {};
    });
    runs = std::move(merged);
  }
  return std::move(runs.front());
}

}  // namespace detail

/// Calls `f(id)` for every id in [0, n). `f` may write only what the room's ownership rule gives that id.
template <class IdType, class F>
void for_each(Pool& pool, std::size_t n, F&& f) {
  const auto pieces = static_cast<std::size_t>(pool.threads()) * 8;
  const std::size_t size = std::clamp<std::size_t>((n + pieces - 1) / pieces, 1, 4096);
  pool.run(detail::chunk_count(n, size), [&](std::size_t, std::size_t t) {
    for (std::size_t i = t * size, end = std::min(n, i + size); i < end; ++i) f(IdType(i));
  });
}

/// Calls `f(scratch, begin, end)` for the chunks [0, size), [size, 2 size), ... of [0, n). Each worker makes its own
/// scratch once, in its own thread, and keeps it; what `f` computes must not depend on what is left in it.
template <class MakeScratch, class F>
void for_chunks(Pool& pool, std::size_t n, std::size_t size, MakeScratch&& make_scratch, F&& f) {
  PENDEL_EXPECT(size > 0);
  struct alignas(64) Slot {  // a cache line of its own
    std::optional<std::decay_t<decltype(make_scratch())>> scratch;
  };
  std::vector<Slot> slots(static_cast<std::size_t>(pool.threads()));
  pool.run(detail::chunk_count(n, size), [&](std::size_t worker, std::size_t t) {
    auto& scratch = slots[worker].scratch;
    if (!scratch) scratch.emplace(make_scratch());
    f(*scratch, t * size, std::min(n, (t + 1) * size));
  });
}

/// Builds compressed rows in two passes: `count(id)` gives the length of a row, `fill(id, std::span<T>)` writes it.
template <class IdType, class T, class Count, class Fill>
Rows<IdType, T> rows(Pool& pool, std::size_t n, Count&& count, Fill&& fill) {
  std::vector<std::uint64_t> offsets(n + 1, 0);
  for_each<IdType>(pool, n, [&](IdType id) { offsets[id.index() + 1] = static_cast<std::uint64_t>(count(id)); });
  for (std::size_t i = 0; i < n; ++i) offsets[i + 1] += offsets[i];
  std::vector<T> values(offsets.back());
  for_each<IdType>(pool, n, [&](IdType id) {
    fill(id, std::span<T>(values.data() + offsets[id.index()], values.data() + offsets[id.index() + 1]));
  });
  return Rows<IdType, T>(std::move(offsets), std::move(values));
}

/// Calls `f(i, emit)` for every i in [0, n); `emit(event)` may be called any number of times. Returns all events sorted
/// by `<` over the whole event; equal events keep the order of i.
template <class Event, class Index = std::size_t, class F>
std::vector<Event> collect(Pool& pool, std::size_t n, F&& f) {
  const std::size_t size = detail::reduction_chunk(n);
  std::vector<std::vector<Event>> runs(detail::chunk_count(n, size));
  pool.run(runs.size(), [&](std::size_t, std::size_t t) {
    std::vector<Event> events;
    const auto emit = [&events](Event event) { events.push_back(std::move(event)); };
    for (std::size_t i = t * size, end = std::min(n, i + size); i < end; ++i) f(Index(i), emit);
    runs[t] = std::move(events);
  });
  return detail::merge_runs(pool, std::move(runs));
}

/// Sum of `f(i)` over [0, n). Floating point is added as double in fixed chunks and in order; integers are exact in 64
/// bits.
template <class Index = std::size_t, class F>
auto sum(Pool& pool, std::size_t n, F&& f) {
  using Sum = detail::SumOf<std::decay_t<decltype(f(Index(0)))>>;
  const std::size_t size = detail::reduction_chunk(n);
  std::vector<Sum> partial(detail::chunk_count(n, size), Sum{0});
  pool.run(partial.size(), [&](std::size_t, std::size_t t) {
    Sum chunk{0};
    for (std::size_t i = t * size, end = std::min(n, i + size); i < end; ++i) chunk += static_cast<Sum>(f(Index(i)));
    partial[t] = chunk;
  });
  Sum total{0};
  for (const Sum part : partial) total += part;
  return total;
}

/// Sum of `f(member)` for each key of a key column ("person -> municipality"); members with no valid key are left out.
/// Fixed order as in `sum`; the partial sums take at most as much memory as the members.
template <class Member, class Key, class F>
auto sum_by(Pool& pool, const Column<Member, Key>& key_of, std::size_t n_keys, F&& f) {
  using Sum = detail::SumOf<std::decay_t<decltype(f(Member(0)))>>;
  const std::size_t n = key_of.size();
  const std::size_t size = std::max({std::size_t{4096}, n_keys, (n + 63) / 64});
  const std::size_t chunks = detail::chunk_count(n, size);
  std::vector<Sum> partial(chunks * n_keys, Sum{0});
  pool.run(chunks, [&](std::size_t, std::size_t t) {
    const std::span<Sum> sums(partial.data() + t * n_keys, n_keys);
    for (std::size_t i = t * size, end = std::min(n, i + size); i < end; ++i) {
      const Member member(i);
      if (key_of[member].valid()) sums[key_of[member].index()] += static_cast<Sum>(f(member));
    }
  });
  Column<Key, Sum> total(n_keys, Sum{0});
  for_each<Key>(pool, n_keys, [&](Key key) {
    for (std::size_t t = 0; t < chunks; ++t) total[key] += partial[t * n_keys + key.index()];
  });
  return total;
}

}  // namespace pendel::parallel

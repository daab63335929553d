// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "routing/graph.hpp"

namespace pendel::routing {

/// A 4-ary min-heap of (key, node), ordered by the pair, so that equal keys leave in order of the node number. Entries
/// are never decreased: a stale one is pushed over and skipped by who pops it.
class Heap {
 public:
  void clear() { entries_.clear(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] Weight least() const { return static_cast<Weight>(entries_.front() >> 32U); }
  void push(Weight key, Index node) {
    std::size_t at = entries_.size();
    const auto entry = static_cast<std::uint64_t>(key) << 32U | node;
    entries_.push_back(entry);
    while (at > 0) {
      const std::size_t parent = (at - 1) / 4;
      if (entries_[parent] <= entry) break;
      entries_[at] = entries_[parent];
      at = parent;
    }
    entries_[at] = entry;
  }
  std::pair<Weight, Index> pop() {
    const auto top = entries_.front();
    const auto last = entries_.back();
    entries_.pop_back();
    if (!entries_.empty()) sink(last);
    return {static_cast<Weight>(top >> 32U), static_cast<Index>(top)};
  }

 private:
  void sink(std::uint64_t entry) {
    std::size_t at = 0;
    while (4 * at + 1 < entries_.size()) {
      std::size_t child = 4 * at + 1;
      for (std::size_t c = child + 1, end = std::min(child + 4, entries_.size()); c < end; ++c)
        if (entries_[c] < entries_[child]) child = c;
      if (entry <= entries_[child]) break;
      entries_[at] = entries_[child];
      at = child;
    }
    entries_[at] = entry;
  }

  std::vector<std::uint64_t> entries_;
};

}  // namespace pendel::routing

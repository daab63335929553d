// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/contract.hpp"

namespace pendel::mobility::queue {

/// Routes of vehicles under way, in blocks that are used again when their vehicles have arrived.
class RouteBlocks {
 public:
  struct Block {
    std::uint32_t first = 0, links = 0;
  };
  /// Room for so many links, one at least.
  Block take(std::size_t links) {
    const auto size = sixteens(links);
    if (free_.size() <= size) free_.resize(size + 1);
    Block block{0, static_cast<std::uint32_t>(links)};
    if (free_[size].empty()) {
      PENDEL_EXPECT(links_.size() + 16 * size < 0xffffffffU);
      block.first = static_cast<std::uint32_t>(links_.size());
      links_.resize(links_.size() + 16 * size);
    } else {
      block.first = free_[size].back();
      free_[size].pop_back();
    }
    return block;
  }
  /// Blocks may be written at the same time.
  void write(Block block, std::span<const std::uint32_t> route) {
    PENDEL_EXPECT(route.size() == block.links);
    std::copy(route.begin(), route.end(), links_.begin() + block.first);
  }
  void give_back(Block block) {
    if (block.links > 0) free_[sixteens(block.links)].push_back(block.first);
  }
  [[nodiscard]] const std::uint32_t* data() const { return links_.data(); }
  [[nodiscard]] std::size_t capacity() const { return links_.capacity(); }

 private:
  static std::size_t sixteens(std::size_t links) { return (links + 15) / 16; }

  std::vector<std::uint32_t> links_;
  std::vector<std::vector<std::uint32_t>> free_;  // by size: where blocks begin
};

}  // namespace pendel::mobility::queue

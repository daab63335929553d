// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/routes.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::mobility {

using routing::Index;

namespace {

constexpr std::size_t more = 15;

/// Half bytes one after the other.
class HalfBytes {
 public:
  explicit HalfBytes(std::vector<std::uint8_t>& code) : code_(code) {}
  void put(std::size_t value) {
    for (; value >= more; value -= more) put_one(more);
    put_one(value);
  }

 private:
  void put_one(std::size_t half) {
    if (low_)
      code_.push_back(static_cast<std::uint8_t>(half));
    else
      code_.back() = static_cast<std::uint8_t>(code_.back() | half << 4U);
    low_ = !low_;
  }
  std::vector<std::uint8_t>& code_;
  bool low_ = true;
};

std::size_t read_length(std::span<const std::uint8_t> code, std::size_t& at) {
  std::size_t length = 0;
  for (unsigned shift = 0;; shift += 7) {
    const std::uint8_t byte = code[at++];
    length |= static_cast<std::size_t>(byte & 127U) << shift;
    if (byte < 128) return length;
  }
}

}  // namespace

void RouteCode::append(NodeId from, std::span<const Index> route, std::vector<std::uint8_t>& code) const {
  auto length = route.size();
  for (; length >= 128; length >>= 7U) code.push_back(static_cast<std::uint8_t>(128U | (length & 127U)));
  code.push_back(static_cast<std::uint8_t>(length));
  HalfBytes halves(code);
  NodeId node = from;
  for (const Index link : route) {
    const auto out = roads_->out_links[node];
    const auto found = std::find(out.begin(), out.end(), LinkId(link));
    PENDEL_EXPECT(found != out.end());
    halves.put(static_cast<std::size_t>(found - out.begin()));
    node = roads_->to[LinkId(link)];
  }
}

std::size_t RouteCode::read(NodeId from, std::span<const std::uint8_t> code, std::vector<Index>& route) const {
  std::size_t at = 0;
  route.resize(read_length(code, at));
  std::size_t half = 2 * at;
  const auto next = [&] {
    const std::size_t both = code[half / 2];
    const std::size_t value = half % 2 == 0 ? both % 16 : both / 16;
    ++half;
    return value;
  };
  NodeId node = from;
  for (auto& link : route) {
    std::size_t turn = 0, step = 0;
    do turn += step = next();
    while (step == more);
    const LinkId taken = roads_->out_links.values()[roads_->out_links.offset(node) + turn];
    link = taken.value();
    node = roads_->to[taken];
  }
  return (half + 1) / 2;
}

Index RouteCode::first(NodeId from, std::span<const std::uint8_t> code) const {
  std::size_t at = 0;
  read_length(code, at);
  std::size_t turn = 0, step = 0, half = 2 * at;
  do {
    const std::size_t both = code[half / 2];
    turn += step = half % 2 == 0 ? both % 16 : both / 16;
    ++half;
  } while (step == more);
  return roads_->out_links.values()[roads_->out_links.offset(from) + turn].value();
}

std::size_t RouteCode::links(std::span<const std::uint8_t> code) {
  std::size_t at = 0;
  return code.empty() ? 0 : read_length(code, at);
}

RouteSets replace_rows(parallel::Pool& pool, const RouteSets& sets, const std::vector<NewRows>& blocks) {
  std::vector<std::span<const std::uint8_t>> fresh(sets.size());
  for (const auto& block : blocks)
    for (const auto& row : block.rows) fresh[row.trip] = std::span(block.bytes).subspan(row.first, row.size);
  const auto row_of = [&](TripId trip) { return fresh[trip.index()].empty() ? sets[trip] : fresh[trip.index()]; };
  return parallel::rows<TripId, std::uint8_t>(
      pool, sets.size(), [&](TripId trip) { return row_of(trip).size(); },
      [&](TripId trip, std::span<std::uint8_t> row) { std::ranges::copy(row_of(trip), row.begin()); });
}

}  // namespace pendel::mobility

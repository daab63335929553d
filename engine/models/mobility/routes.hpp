// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/column.hpp"
#include "models/mobility/queue.hpp"
#include "parallel/parallel.hpp"
#include "region/roads.hpp"
#include "routing/graph.hpp"

namespace pendel::mobility {

/// Routes as turns: half a byte per link, its place among the links that leave the node (15 = "15 and what follows").
/// A route of 80 links takes 41 bytes instead of 320. In bytes: the number of links as a variable-length integer of
/// base 128, then the half bytes, low one first.
class RouteCode {
 public:
  explicit RouteCode(const Roads& roads) : roads_(&roads) {}

  /// Appends the code of a route that begins at `from`. A route that does not connect is a broken contract.
  void append(NodeId from, std::span<const routing::Index> route, std::vector<std::uint8_t>& code) const;
  /// Reads the route at the beginning of `code` into `route` and returns its bytes.
  std::size_t read(NodeId from, std::span<const std::uint8_t> code, std::vector<routing::Index>& route) const;
  /// The first link of the route at the beginning of `code`, which has one.
  [[nodiscard]] routing::Index first(NodeId from, std::span<const std::uint8_t> code) const;
  /// The number of links of the route at the beginning of `code`; 0 where there is no code.
  static std::size_t links(std::span<const std::uint8_t> code);

 private:
  const Roads* roads_;
};

/// The routes that each trip knows, the one it drives first; back to back.
using RouteSets = Rows<TripId, std::uint8_t>;

/// A row that replaces that of a trip.
struct NewRow {
  std::uint32_t trip = 0;
  std::uint32_t first = 0;  // in the bytes of its block
  std::uint32_t size = 0;
};
struct NewRows {
  std::vector<NewRow> rows;
  std::vector<std::uint8_t> bytes;
};

/// The sets with the new rows, of which a trip has one at most; the order of the blocks does not matter.
RouteSets replace_rows(parallel::Pool& pool, const RouteSets& sets, const std::vector<NewRows>& blocks);

/// The first route of every trip, for the traffic room. All must outlive this.
class DrivenRoutes final : public RouteReader {
 public:
  DrivenRoutes(const RouteCode& code, const RouteSets& sets, std::span<const NodeId> from)
      : code_(&code), sets_(&sets), from_(from) {}
  [[nodiscard]] std::size_t links(std::uint32_t trip) const override {
    return RouteCode::links((*sets_)[TripId(trip)]);
  }
  void read(std::uint32_t trip, std::vector<std::uint32_t>& route) const override {
    code_->read(from_[trip], (*sets_)[TripId(trip)], route);
  }

 private:
  const RouteCode* code_;
  const RouteSets* sets_;
  std::span<const NodeId> from_;
};

}  // namespace pendel::mobility

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace pendel {

/// A dense index of one kind of thing. Ids of different kinds do not mix; a default id is "none".
/// The name from the file (AGS, OSM id) is a column and is used only at the doors.
template <class Tag>
class Id {
 public:
  using Value = std::uint32_t;
  static constexpr Value none = std::numeric_limits<Value>::max();

  constexpr Id() = default;
  template <class Integer>
  explicit constexpr Id(Integer value) : value_(static_cast<Value>(value)) {}

  [[nodiscard]] constexpr Value value() const { return value_; }
  [[nodiscard]] constexpr std::size_t index() const { return value_; }
  [[nodiscard]] constexpr bool valid() const { return value_ != none; }

  friend constexpr auto operator<=>(Id, Id) = default;
  constexpr Id& operator++() {
    ++value_;
    return *this;
  }

 private:
  Value value_ = none;
};

using NodeId = Id<struct NodeTag>;
using LinkId = Id<struct LinkTag>;
using ZoneId = Id<struct ZoneTag>;
using MunicipalityId = Id<struct MunicipalityTag>;
using GatewayId = Id<struct GatewayTag>;
using StopId = Id<struct StopTag>;
using GridId = Id<struct GridTag>;
using BuildingId = Id<struct BuildingTag>;
using DwellingId = Id<struct DwellingTag>;
using HouseholdId = Id<struct HouseholdTag>;
using PersonId = Id<struct PersonTag>;
using VehicleId = Id<struct VehicleTag>;
using TripId = Id<struct TripTag>;
using ActivityId = Id<struct ActivityTag>;

/// All ids [0, n): `for (auto link : ids<LinkId>(n))`.
template <class IdType>
class IdRange {
 public:
  class Iterator {
   public:
    explicit constexpr Iterator(std::size_t at) : at_(at) {}
    constexpr IdType operator*() const { return IdType(at_); }
    constexpr Iterator& operator++() {
      ++at_;
      return *this;
    }
    friend constexpr bool operator==(Iterator, Iterator) = default;

   private:
    std::size_t at_;
  };
  constexpr IdRange(std::size_t first, std::size_t last) : first_(first), last_(last) {}
  [[nodiscard]] constexpr Iterator begin() const { return Iterator(first_); }
  [[nodiscard]] constexpr Iterator end() const { return Iterator(last_); }

 private:
  std::size_t first_;
  std::size_t last_;
};

template <class IdType>
constexpr IdRange<IdType> ids(std::size_t n) {
  return {0, n};
}

}  // namespace pendel

template <class Tag>
struct std::hash<pendel::Id<Tag>> {
  std::size_t operator()(pendel::Id<Tag> id) const noexcept { return id.value(); }
};

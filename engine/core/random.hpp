// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "core/id.hpp"

namespace pendel {

/// Which decision a draw belongs to. Numbers are written down for good: never renumber, never reuse (common random
/// numbers across scenarios and engine versions depend on it).
enum class Stream : std::uint32_t {
  synthesis_household = 1,
  synthesis_building = 2,
  synthesis_person = 3,
  synthesis_vehicle = 4,
  synthesis_workplace = 5,
  commuting = 6,
  region_generate = 7,
  weather_generate = 8,
  adoption_telework = 20,
  adoption_vehicle = 21,
  adoption_heating = 22,
  adoption_pv = 23,
  adoption_municipality = 24,
  schedule_attendance = 30,
  schedule_telework_day = 31,
  schedule_activity = 32,
  schedule_departure = 33,
  schedule_destination = 34,
  mobility_mode = 40,
  mobility_route = 41,
  mobility_external = 42,
  mobility_informed = 43,
  mobility_reconsider = 44,
  mobility_departure = 45,
  energy_annual_level = 50,
  energy_appliance = 51,
  energy_heat = 52,
  energy_hot_water = 53,
  energy_system = 54,
  energy_vehicle = 55,
  energy_charge_point = 56,
  energy_grid = 57,
  services_channel = 60,
  incidents_hazard = 70,
  indicators_noise = 80,
  test = 1000,
};

/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) through the Random123 library.
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key);

/// One block of 128 random bits that belongs to a decision, not to a thread or an order. Uniforms lie in (0, 1).
class Draw {
 public:
  explicit Draw(std::array<std::uint32_t, 4> bits) : bits_(bits) {}
  [[nodiscard]] std::uint32_t bits(int lane = 0) const { return bits_[static_cast<std::size_t>(lane)]; }
  /// 32-bit resolution, lane 0 to 3; never exactly 0 or 1.
  [[nodiscard]] double uniform(int lane = 0) const {
    return (static_cast<double>(bits(lane)) + 0.5) * (1.0 / 4294967296.0);
  }
  /// Standard Gumbel, -log(-log u): utility plus Gumbel is the multinomial logit.
  [[nodiscard]] double gumbel(int lane = 0) const;
  /// Standard normal (Box-Muller on lanes 0 and 1).
  [[nodiscard]] double normal() const;
  /// Integer in [0, n).
  [[nodiscard]] std::uint32_t below(std::uint32_t n, int lane = 0) const {
    return static_cast<std::uint32_t>((static_cast<std::uint64_t>(bits(lane)) * n) >> 32U);
  }

 private:
  std::array<std::uint32_t, 4> bits_;
};

/// The source of all draws of one replication: `random(Stream::mobility_mode, person, day, index)`.
/// `entity` must be persistent (person, household, link; a trip by person, day, purpose, ordinal), never a dense
/// trip number that shifts when another trip disappears.
class Random {
 public:
  Random(std::uint64_t seed, std::uint32_t replication) : seed_(seed), replication_(replication) {}
  [[nodiscard]] Draw operator()(Stream stream, std::uint64_t entity, std::uint32_t time = 0,
                                std::uint32_t index = 0) const;
  template <class Tag>
  [[nodiscard]] Draw operator()(Stream stream, Id<Tag> entity, std::uint32_t time = 0, std::uint32_t index = 0) const {
    return (*this)(stream, static_cast<std::uint64_t>(entity.value()), time, index);
  }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] std::uint32_t replication() const { return replication_; }

 private:
  std::uint64_t seed_;
  std::uint32_t replication_;
};

}  // namespace pendel

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "models/energy/homes.hpp"
#include "simulate/homes_year.hpp"
#include "store/writer.hpp"
#include "world/world.hpp"

namespace pendel::simulate {

/// Series of the sum over all homes, and the first ones of single homes.
enum HomeSeries : std::size_t { appliances, heat, hot_water, heat_electricity, pv, grid, present, series_count };
inline constexpr std::size_t full_count = 3;  // appliances, heat, grid of the chosen homes

/// A day as it is simulated, 24 hours.
struct DayOfHomes {
  std::size_t steps = 0, homes = 0;
  DayKind kind = DayKind::workday;
  std::vector<double> totals;                       // [series][step]
  std::array<std::vector<float>, full_count> full;  // [step][chosen home]

  void resize(std::size_t day_steps, std::size_t chosen);
};

/// What a home sums up to.
struct HomeYear {
  std::array<double, series_count> wh{};  // person-hours for `present`
  std::array<double, energy::carriers> carrier_wh{};
  double fed_in_wh = 0;
  double unmet_h = 0;
};

/// The file of a year of homes: the sum's series, the chosen homes' series, each home's year.
class HomesFile {
 public:
  HomesFile(const std::filesystem::path& file, const HomesYear& request, const World& world,
            const std::vector<std::size_t>& chosen, int days);
  void add(Date date, const DayOfHomes& day);
  /// Writes the homes and seals the file.
  void finish(const World& world, const energy::Homes& homes, const AdoptionState& adoption,
              const std::vector<HomeYear>& year);
  [[nodiscard]] double peak_w() const { return peak_w_; }

 private:
  /// Rows that wait until they fill whole chunks.
  struct Column {
    store::Dataset dataset;
    std::size_t width = 1;
    std::uint64_t first = 0;
    std::vector<float> rows;
  };
  void flush(Column& column, bool all);

  store::Writer writer_;
  std::vector<Column> totals_, full_;
  std::vector<Column> kind_;
  double peak_w_ = 0;
};

}  // namespace pendel::simulate

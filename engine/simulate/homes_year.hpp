// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "models/adoption/adoption.hpp"
#include "models/energy/parameters.hpp"
#include "models/schedules/schedules.hpp"
#include "parallel/parallel.hpp"
#include "parallel/progress.hpp"
#include "region/region.hpp"

namespace pendel::simulate {

/// A year of many homes, day after day: schedules without traffic, then energy. States go from one day to the next.
struct HomesYear {
  std::size_t count = 1000;
  int year = 2025;
  int days = 0;  // from 1 January; 0: the whole year
  std::string state;
  std::uint64_t seed = 1;
  std::size_t full = 1000;  // homes whose series are written
  adoption::Parameters adoption;
  schedules::Parameters schedules;
  energy::Parameters energy;
};

struct HomesYearReport {
  int days = 0;
  double appliances_kwh = 0;  // means a home
  double heat_kwh = 0;
  double grid_kwh = 0;
  double peak_w = 0;  // highest step of the sum at the meter, a home
};

/// Writes HDF5 (layout: docs/households.md). The ten days before 1 January run first. Time runs with the civil clock:
/// on the days of the change, the hour from 2 to 3 lacks or comes twice. Same bytes for any number of threads.
HomesYearReport run_homes_year(const HomesYear& request, const Weather& weather, const std::filesystem::path& file,
                               parallel::Pool& pool, parallel::Progress& progress, const std::stop_token& stop);

}  // namespace pendel::simulate

// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/parameters.hpp"

namespace pendel::energy {

std::array<float, slices_per_day> price_of_day(const ChargingParameters& parameters) {
  std::array<float, slices_per_day> price{};
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const double h = static_cast<double>(s) * slice_h;
    double eur = parameters.flat_eur_per_kwh;
    switch (parameters.tariff) {
      case Tariff::flat:
        break;
      case Tariff::day_night:
        eur += (6 <= h && h < 22 ? 0.5 : -0.5) * parameters.spread_eur_per_kwh;
        break;
      case Tariff::dynamic: {
        // The usual day of the exchange: cheap at night and at noon, dear in the morning and the evening, per hour.
        constexpr std::array<double, 24> shape = {-0.25, -0.30, -0.35, -0.35, -0.30, -0.10, 0.20,  0.45,
                                                  0.40,  0.10,  -0.15, -0.30, -0.40, -0.45, -0.35, -0.15,
                                                  0.10,  0.40,  0.55,  0.50,  0.30,  0.15,  0.00,  -0.15};
        eur += shape[static_cast<std::size_t>(h)] * parameters.spread_eur_per_kwh;
        break;
      }
    }
    if (parameters.time_variable_grid_fee) {
      // Three levels: low at night, high in the evening, standard in between.
      if (h < 6)
        eur -= parameters.fee_spread_eur_per_kwh;
      else if (17 <= h && h < 21)
        eur += parameters.fee_spread_eur_per_kwh;
    }
    price[s] = static_cast<float>(eur);
  }
  return price;
}

}  // namespace pendel::energy

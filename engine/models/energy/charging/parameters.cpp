// SPDX-License-Identifier: Apache-2.0
#include "models/energy/charging/parameters.hpp"

#include "text/parameters.hpp"

namespace pendel::energy {

namespace {

const char* const assumption = "assumption; no German survey at hand";

// NOLINTNEXTLINE(readability-function-size): a table
void describe_cars(ChargingParameters& p, text::ParameterTable& table) {
  table.choice("strategy", p.strategy,
               {{"uncontrolled", Strategy::uncontrolled},
                {"balanced", Strategy::balanced},
                {"price", Strategy::price},
                {"peak_shaving", Strategy::peak_shaving},
                {"pv_surplus", Strategy::pv_surplus},
                {"v2g", Strategy::v2g}},
               {.source = "names as in spice_ev (MIT)",
                .meaning = "how cars charge at home where the meter allows it; all others uncontrolled"});
  table.number("plug_below", p.plug_below,
               {.unit = "1",
                .min = 0.1,
                .max = 1,
                .low = 0.6,
                .high = 1,
                .source = "daily (1) and below 60 % bound what is seen (project notes on energy)",
                .meaning = "plugs in at home below this state of charge"});
  table.number("soc_min", p.soc_min,
               {.unit = "1",
                .min = 0,
                .max = 0.8,
                .low = 0.1,
                .high = 0.3,
                .source = "simBEV (MIT), soc_min 0.2",
                .meaning = "below: a fast charger on the way, up to 80 %"});
  table.number("efficiency", p.efficiency,
               {.unit = "1",
                .min = 0.5,
                .max = 1,
                .low = 0.85,
                .high = 0.93,
                .source = "emobpy (MIT), charging efficiency 0.9",
                .meaning = "battery over plug"});
  table.number("cabin_cop", p.cabin_cop,
               {.unit = "1",
                .min = 0.5,
                .max = 5,
                .low = 1,
                .high = 2.5,
                .source = "resistive 1, heat pump 2.5; mixed stock",
                .meaning = "heat of the cabin over its electricity"});
  table.number("home_share_house", p.home_share_house,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.7,
                .high = 0.95,
                .source = "simBEV (MIT), home charging by region type 0.9 rural to 0.4 metropolis",
                .meaning = "electric cars of one- and two-family houses with a charge point at home"});
  table.number("home_share_flat", p.home_share_flat,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.2,
                .high = 0.6,
                .source = "simBEV (MIT), home charging by region type 0.9 rural to 0.4 metropolis",
                .meaning = "electric cars of flats with a charge point at home"});
  table.number("work_share", p.work_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.1,
                .high = 0.7,
                .source = "simBEV (MIT), charging opportunity at work 0.41",
                .meaning = "workplaces with charge points"});
  table.number(
      "public_per_1000", p.public_per_1000,
      {.unit = "1",
       .min = 0,
       .max = 100,
       .low = 1.5,
       .high = 3,
       .source = "Bundesnetzagentur, register of charge points 2024/25, about 1.9 per 1,000 residents, from memory",
       .meaning = "public charge points per 1,000 residents of a zone"});
  constexpr std::array<const char*, 3> names = {"small", "medium", "large"};
  for (std::size_t i = 0; i < names.size(); ++i)
    table.number(std::string("car_share.") + names[i], p.car_share[i],
                 {.unit = "1",
                  .min = 0,
                  .max = 1,
                  .low = 0.7 * p.car_share[i],
                  .high = 1.3 * p.car_share[i],
                  .source = assumption,
                  .meaning = std::string("of electric cars: ") + names[i] + " (simBEV's mini, medium, luxury)"});
}

// NOLINTNEXTLINE(readability-function-size): a table
void describe_tariffs(ChargingParameters& p, text::ParameterTable& table) {
  table.choice("tariff", p.tariff,
               {{"flat", Tariff::flat}, {"day_night", Tariff::day_night}, {"dynamic", Tariff::dynamic}},
               {.source = "set by the scenario", .meaning = "price that homes with a meter see"});
  table.flag("time_variable_grid_fee", p.time_variable_grid_fee,
             {.source = "section 14a EnWG, module 3", .meaning = "grid fee low at night, high from 17 to 21"});
  table.number("meter_share", p.meter_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .source = "lever",
                .meaning = "electric cars' homes with a smart meter, on top of those that adoption gives"});
  table.number("flat_eur_per_kwh", p.flat_eur_per_kwh,
               {.unit = "EUR kWh-1",
                .min = 0,
                .max = 5,
                .low = 0.30,
                .high = 0.42,
                .source = "BDEW price analysis 2024/25, about 0.40 old and 0.30 new contracts, from memory",
                .meaning = "mean price of a home's electricity"});
  table.number("spread_eur_per_kwh", p.spread_eur_per_kwh,
               {.unit = "EUR kWh-1",
                .min = 0,
                .max = 2,
                .low = 0.05,
                .high = 0.2,
                .source = assumption,
                .meaning = "between cheap and dear hours"});
  table.number("fee_spread_eur_per_kwh", p.fee_spread_eur_per_kwh,
               {.unit = "EUR kWh-1",
                .min = 0,
                .max = 1,
                .low = 0.03,
                .high = 0.1,
                .source = assumption,
                .meaning = "between the levels of the time-variable grid fee"});
  table.number("wear_eur_per_kwh", p.wear_eur_per_kwh,
               {.unit = "EUR kWh-1",
                .min = 0,
                .max = 2,
                .low = 0.04,
                .high = 0.15,
                .source = assumption,
                .meaning = "what a battery must earn per kWh that it gives (v2g)"});
  table.flag(
      "dimming", p.dimming,
      {.source = "section 14a EnWG, BNetzA BK6-22-300", .meaning = "the grid operator dims controllable devices"});
  table.flag("measured", p.measured,
             {.source = "BK6-22-300: without measurement at most 2 h a day until the end of 2028, from memory",
              .meaning = "trigger: measured in the grid; else estimated from the transformer's load"});
  table.number("control_share", p.control_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.1,
                .high = 0.6,
                .source = assumption,
                .meaning = "charge points since 2024 with a control box"});
  table.number("pump_control_share", p.pump_control_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.1,
                .high = 0.6,
                .source = assumption,
                .meaning = "buildings whose heat pumps (above 4.2 kW together) are from 2024 on, with a control box"});
  table.number("trigger_percent", p.trigger_percent,
               {.unit = "percent",
                .min = 10,
                .max = 300,
                .low = 80,
                .high = 100,
                .source = "rated current",
                .meaning = "loading of transformer or cable from which on it dims"});
}

}  // namespace

void describe(ChargingParameters& parameters, text::ParameterTable& table) {
  table.section(
      "charging",
      [&] {
        describe_cars(parameters, table);
        describe_tariffs(parameters, table);
      },
      "electric cars, their charge points, tariffs and control");
}

}  // namespace pendel::energy

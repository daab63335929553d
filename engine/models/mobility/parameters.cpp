// SPDX-License-Identifier: Apache-2.0
#include "models/mobility/parameters.hpp"

#include "text/parameters.hpp"

namespace pendel::mobility {

namespace {

constexpr auto swiss_logit =
    "eqasim-java, Switzerland, default parameters (Hoerl, Balac, Axhausen 2019, Pairing discrete mode choice models "
    "and "
    "agent-based transport simulation, TRB 98); range: its other regions (ASTRA 2016, Ile-de-France, Corsica)";
constexpr auto ile_de_france =
    "eqasim-java, Ile-de-France, car passengers (-1.667, -0.103); range: as its drivers (-0.048)";
constexpr auto lausitz = "matsim-lausitz v2024.2, configuration";
constexpr auto no_timetable = "assumption for a rural region without timetables; to be replaced by a timetable router";

// NOLINTNEXTLINE(readability-function-size): a table
void describe_cars(Parameters& p, text::ParameterTable& table) {
  table.number(
      "truck_pcu", p.truck_pcu,
      {.unit = "1",
       .min = 1,
       .max = 10,
       .low = 1.5,
       .high = 3,
       .source =
           "Highway Capacity Manual, 6th edition (2016), ch. 12: 2 on level, 3 on rolling terrain; edition 2010: 1.5",
       .meaning = "Passenger cars that one truck counts for."});
  table.integer("stuck_after_s", p.stuck_after_s,
                {.unit = "s",
                 .min = 1,
                 .max = 3600,
                 .low = 10,
                 .high = 120,
                 .source = "MATSim default 10 s; SUMO time-to-teleport 120 to 300 s",
                 .meaning = "A vehicle that is refused for so long is pushed into the full link, and counted."});
  table.number("gap", p.gap,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0.001,
                .high = 0.01,
                .source = "convention: below 1 % for planning studies",
                .meaning = "The assignment stops when its relative gap is at most this."});
  table.integer("max_iterations", p.max_iterations,
                {.unit = "1",
                 .min = 1,
                 .max = 1000,
                 .source = "convention",
                 .meaning = "The assignment stops after this many iterations."});
  table.integer(
      "loading_parts", p.loading_parts,
      {.unit = "1",
       .min = 1,
       .max = 64,
       .low = 2,
       .high = 8,
       .source = "incremental loading: Ortuzar and Willumsen, Modelling Transport, 4th ed., section 10.5.1; default "
                 "region: gap of the first day 5.1 % with 1 part, 0.8 % with 4, 0.9 % with 8",
       .meaning = "Before the first day, trips look for routes in so many parts, each at the times that those before "
                  "let expect; 1: all on empty roads."});
  table.number(
      "smoothing", p.smoothing,
      {.unit = "1",
       .min = 0.01,
       .max = 1,
       .low = 0.3,
       .high = 1,
       .source = "convention: exponential smoothing of experienced times from day to day (Horowitz 1984, The "
                 "stability of stochastic equilibrium in a two-link transportation network, Transp. Res. B 18)",
       .meaning = "Weight of the last day in the link times that routes are looked for with."});
  table.number(
      "switch_rate", p.switch_rate,
      {.unit = "1",
       .min = 0,
       .max = 100,
       .low = 1,
       .high = 10,
       .source = "assumption; form: Lu, Mahmassani, Zhou "
                 "2009, Equivalent gap function-based reformulation and solution algorithm for the dynamic user "
                 "equilibrium problem, Transp. Res. B 43",
       .meaning = "A trip changes over to its quickest route with probability switch_rate * relative saving / "
                  "iteration."});
  table.integer("routes_per_trip", p.routes_per_trip,
                {.unit = "1", .min = 1, .max = 16, .source = "convention", .meaning = "Routes that a trip remembers."});
  table.integer("route_seed", p.route_seed,
                {.unit = "1",
                 .min = 0,
                 .max = 65535,
                 .source = "convention",
                 .meaning = "Other draws for who changes routes, nothing else: the spread over several is the noise of "
                            "the equilibrium."});
  table.integer(
      "mode_turns", p.mode_turns,
      {.unit = "1",
       .min = 0,
       .max = 100,
       .source = "0: mode constants are fitted with the times of empty roads; convention otherwise: some 10 to 20 % "
                 "replan a day (Horni, Nagel, Axhausen 2016, The Multi-Agent Transport Simulation MATSim, chapter 4)",
       .meaning =
           "Modes respond to experienced times: every household thinks its modes over once in so many iterations; "
           "0: modes are chosen for empty roads."});
  table.number("informed_share", p.informed_share,
               {.unit = "1",
                .min = 0,
                .max = 1,
                .low = 0,
                .high = 0.5,
                .source = "set by the scenario",
                .meaning = "Share of drivers who, once an incident changes a capacity within the day, look for another "
                           "route under way."});
  table.flag("keep_choices", p.keep_choices,
             {.source = "convention",
              .meaning = "The result keeps each day's routes and expected times, so that another run can start from it "
                         "(run.start_from)."});
  table.number("outside_speed_mps", p.outside_speed_mps,
               {.unit = "m s-1",
                .min = 1,
                .max = 50,
                .low = 16.7,
                .high = 25,
                .source = "assumption: 60 to 90 km/h on main roads, door to door beyond the border",
                .meaning = "Speed of cars and passengers beyond the gateways."});
  table.number("car_terminal_s", p.car_terminal_s,
               {.unit = "s",
                .min = 0,
                .max = 3600,
                .low = 120,
                .high = 480,
                .source = swiss_logit,
                .meaning = "Walking to and from the parked car, per trip."});
}

void describe_ways(Parameters& p, text::ParameterTable& table) {
  table.number("detour", p.detour,
               {.unit = "1",
                .min = 1,
                .max = 3,
                .low = 1.2,
                .high = 1.45,
                .source = lausitz,
                .meaning = "Way over straight line between two places on the same road node."});
  table.number(
      "walk_speed_mps", p.walk_speed_mps,
      {.unit = "m s-1", .min = 0.1, .max = 3, .low = 0.9, .high = 1.4, .source = lausitz, .meaning = "Walking speed."});
  table.number("bike_speed_mps", p.bike_speed_mps,
               {.unit = "m s-1",
                .min = 0.5,
                .max = 12,
                .low = 2.8,
                .high = 4.2,
                .source = "MATSim open Berlin scenario, configuration (3.14 m/s)",
                .meaning = "Cycling speed."});
  table.number("transit_access_s", p.transit_access_s,
               {.unit = "s",
                .min = 0,
                .max = 7200,
                .low = 420,
                .high = 900,
                .source = no_timetable,
                .meaning = "Walking to and from the stops, per trip."});
  table.number("transit_wait_s", p.transit_wait_s,
               {.unit = "s",
                .min = 0,
                .max = 7200,
                .low = 180,
                .high = 900,
                .source = no_timetable,
                .meaning = "Waiting and changing, per trip."});
  table.number("transit_speed_short_mps", p.transit_speed_short_mps,
               {.unit = "m s-1",
                .min = 1,
                .max = 60,
                .low = 4,
                .high = 7,
                .source = no_timetable,
                .meaning = "Speed in vehicles on the first transit_band_m of a trip (bus)."});
  table.number("transit_speed_long_mps", p.transit_speed_long_mps,
               {.unit = "m s-1",
                .min = 1,
                .max = 60,
                .low = 8,
                .high = 17,
                .source = no_timetable,
                .meaning = "Speed in vehicles beyond (regional bus and train)."});
  table.number("transit_band_m", p.transit_band_m,
               {.unit = "m",
                .min = 0,
                .max = 100000,
                .low = 5000,
                .high = 15000,
                .source = no_timetable,
                .meaning = "Distance up to which transit_speed_short_mps applies."});
}

// NOLINTNEXTLINE(readability-function-size): a table
void describe_utilities(Parameters& p, text::ParameterTable& table) {
  const auto constant = [&](const char* path, double& target, double low, double high, const char* meaning) {
    table.number(
        path, target,
        {.unit = "1", .min = -50, .max = 50, .low = low, .high = high, .source = swiss_logit, .meaning = meaning});
  };
  const auto slope = [&](const char* path, double& target, double low, double high, const char* meaning) {
    table.number(
        path, target,
        {.unit = "min-1", .min = -5, .max = 0, .low = low, .high = high, .source = swiss_logit, .meaning = meaning});
  };
  constant("walk_constant", p.walk_constant, 0.63, 1.43, "Constant utility of walking, per trip.");
  slope("walk_time_per_min", p.walk_time_per_min, -0.15, -0.118, "Utility of a minute on foot.");
  constant("bike_constant", p.bike_constant, -3.6, 0.344, "Constant utility of cycling, per trip.");
  slope("bike_time_per_min", p.bike_time_per_min, -0.127, -0.05, "Utility of a minute on a bicycle.");
  constant("transit_constant", p.transit_constant, -3, 0, "Constant utility of public transport, per trip.");
  slope("transit_ride_per_min", p.transit_ride_per_min, -0.026, -0.008, "Utility of a minute in a bus or train.");
  slope("transit_access_per_min", p.transit_access_per_min, -0.0804, -0.032, "Utility of a minute to or from a stop.");
  slope("transit_wait_per_min", p.transit_wait_per_min, -0.074, -0.008, "Utility of a minute of waiting.");
  constant("car_constant", p.car_constant, -0.83, 1.35, "Constant utility of driving, per trip.");
  slope("car_time_per_min", p.car_time_per_min, -0.067, -0.019, "Utility of a minute by car, from door to door.");
  const auto ride = [&](const char* path, double& target, const char* unit, double low, double high,
                        const char* meaning) {
    table.number(
        path, target,
        {.unit = unit, .min = -50, .max = 50, .low = low, .high = high, .source = ile_de_france, .meaning = meaning});
  };
  ride("ride_constant", p.ride_constant, "1", -3, 0, "Constant utility of being driven, per trip.");
  ride("ride_time_per_min", p.ride_time_per_min, "min-1", -0.103, -0.048, "Utility of a minute as a passenger.");
  table.number("cost_per_eur", p.cost_per_eur,
               {.unit = "1",
                .min = -10,
                .max = 0,
                .low = -0.21,
                .high = -0.09,
                .source = swiss_logit,
                .meaning = "Utility of one euro (there: franc) at the reference distance."});
  table.number("cost_distance_elasticity", p.cost_distance_elasticity,
               {.unit = "1",
                .min = -2,
                .max = 0,
                .low = -0.4,
                .high = -0.226,
                .source = swiss_logit,
                .meaning = "Exponent of distance over reference distance that weighs cost."});
  table.number("cost_reference_m", p.cost_reference_m,
               {.unit = "m",
                .min = 100,
                .max = 1e6,
                .source = swiss_logit,
                .meaning = "Reference distance of the cost weight."});
  table.number("car_eur_per_km", p.car_eur_per_km,
               {.unit = "1",
                .min = 0,
                .max = 5,
                .low = 0.15,
                .high = 0.4,
                .source = lausitz,
                .meaning = "Cost of a kilometre by car as felt (running cost)."});
  table.number("transit_eur_per_km", p.transit_eur_per_km,
               {.unit = "1",
                .min = 0,
                .max = 5,
                .low = 0.0,
                .high = 0.35,
                .source = "assumption: single tickets 0.3 per km, most trips on season tickets",
                .meaning = "Fare of a kilometre by public transport as felt."});
}

void describe_calibration(Parameters& p, text::ParameterTable& table) {
  table.text("calibrated_on", p.calibrated_on,
             {.source = "pendel calibrate",
              .meaning = "Region on which the constants were fitted; results of another region say that they were "
                         "calibrated elsewhere."});
}

constexpr auto tag_curves =
    "Department for Transport (GB), TAG data book, table A1.3.8 fuel consumption parameters, rounded (Open Government "
    "Licence 3.0); vehicles of about 2010";
constexpr auto as_indicators = "as [indicators]: 2.37 and 2.65 kg CO2 per litre";

void describe_exhaust(Parameters& p, text::ParameterTable& table) {
  const auto share = [&](const char* path, double& target, double low, double high, const char* source,
                         const char* meaning) {
    table.number(path, target,
                 {.unit = "1", .min = 0, .max = 1, .low = low, .high = high, .source = source, .meaning = meaning});
  };
  share("diesel_share", p.diesel_share, 0.25, 0.35,
        "KBA, vehicle stock on 1 January 2024: 28.7 % of cars diesel, 2.9 % battery electric; taken here of all others",
        "Share of diesel among cars with a combustion engine.");
  share("artic_share", p.artic_share, 0.3, 0.8, "assumption: half of the trucks on main roads",
        "Share of articulated vehicles among trucks.");
  const auto carbon = [&](const char* path, double& target, double low, double high, const char* meaning) {
    table.number(
        path, target,
        {.unit = "1", .min = 0, .max = 5, .low = low, .high = high, .source = as_indicators, .meaning = meaning});
  };
  carbon("petrol_kg_per_l", p.petrol_kg_per_l, 2.3, 2.4, "Carbon dioxide of a litre of petrol, kg.");
  carbon("diesel_kg_per_l", p.diesel_kg_per_l, 2.6, 2.7, "Carbon dioxide of a litre of diesel, kg.");
  const auto curve = [&](const char* path, std::vector<double>& target, const char* meaning) {
    table.numbers(path, target, {.source = tag_curves, .meaning = meaning}, 4);
  };
  curve("fuel_petrol_car", p.fuel_petrol_car,
        "Petrol car: a, b, c, d of litres/km = a/v + b + c v + d v^2, v in km/h.");
  curve("fuel_diesel_car", p.fuel_diesel_car, "The same of a diesel car.");
  curve("fuel_rigid_truck", p.fuel_rigid_truck, "The same of a rigid truck.");
  curve("fuel_artic_truck", p.fuel_artic_truck, "The same of an articulated truck.");
}

void describe_report(Parameters& p, text::ParameterTable& table) {
  table.texts(
      "select_links", p.select_links,
      {.source = "planner",
       .meaning = "Links whose trips are told apart: a way id (column way_id of link.csv; all its links), or two "
                  "node ids in the order of travel (\"12>34\")."});
  table.flag("trip_table", p.trip_table,
             {.source = "planner", .meaning = "The result holds a table with a line for each trip of each day."});
}

}  // namespace

void describe(Parameters& parameters, text::ParameterTable& table) {
  table.section(
      "mobility",
      [&] {
        describe_cars(parameters, table);
        describe_signals(parameters, table);
        describe_departures(parameters, table);
        describe_ways(parameters, table);
        describe_utilities(parameters, table);
        describe_calibration(parameters, table);
        describe_on_demand(parameters, table);
        describe_exhaust(parameters, table);
        describe_report(parameters, table);
      },
      "How people travel: modes, roads and the car assignment. Theory: engine/models/mobility/README.md.");
}

}  // namespace pendel::mobility

// SPDX-License-Identifier: Apache-2.0
#include "people/tables.hpp"

#include <algorithm>
#include <vector>

#include "region/region.hpp"

namespace pendel::people {

namespace {

constexpr std::string_view s_size =
    "household size by building type: districtgenerator 1..5+ after Destatis; 5+ split geometrically with 0.35 "
    "(assumption: "
    "5.5 persons)";
constexpr std::string_view s_mean = "Mikrozensus 2021, households by state (statistikportal.de)";
constexpr std::string_view s_vacancy = "Zensus 2022, dwellings (Statistische Aemter, 4 July 2024)";
constexpr std::string_view s_age_de =
    "Destatis, population by age 2021 (BMBF Datenportal table 0.15 for under 18; 65+: 22 %); split of 18 to 64: "
    "assumption";
constexpr std::string_view s_age_st =
    "Zensus 2022 Saxony-Anhalt (65+: 597,394; 15 to 24: 176,510 of 2.146 M); rest scaled from Germany";
constexpr std::string_view s_work =
    "Mikrozensus 2023 (bpb Sozialbericht 2024) and EU labour force survey (dns-indikatoren.de 8.5): 55-59 84.8 %, "
    "60-64 "
    "67.2 %, 20-64 81.3 %; groups: our interpolation";
constexpr std::string_view s_sector =
    "BA: insured employees at the place of work by state and five groups of sectors, 30 June 2017 "
    "(statistikportal.de); split "
    "within a group after Destatis national accounts, rounded: assumption";
constexpr std::string_view s_cars_size =
    "EVS 2008, Destatis Zahl der Woche 2009 (none: 43, 14, 9, 4 %); number of cars: assumption that MiD 2017 totals "
    "(22/53/21/4 %) fix";
constexpr std::string_view s_cars_type =
    "MiD 2017 (metropolis about 40 % without, rural 10 % without and 40 % with two or more; Germany 22/53/21/4 %); "
    "types "
    "between: interpolation with EVS 2018 NRW (13.6 % without below 100,000 inhabitants)";
constexpr std::string_view s_licence =
    "MiD 2017 (Germany 87 % of adults); by age: assumption, low-high from its spread";
constexpr std::string_view s_period =
    "Zensus 2011 residential buildings by year of construction, carried to 2021 with completions, rounded: assumption";
constexpr std::string_view s_commuting = "computed from Regionalstatistik 13111-08-02-5 (2015), 7,184 municipalities";

constexpr Figure share(std::string_view name, double value, double low, double high, std::string_view source) {
  return {name, value, low, high, "1", source};
}

/// Shares with one relative range: low = value (1 - spread), high = value (1 + spread).
template <std::size_t N>
constexpr std::array<Figure, N> shares(std::string_view name, const std::array<double, N>& values, double spread,
                                       std::string_view source) {
  std::array<Figure, N> figures{};
  for (std::size_t i = 0; i < N; ++i)
    figures[i] = share(name, values[i], values[i] * (1 - spread), std::min(1.0, values[i] * (1 + spread)), source);
  return figures;
}

/// 5+ as 5, 6, 7, 8 with weights 1, q, q^2, q^3.
constexpr std::array<double, household_sizes> sizes(double one, double two, double three, double four, double more) {
  constexpr double q = 0.35;
  constexpr double sum = 1 + q + q * q + q * q * q;
  return {one, two, three, four, more / sum, more * q / sum, more * q * q / sum, more * q * q * q / sum};
}

constexpr std::array<std::array<Figure, household_sizes>, 2> size_figures = {
    shares("household size, one or two dwellings", sizes(.245, .402, .154, .149, .050), 0.1, s_size),
    shares("household size, three or more dwellings", sizes(.491, .307, .102, .074, .025), 0.1, s_size)};

struct OfState {
  std::string_view state;
  Figure figure;
};

constexpr auto mean_figures = std::to_array<OfState>({
    {"DE", {"persons per household", 2.02, 1.98, 2.06, "1", s_mean}},
    {"BW", {"persons per household", 2.11, 2.05, 2.17, "1", s_mean}},
    {"BY", {"persons per household", 2.06, 2.00, 2.12, "1", s_mean}},
    {"BE", {"persons per household", 1.84, 1.78, 1.90, "1", s_mean}},
    {"BB", {"persons per household", 2.00, 1.94, 2.06, "1", s_mean}},
    {"HB", {"persons per household", 1.87, 1.81, 1.93, "1", s_mean}},
    {"HH", {"persons per household", 1.87, 1.81, 1.93, "1", s_mean}},
    {"HE", {"persons per household", 2.03, 1.97, 2.09, "1", s_mean}},
    {"MV", {"persons per household", 1.94, 1.88, 2.00, "1", s_mean}},
    {"NI", {"persons per household", 2.04, 1.98, 2.10, "1", s_mean}},
    {"NW", {"persons per household", 2.05, 1.99, 2.11, "1", s_mean}},
    {"RP", {"persons per household", 2.09, 2.03, 2.15, "1", s_mean}},
    {"SL", {"persons per household", 2.04, 1.98, 2.10, "1", s_mean}},
    {"SN", {"persons per household", 1.88, 1.82, 1.94, "1", s_mean}},
    {"ST", {"persons per household", 1.91, 1.85, 1.97, "1", s_mean}},
    {"SH", {"persons per household", 1.99, 1.93, 2.05, "1", s_mean}},
    {"TH", {"persons per household", 1.92, 1.86, 1.98, "1", s_mean}},
});

constexpr auto vacancy_figures = std::to_array<OfState>({
    {"DE", share("vacant dwellings", .043, .020, .089, s_vacancy)},
    {"ST", share("vacant dwellings", .089, .060, .130, s_vacancy)},
    {"BY", share("vacant dwellings", .044, .025, .070, s_vacancy)},
    {"NI", share("vacant dwellings", .0405, .025, .065, s_vacancy)},
    {"HB", share("vacant dwellings", .0369, .025, .050, s_vacancy)},
});

template <std::size_t N>
const Figure& of_state(const std::array<OfState, N>& figures, std::string_view state) {
  for (const auto& entry : figures)
    if (entry.state == state) return entry.figure;
  return figures.front().figure;
}

constexpr auto age_de = shares<age_groups>("age group, Germany", {.058, .108, .074, .246, .293, .221}, 0.05, s_age_de);
constexpr auto age_st =
    shares<age_groups>("age group, Saxony-Anhalt", {.050, .098, .058, .212, .304, .278}, 0.05, s_age_st);
constexpr auto work = shares<age_groups>("employed share", {0, 0, .63, .84, .80, .08}, 0.08, s_work);
constexpr auto licence = shares<age_groups>("driving licence", {0, 0, .78, .92, .94, .80}, 0.08, s_licence);

//                                          none agri indust constr trade transp hospit inform financ busin admin educat
//                                          health other
struct SectorGroups {
  std::string_view state;
  std::array<double, 5> employees;  // A, B-F, G-I, J-N, O-U
};

constexpr auto sector_groups = std::to_array<SectorGroups>({
    {"DE", {248052, 9134894, 7156362, 6757024, 8867092}},
    {"BW", {18887, 1632216, 918092, 900230, 1097285}},
    {"BY", {30864, 1781137, 1175713, 1146772, 1326161}},
    {"BE", {412, 194175, 314978, 437725, 479163}},
    {"BB", {21082, 205422, 199852, 139059, 269163}},
    {"HB", {180, 73066, 85022, 80175, 86931}},
    {"HH", {1000, 147043, 263775, 315725, 225414}},
    {"HE", {9449, 614196, 600495, 657711, 642291}},
    {"MV", {15980, 122274, 141474, 92312, 195606}},
    {"NI", {38779, 855229, 653356, 512692, 834044}},
    {"NW", {33333, 1800902, 1502030, 1459289, 1902725}},
    {"RP", {13483, 429695, 304487, 221183, 419897}},
    {"SL", {939, 123039, 80149, 70631, 109440}},
    {"SN", {19940, 448610, 330771, 297356, 483503}},
    {"ST", {15353, 220911, 169148, 130842, 256337}},
    {"SH", {14192, 224813, 259870, 168542, 297536}},
    {"TH", {14144, 262164, 157150, 126780, 241486}},
});

struct OfSector {
  std::string_view state;
  std::array<Figure, sectors> figures;
};

constexpr std::array<OfSector, sector_groups.size()> split_sectors() {
  // Group of each sector and its share of the group, in the order of Sector.
  constexpr std::array<std::size_t, sectors> group = {0, 0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4};
  constexpr std::array<double, sectors> part = {0,    1,    .756, .244, .579, .237, .184,
                                                .155, .121, .724, .19,  .19,  .42,  .20};
  std::array<OfSector, sector_groups.size()> made{};
  for (std::size_t i = 0; i < made.size(); ++i) {
    const auto& state = sector_groups[i];
    double all = 0;
    for (const double employees : state.employees) all += employees;
    std::array<double, sectors> values{};
    for (std::size_t s = 1; s < sectors; ++s) values[s] = part[s] * state.employees[group[s]] / all;
    made[i] = {state.state, shares<sectors>("employed by sector", values, 0.1, s_sector)};
  }
  return made;
}

constexpr auto sector_figures = split_sectors();

constexpr std::array<std::array<Figure, car_classes>, 5> car_size_figures = {
    shares<car_classes>("cars, 1 person", {.43, .54, .025, .005}, 0.15, s_cars_size),
    shares<car_classes>("cars, 2 persons", {.14, .58, .255, .025}, 0.15, s_cars_size),
    shares<car_classes>("cars, 3 persons", {.09, .45, .37, .09}, 0.15, s_cars_size),
    shares<car_classes>("cars, 4 persons", {.04, .42, .44, .10}, 0.15, s_cars_size),
    shares<car_classes>("cars, 5 or more persons", {.04, .42, .42, .12}, 0.15, s_cars_size)};

struct OfType {
  int regiostar7;
  std::array<Figure, car_classes> cars;
  Figure out;
  Figure jobs;
};

constexpr OfType of_type(int type, const std::array<double, car_classes>& cars, double out, double jobs) {
  return {
      type,
      shares("cars, household by RegioStaR7", cars, 0.15, s_cars_type),
      share("out-commuters / resident workers", out, std::max(0.0, out - .15), std::min(1.0, out + .15), s_commuting),
      {"jobs / resident workers", jobs, 0.6 * jobs, 1.4 * jobs, "1", s_commuting}};
}

constexpr auto type_figures = std::to_array<OfType>({
    of_type(0, {.22, .53, .21, .04}, .60, 1.00),
    of_type(71, {.40, .48, .10, .02}, .25, 1.30),
    of_type(72, {.32, .52, .14, .02}, .41, 1.28),
    of_type(73, {.17, .55, .24, .04}, .75, .89),
    of_type(74, {.11, .51, .32, .06}, .84, .59),
    of_type(75, {.23, .54, .20, .03}, .43, 1.36),
    of_type(76, {.15, .53, .27, .05}, .64, .99),
    of_type(77, {.10, .50, .33, .07}, .78, .65),
});

const OfType& type_of(int regiostar7) {
  for (const auto& entry : type_figures)
    if (entry.regiostar7 == regiostar7) return entry;
  return type_figures.front();
}

constexpr std::array<std::array<Figure, construction_periods>, 2> period_figures = {
    shares<construction_periods>("construction period, one or two dwellings",
                                 {.030, .100, .125, .085, .130, .145, .065, .110, .085, .070, .033, .022}, 0.2,
                                 s_period),
    shares<construction_periods>("construction period, three or more dwellings",
                                 {.030, .170, .130, .130, .165, .125, .050, .090, .060, .025, .013, .012}, 0.2,
                                 s_period)};

}  // namespace

constexpr Figure employed_per_inhabitant = {
    "employed per inhabitant",
    .548,
    .50,
    .58,
    "1",
    "Destatis: 45.57 M employed 2022 (press release 1/2023), 83.2 M inhabitants"};
constexpr Figure one_dwelling_share =
    share("buildings with one dwelling", .652, .50, .77, "Zensus 2011: of 18.9 M buildings with dwellings");
constexpr Figure dwellings_per_building = {"dwellings per residential building",
                                           2.1,
                                           1.6,
                                           3.0,
                                           "1",
                                           "Zensus 2011: Germany 2.1, Saarland 1.6, without city states"};
constexpr Figure terraced_share = share("terraced, of one-dwelling buildings", .17, .10, .25,
                                        "assumption; Zensus 2011 building type, to be verified");
constexpr Figure living_area_per_dwelling_m2 = {
    "living area per dwelling", 94.4, 84.0, 105.0, "m2", "Zensus 2022: Germany 94.4, Saxony-Anhalt 84.0"};
constexpr Figure students_of_young = share("in education, of those of 18 to 24 without job", .75, .60, .85,
                                           "assumption: not in employment, education or training about 9 % of 15 to 24 "
                                           "(Eurostat), to be verified");

const std::array<std::array<Figure, household_sizes>, 2>& household_size_figures() { return size_figures; }
const Figure& household_mean(std::string_view state) { return of_state(mean_figures, state); }
const Figure& vacancy(std::string_view state) { return of_state(vacancy_figures, state); }
const std::array<Figure, age_groups>& age_structure(std::string_view state) { return state == "ST" ? age_st : age_de; }
const std::array<Figure, age_groups>& employment_rates() { return work; }
const std::array<Figure, sectors>& sector_shares(std::string_view state) {
  for (const auto& entry : sector_figures)
    if (entry.state == state) return entry.figures;
  return sector_figures.front().figures;
}
const std::array<std::array<Figure, car_classes>, 5>& cars_by_household_size() { return car_size_figures; }
const std::array<Figure, car_classes>& cars_by_region_type(int regiostar7) { return type_of(regiostar7).cars; }
const std::array<Figure, age_groups>& licence_rates() { return licence; }
const std::array<std::array<Figure, construction_periods>, 2>& period_shares() { return period_figures; }
const Figure& out_commuter_share(int regiostar7) { return type_of(regiostar7).out; }
const Figure& jobs_per_worker(int regiostar7) { return type_of(regiostar7).jobs; }

double age_prior(int household_size, AgeGroup age) {
  // A guess of family life, not a figure: single parents are few, children live in households of three and more.
  constexpr std::array<std::array<double, age_groups>, 5> prior = {{{0, 0, .06, .26, .32, .36},
                                                                    {.01, .03, .07, .21, .33, .35},
                                                                    {.12, .14, .11, .31, .25, .07},
                                                                    {.15, .27, .10, .34, .12, .02},
                                                                    {.17, .33, .09, .29, .09, .03}}};
  return prior[static_cast<std::size_t>(std::min(household_size, 5) - 1)][static_cast<std::size_t>(age)];
}

double workplace_share(Sector sector, BuildingUse use) {
  // Assumption, no published table: rows as Sector, columns as BuildingUse (residential, mixed, work, school, retail,
  // leisure, other). Homes hold few jobs: own office, practice, farm.
  // clang-format off
  constexpr std::array<std::array<double, building_uses>, sectors> shares_of_use = {{
      {0, 0, 0, 0, 0, 0, 0},
      {.10, .05, .25, 0, 0, 0, .60},        // agriculture
      {.005, .02, .95, 0, 0, 0, .025},      // industry
      {.05, .10, .80, 0, 0, 0, .05},        // construction
      {.01, .14, .30, 0, .55, 0, 0},        // trade
      {.01, .04, .85, 0, .02, 0, .08},      // transport
      {.03, .37, .05, 0, .10, .40, .05},    // hospitality
      {.05, .25, .65, 0, .02, 0, .03},      // information
      {.02, .38, .50, 0, .08, 0, .02},      // finance
      {.05, .25, .60, 0, .05, .01, .04},    // business
      {.005, .145, .45, .02, 0, .03, .35},  // administration
      {.01, .03, .06, .85, 0, .02, .03},    // education
      {.03, .25, .25, .02, .02, .03, .40},  // health
      {.05, .30, .20, .02, .13, .15, .15},  // other
  }};
  // clang-format on
  return shares_of_use[static_cast<std::size_t>(sector)][static_cast<std::size_t>(use)];
}

std::span<const Figure* const> all_figures() {
  static const std::vector<const Figure*> all = [] {
    std::vector<const Figure*> figures = {&employed_per_inhabitant,     &one_dwelling_share,
                                          &dwellings_per_building,      &terraced_share,
                                          &living_area_per_dwelling_m2, &students_of_young};
    const auto add = [&figures](const auto& list) {
      for (const Figure& figure : list) figures.push_back(&figure);
    };
    for (const auto& list : size_figures) add(list);
    for (const auto& list : period_figures) add(list);
    for (const auto& list : car_size_figures) add(list);
    for (const auto& entry : mean_figures) figures.push_back(&entry.figure);
    for (const auto& entry : vacancy_figures) figures.push_back(&entry.figure);
    add(age_de);
    add(age_st);
    add(work);
    add(licence);
    for (const auto& entry : sector_figures) add(entry.figures);
    for (const auto& entry : type_figures) {
      add(entry.cars);
      figures.push_back(&entry.out);
      figures.push_back(&entry.jobs);
    }
    return figures;
  }();
  return all;
}

}  // namespace pendel::people

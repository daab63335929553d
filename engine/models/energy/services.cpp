// SPDX-License-Identifier: Apache-2.0
#include "models/energy/services.hpp"

#include <algorithm>

namespace pendel::energy {

namespace {

bool desk_work(Sector sector) {
  return sector == Sector::information || sector == Sector::finance || sector == Sector::business ||
         sector == Sector::administration;
}

constexpr double office_from_h = 7, office_to_h = 18;
constexpr double year_h = 8760;

/// Whether a place is open, as a share of its full power; the mean over the week is in `open_hours`.
double shop_open(DayKind kind, double h) {
  if (kind == DayKind::sunday) return 0.25;
  return 7 <= h && h < (kind == DayKind::saturday ? 20 : 20.5) ? 1.0 : 0.25;
}
constexpr double shop_mean = (6 * 13.5 / 24 + (6 - 6 * 13.5 / 24) * 0.25 + 0.25) / 7;
double school_open(DayKind kind, double h) { return kind == DayKind::workday && 7 <= h && h < 16 ? 1.0 : 0.15; }
constexpr double school_mean = (5 * 9.0 / 24 + (7 - 5 * 9.0 / 24) * 0.15) / 7;
double public_open(DayKind kind, double h) { return kind == DayKind::workday && 7 <= h && h < 17 ? 1.0 : 0.4; }
constexpr double public_mean = (5 * 10.0 / 24 + (7 - 5 * 10.0 / 24) * 0.4) / 7;
/// W per m2, mean of the slice that begins at `h`.
double shop_w(const Parameters& p, const Day& day, double h) {
  return 1000.0 / year_h * shop_open(day.kind, h) / shop_mean * p.shop_kwh_per_m2;
}
double school_w(const Parameters& p, const Day& day, double h) {
  return 1000.0 / year_h * school_open(day.kind, h) / school_mean * p.school_kwh_per_m2;
}
double floor_m2(const BuildingSites& sites, BuildingId site) {
  return static_cast<double>(sites.footprint_m2[site]) * std::max(1.0, static_cast<double>(sites.storeys[site]));
}
/// Trades and crafts: what is neither a desk, a shop nor a school.
bool trade_work(Sector sector, BuildingUse use) {
  switch (sector) {
    case Sector::industry:
    case Sector::construction:
    case Sector::transport:
    case Sector::hospitality:
    case Sector::health:
    case Sector::other:
      return true;
    case Sector::trade:
      return use != BuildingUse::retail;  // there by the shop's floor area
    default:
      return false;
  }
}
double trade_open(DayKind kind, double h) {
  return kind == DayKind::sunday ? 0.25 : 6 <= h && h < (kind == DayKind::saturday ? 13.0 : 18.0) ? 1.0 : 0.25;
}
constexpr double trade_mean = ((5 * 12 + 7) / 24.0 + (7 - (5 * 12 + 7) / 24.0) * 0.25) / 7;
double trade_w(const Parameters& p, const Day& day, double h) {
  return 1000.0 / year_h * trade_open(day.kind, h) / trade_mean * p.trade_kwh_per_worker;
}
double site_w(const Parameters& p, const Day& day, double h) {
  return 1000.0 / year_h * public_open(day.kind, h) / public_mean * p.public_kwh_per_resident;
}
/// What energy management leaves of the electricity of a municipality's sites.
double managed_part(const AdoptionState& adoption, std::size_t m) {
  const auto& level = adoption.municipal_site_level;
  return level.empty() ? 1.0 : static_cast<double>(level[MunicipalityId(m)]);
}
constexpr double light_hours = 4100;  // a year, from dusk to dawn in Germany
constexpr float dusk_w = 5;           // W m-2, about 500 lux
/// Street lights of a resident's share; none where no municipality lights its streets.
double lamps_w(const AdoptionState& adoption, std::size_t m, float global_w) {
  if (adoption.street_light_kwh.empty() || global_w >= dusk_w) return 0;
  return 1000.0 / light_hours * static_cast<double>(adoption.street_light_kwh[MunicipalityId(m)]);
}

}  // namespace

Services::Services(const Parameters& parameters, const World& world) : parameters_(parameters), world_(world) {
  const auto n = world.region.municipalities.size();
  desks_.assign(n, 0);
  shop_m2_.assign(n, 0);
  school_m2_.assign(n, 0);
  residents_.assign(n, 0);
  tradespeople_.assign(n, 0);
  officials_.assign(n, 0);
  dwellings_.assign(n, 0);
  Column<BuildingId, double> desks, trades, officials;
  for (auto* column : {&desks, &trades, &officials}) column->assign(world.region.sites.size(), 0);
  const auto& sites = world.region.sites;
  const auto& persons = world.people.persons;
  for (auto site : ids<BuildingId>(sites.size())) {
    const double m2 = floor_m2(sites, site);
    const auto m = sites.municipality[site].index();
    if (sites.use[site] == BuildingUse::retail) shop_m2_[m] += m2;
    if (sites.use[site] == BuildingUse::school) school_m2_[m] += m2;
  }
  for (auto person : ids<PersonId>(persons.size())) {
    if (persons.home[person].valid()) residents_[sites.municipality[persons.home[person]].index()] += 1;
  }
  count_workers(desks, trades, officials);
  for (auto site : ids<BuildingId>(sites.size())) {
    const auto m = sites.municipality[site].index();
    desks_[m] += desks[site];
    tradespeople_[m] += trades[site];
    officials_[m] += officials[site];
    if (desks[site] + trades[site] <= 0 && sites.use[site] != BuildingUse::retail &&
        sites.use[site] != BuildingUse::school)
      continue;
    business_.push_back(site);
    business_desks_.push_back(desks[site]);
    business_trades_.push_back(trades[site]);
    business_officials_.push_back(officials[site]);
  }
  const auto& households = world.people.households;
  for (auto household : ids<HouseholdId>(households.size()))
    dwellings_[sites.municipality[households.building[household]].index()] += 1;
}

/// Workers by building. Large workplaces have a station of their own: their trades are not counted here.
void Services::count_workers(Column<BuildingId, double>& desks, Column<BuildingId, double>& trades,
                             Column<BuildingId, double>& officials) {
  const auto& persons = world_.people.persons;
  const auto& sites = world_.region.sites;
  for (auto person : ids<PersonId>(persons.size())) {
    const auto work = persons.work[person];
    if (persons.employment[person] != Employment::employed || !work.valid()) continue;
    const auto sector = persons.sector[person];
    if (desk_work(sector)) desks[work] += 1;
    if (sector == Sector::administration) officials[work] += 1;
    if (trade_work(sector, sites.use[work])) trades[work] += 1;
  }
  for (auto& workers : trades.values())
    if (workers > parameters_.trade_most_workers) workers = 0;
}

std::vector<double> Services::seated(const Rows<PersonId, Activity>& stays) const {
  const auto& persons = world_.people.persons;
  const auto& sites = world_.region.sites;
  const auto n = desks_.size();
  std::vector<double> seated(slices_per_day * n, 0);
  Slices slices;
  for (auto person : ids<PersonId>(persons.size())) {
    const auto work = persons.work[person];
    if (persons.employment[person] != Employment::employed || !work.valid() || !desk_work(persons.sector[person]))
      continue;
    const auto m = sites.municipality[work].index();
    for (const auto& stay : stays[person]) {
      if (stay.purpose != Purpose::work || stay.building != work) continue;
      slices.fill(0);
      add_interval(slices, stay.begin, stay.end, 1.0F);
      for (std::size_t s = 0; s < slices_per_day; ++s) seated[s * n + m] += static_cast<double>(slices[s]);
    }
  }
  return seated;
}

void Services::office_electricity(const Rows<PersonId, Activity>& stays, std::vector<float>& w) const {
  const auto n = desks_.size();
  const auto sitting = seated(stays);
  const auto& p = parameters_;
  w.assign(slices_per_day * n, 0);
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const double h = static_cast<double>(s) * slice_h;
    const double open = office_from_h <= h && h < office_to_h ? 8.0 / (office_to_h - office_from_h) : 0.0;
    for (std::size_t m = 0; m < n; ++m)
      w[s * n + m] = static_cast<float>(p.office_w_per_worker * (p.office_elastic_share * sitting[s * n + m] +
                                                                 (1 - p.office_elastic_share) * open * desks_[m]));
  }
}

void Services::office_heat(const Rows<PersonId, Activity>& stays, const Day& day, const WeatherSeries& weather,
                           std::vector<float>& w) const {
  const auto n = desks_.size();
  const auto& p = parameters_;
  const auto sitting = seated(stays);
  std::vector<float> plugs;
  office_electricity(stays, plugs);
  w.assign(slices_per_day * n, 0);
  // A mean office building of the stock: U-values of the sixties to eighties, a quarter of the facade glass.
  const Envelope envelope{.h_opaque = 0.8, .h_window = 0.5, .h_ventilation = 0.6};
  constexpr std::array<double, faces> solar_m2 = {0.02, 0.015, 0.015, 0.02, 0};
  const Thermal thermal(envelope, 900);
  const auto steps = weather.outside_c.size();
  for (std::size_t m = 0; m < n; ++m) {
    if (desks_[m] <= 0) continue;
    double there = 0;  // of the desks' usual eight hours
    for (std::size_t s = 0; s < slices_per_day; ++s) there += sitting[s * n + m] * slice_h / 8.0;
    const double empty = day.kind == DayKind::workday ? std::clamp(1 - there / desks_[m], 0.0, 1.0) : 0.0;
    const double area = p.office_m2_per_worker * desks_[m] *
                        (1 - empty * std::min(1.0, p.office_heat_elastic_share + p.office_floors_close_share));
    double mass_c = thermal.steady_mass_c(18, static_cast<double>(weather.outside_c[0]));
    for (std::size_t t = 0; t < steps; ++t) {
      const auto s = t % slices_per_day;
      const double h = static_cast<double>(s) * slice_h;
      const double setpoint = day.kind == DayKind::workday && 6 <= h && h < office_to_h ? 20 : 16;
      double sun = 0;
      for (std::size_t f = 0; f < faces; ++f) sun += solar_m2[f] * static_cast<double>(weather.sun_w_per_m2[f][t]);
      const double internal = (static_cast<double>(plugs[s * n + m]) + p.person_gain_w * sitting[s * n + m]) / area;
      const auto step =
          thermal.advance(mass_c, static_cast<double>(weather.outside_c[t]), internal, sun, setpoint, 100);
      if (t + slices_per_day >= steps) w[s * n + m] = static_cast<float>(step.heating_w * area);
    }
  }
}

void Services::street_lights(std::span<const float> global_w, const AdoptionState& adoption,
                             std::vector<float>& w) const {
  const auto n = desks_.size();
  w.assign(slices_per_day * n, 0);
  for (std::size_t s = 0; s < slices_per_day; ++s)
    for (std::size_t m = 0; m < n; ++m)
      if (dwellings_[m] > 0)
        w[s * n + m] = static_cast<float>(lamps_w(adoption, m, global_w[s]) * residents_[m] / dwellings_[m]);
}

void Services::other_electricity(const Day& day, std::span<const float> global_w, const AdoptionState& adoption,
                                 std::vector<float>& w) const {
  const auto n = desks_.size();
  const auto& p = parameters_;
  w.assign(slices_per_day * n, 0);
  for (std::size_t s = 0; s < slices_per_day; ++s) {
    const double h = static_cast<double>(s) * slice_h;
    const double shops = shop_w(p, day, h);
    const double schools = school_w(p, day, h);
    const double trades = trade_w(p, day, h), sites = site_w(p, day, h);
    for (std::size_t m = 0; m < n; ++m)
      w[s * n + m] = static_cast<float>(shops * shop_m2_[m] + trades * tradespeople_[m] +
                                        lamps_w(adoption, m, global_w[s]) * residents_[m] +
                                        managed_part(adoption, m) * (schools * school_m2_[m] + sites * residents_[m]));
  }
}

void Services::business_electricity(const Day& day, std::span<const float> office_w, const AdoptionState& adoption,
                                    std::vector<float>& w) const {
  const auto n = desks_.size();
  const auto& sites = world_.region.sites;
  w.resize(business_.size() * slices_per_day);
  for (std::size_t b = 0; b < business_.size(); ++b) {
    const auto site = business_[b];
    const auto m = sites.municipality[site].index();
    const double desks = desks_[m] > 0 ? business_desks_[b] / desks_[m] : 0.0;
    const double shop_m2 = sites.use[site] == BuildingUse::retail ? floor_m2(sites, site) : 0.0;
    const double school_m2 = sites.use[site] == BuildingUse::school ? floor_m2(sites, site) : 0.0;
    // The town halls, pools and works of so many residents.
    const double served = officials_[m] > 0 ? residents_[m] * business_officials_[b] / officials_[m] : 0.0;
    const double managed = managed_part(adoption, m);
    for (std::size_t s = 0; s < slices_per_day; ++s) {
      const double h = static_cast<double>(s) * slice_h;
      w[b * slices_per_day + s] = static_cast<float>(
          desks * static_cast<double>(office_w[s * n + m]) + shop_w(parameters_, day, h) * shop_m2 +
          trade_w(parameters_, day, h) * business_trades_[b] +
          managed * (school_w(parameters_, day, h) * school_m2 + site_w(parameters_, day, h) * served));
    }
  }
}

}  // namespace pendel::energy

// SPDX-License-Identifier: Apache-2.0
#include "models/services/services.hpp"

#include <algorithm>

#include "models/services/backlog.hpp"

namespace pendel::services {

namespace {

// Which draw of Stream::services_channel means what; part of the draws' keys, never renumber.
enum Index : std::uint32_t { contact = 0, taste = 1 };

double ratio(double part, double whole) { return whole > 0 ? part / whole : 0; }

bool is_open(const Day& day) { return day.kind == DayKind::workday; }

/// Of each municipality: whether another one's services work well enough to help out.
std::vector<bool> helped_out(std::span<const float> levels, double least_level) {
  std::size_t able = 0;
  for (const float level : levels) able += static_cast<double>(level) >= least_level ? 1U : 0U;
  std::vector<bool> result;
  for (const float level : levels) result.push_back(able > (static_cast<double>(level) >= least_level ? 1U : 0U));
  return result;
}

}  // namespace

void Channels::decide(PersonId person, const Day& day, const State& state) {
  const auto today = world_.random(Stream::services_channel, person, day.key(), contact);
  if (today.uniform(0) >= contact_rate(parameters_, world_, person)) return;
  const auto situation = situation_of(parameters_, world_, state, offices_, person);
  const auto chosen = choose(parameters_, situation, today.uniform(1) < situation.coverage,
                             world_.random(Stream::services_channel, person, day.key(), taste));
  const auto home = world_.people.persons.home[person];
  const double level = static_cast<double>(state.incidents.service_level[world_.region.sites.municipality[home]]);
  if (chosen == unserved) {
    state_.channel[person] = Channel::unserved;
  } else if (today.uniform(2) < level) {
    state_.channel[person] = chosen == online ? Channel::online : chosen == visit ? Channel::visit : Channel::assisted;
    if (chosen == visit) state_.office[person] = situation.office;
  } else {
    state_.channel[person] = Channel::queued;
    if (today.uniform(3) >= parameters_.urgent_share) return;
    const auto other = offices_.elsewhere(home, state.incidents.service_level, parameters_.elsewhere_level);
    if (!other.valid()) return;
    state_.channel[person] = Channel::elsewhere;
    state_.office[person] = other;
  }
}

void Channels::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token&) {
  const auto n = world_.people.persons.size();
  state_.channel.assign(n, Channel::none);
  state_.office.assign(n, BuildingId());
  if (is_open(day))
    parallel::for_each<PersonId>(world_.pool, world_.people.persons.residents,
                                 [&](PersonId person) { decide(person, day, state); });
  std::vector<std::uint8_t> codes;
  codes.reserve(n);
  for (const auto channel : state_.channel) codes.push_back(static_cast<std::uint8_t>(channel));
  recorder.put(fields::person_contact, std::span<const std::uint8_t>(codes));
}

/// Per average workday, of one municipality or of the region.
struct Services::Sums {
  double contacts = 0;
  double online = 0;
  double visit = 0;
  double assisted = 0;
  double elsewhere = 0;
  double queued = 0;
  double unserved = 0;
  double backlog = 0;
  double given_up = 0;
  double visit_m = 0;    // both ways, elsewhere included
  double visit_h = 0;    // way of visits
  double avoided_m = 0;  // by online and assisted contacts
  double avoided_h = 0;  // way, waiting and desk
  double contacts_old = 0;
  double unserved_old = 0;
  double contacts_unskilled = 0;
  double unserved_unskilled = 0;
  double level = 0;  // times contacts

  Sums& operator+=(const Sums& o) {
    contacts += o.contacts;
    online += o.online;
    visit += o.visit;
    assisted += o.assisted;
    elsewhere += o.elsewhere;
    queued += o.queued;
    unserved += o.unserved;
    backlog += o.backlog;
    given_up += o.given_up;
    visit_m += o.visit_m;
    visit_h += o.visit_h;
    avoided_m += o.avoided_m;
    avoided_h += o.avoided_h;
    contacts_old += o.contacts_old;
    unserved_old += o.unserved_old;
    contacts_unskilled += o.contacts_unskilled;
    unserved_unskilled += o.unserved_unskilled;
    level += o.level;
    return *this;
  }
};

void Services::add_person(PersonId person, const State& state, const std::vector<bool>& open_elsewhere,
                          Sums& sum) const {
  const double rate = contact_rate(parameters_, world_, person);
  if (rate <= 0) return;
  const auto& p = parameters_;
  const auto s = situation_of(p, world_, state, offices_, person);
  const auto chances = probabilities(p, s);
  const auto home = world_.people.persons.home[person];
  const auto m = world_.region.sites.municipality[home];
  const double level = static_cast<double>(state.incidents.service_level[m]);
  const double blocked = rate * (1 - chances[unserved]) * (1 - level);
  const double elsewhere = open_elsewhere[m.index()] ? blocked * p.urgent_share : 0.0;
  sum.contacts += rate;
  sum.level += rate * level;
  sum.online += rate * chances[online] * level;
  sum.visit += rate * chances[visit] * level;
  sum.assisted += rate * chances[assisted] * level;
  sum.elsewhere += elsewhere;
  sum.queued += blocked - elsewhere;
  sum.unserved += rate * chances[unserved];
  sum.visit_m += 2 * s.office_m * rate * chances[visit] * level;
  sum.visit_h += s.travel_h * rate * chances[visit] * level;
  if (elsewhere > 0) {
    const auto other = offices_.elsewhere(home, state.incidents.service_level, p.elsewhere_level);
    const double way_m = other.valid() ? offices_.way_m(home, other) : 0.0;
    sum.visit_m += 2 * way_m * elsewhere;
    sum.visit_h += travel_hours(p, way_m, s.has_car) * elsewhere;
  }
  const double desk_m = 1000 * p.assisted_km * p.detour_factor;
  const double stay_h = (p.wait_min + p.office_min) / 60;
  sum.avoided_m +=
      level * rate * (chances[online] * 2 * s.office_m + chances[assisted] * 2 * std::max(0.0, s.office_m - desk_m));
  sum.avoided_h += level * rate *
                   (chances[online] * (s.travel_h + stay_h) +
                    chances[assisted] * std::max(0.0, s.travel_h - travel_hours(p, desk_m, s.has_car)));
  if (world_.people.persons.age[person] == AgeGroup::from_65) {
    sum.contacts_old += rate;
    sum.unserved_old += rate * chances[unserved];
  }
  if (s.skill < p.low_skill) {
    sum.contacts_unskilled += rate;
    sum.unserved_unskilled += rate * chances[unserved];
  }
}

void Services::add_backlog(const Day& day, const State& state, std::vector<Sums>& sums) const {
  const auto n = world_.region.municipalities.size();
  std::vector<Queue> queues;
  for (std::size_t m = 0; m < n; ++m) queues.emplace_back(parameters_, sums[m].contacts - sums[m].unserved);
  const int days = state.incidents.history_days;
  for (int d = 0; d < days; ++d) {
    const auto levels = std::span(state.incidents.service_history).subspan(static_cast<std::size_t>(d) * n, n);
    const auto open = helped_out(levels, parameters_.elsewhere_level);
    const auto date = Date::from_days(day.date.days() - (days - 1 - d));
    for (std::size_t m = 0; m < n; ++m) queues[m].step(date, static_cast<double>(levels[m]), open[m]);
  }
  for (std::size_t m = 0; m < n; ++m) {
    sums[m].backlog = queues[m].flow().waiting;
    sums[m].given_up = queues[m].flow().given_up;
  }
}

void Services::step(const Day& day, const State& state, Recorder& recorder, const std::stop_token&) {
  const auto n = world_.region.municipalities.size();
  const auto& persons = world_.people.persons;
  const auto open = helped_out(state.incidents.service_level.span(), parameters_.elsewhere_level);
  std::vector<Sums> sums(n + 1);
  for (auto person : ids<PersonId>(persons.residents))
    add_person(person, state, open, sums[world_.region.sites.municipality[persons.home[person]].index()]);
  add_backlog(day, state, sums);
  for (std::size_t m = 0; m < n; ++m) sums[n] += sums[m];
  // Offices are closed today: nobody comes, shares remain those of a contact.
  const double today = is_open(day) ? 1 : 0;
  std::array<std::vector<double>, fields::service_figure_count> columns;
  for (const auto& s : sums) {
    const double visits = s.visit + s.elsewhere;
    // In the order of fields::service_figures.
    const std::array<double, fields::service_figure_count> values = {ratio(s.level, s.contacts),
                                                                     today * s.contacts,
                                                                     today * s.online,
                                                                     today * s.visit,
                                                                     today * s.assisted,
                                                                     today * s.elsewhere,
                                                                     today * s.queued,
                                                                     today * s.unserved,
                                                                     s.backlog,
                                                                     s.given_up,
                                                                     today * s.visit_m,
                                                                     3600 * ratio(s.visit_h, visits),
                                                                     today * s.avoided_m,
                                                                     today * 3600 * s.avoided_h,
                                                                     ratio(s.unserved, s.contacts),
                                                                     ratio(s.unserved_old, s.contacts_old),
                                                                     ratio(s.unserved_unskilled, s.contacts_unskilled)};
    for (std::size_t i = 0; i < values.size(); ++i) columns[i].push_back(values[i]);
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto& figure = fields::service_figures[i];
    recorder.put(figure.municipality, std::span<const double>(columns[i]).first(n));
    recorder.put(figure.region, std::span<const double>(columns[i]).subspan(n, 1));
  }
}

}  // namespace pendel::services

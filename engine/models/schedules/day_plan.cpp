// SPDX-License-Identifier: Apache-2.0
#include "models/schedules/day_plan.hpp"

#include <algorithm>

#include "core/math.hpp"

namespace pendel::schedules {

namespace {

constexpr Tick ticks(double hours) { return static_cast<Tick>(hours * ticks_per_h); }
constexpr Tick earliest_start = ticks(4.0);
constexpr Tick latest_return = ticks(23.75);
constexpr Tick shortest_stay = ticks(0.25);
constexpr Tick pause_at_home = ticks(0.25);  // between two outings

// Which draw of Stream::schedule_departure and schedule_activity means what; part of the draws' keys, never renumber.
enum Index : std::uint32_t { habit = 0, today = 1, outing = 16 };

constexpr std::size_t shopping_ordinals = 2;
constexpr std::size_t leisure_ordinals = 2;
constexpr std::size_t max_outings = shopping_ordinals + leisure_ordinals + 1;

/// Moves, and if need be shortens, a stay so that there is time for the way to it and back within the day.
void fit_into_day(Activity& stay, Tick way) {
  const Tick length = stay.end - stay.begin;
  stay.begin = std::max(earliest_start + way, std::min(stay.begin, latest_return - way - length));
  stay.end = std::max(stay.begin + shortest_stay, std::min(stay.begin + length, latest_return - way));
}

double rate(const Rates& rates, DayKind kind) {
  return kind == DayKind::workday ? rates.workday : kind == DayKind::saturday ? rates.saturday : rates.sunday;
}

}  // namespace

/// Work or school: a block of time with a place. `at_home` blocks time but needs no way.
struct Planner::Duty {
  enum class Kind { none, away, at_home } kind = Kind::none;
  Activity stay;  // purpose and place; begin and end as wanted
};

struct Planner::Outing {
  Activity stay;  // purpose and place
  Tick start = 0;
  Tick length = 0;
  bool on_way_home = false;
};

/// Builds the day from left to right; `at` is the open stay whose end is not known yet.
class Planner::Timeline {
 public:
  Timeline(const Planner& planner, PersonId person, const Activity& home, const Duty& duty)
      : planner_(planner), person_(person), home_(home), duty_(duty) {
    home_.begin = 0;
    at_ = home_;
  }

  /// From where we are to `stay`, to arrive at `arrive` if there is time, else as soon as possible; then on from there
  /// after `length`. `pause` is the least time at the place before.
  void go(Activity stay, Tick arrive, Tick length, Tick pause) {
    const Tick way = planner_.travel(person_, at_, stay);
    const Tick depart = std::max(arrive - way, ready_ + pause);
    close(depart);
    stay.begin = depart + way;
    ready_ = stay.begin + length;
    at_ = stay;
  }
  /// Home again right after the stay.
  void return_home() { go(home_, 0, 0, 0); }
  /// Whether an outing from home that starts at `start` is back by `limit`.
  [[nodiscard]] bool fits(const Outing& outing, Tick start, Tick limit) const {
    const Tick way = planner_.travel(person_, home_, outing.stay);
    return std::max(start, ready_ + pause_at_home + way) + outing.length + way <= limit;
  }
  /// Whether an outing right from where we are is over, and home reached, by `limit`.
  [[nodiscard]] bool fits_on_way(const Outing& outing, Tick limit) const {
    const Tick there = planner_.travel(person_, at_, outing.stay);
    return ready_ + there + outing.length + planner_.travel(person_, outing.stay, home_) <= limit;
  }
  void finish() { close(ticks_per_day); }
  Plan plan;

 private:
  void close(Tick end) {
    at_.end = end;
    if (at_.purpose == Purpose::home && duty_.kind == Duty::Kind::at_home)
      at_.telework = at_.begin < duty_.stay.end && duty_.stay.begin < at_.end ? 1 : 0;
    PENDEL_ENSURE(plan.count < Plan::max_stays && at_.begin < at_.end);
    plan.stays[plan.count++] = at_;
  }

  const Planner& planner_;
  PersonId person_;
  Activity home_;
  Duty duty_;
  Activity at_;
  Tick ready_ = earliest_start;  // earliest departure from where we are
};

Tick Planner::travel(PersonId person, const Activity& from, const Activity& to) const {
  const auto& region = world_.region;
  const auto& persons = world_.people.persons;
  double outside_h = 0;
  const auto position = [&](const Activity& stay) {
    if (stay.building.valid()) return Point{region.sites.x_m[stay.building], region.sites.y_m[stay.building]};
    outside_h += static_cast<double>(persons.outside_km[person]) / parameters_.first_guess_outside_kmh;
    return region.roads.at(region.gateways.node[stay.gateway]);
  };
  const auto a = position(from);
  const auto b = position(to);
  const double km = parameters_.detour_factor * math::distance(a.x_m - b.x_m, a.y_m - b.y_m) / 1000.0;
  return ticks(parameters_.first_guess_min / 60.0 + km / parameters_.first_guess_kmh + outside_h);
}

Planner::Duty Planner::work_of(PersonId person, const Day& day) const {
  const auto& persons = world_.people.persons;
  const auto& p = parameters_;
  const auto habit_draw = world_.random(Stream::schedule_departure, person, 0, habit);
  const double spread = world_.random(Stream::schedule_departure, person, 0, habit + 2).normal();
  const double noise = world_.random(Stream::schedule_departure, person, day.key(), today).normal();
  const double shift = habit_draw.uniform(0);
  const double mean = shift < p.work_early_share                       ? p.work_early_h
                      : shift < p.work_early_share + p.work_late_share ? p.work_late_h
                                                                       : p.work_main_h;
  const int days = std::max<int>(persons.workdays[person], 1);
  const bool part_time = days < 5 || (!adoption_.part_time.empty() && adoption_.part_time[person] != 0);
  double hours = (part_time ? p.part_time_h_per_week : p.full_time_h_per_week) / std::min(days, 5);
  if (hours > 6) hours += p.break_h;
  hours = std::clamp(hours, 2.0, 11.0);
  const double start = std::clamp(mean + p.work_start_sd_h * spread + p.work_day_sd_h * noise, 4.5, 23.0 - hours);
  Duty duty{Duty::Kind::away, {}};
  duty.stay.purpose = Purpose::work;
  duty.stay.building = persons.work[person];
  duty.stay.gateway = persons.work_gateway[person];
  duty.stay.begin = ticks(start);
  duty.stay.end = ticks(start + hours);
  return duty;
}

Planner::Duty Planner::school_of(PersonId person, const Day& day) const {
  const auto& persons = world_.people.persons;
  const auto& p = parameters_;
  const bool student = persons.employment[person] == Employment::student;
  if (student && world_.random(Stream::schedule_attendance, person, day.key()).uniform(0) >= p.university_attendance)
    return {};
  const auto draw = world_.random(Stream::schedule_departure, person, day.key(), today);
  const double sd = student ? p.university_sd_h : p.school_sd_h;
  const double start = std::clamp((student ? p.university_start_h : p.school_start_h) + sd * draw.normal(), 7.0, 16.0);
  Duty duty{Duty::Kind::away, {}};
  duty.stay.purpose = Purpose::education;
  duty.stay.building = persons.work[person];
  duty.stay.gateway = persons.work_gateway[person];
  duty.stay.begin = ticks(start);
  duty.stay.end = ticks(start + (student ? p.university_hours : p.school_hours));
  return duty;
}

Planner::Duty Planner::duty_of(PersonId person, const Day& day, const Rota& rota) const {
  const auto& persons = world_.people.persons;
  const bool has_place = persons.work[person].valid() || persons.work_gateway[person].valid();
  if (persons.employment[person] == Employment::employed) {
    if (!rota.works) return {};
    auto duty = work_of(person, day);
    const auto hub = adoption_.hub.empty() ? BuildingId() : adoption_.hub[person];
    if (rota.teleworks && hub.valid()) {
      duty.stay.building = hub;
      duty.stay.gateway = GatewayId();
    } else if (rota.teleworks || !has_place) {
      duty.kind = Duty::Kind::at_home;
    }
    return duty;
  }
  const bool lessons = persons.employment[person] == Employment::student ||
                       (persons.employment[person] == Employment::pupil && !day.school_holiday);
  if (lessons && has_place && day.kind == DayKind::workday) return school_of(person, day);
  return {};
}

std::size_t Planner::outings_of(PersonId person, const Day& day, const Duty& duty, std::span<Outing> outings) const {
  const auto& persons = world_.people.persons;
  const auto& p = parameters_;
  const bool child = persons.age[person] <= AgeGroup::from_6_to_17;
  const bool busy = duty.kind != Duty::Kind::none;
  const auto& shop = child ? p.shopping_child : busy ? p.shopping_worker : p.shopping_adult;
  const auto& free = child ? p.leisure_child : busy ? p.leisure_worker : p.leisure_adult;
  std::size_t count = 0;
  for (std::size_t i = 0; i < max_outings; ++i) {
    const auto index = static_cast<std::uint32_t>(outing + i);
    const auto draw = world_.random(Stream::schedule_activity, person, day.key(), index);
    const bool rebound = i == max_outings - 1;
    const bool shopping = rebound ? draw.uniform(1) < 0.5 : i < shopping_ordinals;
    const double probability = rebound    ? (duty.kind == Duty::Kind::at_home ? p.telework_extra_errand : 0.0)
                               : shopping ? rate(shop, day.kind) / shopping_ordinals
                                          : rate(free, day.kind) / leisure_ordinals;
    if (draw.uniform(0) >= probability) continue;
    const auto where = world_.random(Stream::schedule_destination, person, day.key(), index);
    const auto when = world_.random(Stream::schedule_departure, person, day.key(), index);
    const auto kind = shopping                                   ? Places::Kind::shop
                      : where.uniform(2) < p.leisure_visit_share ? Places::Kind::visit
                                                                 : Places::Kind::leisure;
    Outing out;
    out.stay.purpose = shopping ? Purpose::shopping : Purpose::leisure;
    out.stay.building = places_.choose(kind, persons.home[person], where.uniform(0), where.uniform(1));
    if (!out.stay.building.valid() || out.stay.building == persons.home[person]) continue;
    const bool early = draw.uniform(2) < (shopping ? p.shopping_early_share : p.leisure_early_share);
    const double mean =
        shopping ? (early ? p.shopping_early_h : p.shopping_late_h) : (early ? p.leisure_early_h : p.leisure_late_h);
    // A stay's length is exponential, cut to a quarter to three times its mean.
    const double stretch = std::clamp(-math::log(draw.uniform(3)), 0.25, 3.0);
    out.start = rebound ? duty.stay.begin + (duty.stay.end - duty.stay.begin) / 2
                        : ticks(std::clamp(mean + p.errand_sd_h * when.normal(), 7.0, 21.5));
    out.length = ticks(stretch * (shopping || rebound ? p.shopping_min : p.leisure_min) / 60.0);
    out.on_way_home =
        shopping && i == 0 && duty.kind == Duty::Kind::away && when.uniform(2) < p.errand_on_way_home_share;
    outings[count++] = out;
  }
  return count;
}

Plan Planner::plan(PersonId person, const Day& day) const {
  const auto& persons = world_.people.persons;
  const std::uint8_t telework_days =
      adoption_.telework_days.empty() ? std::uint8_t{0} : adoption_.telework_days[person];
  const auto rota = rota_of(person, day, telework_days, parameters_, world_);
  Activity home;
  home.building = persons.home[person];
  home.gateway = persons.home_gateway[person];
  if (persons.commute[person] == CommuteKind::weekly && rota.works) {
    const auto work = work_of(person, day).stay;
    Plan away{.stays = {}, .count = 1, .rota = {.works = true, .teleworks = false}, .work_time = work.end - work.begin};
    away.stays[0] = {Purpose::work, 0, persons.work[person], persons.work_gateway[person], 0, ticks_per_day};
    return away;
  }
  auto duty = duty_of(person, day, rota);
  if (duty.kind == Duty::Kind::away) fit_into_day(duty.stay, travel(person, home, duty.stay));
  Timeline timeline(*this, person, home, duty);
  std::array<Outing, max_outings> outings;
  // What inbound commuters do besides work happens where they live.
  const auto count = home.building.valid() ? outings_of(person, day, duty, outings) : 0;
  const auto list = std::span(outings).first(count);
  std::stable_sort(list.begin(), list.end(), [](const Outing& a, const Outing& b) { return a.start < b.start; });

  const auto outing_from_home = [&](const Outing& out, Tick limit) {
    if (!timeline.fits(out, out.start, limit)) return false;
    timeline.go(out.stay, out.start, out.length, pause_at_home);
    timeline.return_home();
    return true;
  };
  if (duty.kind == Duty::Kind::away) {
    const Tick leave = duty.stay.begin - travel(person, home, duty.stay);
    std::array<bool, max_outings> done{};
    for (std::size_t i = 0; i < list.size() && list[i].start < duty.stay.begin; ++i)
      done[i] = !list[i].on_way_home && outing_from_home(list[i], leave - pause_at_home);
    timeline.go(duty.stay, duty.stay.begin, duty.stay.end - duty.stay.begin, 0);
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i].on_way_home && timeline.fits_on_way(list[i], latest_return)) {
        timeline.go(list[i].stay, 0, list[i].length, 0);
        done[i] = true;
      }
    timeline.return_home();
    for (std::size_t i = 0; i < list.size(); ++i)
      if (!done[i]) outing_from_home(list[i], latest_return);
  } else {
    for (auto& out : list) {
      // Work at home is not left for errands, except for the extra one at its middle.
      const bool midday = out.start == duty.stay.begin + (duty.stay.end - duty.stay.begin) / 2;
      if (duty.kind == Duty::Kind::at_home && !midday && duty.stay.begin <= out.start && out.start < duty.stay.end)
        out.start = duty.stay.end + travel(person, home, out.stay);
    }
    std::stable_sort(list.begin(), list.end(), [](const Outing& a, const Outing& b) { return a.start < b.start; });
    for (const auto& out : list) outing_from_home(out, latest_return);
  }
  timeline.finish();
  timeline.plan.rota = rota;
  if (rota.works) timeline.plan.work_time = duty.stay.end - duty.stay.begin;
  return timeline.plan;
}

}  // namespace pendel::schedules

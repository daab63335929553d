// SPDX-License-Identifier: Apache-2.0
#include "people/given.hpp"

#include <unordered_map>

#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel::people {

namespace {

using text::say;
using text::Say;

template <class E>
std::vector<std::pair<std::string, E>> names_of(int count) {
  std::vector<std::pair<std::string, E>> names;
  for (int i = 0; i < count; ++i) names.emplace_back(to_string(static_cast<E>(i)), static_cast<E>(i));
  return names;
}

std::vector<std::pair<std::string, Employment>> employments() {
  return {{"none", Employment::none},
          {"employed", Employment::employed},
          {"pupil", Employment::pupil},
          {"student", Employment::student}};
}

std::vector<std::pair<std::string, CommuteKind>> commutes() {
  return {{"none", CommuteKind::none},
          {"inside", CommuteKind::inside},
          {"outbound", CommuteKind::outbound},
          {"inbound", CommuteKind::inbound},
          {"weekly", CommuteKind::weekly}};
}

/// Reads the three tables one after the other; each later one refers to the earlier. After a problem the cells of all
/// are still checked, but nothing is held against what that problem may have left out.
class PeopleReader {
 public:
  PeopleReader(const std::filesystem::path& folder, const Region& region, Issues& issues)
      : folder_(folder), region_(region), issues_(issues), land_whole_(issues.empty()) {
    for (const auto gateway : region.gateways.name.ids()) gateway_of_[region.gateways.name[gateway]] = gateway;
  }

  People read() {
    read_buildings();
    read_households();
    read_persons();
    return std::move(people_);
  }

 private:
  /// building_id counts the rows of the region's building.csv from 1.
  std::vector<BuildingId> building_column(const text::Table& table, std::string_view column, bool may_be_empty) {
    text::NumberRules rules{.min = 1};
    if (land_whole_) rules.max = static_cast<double>(region_.sites.size());
    if (may_be_empty) rules.if_empty = 0;
    std::vector<BuildingId> buildings;
    for (const auto id : table.integers(column, rules, issues_))
      buildings.push_back(id < 1 ? BuildingId() : BuildingId(id - 1));
    return buildings;
  }

  std::vector<GatewayId> gateway_column(const text::Table& table, std::string_view column) {
    std::vector<GatewayId> gateways;
    for (const auto& name : table.texts(column, issues_, {.optional = true})) {
      const auto found = gateway_of_.find(name);
      if (!name.empty() && found == gateway_of_.end() && land_whole_)
        issues_.add(table.place(gateways.size(), column),
                    say(Say::name_unknown, text::text_of(Say::kind_gateway), name), "",
                    say(Say::name_unknown_hint, "gateway_id", "gateway.csv"));
      gateways.push_back(found == gateway_of_.end() ? GatewayId() : found->second);
    }
    return gateways;
  }

  void read_buildings() {
    const auto table = text::Table::read(folder_ / "building.csv", issues_);
    const auto building = building_column(table, "building_id", false);
    const auto type = table.choices(std::string_view("type"), names_of<BuildingType>(building_types), issues_);
    const auto period = table.integers("period", {.min = 1, .max = construction_periods}, issues_);
    const auto area = table.numbers("living_area_m2", {.unit = "m2", .min = 0}, issues_);
    const auto dwellings = table.integers("dwellings", {.min = 0, .max = 65535}, issues_);
    if (!issues_.empty()) return;
    const auto n = region_.sites.size();
    auto& all = people_.buildings;
    all.type.assign(n, BuildingType::non_residential);
    all.period.assign(n, 0);
    all.living_area_m2.assign(n, 0);
    all.dwellings.assign(n, 0);
    all.jobs.assign(n, 0);
    free_dwellings_.resize(n);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto b = building[row];
      all.type[b] = type[row];
      all.period[b] = static_cast<std::uint8_t>(period[row] - 1);
      all.living_area_m2[b] = static_cast<float>(area[row]);
      all.dwellings[b] = static_cast<std::uint16_t>(dwellings[row]);
      for (std::int64_t i = 0; i < dwellings[row]; ++i) {
        free_dwellings_[b.index()].push_back(people_.dwellings.building.push_back(b));
        people_.dwellings.area_m2.push_back(static_cast<float>(area[row] / static_cast<double>(dwellings[row])));
      }
    }
  }

  void read_households() {
    const auto before = issues_.size();
    const auto table = text::Table::read(folder_ / "household.csv", issues_);
    const auto name = table.texts("household_id", issues_, {.filled = true, .unique = true});
    names_whole_ = issues_.size() == before;
    for (const auto& known : name) household_of_[known] = {};
    const auto building = building_column(table, "building_id", false);
    const auto cars = table.integers("cars", {.min = 0, .max = 255}, issues_);
    if (!issues_.empty()) return;
    auto& all = people_.households;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      auto& free = free_dwellings_[building[row].index()];
      if (free.empty()) {
        issues_.add(table.place(row, "building_id"), say(Say::no_dwelling_left, building[row].value() + 1),
                    say(Say::no_dwelling_left_why), say(Say::no_dwelling_left_hint));
        continue;
      }
      household_of_[name[row]] = all.dwelling.push_back(free.front());
      free.erase(free.begin());
      all.building.push_back(building[row]);
      all.first_person.push_back(PersonId());
      all.persons.push_back(0);
      all.cars.push_back(static_cast<std::uint8_t>(cars[row]));
    }
  }

  void read_persons() {
    const auto table = text::Table::read(folder_ / "person.csv", issues_);
    const auto household = table.texts("household_id", issues_);
    const auto age = table.choices(std::string_view("age"), names_of<AgeGroup>(age_groups), issues_);
    const auto employment = table.choices(std::string_view("employment"), employments(), issues_);
    const auto sector = table.choices(std::string_view("sector"), names_of<Sector>(sectors), issues_);
    const auto commute = table.choices(std::string_view("commute"), commutes(), issues_);
    const auto work = building_column(table, "work_building_id", true);
    const auto work_gateway = gateway_column(table, "work_gateway");
    const auto home_gateway = gateway_column(table, "home_gateway");
    const auto outside_km =
        table.numbers("outside_km", {.unit = "km", .min = 0, .if_empty = 0, .optional = true}, issues_);
    const auto workdays = table.integers("workdays", {.min = 0, .max = 6, .if_empty = 0}, issues_);
    const auto absence = table.numbers("absence_share", {.min = 0, .max = 1, .if_empty = 0, .optional = true}, issues_);
    const auto has_car = table.flags("has_car", {}, issues_);
    for (std::size_t row = 0; row < table.rows() && names_whole_; ++row)
      if (!household[row].empty() && !household_of_.contains(household[row]))
        issues_.add(table.place(row, "household_id"),
                    say(Say::name_unknown, text::text_of(Say::kind_household), household[row]), "",
                    say(Say::name_unknown_hint, "household_id", "household.csv"));
    if (!issues_.empty()) return;
    auto& all = people_.persons;
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const auto person = all.household.push_back(place(table, row, household[row], home_gateway[row]));
      const auto home = all.household[person];
      all.home.push_back(home.valid() ? people_.households.building[home] : BuildingId());
      all.home_gateway.push_back(home_gateway[row]);
      all.age.push_back(age[row]);
      all.employment.push_back(employment[row]);
      all.sector.push_back(sector[row]);
      all.commute.push_back(commute[row]);
      all.work.push_back(work[row]);
      all.work_gateway.push_back(work_gateway[row]);
      all.outside_km.push_back(static_cast<float>(outside_km[row]));
      all.workdays.push_back(static_cast<std::uint8_t>(workdays[row]));
      all.absence_share.push_back(static_cast<float>(absence[row]));
      all.has_car.push_back(has_car[row] ? 1 : 0);
      if (work[row].valid() && employment[row] == Employment::employed) ++people_.buildings.jobs[work[row]];
    }
  }

  /// The household of a person; keeps the members contiguous and the inbound commuters last.
  HouseholdId place(const text::Table& table, std::size_t row, const std::string& name, GatewayId home_gateway) {
    const PersonId person(row);
    if (name.empty()) {
      if (!home_gateway.valid())
        issues_.add(table.place(row, "household_id"), say(Say::person_homeless), say(Say::person_homeless_why),
                    say(Say::person_homeless_hint));
      return {};
    }
    auto& all = people_.households;
    const auto h = household_of_.at(name);
    if (!all.first_person[h].valid()) all.first_person[h] = person;
    if (all.first_person[h].index() + all.persons[h] != row || people_.persons.residents != row)
      issues_.add(table.place(row, "household_id"), say(Say::persons_unordered), say(Say::persons_unordered_why));
    ++all.persons[h];
    people_.persons.residents = row + 1;
    return h;
  }

  std::filesystem::path folder_;
  const Region& region_;
  Issues& issues_;
  bool land_whole_;           // what it lacks may have been told
  bool names_whole_ = false;  // of the households
  People people_;
  std::unordered_map<std::string, GatewayId> gateway_of_;
  std::unordered_map<std::string, HouseholdId> household_of_;
  std::vector<std::vector<DwellingId>> free_dwellings_;
};

}  // namespace

People read_people(const std::filesystem::path& folder, const Region& region, Issues& issues) {
  return PeopleReader(folder, region, issues).read();
}

}  // namespace pendel::people

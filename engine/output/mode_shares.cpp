// SPDX-License-Identifier: Apache-2.0
#include "output/mode_shares.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/math.hpp"
#include "output/mean_day.hpp"
#include "people/people.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"
#include "world/fields.hpp"

namespace pendel::output {
namespace {

using text::Say;
using text::say;

constexpr std::array<std::string_view, modes> names = {"walk", "bike", "pt", "car", "ride"};

std::optional<std::size_t> mode_of(std::string_view name) {
  if (name == "transit") name = "pt";
  const auto* found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// "0 - 1000", "20000+", "20000 - ".
std::optional<ShareClass> class_of(const std::string& name) {
  ShareClass c{name};
  const char* at = name.data();
  const char* const end = at + name.size();
  const auto number = [&](double& value) {
    const auto [behind, error] = std::from_chars(at, end, value);
    at = behind;
    return error == std::errc();
  };
  const auto skip = [&](char sign) {
    while (at != end && *at == ' ') ++at;
    if (at == end || *at != sign) return false;
    ++at;
    while (at != end && *at == ' ') ++at;
    return true;
  };
  if (!number(c.from)) return std::nullopt;
  if (skip('+')) return at == end ? std::optional(c) : std::nullopt;
  if (!skip('-')) return std::nullopt;
  if (at != end && !number(c.below)) return std::nullopt;
  return at == end && c.below > c.from ? std::optional(c) : std::nullopt;
}

/// Adds `share` of a mode to the class, which holds joint shares until finish().
void add(std::vector<ShareClass>& classes, const ShareClass& like, std::size_t mode, double share) {
  auto found = std::ranges::find(classes, like.name, &ShareClass::name);
  if (found == classes.end()) found = classes.insert(classes.end(), like);
  found->share[mode] += share;
}

/// Joint shares, or counts, become weights and shares within the classes.
void finish(std::vector<ShareClass>& classes) {
  double all = 0;
  for (auto& c : classes) {
    c.weight = 0;
    for (const double share : c.share) c.weight += share;
    all += c.weight;
  }
  for (auto& c : classes) {
    if (c.weight > 0)
      for (double& share : c.share) share /= c.weight;
    c.weight = all > 0 ? c.weight / all : 0;
  }
}

struct ShareRows {
  std::vector<std::optional<std::size_t>> mode;
  std::vector<double> share;
};

ShareRows read_rows(const text::Table& table, Issues& issues) {
  ShareRows rows;
  rows.share = table.numbers("share", {.unit = "1", .min = 0, .max = 1, .if_empty = 0.0}, issues);
  const auto words = table.texts("main_mode", issues);
  for (std::size_t row = 0; row < words.size(); ++row) {
    rows.mode.push_back(mode_of(words[row]));
    if (!rows.mode.back() && table.has("main_mode"))
      issues.add(table.place(row, "main_mode"), say(Say::calibrate_mode_unknown, words[row]), "",
                 text::one_of({"walk", "bike", "pt", "transit", "car", "ride"}));
  }
  return rows;
}

void check_totals(const text::Table& table, const std::vector<ShareClass>& classes, Issues& issues) {
  ModeShare total{};
  double all = 0;
  for (const auto& c : classes)
    for (std::size_t m = 0; m < modes; ++m) total[m] += c.share[m], all += c.share[m];
  if (std::abs(all - 1) > 0.01) issues.add({table.file(), 0, 0}, say(Say::calibrate_sum, all));
  for (std::size_t m = 0; m < modes; ++m)
    if (total[m] <= 0) issues.add({table.file(), 0, 0}, say(Say::calibrate_mode_absent, names[m]));
}

struct AgeBounds {
  double from, below;
};
constexpr std::array<AgeBounds, age_groups> ages = {
    {{0, 6}, {6, 18}, {18, 25}, {25, 45}, {45, 65}, {65, std::numeric_limits<double>::infinity()}}};

/// The group of the population that a class is, give or take a year.
std::optional<std::size_t> age_group_of(const ShareClass& c) {
  for (std::size_t a = 0; a < ages.size(); ++a) {
    const bool open = std::isinf(ages[a].below) && std::isinf(c.below);
    if (std::abs(ages[a].from - c.from) <= 1 && (open || std::abs(ages[a].below - c.below) <= 1)) return a;
  }
  return std::nullopt;
}

/// Counts the residents' trips of the mean day; class_of(trip) is a position or none.
std::vector<ShareClass> count_trips(const Result& result, std::span<const ShareClass> classes, const auto& class_at) {
  std::vector<ShareClass> counted(classes.begin(), classes.end());
  for (auto& c : counted) c.share = {};
  const auto& file = result.file();
  if (file.has(fields::trip_person.path)) {
    const auto residents = static_cast<std::int32_t>(result.number("residents"));
    const auto person = file.read<std::int32_t>(fields::trip_person.path);
    const auto day = file.read<std::int32_t>(fields::trip_day.path);
    const auto mode = file.read<std::uint8_t>(fields::trip_mode.path);
    const auto of_day = mean_day_weights(result.days(), result.last_period());
    for (std::size_t i = 0; i < person.size(); ++i) {
      const double weight = of_day[static_cast<std::size_t>(day[i])];
      if (person[i] >= residents || weight <= 0) continue;
      if (const std::optional<std::size_t> at = class_at(i, person[i])) counted[*at].share[mode[i]] += weight;
    }
  }
  finish(counted);
  return counted;
}

}  // namespace

std::vector<ShareClass> read_mode_shares(const std::filesystem::path& file, Issues& issues) {
  const auto table = text::Table::read(file, issues);
  const auto rows = read_rows(table, issues);
  const bool by_distance = table.has("dist_group");
  const auto groups = table.texts("dist_group", issues, {.optional = true});
  std::vector<ShareClass> classes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto like = by_distance ? class_of(groups[row]) : std::optional(ShareClass{"0+"});
    if (!like)
      issues.add(table.place(row, "dist_group"), say(Say::calibrate_group_unknown, groups[row]), "",
                 say(Say::calibrate_group_hint));
    else if (rows.mode[row])
      add(classes, *like, *rows.mode[row], rows.share[row]);
  }
  if (issues.empty()) check_totals(table, classes, issues);
  std::ranges::sort(classes, {}, &ShareClass::from);
  finish(classes);
  return classes;
}

std::vector<ShareClass> read_mode_shares_by_age(const std::filesystem::path& file, Issues& issues) {
  const auto table = text::Table::read(file, issues);
  const auto rows = read_rows(table, issues);
  const auto groups = table.texts("age", issues), status = table.texts("economic_status", issues, {.optional = true});
  std::vector<ShareClass> classes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (groups[row].empty() || !status[row].empty()) continue;
    const auto like = class_of(groups[row]);
    if (!like)
      issues.add(table.place(row, "age"), say(Say::calibrate_age_unknown, groups[row]));
    else if (rows.mode[row] && age_group_of(*like))
      add(classes, *like, *rows.mode[row], rows.share[row]);
  }
  finish(classes);
  std::erase_if(classes, [](const ShareClass& c) { return c.weight <= 0; });
  return classes;
}

std::vector<ShareClass> shares_by_distance(const Result& result, std::span<const ShareClass> classes) {
  std::vector<double> inside, outside;
  if (result.file().has(fields::trip_distance.path)) {
    inside = result.file().read<double>(fields::trip_distance.path);
    outside = result.file().read<double>(fields::trip_outside.path);
  }
  return count_trips(result, classes, [&](std::size_t trip, std::int32_t) -> std::optional<std::size_t> {
    const double metres = inside[trip] + outside[trip];
    for (std::size_t c = 0; c < classes.size(); ++c)
      if (metres >= classes[c].from && metres < classes[c].below) return c;
    return std::nullopt;
  });
}

std::vector<ShareClass> shares_by_age(const Result& result, std::span<const ShareClass> classes) {
  const auto age = result.file().read<std::uint8_t>("person/age");
  return count_trips(result, classes, [&](std::size_t, std::int32_t person) -> std::optional<std::size_t> {
    for (std::size_t c = 0; c < classes.size(); ++c)
      if (age_group_of(classes[c]) == age[static_cast<std::size_t>(person)]) return c;
    return std::nullopt;
  });
}

ModeShare total_shares(std::span<const ShareClass> shares, std::span<const ShareClass> weights) {
  ModeShare total{};
  double all = 0;
  for (std::size_t c = 0; c < shares.size(); ++c) {
    if (shares[c].weight <= 0) continue;
    all += weights[c].weight;
    for (std::size_t m = 0; m < modes; ++m) total[m] += weights[c].weight * shares[c].share[m];
  }
  if (all > 0)
    for (double& share : total) share /= all;
  return total;
}

ModeShare next_constants(const ModeShare& constants, const ModeShare& reached, const ModeShare& target) {
  constexpr double none = 1e-4, longest = 2;  // a mode that nobody takes, or nearly all, must not run away
  const auto step = [&](std::size_t m) {
    return std::clamp(math::log(target[m] / std::max(reached[m], none)), -longest, longest);
  };
  ModeShare next = constants;
  for (std::size_t m = 1; m < modes; ++m) next[m] += step(m) - step(0);
  return next;
}

double largest_deviation(const ModeShare& a, const ModeShare& b) {
  double largest = 0;
  for (std::size_t m = 0; m < modes; ++m) largest = std::max(largest, std::abs(a[m] - b[m]));
  return largest;
}

}  // namespace pendel::output

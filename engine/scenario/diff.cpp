// SPDX-License-Identifier: Apache-2.0
#include "scenario/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "text/messages.hpp"
#include "text/schema.hpp"

namespace pendel::scenario {

namespace {

using text::Kind;
using text::Parameter;
using text::say;
using text::Say;

bool same_number(double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); }

bool same(const Parameter& a, const Parameter& b) {
  const bool both_files = a.type == text::Type::file && b.type == text::Type::file;
  const bool value = both_files ? path_of(a) == path_of(b) : same_value(a.value, b.value);
  return value && same_number(a.low, b.low) && same_number(a.high, b.high) && a.source == b.source;
}

const Parameter* find(const std::vector<Parameter>& rows, const std::string& path) {
  const auto it = std::find_if(rows.begin(), rows.end(), [&](const Parameter& row) { return row.path == path; });
  return it == rows.end() ? nullptr : &*it;
}

std::string value_text(const Parameter& row) {
  const bool number = row.value.kind == Kind::number;
  std::string text = number ? fmt::format("{}", row.value.number()) : text::to_text(row.value);
  if (row.given_range && !std::isnan(row.low)) text += fmt::format(" [{} .. {}]", row.low, row.high);
  if (row.given_range && !row.source.empty()) text += fmt::format(" \"{}\"", row.source);
  return text;
}

std::string side_text(const std::optional<Parameter>& row) {
  if (!row) return say(Say::diff_absent);
  const std::string where = row->given ? to_string(row->place) : say(Say::diff_default);
  return fmt::format("{} ({})", value_text(*row), where);
}

nlohmann::ordered_json side_json(const std::optional<Parameter>& row) {
  if (!row) return nullptr;
  nlohmann::ordered_json json{{"value", text::plain_json(row->value)}};
  if (!std::isnan(row->low)) json["low"] = row->low;
  if (!std::isnan(row->high)) json["high"] = row->high;
  if (!row->source.empty()) json["source"] = row->source;
  json["place"] = row->given ? to_string(row->place) : "";
  return json;
}

}  // namespace

std::vector<Difference> diff(const text::ParameterTable& a, const text::ParameterTable& b) {
  const std::vector<Parameter> mine = a.flat(), theirs = b.flat();
  std::vector<Difference> all;
  for (const Parameter& row : mine) {
    const Parameter* other = find(theirs, row.path);
    if (other == nullptr) {
      all.push_back({row.path, row, std::nullopt});
    } else if (!same(row, *other)) {
      all.push_back({row.path, row, *other});
    }
  }
  for (const Parameter& row : theirs) {
    if (find(mine, row.path) == nullptr) all.push_back({row.path, std::nullopt, row});
  }
  return all;
}

std::string to_text(const std::vector<Difference>& differences) {
  if (differences.empty()) return say(Say::diff_none) + "\n";
  std::string text;
  for (const auto& d : differences) text += fmt::format("{}: {} -> {}\n", d.path, side_text(d.a), side_text(d.b));
  return text + (differences.size() == 1 ? say(Say::diff_one) : say(Say::diff_many, differences.size())) + "\n";
}

std::string to_json(const std::vector<Difference>& differences) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& d : differences) {
    const std::string& unit = d.a ? d.a->spec.unit : d.b->spec.unit;
    list.push_back({{"path", d.path}, {"unit", unit}, {"a", side_json(d.a)}, {"b", side_json(d.b)}});
  }
  return list.dump(2) + "\n";
}

}  // namespace pendel::scenario

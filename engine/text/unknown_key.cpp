// SPDX-License-Identifier: Apache-2.0
#include "text/unknown_key.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/messages.hpp"
#include "text/unit_suffix.hpp"

namespace pendel::text {

namespace {

/// Keys and sub-tables of a section.
std::vector<std::string> keys_in(const ParameterTable& table, const std::string& section) {
  std::vector<std::string> keys;
  const auto take = [&](const std::string& path) {
    if (!section.empty() && !path.starts_with(section + ".")) return;
    const std::string rest = section.empty() ? path : path.substr(section.size() + 1);
    const std::string key = rest.substr(0, rest.find('.'));
    if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  };
  for (const Parameter& row : table.rows()) take(row.path);
  for (const auto& known : table.sections()) take(known.path);
  return keys;
}

std::string unit_hint(const Member& member, const std::string& other) {
  const auto factor = conversion(member.key, other);
  const bool number = member.value.kind == Kind::number || member.value.kind == Kind::integer;
  if (!factor || !number) return say(Say::write_other_unit, other);
  return say(Say::write_converted, other, fmt::format("{:.12g}", member.value.number() * *factor));
}

}  // namespace

std::string hint_for_unknown(const ParameterTable& table, const Member& member, const std::string& section,
                             const std::function<std::string(const std::string&)>& section_name) {
  const std::vector<std::string> here = keys_in(table, section);
  if (const std::string other = same_in_other_unit(member.key, here); !other.empty()) return unit_hint(member, other);
  if (std::string hint = did_you_mean(member.key, here); !hint.empty()) return hint;
  std::vector<std::string> all;
  for (const Parameter& row : table.rows()) {
    const auto dot = row.path.rfind('.');
    const std::string home = dot == row.path.npos ? std::string{} : row.path.substr(0, dot);
    if (row.path.substr(dot + 1) == member.key) return say(Say::belongs_in, member.key, section_name(home));
    all.push_back(row.path);
  }
  const std::string near = nearest(section.empty() ? member.key : section + "." + member.key, all);
  if (near.empty() || nearest(member.key, {near.substr(near.rfind('.') + 1)}).empty()) return {};
  const bool of_this_section = !section.empty() && near.starts_with(section + ".");
  return say(Say::did_you_mean, of_this_section ? near.substr(section.size() + 1) : near);
}

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/contract.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"
#include "text/unknown_key.hpp"

namespace pendel::text {

namespace {

namespace fs = std::filesystem;

std::string last_key(std::string_view path) { return std::string(path.substr(path.rfind('.') + 1)); }

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path there = folder.empty() ? fs::path(".") : folder;
  for (fs::directory_iterator it(there, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

/// One pass over a document. `shown` is the path of this table in the scenario: "" or "incidents.bridge".
class ParameterReader {
 public:
  ParameterReader(ParameterTable& table, std::string shown, std::string list, Issues& issues)
      : table_(table), shown_(std::move(shown)), list_(std::move(list)), issues_(issues) {}

  void read(const Node& document) {
    walk(document, "");
    if (!document.whole) return;
    for (const Parameter& row : table_.rows_) {
      if (row.spec.required && !row.given && !refused(row.path)) report_missing(row, document);
    }
  }

 private:
  bool refused(const std::string& path) const {
    return std::find(refused_.begin(), refused_.end(), path) != refused_.end();
  }

  std::string shown(const std::string& path) const { return ParameterTable::join(shown_, path); }

  /// "[adoption]", "[[incidents]]" or "the top level"
  std::string section_name(const std::string& prefix) const {
    if (!prefix.empty()) return "[" + ParameterTable::join(list_, prefix) + "]";
    return list_.empty() ? say(Say::top_level) : "[[" + list_ + "]]";
  }

  void walk(const Node& node, const std::string& prefix) {
    for (const Member& member : node.members) {
      const std::string path = ParameterTable::join(prefix, member.key);
      const auto row =
          std::find_if(table_.rows_.begin(), table_.rows_.end(), [&](const Parameter& r) { return r.path == path; });
      if (row != table_.rows_.end()) {
        read_row(static_cast<std::size_t>(row - table_.rows_.begin()), member.value);
      } else if (!is_section(path)) {
        report_unknown(member, prefix);
      } else if (member.value.is_table()) {
        walk(member.value, path);
      } else {
        issues_.add(member.value.place, say(Say::must_be_table, shown(path), kind_name(member.value.kind)), {},
                    say(Say::must_be_table_hint, section_name(path)));
      }
    }
  }

  bool is_section(const std::string& path) const {
    const auto under = [&](const std::string& other) { return other == path || other.starts_with(path + "."); };
    return std::any_of(table_.rows_.begin(), table_.rows_.end(),
                       [&](const Parameter& row) { return under(row.path); }) ||
           std::any_of(table_.sections_.begin(), table_.sections_.end(), [&](const auto& s) { return under(s.path); });
  }

  // Values.

  void read_row(std::size_t index, const Node& node) {
    Parameter& row = table_.rows_[index];
    if (row.type == Type::list) return read_list(index, node);
    const std::size_t before = issues_.size();
    const bool banded = node.is_table() && (row.type == Type::number || row.type == Type::integer);
    const Node value = banded ? read_range(row, node) : node;
    if (issues_.size() == before) check_value(row, index, value);
    if (issues_.size() != before) {
      refused_.push_back(row.path);
      return;
    }
    row.value = value;
    row.place = value.place;
    row.given = true;
    assign(row, table_.targets_[index], value);
  }

  /// { value, low, high, source }: takes all but the value into the row and returns the value.
  Node read_range(Parameter& row, const Node& node) {
    row.given_range = true;
    for (const Member& m : node.members) {
      if (m.key == "value") continue;
      if (m.key == "low" || m.key == "high") {
        if (check_number(row, m.value, shown(row.path) + "." + m.key))
          (m.key == "low" ? row.low : row.high) = m.value.number();
      } else if (m.key != "source") {
        const std::string hint = did_you_mean(m.key, {"value", "low", "high", "source"});
        issues_.add(m.place, say(Say::unknown_key, m.key, shown(row.path)), {},
                    hint.empty() ? say(Say::range_keys) : hint);
      } else if (m.value.kind == Kind::string) {
        row.source = m.value.text();
      } else {
        issues_.add(m.value.place, wrong_type(shown(row.path) + ".source", Type::text, m.value));
      }
    }
    const Node* value = node.find("value");
    if (value == nullptr)
      issues_.add(node.place, say(Say::range_without_value, shown(row.path)), {}, say(Say::range_keys));
    if (row.low > row.high) issues_.add(node.place, say(Say::low_above_high, shown(row.path), row.low, row.high));
    if (value == nullptr) return node;
    check_inside(row, node, *value);
    return *value;
  }

  /// Only against a range that stands beside the value: the spec's own range does not bind a planner.
  void check_inside(const Parameter& row, const Node& node, const Node& value) {
    const bool is_number = value.kind == Kind::number || value.kind == Kind::integer;
    const bool below = is_number && node.find("low") != nullptr && value.number() < row.low;
    const bool above = is_number && node.find("high") != nullptr && value.number() > row.high;
    if ((below || above) && row.low <= row.high) {
      issues_.add(value.place, say(Say::outside_range, shown(row.path), value.number(), row.low, row.high));
    }
  }

  void check_value(Parameter& row, std::size_t index, const Node& node) {
    switch (row.type) {
      case Type::number:
        check_number(row, node, shown(row.path));
        return;
      case Type::integer:
        check_integer(row, table_.targets_[index], node);
        return;
      case Type::flag:
        check_kind(row, node, Kind::boolean);
        return;
      case Type::date:
        check_kind(row, node, Kind::date);
        return;
      case Type::file:
        if (check_kind(row, node, Kind::string)) check_file(row, node);
        return;
      case Type::text:
      case Type::choice:
        if (check_kind(row, node, Kind::string)) check_choice(row, node);
        return;
      case Type::texts:
        if (check_kind(row, node, Kind::array)) check_texts(row, node);
        return;
      case Type::numbers:
        if (check_kind(row, node, Kind::array)) check_numbers(row, node);
        return;
      case Type::list:
        return;
    }
  }

  static std::string wrong_type(const std::string& path, Type type, const Node& node) {
    return say(Say::wrong_type, path, type_name(type), kind_name(node.kind));
  }

  bool check_kind(const Parameter& row, const Node& node, Kind kind) {
    if (node.kind == kind) return true;
    const bool quotes_missing = kind == Kind::string && !node.is_table() && !node.is_array();
    issues_.add(node.place, wrong_type(shown(row.path), row.type, node), {},
                quotes_missing       ? say(Say::put_in_quotes)
                : kind == Kind::date ? say(Say::date_hint)
                                     : "");
    return false;
  }

  bool check_number(const Parameter& row, const Node& node, const std::string& path) {
    if (node.kind != Kind::number && node.kind != Kind::integer) {
      issues_.add(node.place, wrong_type(path, Type::number, node));
      return false;
    }
    const double value = node.number();
    if (!std::isfinite(value)) {
      issues_.add(node.place, say(Say::not_finite, path, value), say(Say::must_be_finite));
      return false;
    }
    const Spec& spec = row.spec;
    const bool low = spec.min_exclusive ? value <= spec.min : value < spec.min;
    const bool high = spec.max_exclusive ? value >= spec.max : value > spec.max;
    if (!low && !high) return true;
    const bool percent = spec.min == 0 && spec.max == 1 && value > 1 && value <= 100;
    issues_.add(node.place, say(Say::value_is, path, value), limits_text(spec),
                percent ? say(Say::share_hint, value, fmt::format("{:.12g}", value / 100)) : "");
    return false;
  }

  void check_integer(const Parameter& row, const ParameterTable::Target& target, const Node& node) {
    if (node.kind != Kind::integer) {
      issues_.add(node.place, wrong_type(shown(row.path), row.type, node));
    } else if (check_number(row, node, shown(row.path)) &&
               (node.integer() < target.least || node.integer() > target.most)) {
      issues_.add(node.place, say(Say::value_is, shown(row.path), node.integer()),
                  say(Say::must_be_between, target.least, target.most, ""));
    }
  }

  void check_choice(const Parameter& row, const Node& node) {
    const auto& choices = row.spec.choices;
    if (choices.empty() || std::find(choices.begin(), choices.end(), node.text()) != choices.end()) return;
    issues_.add(node.place, say(Say::not_a_choice, shown(row.path), node.text()), one_of(choices),
                did_you_mean(node.text(), choices));
  }

  void check_file(const Parameter& row, const Node& node) {
    if (node.text().empty()) return;
    const fs::path file = path_of(node);
    std::error_code error;
    if (fs::exists(file, error)) return;
    const std::string near = nearest(file.filename().string(), names_in(file.parent_path()));
    issues_.add(node.place, say(Say::path_missing, shown(row.path), file.string()), {},
                near.empty() ? say(Say::path_hint)
                             : say(Say::did_you_mean, (fs::path(node.text()).parent_path() / near).string()));
  }

  void check_texts(const Parameter& row, const Node& node) {
    for (const Node& item : node.items) {
      if (item.kind != Kind::string) {
        issues_.add(item.place, wrong_type(shown(row.path), Type::text, item), {}, say(Say::put_in_quotes));
      } else {
        check_choice(row, item);
      }
    }
  }

  void check_numbers(const Parameter& row, const Node& node) {
    for (const Node& item : node.items) check_number(row, item, shown(row.path));
    if (row.expected != 0 && node.items.size() != row.expected) {
      issues_.add(node.place, say(Say::wrong_length, shown(row.path), node.items.size(), row.expected));
    }
  }

  static void assign(const Parameter& row, const ParameterTable::Target& target, const Node& value) {
    if (row.type == Type::choice) {
      const auto& choices = row.spec.choices;
      target.choose(
          static_cast<std::size_t>(std::find(choices.begin(), choices.end(), value.text()) - choices.begin()));
    } else if (row.type == Type::file) {
      Node found = value;
      found.value = path_of(value).string();
      target.assign(found);
    } else {
      target.assign(value);
    }
  }

  // Lists.

  void read_list(std::size_t index, const Node& node) {
    Parameter& row = table_.rows_[index];
    const bool tables = node.is_array() &&
                        std::all_of(node.items.begin(), node.items.end(), [](const Node& n) { return n.is_table(); });
    if (!tables) {
      refused_.push_back(row.path);
      issues_.add(node.place, wrong_type(shown(row.path), row.type, node), {},
                  say(Say::list_hint, "[[" + ParameterTable::join(list_, row.path) + "]]"));
      return;
    }
    const auto& target = table_.list_targets_[index];
    row.given = true;
    row.place = node.place;
    // All at once before the first is described: a vector that grows would leave the earlier targets hanging.
    target.resize(node.items.size());
    row.items = std::make_shared<std::vector<ParameterTable>>(node.items.size());
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      ParameterTable& item = (*row.items)[i];
      target.describe(i, item);
      const Node* name = node.items[i].find("name");
      const bool named = name != nullptr && name->kind == Kind::string;
      const std::string key = named ? quote_key(name->text()) : fmt::format("{}", i + 1);
      ParameterReader(item, ParameterTable::join(shown(row.path), key), ParameterTable::join(list_, row.path), issues_)
          .read(node.items[i]);
      if (named) check_name(row, node, i);
    }
  }

  void check_name(const Parameter& row, const Node& node, std::size_t i) {
    if (row.item->find("name") == nullptr) return;
    for (std::size_t k = 0; k < i; ++k) {
      const Node* other = node.items[k].find("name");
      if (other == nullptr || !same_value(*other, *node.items[i].find("name"))) continue;
      issues_.add(node.items[i].find("name")->place, say(Say::name_twice, other->text(), shown(row.path)),
                  say(Say::first_at, to_string(other->place)), say(Say::name_twice_hint));
      return;
    }
  }

  // What is not there, or not known.

  void report_missing(const Parameter& row, const Node& document) {
    const Node* node = &document;
    const std::string section = section_of(row.path);
    for (std::size_t from = 0; from < section.size();) {
      const std::size_t dot = std::min(section.find('.', from), section.size());
      const Node* below = node->find(section.substr(from, dot - from));
      if (below == nullptr) break;
      node = below;
      from = dot + 1;
    }
    Place place = node->place;
    issues_.add(std::move(place), say(Say::key_missing, last_key(row.path), section_name(section)), row.spec.meaning);
  }

  void report_unknown(const Member& member, const std::string& prefix) {
    const auto section = [&](const std::string& path) { return section_name(path); };
    issues_.add(member.place, say(Say::unknown_key, member.key, section_name(prefix)), {},
                hint_for_unknown(table_, member, prefix, section));
  }

  ParameterTable& table_;
  std::string shown_, list_;
  Issues& issues_;
  std::vector<std::string> refused_;  // paths that were given but wrong: not missing
};

void ParameterTable::read(const Node& document, Issues& issues) {
  ParameterReader(*this, "", "", issues).read(document);
}

}  // namespace pendel::text

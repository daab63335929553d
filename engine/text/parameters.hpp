// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"
#include "text/document.hpp"

namespace pendel::text {

/// What is known about a parameter besides its path, type and default. Written with designated initialisers:
/// `{.unit = "1", .min = 0, .max = 1, .low = 0.2, .high = 0.5, .source = "Destatis 2023", .meaning = "..."}`.
struct Spec {
  std::string unit = {};  // "" where a unit makes no sense, "1" for a ratio
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_exclusive = false;
  bool max_exclusive = false;
  double low = std::numeric_limits<double>::quiet_NaN();  // of the range that uncertainty runs draw from; nan = none
  double high = std::numeric_limits<double>::quiet_NaN();
  std::string source = {};   // of the default and of low and high
  std::string meaning = {};  // one sentence
  std::vector<std::string> choices = {};
  bool required = false;
};

enum class Type { number, integer, flag, text, texts, file, date, numbers, choice, list };

class ParameterTable;

/// "adoption.telework" of "adoption.telework.share"; "" of a bare key.
inline std::string section_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == path.npos ? std::string{} : std::string(path.substr(0, dot));
}

/// One row of the table: what may be written, and after reading what was.
struct Parameter {
  std::string path;  // "adoption.telework_share"
  Type type = Type::number;
  Spec spec = {};
  Node fallback = {};        // the default; a number that is nan has none
  std::size_t expected = 0;  // length that `numbers` must have; 0 = any

  Node value = {};                                        // what was read, else the default; of a list: see `items`
  double low = std::numeric_limits<double>::quiet_NaN();  // the scenario's, else the spec's
  double high = std::numeric_limits<double>::quiet_NaN();
  std::string source = {};
  bool given = false;        // by the scenario
  bool given_range = false;  // as { value, low, high, source }
  Place place = {};

  std::shared_ptr<const ParameterTable> item = {};          // of a list: what one item holds
  std::shared_ptr<std::vector<ParameterTable>> items = {};  // of a list: one table an item
};

/// One table drives reading, checking, defaults, schema and reference page. Each room describes its own parameters:
/// `void describe(Parameters&, text::ParameterTable&)`. The default is the value that the target has at that moment.
/// Targets must outlive read().
class ParameterTable {
 public:
  struct Section {
    std::string path, meaning;
  };

  void number(const std::string& path, double& target, Spec spec);
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  void integer(const std::string& path, T& target, Spec spec) {
    constexpr bool wide = sizeof(T) == 8;  // TOML knows no more than 64 bits with sign
    const auto least = std::unsigned_integral<T> ? 0 : static_cast<std::int64_t>(std::numeric_limits<T>::min());
    const auto most =
        wide ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(std::numeric_limits<T>::max());
    add_integer(path, static_cast<std::int64_t>(target), least, most, std::move(spec),
                [&target](std::int64_t value) { target = static_cast<T>(value); });
  }
  void flag(const std::string& path, bool& target, Spec spec);
  /// If the spec names choices, one of them.
  void text(const std::string& path, std::string& target, Spec spec);
  void texts(const std::string& path, std::vector<std::string>& target, Spec spec);
  /// A file or folder, relative to the file in which the value stands. Must exist unless it is empty.
  void file(const std::string& path, std::filesystem::path& target, Spec spec);
  void date(const std::string& path, Date& target, Spec spec);
  void numbers(const std::string& path, std::vector<double>& target, Spec spec, std::size_t expected = 0);
  template <class E>
  void choice(const std::string& path, E& target, std::vector<std::pair<std::string, E>> names, Spec spec) {
    std::size_t at = names.size();
    for (std::size_t i = 0; i < names.size(); ++i) {
      spec.choices.push_back(names[i].first);
      if (names[i].second == target) at = i;
    }
    add_choice(path, at, std::move(spec),
               [&target, names = std::move(names)](std::size_t i) { target = names[i].second; });
  }
  /// An array of tables. If an item describes a `name`, the names must differ, and overlays merge by it. What is read
  /// replaces the default items.
  template <class Item>
  void list(const std::string& path, std::vector<Item>& target, void (*describe)(Item&, ParameterTable&), Spec spec) {
    const auto example = std::make_shared<Item>();
    const auto item = std::make_shared<ParameterTable>();
    describe(*example, *item);
    item->keep_alive_ = example;
    add_list(path, item, std::move(spec), target.size(),
             {[&target](std::size_t n) { target.assign(n, Item{}); },
              [&target, describe](std::size_t i, ParameterTable& table) { describe(target[i], table); }});
  }

  /// Everything that `describe` adds goes under `prefix`: section("adoption", [&] { describe(p.adoption, table); }).
  template <class F>
  void section(const std::string& prefix, F&& describe, std::string meaning = {}) {
    const std::string outer = prefix_;
    prefix_ = join(outer, prefix);
    sections_.push_back({prefix_, std::move(meaning)});
    describe();
    prefix_ = outer;
  }

  /// Writes the targets. Every problem is reported, at its place: unknown keys with the nearest known one, wrong types
  /// and units, what is out of range, missing or not finite.
  void read(const Node& document, Issues& issues);

  [[nodiscard]] const std::vector<Parameter>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Section>& sections() const { return sections_; }
  [[nodiscard]] const Parameter* find(std::string_view path) const;
  /// Where the scenario gives a value: "incident.bridge.street", of a list's item number `element` where that is one;
  /// else where the table stands that should hold it; else nowhere. For what only the land can tell is wrong.
  [[nodiscard]] Place place_of(std::string_view path, std::size_t element = std::string_view::npos) const;
  /// Every value, items of lists with their names in the path: "incidents.bridge.capacity_factor".
  [[nodiscard]] std::vector<Parameter> flat() const;
  /// The document that says everything: read again it gives the same targets and needs no default.
  [[nodiscard]] Node resolved() const;

 private:
  friend class ParameterReader;
  /// How a value reaches its owner; only the member that fits the row's type is set.
  struct Target {
    std::function<void(const Node&)> assign = {};
    std::function<void(std::size_t)> choose = {};
    std::int64_t least = 0, most = 0;  // what the owner's integer type can hold
  };
  struct ListTarget {
    std::function<void(std::size_t)> resize;
    std::function<void(std::size_t, ParameterTable&)> describe;
  };

  static std::string join(const std::string& prefix, const std::string& key) {
    return prefix.empty() ? key : prefix + "." + key;
  }
  Parameter& add(const std::string& path, Type type, Spec spec, Node fallback, Target target);
  void add_integer(const std::string& path, std::int64_t value, std::int64_t least, std::int64_t most, Spec spec,
                   std::function<void(std::int64_t)> assign);
  void add_choice(const std::string& path, std::size_t at, Spec spec, std::function<void(std::size_t)> choose);
  void add_list(const std::string& path, std::shared_ptr<const ParameterTable> item, Spec spec, std::size_t size,
                ListTarget target);

  std::vector<Parameter> rows_;
  std::vector<Target> targets_;           // as rows_
  std::vector<ListTarget> list_targets_;  // as rows_
  std::vector<Section> sections_;
  std::string prefix_;                // of the section that is being described
  std::shared_ptr<void> keep_alive_;  // the example item that the targets of an item's table point to
};

/// The name of an item of a list, else its number from 1.
std::string item_key(const ParameterTable& item, std::size_t index);

/// Where the value of a `file` leads: relative to the file in which it stands (to the current folder for --set and for
/// defaults); empty if it is.
std::filesystem::path path_of(const Parameter& row);
std::filesystem::path path_of(const Node& value);

/// "number", "whole number", ... for messages.
std::string_view type_name(Type type);

/// `must be 0 to 1`, `must be > 0`, ... or "" without limits.
std::string limits_text(const Spec& spec);

}  // namespace pendel::text

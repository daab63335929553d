// SPDX-License-Identifier: Apache-2.0
#include "text/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "text/messages.hpp"

namespace pendel::text {

namespace {

template <class T>
Node leaf(Kind kind, T value) {
  Node node;
  node.kind = kind;
  node.value = std::move(value);
  return node;
}

Node number_list(const std::vector<double>& values) {
  Node node{Kind::array, {}, {}, {}, {}};
  for (const double value : values) node.items.push_back(leaf(Kind::number, value));
  return node;
}

Node text_list(const std::vector<std::string>& values) {
  Node node{Kind::array, {}, {}, {}, {}};
  for (const auto& value : values) node.items.push_back(leaf(Kind::string, value));
  return node;
}

/// A default that breaks its own rules is our mistake, found when the table is built and not when a user meets it.
void expect_sound(const Parameter& row) {
  const auto fail = [&](const char* what) { throw ContractError(fmt::format("parameter {}: {}", row.path, what)); };
  const Spec& spec = row.spec;
  if (spec.low > spec.high || std::isnan(spec.low) != std::isnan(spec.high)) fail("low and high do not fit");
  if (spec.min > spec.max) fail("min > max");
  if (row.type != Type::number && row.type != Type::integer) return;
  const double value = row.fallback.number();
  if (std::isnan(value) || spec.required) return;
  if (value < spec.min || value > spec.max) fail("the default is out of range");
  if (value < spec.low || value > spec.high) fail("the default lies outside low to high");
}

}  // namespace

Parameter& ParameterTable::add(const std::string& path, Type type, Spec spec, Node fallback, Target target) {
  Parameter row;
  row.path = join(prefix_, path);
  row.type = type;
  row.low = spec.low;
  row.high = spec.high;
  row.source = spec.source;
  row.spec = std::move(spec);
  row.value = fallback;
  row.fallback = std::move(fallback);
  if (find(row.path) != nullptr) throw ContractError(fmt::format("parameter {} is described twice", row.path));
  expect_sound(row);
  rows_.push_back(std::move(row));
  targets_.push_back(std::move(target));
  list_targets_.emplace_back();
  return rows_.back();
}

void ParameterTable::number(const std::string& path, double& target, Spec spec) {
  add(path, Type::number, std::move(spec), leaf(Kind::number, target),
      {[&target](const Node& value) { target = value.number(); }, {}});
}

void ParameterTable::add_integer(const std::string& path, std::int64_t value, std::int64_t least, std::int64_t most,
                                 Spec spec, std::function<void(std::int64_t)> assign) {
  add(path, Type::integer, std::move(spec), leaf(Kind::integer, value),
      {[assign = std::move(assign)](const Node& node) { assign(node.integer()); }, {}, least, most});
}

void ParameterTable::flag(const std::string& path, bool& target, Spec spec) {
  add(path, Type::flag, std::move(spec), leaf(Kind::boolean, target),
      {[&target](const Node& value) { target = value.boolean(); }, {}});
}

void ParameterTable::text(const std::string& path, std::string& target, Spec spec) {
  add(path, Type::text, std::move(spec), leaf(Kind::string, target),
      {[&target](const Node& value) { target = value.text(); }, {}});
}

void ParameterTable::texts(const std::string& path, std::vector<std::string>& target, Spec spec) {
  add(path, Type::texts, std::move(spec), text_list(target),
      {[&target](const Node& value) {
         target.clear();
         for (const Node& item : value.items) target.push_back(item.text());
       },
       {}});
}

void ParameterTable::file(const std::string& path, std::filesystem::path& target, Spec spec) {
  // The reader hands over the path that was found, not the text that was written.
  add(path, Type::file, std::move(spec), leaf(Kind::string, target.string()),
      {[&target](const Node& value) { target = value.text(); }, {}});
}

void ParameterTable::date(const std::string& path, Date& target, Spec spec) {
  add(path, Type::date, std::move(spec), leaf(Kind::date, target),
      {[&target](const Node& value) { target = value.date(); }, {}});
}

void ParameterTable::numbers(const std::string& path, std::vector<double>& target, Spec spec, std::size_t expected) {
  Parameter& row = add(path, Type::numbers, std::move(spec), number_list(target),
                       {[&target](const Node& value) {
                          target.clear();
                          for (const Node& item : value.items) {
                            target.push_back(item.number());
                          }
                        },
                        {}});
  row.expected = expected;
}

void ParameterTable::add_choice(const std::string& path, std::size_t at, Spec spec,
                                std::function<void(std::size_t)> choose) {
  PENDEL_EXPECT(at < spec.choices.size());
  const std::string now = spec.choices[at];
  add(path, Type::choice, std::move(spec), leaf(Kind::string, now), {{}, std::move(choose)});
}

void ParameterTable::add_list(const std::string& path, std::shared_ptr<const ParameterTable> item, Spec spec,
                              std::size_t size, ListTarget target) {
  Parameter& row = add(path, Type::list, std::move(spec), {Kind::array, {}, {}, {}, {}}, {});
  row.item = std::move(item);
  row.items = std::make_shared<std::vector<ParameterTable>>(size);
  for (std::size_t i = 0; i < size; ++i) target.describe(i, (*row.items)[i]);
  list_targets_.back() = std::move(target);
}

const Parameter* ParameterTable::find(std::string_view path) const {
  const auto it = std::find_if(rows_.begin(), rows_.end(), [&](const Parameter& row) { return row.path == path; });
  return it == rows_.end() ? nullptr : &*it;
}

Place ParameterTable::place_of(std::string_view path, std::size_t element) const {
  for (const Parameter& row : rows_) {
    if (row.path == path && row.given)
      return element < row.value.items.size() ? row.value.items[element].place : row.place;
    if (row.type != Type::list || !path.starts_with(row.path + ".")) continue;
    for (std::size_t i = 0; i < row.items->size(); ++i) {
      const ParameterTable& item = (*row.items)[i];
      const std::string prefix = join(row.path, item_key(item, i));
      if (path == prefix || path.starts_with(prefix + ".")) {
        const Place place = item.place_of(path.substr(std::min(path.size(), prefix.size() + 1)), element);
        return place.file.empty() ? item.place_of("name") : place;
      }
    }
  }
  return {};
}

std::vector<Parameter> ParameterTable::flat() const {
  std::vector<Parameter> all;
  for (const Parameter& row : rows_) {
    if (row.type != Type::list) {
      all.push_back(row);
      continue;
    }
    for (std::size_t i = 0; i < row.items->size(); ++i) {
      const ParameterTable& item = (*row.items)[i];
      for (Parameter& below : item.flat()) {
        below.path = join(join(row.path, item_key(item, i)), below.path);
        all.push_back(std::move(below));
      }
    }
  }
  return all;
}

namespace {

Node& at_path(Node& root, std::string_view path) {
  Node* node = &root;
  while (!path.empty()) {
    const std::string_view key = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    if (node->find(key) == nullptr) node->members.push_back({std::string(key), {}, {}});
    node = node->find(key);
  }
  return *node;
}

Node with_range(const Parameter& row) {
  Node table;
  table.members.push_back({"value", {}, row.value});
  if (!std::isnan(row.low)) table.members.push_back({"low", {}, leaf(Kind::number, row.low)});
  if (!std::isnan(row.high)) table.members.push_back({"high", {}, leaf(Kind::number, row.high)});
  if (!row.source.empty()) table.members.push_back({"source", {}, leaf(Kind::string, row.source)});
  return table;
}

}  // namespace

Node ParameterTable::resolved() const {
  Node root;
  for (const Parameter& row : rows_) {
    if (row.type == Type::number && std::isnan(row.value.number())) continue;
    Node& node = at_path(root, row.path);
    node = row.given_range ? with_range(row) : row.value;
    if (row.type != Type::list) continue;
    node = {Kind::array, row.place, {}, {}, {}};
    for (const ParameterTable& item : *row.items) node.items.push_back(item.resolved());
  }
  return root;
}

std::string item_key(const ParameterTable& item, std::size_t index) {
  const Parameter* name = item.find("name");
  const bool named = name != nullptr && name->type == Type::text && !name->value.text().empty();
  return named ? quote_key(name->value.text()) : fmt::format("{}", index + 1);
}

std::filesystem::path path_of(const Node& value) {
  if (value.text().empty()) return {};
  const bool in_file = !value.place.file.starts_with("--set");
  const std::filesystem::path folder =
      in_file ? std::filesystem::path(value.place.file).parent_path() : std::filesystem::path{};
  return (folder / value.text()).lexically_normal();
}
std::filesystem::path path_of(const Parameter& row) { return path_of(row.value); }

std::string_view type_name(Type type) {
  switch (type) {
    case Type::number:
      return text_of(Say::type_number);
    case Type::integer:
      return text_of(Say::type_integer);
    case Type::flag:
      return text_of(Say::type_flag);
    case Type::text:
      return text_of(Say::type_text);
    case Type::texts:
      return text_of(Say::type_texts);
    case Type::file:
      return text_of(Say::type_file);
    case Type::date:
      return text_of(Say::type_date);
    case Type::numbers:
      return text_of(Say::type_numbers);
    case Type::choice:
      return text_of(Say::type_choice);
    case Type::list:
      return text_of(Say::type_list);
  }
  return {};
}

std::string limits_text(const Spec& spec) {
  const bool below = !std::isinf(spec.min), above = !std::isinf(spec.max);
  if (!below && !above) return {};
  const std::string unit = spec.unit.empty() || spec.unit == "1" ? "" : " " + spec.unit;
  if (below && above && !spec.min_exclusive && !spec.max_exclusive)
    return say(Say::must_be_between, spec.min, spec.max, unit);
  const std::string least = below ? fmt::format("{} {}", spec.min_exclusive ? ">" : ">=", spec.min) : "";
  const std::string most = above ? fmt::format("{} {}", spec.max_exclusive ? "<" : "<=", spec.max) : "";
  if (below && above) return say(Say::must_be_both, least, most, unit);
  return say(Say::must_be, below ? least : most, unit);
}

}  // namespace pendel::text

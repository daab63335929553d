// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "text/document.hpp"
#include "text/encoding.hpp"
#include "text/messages.hpp"

namespace pendel::text {

namespace {

/// "a.'b.c'.d" -> a, b.c, d. Nothing if a part is empty or a quote stays open.
std::optional<std::vector<std::string>> split_path(std::string_view path) {
  std::vector<std::string> parts(1);
  bool quoted = false;  // the current part was given in quotes and is complete
  for (std::size_t i = 0; i < path.size(); ++i) {
    const char c = path[i];
    if (c == '.') {
      if (parts.back().empty() && !quoted) return std::nullopt;
      parts.emplace_back();
      quoted = false;
    } else if ((c == '"' || c == '\'') && parts.back().empty() && !quoted) {
      const std::size_t close = path.find(c, i + 1);
      if (close == path.npos) return std::nullopt;
      parts.back() = std::string(path.substr(i + 1, close - i - 1));
      quoted = true;
      i = close;
    } else if (quoted) {
      return std::nullopt;
    } else {
      parts.back() += c;
    }
  }
  if (parts.back().empty() && !quoted) return std::nullopt;
  return parts;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The first '=' outside quotes.
std::size_t find_equals(std::string_view text) {
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '=') {
      return i;
    }
  }
  return text.npos;
}

void place_all(Node& node, const Place& place) {
  node.place = place;
  for (Member& m : node.members) {
    m.place = place;
    place_all(m.value, place);
  }
  for (Node& item : node.items) place_all(item, place);
}

Node parse_value(std::string_view text, const Place& place) {
  Issues trial;
  Node document = parse_toml("v = " + std::string(text), place.file, trial);
  const bool is_toml = trial.empty() && document.members.size() == 1;  // a line break in the value could add keys
  Node value = is_toml ? std::move(document.members[0].value) : Node{Kind::string, place, std::string(text), {}, {}};
  place_all(value, place);
  return value;
}

Node* find_item(Node& list, const std::string& name) {
  const auto it = std::find_if(list.items.begin(), list.items.end(), [&](const Node& item) {
    const Node* said = item.find("name");
    return said != nullptr && said->kind == Kind::string && said->text() == name;
  });
  return it == list.items.end() ? nullptr : &*it;
}

std::vector<std::string> names_in(const Node& list) {
  std::vector<std::string> names;
  for (const Node& item : list.items) {
    if (const Node* said = item.find("name"); said != nullptr && said->kind == Kind::string)
      names.push_back(said->text());
  }
  return names;
}

/// `x.low=1` on a plain number x makes it { value = x, low = 1 }.
void make_banded(Node& node, const std::string& next) {
  const bool number = node.kind == Kind::number || node.kind == Kind::integer;
  if (!number || (next != "low" && next != "high" && next != "source" && next != "value")) return;
  Node table{Kind::table, node.place, {}, {}, {}};
  const Place place = node.place;
  table.members.push_back({"value", place, std::move(node)});
  node = std::move(table);
}

}  // namespace

void set_value(Node& root, std::string_view assignment, Issues& issues) {
  const Place place{"--set " + std::string(assignment), 0, 0};
  const std::size_t equals = find_equals(assignment);
  const auto parts = equals == assignment.npos ? std::nullopt : split_path(trimmed(assignment.substr(0, equals)));
  if (!parts || find_not_utf8(assignment) != assignment.npos) {
    issues.add(place, say(Say::set_form));
    return;
  }
  Node value = parse_value(trimmed(assignment.substr(equals + 1)), place);
  Node* at = &root;
  Node* list = nullptr;  // the list whose item `at` is
  std::string walked;
  for (const std::string& part : *parts) {
    make_banded(*at, part);
    if (at->is_list_of_tables()) {
      Node* item = find_item(*at, part);
      if (item == nullptr) {
        issues.add(place, say(Say::set_no_item, part, walked), {}, did_you_mean(part, names_in(*at)));
        return;
      }
      list = at;
      at = item;
    } else if (at->is_table()) {
      if (at->find(part) == nullptr) at->members.push_back({part, place, {Kind::table, place, {}, {}, {}}});
      if (&part != &parts->back() || part != "remove") list = nullptr;
      at = at->find(part);
    } else {
      issues.add(place, say(Say::set_through_value, walked));
      return;
    }
    walked += (walked.empty() ? "" : ".") + quote_key(part);
  }
  *at = std::move(value);
  if (list != nullptr && parts->back() == "remove" && at->kind == Kind::boolean && at->boolean()) {
    const std::string& name = (*parts)[parts->size() - 2];
    list->items.erase(list->items.begin() + (find_item(*list, name) - list->items.data()));
  }
}

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#include "text/document.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/contract.hpp"
#include "text/messages.hpp"

namespace pendel::text {

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::table:
      return text_of(Say::kind_table);
    case Kind::array:
      return text_of(Say::kind_array);
    case Kind::string:
      return text_of(Say::type_text);
    case Kind::integer:
      return text_of(Say::type_integer);
    case Kind::number:
      return text_of(Say::type_number);
    case Kind::boolean:
      return text_of(Say::type_flag);
    case Kind::date:
      return text_of(Say::type_date);
  }
  return {};
}

bool Node::is_list_of_tables() const {
  return is_array() && !items.empty() &&
         std::all_of(items.begin(), items.end(), [](const Node& item) { return item.is_table(); });
}

const Node* Node::find(std::string_view key) const {
  const auto it = std::find_if(members.begin(), members.end(), [&](const Member& m) { return m.key == key; });
  return it == members.end() ? nullptr : &it->value;
}
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): this object is not const
Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

const std::string& Node::text() const {
  PENDEL_EXPECT(kind == Kind::string);
  return std::get<std::string>(value);
}
std::int64_t Node::integer() const {
  PENDEL_EXPECT(kind == Kind::integer);
  return std::get<std::int64_t>(value);
}
double Node::number() const {
  if (kind == Kind::integer) return static_cast<double>(integer());
  PENDEL_EXPECT(kind == Kind::number);
  return std::get<double>(value);
}
bool Node::boolean() const {
  PENDEL_EXPECT(kind == Kind::boolean);
  return std::get<bool>(value);
}
Date Node::date() const {
  PENDEL_EXPECT(kind == Kind::date);
  return std::get<Date>(value);
}

bool same_value(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.members.size() != b.members.size() || a.items.size() != b.items.size()) return false;
  if (a.kind == Kind::number) {  // nan is the same value as nan, and 0 is not -0: they read and write differently
    const double x = a.number(), y = b.number();
    return (x != x && y != y) || (x == y && std::signbit(x) == std::signbit(y));
  }
  if (a.value != b.value) return false;
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same_value(a.items[i], b.items[i])) return false;
  }
  return std::all_of(a.members.begin(), a.members.end(), [&](const Member& m) {
    const Node* other = b.find(m.key);
    return other != nullptr && same_value(m.value, *other);
  });
}

}  // namespace pendel::text

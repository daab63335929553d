// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"

namespace pendel::text {

enum class Kind { table, array, string, integer, number, boolean, date };
/// "a table", "a whole number", ... for messages.
std::string_view kind_name(Kind kind);

struct Member;

/// A value of a document and where it stands. The whole of what the rest of the engine sees of TOML.
struct Node {
  Kind kind = Kind::table;
  Place place;
  std::variant<std::monostate, std::string, std::int64_t, double, bool, Date> value;  // holds what `kind` says
  std::vector<Member> members;                                                        // of a table, in file order
  std::vector<Node> items;                                                            // of an array
  /// Of a root: false if a part could not be read, so that nothing can be called missing.
  bool whole = true;

  [[nodiscard]] bool is_table() const { return kind == Kind::table; }
  [[nodiscard]] bool is_array() const { return kind == Kind::array; }
  [[nodiscard]] bool is_list_of_tables() const;  // not empty
  /// The member of that name, or nullptr (also when this is no table).
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  /// The caller has looked at `kind`; a wrong one is a broken contract. number() also gives integers.
  [[nodiscard]] const std::string& text() const;
  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] double number() const;
  [[nodiscard]] bool boolean() const;
  [[nodiscard]] Date date() const;
};

struct Member {
  std::string key;
  Place place;  // of the key; `value.place` is that of the value
  Node value;
};

/// Same values, whatever the places and the order of members.
bool same_value(const Node& a, const Node& b);

// Readers add what is wrong to `issues` and return what could be read.

Node parse_toml(std::string_view text, const std::string& file_name, Issues& issues);
Node read_toml(const std::filesystem::path& file, Issues& issues);

/// Follows `base = "other.toml"` (relative to the file that says it) to any depth and lays each file over its base.
Node read_overlaid(const std::filesystem::path& file, Issues& issues);

/// Tables are merged member by member; arrays of tables in which every item has a `name` are merged by name (new names
/// are appended, an item with `remove = true` drops its namesake); everything else in `overlay` replaces. A plain value
/// replaces a whole `{ value, low, high, source }`, because the old range says nothing about the new value.
Node merge(Node base, Node overlay, Issues& issues);

/// One `--set a.b.c=value`. The value is read as TOML, or as text if it is none; items of lists go by name:
/// `incidents.bridge.capacity_factor=0.5`. Keys with dots are quoted as in TOML.
void set_value(Node& root, std::string_view assignment, Issues& issues);

/// A document that reads back as the same value. Deterministic: same tree, same text.
std::string to_toml(const Node& root);

/// A value as it stands in TOML, on one line.
std::string to_text(const Node& value);

/// A key as it stands in TOML: bare where possible, else quoted.
std::string quote_key(std::string_view key);

}  // namespace pendel::text

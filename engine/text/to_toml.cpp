// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "text/document.hpp"

namespace pendel::text {

namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        if (byte < 0x20 || byte == 0x7f) {
          out += fmt::format("\\u{:04X}", byte);
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

/// Shortest text that reads back as the same double, and as no integer.
std::string shortest(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

/// `{ value, low, high, source }` reads better on one line.
bool is_banded(const Node& node) {
  return node.is_table() && !node.members.empty() &&
         std::all_of(node.members.begin(), node.members.end(), [](const Member& m) {
           return m.key == "value" || m.key == "low" || m.key == "high" || m.key == "source";
         });
}

bool is_section(const Node& node) { return (node.is_table() && !is_banded(node)) || node.is_list_of_tables(); }

std::string inline_text(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Kind::string:
      return in_quotes(node.text());
    case Kind::integer:
      return fmt::format("{}", node.integer());
    case Kind::number:
      return shortest(node.number());
    case Kind::boolean:
      return node.boolean() ? "true" : "false";
    case Kind::date:
      return to_string(node.date());
    case Kind::array:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + inline_text(item);
      return "[" + text + "]";
    case Kind::table:
      for (const Member& m : node.members) {
        text += (text.empty() ? " " : ", ") + quote_key(m.key) + " = " + inline_text(m.value);
      }
      return text.empty() ? "{}" : "{" + text + " }";
  }
  return text;
}

/// Values before sub-tables, as TOML demands: after a header every line belongs to that header.
void write_table(const Node& table, const std::string& path, std::string& out) {
  for (const Member& m : table.members) {
    if (!is_section(m.value)) out += quote_key(m.key) + " = " + inline_text(m.value) + "\n";
  }
  for (const Member& m : table.members) {
    if (!is_section(m.value)) continue;
    const std::string below = path.empty() ? quote_key(m.key) : path + "." + quote_key(m.key);
    if (m.value.is_table()) {
      out += fmt::format("{}[{}]\n", out.empty() ? "" : "\n", below);
      write_table(m.value, below, out);
    }
    for (const Node& item : m.value.items) {
      out += fmt::format("{}[[{}]]\n", out.empty() ? "" : "\n", below);
      write_table(item, below, out);
    }
  }
}

}  // namespace

std::string quote_key(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(key) : in_quotes(key);
}

std::string to_text(const Node& value) { return inline_text(value); }

std::string to_toml(const Node& root) {
  std::string out;
  write_table(root, "", out);
  return out;
}

}  // namespace pendel::text

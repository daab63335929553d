// SPDX-License-Identifier: Apache-2.0
// The only place that includes toml++. It stops at the first error; here a line whose error concerns that line alone
// (a key given twice, a leading zero) is blanked and the rest read again, so that all of those are reported at once.
#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>

#include "text/document.hpp"
#include "text/encoding.hpp"
#include "text/messages.hpp"

// toml++ 3.3 breaks assertions of its own on some malformed input, and without assertions (NDEBUG) the compiler takes
// them for granted: undefined behaviour. So they stay on and throw, and the user gets an issue like any other.
namespace {
struct ParserGaveUp : std::exception {};
[[noreturn]] void give_up() { throw ParserGaveUp{}; }
}  // namespace
#undef NDEBUG
#define TOML_ASSERT(condition) ((condition) ? void(0) : give_up())
#include <toml++/toml.h>

namespace pendel::text {

namespace {

constexpr int most_errors = 50;
constexpr std::size_t deepest = 100;  // of dotted keys; toml++ itself bounds nested values, but not these

class Converter {
 public:
  Converter(const std::string& file, Issues& issues) : file_(file), issues_(issues) {}

  Node table(const toml::table& from) {
    Node node{Kind::table, place(from.source().begin), {}, {}, {}};
    for (const auto& [key, value] : from) {
      node.members.push_back({std::string(key.str()), place(key.source().begin), convert(value)});
    }
    std::stable_sort(node.members.begin(), node.members.end(), [](const Member& a, const Member& b) {
      return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    return node;
  }

 private:
  Place place(const toml::source_position& at) const {
    return {file_, static_cast<int>(at.line), static_cast<int>(at.column)};
  }

  Node convert(const toml::node& from) {
    if (const auto* t = from.as_table()) return table(*t);
    Node node{Kind::array, place(from.source().begin), {}, {}, {}};
    const auto hold = [&](Kind kind, auto value) {
      node.kind = kind;
      node.value = std::move(value);
    };
    if (const auto* a = from.as_array()) {
      for (const auto& item : *a) node.items.push_back(convert(item));
    } else if (const auto* s = from.as_string()) {
      hold(Kind::string, s->get());
    } else if (const auto* i = from.as_integer()) {
      hold(Kind::integer, i->get());
    } else if (const auto* d = from.as_floating_point()) {
      hold(Kind::number, d->get());
    } else if (const auto* b = from.as_boolean()) {
      hold(Kind::boolean, b->get());
    } else if (const auto* date = from.as_date()) {
      hold(Kind::date, Date{date->get().year, date->get().month, date->get().day});
    } else {
      issues_.add(node.place, say(Say::time_unsupported), {}, say(Say::time_hint));
      hold(Kind::string, std::string{});
    }
    return node;
  }

  const std::string& file_;
  Issues& issues_;
};

/// The line as code points, because columns count those.
std::u32string line_of(std::string_view text, int line) {
  for (int i = 1; i < line && !text.empty(); ++i) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  std::u32string points;
  for (const char c : text.substr(0, text.find('\n'))) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0u) != 0x80u) points += static_cast<char32_t>(byte < 0x80 ? byte : 0xFFFDu);
  }
  return points;
}

/// toml++ points behind what it refuses; a person looks for where it begins. Column of the token that ends before
/// `column`.
int token_begin(const std::u32string& line, int column, std::u32string_view part_of_token) {
  auto at = std::min(static_cast<std::size_t>(std::max(column - 1, 0)), line.size());
  const auto is_part = [&](char32_t c) { return part_of_token.find(c) != part_of_token.npos; };
  while (at > 0 && !is_part(line[at - 1])) --at;
  while (at > 0 && is_part(line[at - 1])) --at;
  return static_cast<int>(at) + 1;
}

/// What toml++ says, in our words where it is one of the common mistakes. `local`: the rest of the file still makes
/// sense.
struct Verdict {
  Issue issue;
  bool local = false;
  bool nothing_lost = false;  // the key is there without this line
};

Verdict judge(const toml::parse_error& error, std::string_view text, const std::string& file) {
  const std::string_view what = error.description();
  const auto at = error.source().begin;
  Place place{file, static_cast<int>(at.line), static_cast<int>(at.column)};
  const auto says = [&](std::string_view part) { return what.find(part) != what.npos; };
  if (says("cannot redefine existing")) {
    const auto open = what.find('\''), close = what.rfind('\'');
    const bool named = open != what.npos && close > open;
    const std::string key(named ? what.substr(open + 1, close - open - 1) : std::string_view("?"));
    const bool header = says("table header");
    if (!header) {
      constexpr std::u32string_view in_key =
          U"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.\"'\uFFFD";
      place.column = token_begin(line_of(text, place.line), place.column, in_key);
    }
    if (named) return {{place, say(Say::duplicate_key, key), {}, say(Say::duplicate_key_hint)}, !header, !header};
    return {{place, say(Say::key_is_value_already), {}, say(Say::duplicate_key_hint)}, true, true};
  }
  if (says("leading zero")) {
    place.column = token_begin(line_of(text, place.line), place.column, U"0123456789_.+-");
    return {{place, say(Say::leading_zero), {}, say(Say::leading_zero_hint)}, true};
  }
  if (says("could not determine value type")) return {{place, say(Say::no_value), {}, say(Say::no_value_hint)}, true};
  if (says("end-of-file")) return {{place, say(Say::ends_too_early), std::string(what), {}}, false};
  return {{place, say(Say::not_toml), std::string(what), {}}, false};
}

/// Where toml++ gives up without saying: at a table header that begins with what no key begins with.
Place bad_header(std::string_view text, const std::string& file) {
  const auto begins_key = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '"' || c == '\'';
  };
  int line = 1;
  for (; !text.empty(); ++line) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), whole.size() + 1));
    const std::size_t open = std::min(whole.find_first_not_of(" \t"), whole.size());
    const std::size_t key = std::min(whole.find_first_not_of(" \t[", open), whole.size());
    if (open < whole.size() && whole[open] == '[' && (key == whole.size() || !begins_key(whole[key]))) {
      return {file, line, static_cast<int>(key) + 1};
    }
  }
  return {file, 0, 0};
}

/// Overwrites a line with spaces; keeps all others where they stand. False if there is nothing left to blank.
bool blank_line(std::string& text, int line) {
  std::size_t from = 0;
  for (int i = 1; i < line; ++i) {
    from = text.find('\n', from);
    if (from == text.npos) return false;
    ++from;
  }
  const std::size_t to = std::min(text.find('\n', from), text.size());
  const bool any = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(from),
                               text.begin() + static_cast<std::ptrdiff_t>(to), [](char c) { return c != ' '; });
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(to), ' ');
  return any;
}

/// A key such as a.a.a.a... would nest tables until our own recursion runs out of stack.
std::optional<Place> too_deep(std::string_view text, const std::string& file) {
  std::size_t dots = 0;
  int line = 1;
  for (const char c : text) {
    if (c == '\n') ++line;
    if (c == '\n' || c == '=' || c == '"' || c == '\'' || c == '#') dots = 0;
    if (c == '.' && ++dots > deepest) return Place{file, line, 0};
  }
  return std::nullopt;
}

}  // namespace

Node parse_toml(std::string_view text, const std::string& file_name, Issues& issues) {
  Node empty{Kind::table, {file_name, 0, 0}, {}, {}, {}, false};
  if (!check_utf8(text, file_name, issues)) return empty;
  if (const auto place = too_deep(text, file_name)) {
    issues.add(*place, say(Say::too_nested, deepest));
    return empty;
  }
  std::string copy(text);
  int last_blanked = -1;
  bool whole = true;
  for (int errors = 0; errors < most_errors; ++errors) {
    try {
      Node root = Converter(file_name, issues).table(toml::parse(copy));
      root.whole = whole;
      return root;
    } catch (const toml::parse_error& error) {
      Verdict verdict = judge(error, copy, file_name);
      const int line = verdict.issue.place.line;
      const bool nothing_lost = verdict.nothing_lost;
      // What breaks right behind a blanked line was broken by the blanking.
      if (last_blanked < 0 || verdict.local || line != last_blanked + 1) issues.add(std::move(verdict.issue));
      if (!verdict.local || !blank_line(copy, line)) return empty;
      last_blanked = line;
      whole = whole && nothing_lost;
    } catch (const ParserGaveUp&) {
      issues.add(bad_header(copy, file_name), say(Say::not_toml), say(Say::bad_header));
      return empty;
    }
  }
  return empty;
}

Node read_toml(const std::filesystem::path& file, Issues& issues) {
  const auto bytes = read_file(file, issues);
  if (!bytes) return {Kind::table, {file.string(), 0, 0}, {}, {}, {}, false};
  return parse_toml(*bytes, file.string(), issues);
}

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
// Random input never crashes a reader, and what a writer wrote reads back as the same. The same cases in every run.
#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <random>

#include "text/document.hpp"
#include "text/encoding.hpp"
#include "text/table.hpp"
#include "text/table_writer.hpp"
#include "text/town.hpp"

namespace pendel::text {
namespace {

using Dice = std::mt19937_64;  // fully specified by the standard, unlike the distributions

std::size_t below(Dice& dice, std::size_t n) { return static_cast<std::size_t>(dice() % n); }

constexpr std::string_view toml_seed =
    "base = 'x.toml'\nseed = 42\n[adoption]\ntelework_share = { value = 0.3, low = 0.2, high = 0.4, source = \"a\\nb\" "
    "}\n"
    "rule = 'full'\nyears = 7\n[roads]\nlength_m = 1e3\non = true\nstart = 2031-02-03\nhours = [3, 4.5]\n"
    "[[incidents]]\nname = 'bridge'\ncapacity_factor = 0.5\n[[incidents]]\nname = 'B 27'\nremove = true\n";

constexpr std::string_view csv_seed =
    "ags,\"name\";x\r\n06632002,\"M\xc3\xbchle, "
    "\"\"alt\"\"\",1.5\n06632003,\"two\nlines\",-3e7\n;;;,,,\n\"\",\"\",\"\"\n";

std::string random_bytes(Dice& dice) {
  std::string text(below(dice, 200), ' ');
  for (char& c : text) c = static_cast<char>(below(dice, 256));
  return text;
}

/// The seed with a few bytes changed, dropped, doubled, or a piece moved: gets deeper into a reader than noise does.
std::string mutated(Dice& dice, std::string_view seed) {
  constexpr std::string_view sharp = "[]{}=\"'.,;\n\r\\#0_-+e\xff\xef\xc3\t ";
  std::string text(seed);
  for (std::size_t i = 0, n = 1 + below(dice, 8); i < n && !text.empty(); ++i) {
    const std::size_t at = below(dice, text.size());
    switch (below(dice, 4)) {
      case 0:
        text[at] = sharp[below(dice, sharp.size())];
        break;
      case 1:
        text.erase(at, 1 + below(dice, 5));
        break;
      case 2:
        text.insert(at, text.substr(below(dice, text.size()), below(dice, 30)));
        break;
      default:
        text.insert(at, 1, sharp[below(dice, sharp.size())]);
    }
  }
  return text;
}

void read_document(const std::string& text) {
  Issues issues;
  const Node node = parse_toml(text, "fuzz.toml", issues);
  Town town;
  ParameterTable table = table_of(town);
  table.read(node, issues);
  (void)to_toml(table.resolved());
  for (const Issue& issue : issues.all()) EXPECT_EQ(find_not_utf8(to_string(issue)), std::string::npos);
  Issues again;
  const Node back = parse_toml(to_toml(node), "again.toml", again);
  EXPECT_TRUE(again.empty()) << to_toml(node) << to_string(again.all().front());
  EXPECT_TRUE(same_value(node, back)) << to_toml(node);
  Issues merged;
  (void)merge(node, back, merged);
}

TEST(Fuzz, DocumentsNeverCrashAndReadBack) {
  Dice dice(1);
  for (int i = 0; i < 3000; ++i) read_document(mutated(dice, toml_seed));
  for (int i = 0; i < 1000; ++i) read_document(random_bytes(dice));
}

TEST(Fuzz, AssignmentsNeverCrash) {
  Dice dice(2);
  for (int i = 0; i < 3000; ++i) {
    Issues issues;
    Node root = parse_toml(toml_seed, "a.toml", issues);
    set_value(root, mutated(dice, "incidents.'B 27'.capacity_factor = { value = 0.5, low = 0 }"), issues);
    const Node back = parse_toml(to_toml(root), "b.toml", issues);
    if (issues.empty()) {
      EXPECT_TRUE(same_value(root, back)) << to_toml(root);
    }
  }
}

TEST(Fuzz, TablesNeverCrash) {
  Dice dice(3);
  for (int i = 0; i < 5000; ++i) {
    Issues issues;
    const std::string text = i % 4 == 0 ? random_bytes(dice) : mutated(dice, csv_seed);
    const Table table = Table::parse(text, "fuzz.csv", issues, {.latin1 = i % 2 == 0});
    for (const auto& column : table.columns()) {
      EXPECT_EQ(table.numbers(column, {.decimal_comma = i % 3 == 0, .thousands = i % 5 == 0}, issues).size(),
                table.rows());
      EXPECT_EQ(table.texts(column, issues, {.filled = true, .unique = true}).size(), table.rows());
      (void)table.integers(column, {}, issues);
      (void)table.choices(column, {"a", "06632002"}, issues);
    }
  }
}

std::string random_text(Dice& dice) {
  constexpr std::array<std::string_view, 16> pieces = {"a", "B7", " ",  "\"", "'", "\n",   "\r\n", ",",
                                                       ";", "\t", "\\", "=",  "ü", "\x01", "€",    "[x]"};
  std::string text;
  for (std::size_t i = below(dice, 6); i > 0; --i) text += pieces[below(dice, pieces.size())];
  return text;
}

double random_number(Dice& dice) {
  double value;
  const std::uint64_t bits = dice();
  std::memcpy(&value, &bits, sizeof value);
  return value == value ? value : 0.0;
}

Node random_node(Dice& dice, int depth) {
  Node node;
  const auto hold = [&](Kind kind, auto value) {
    node.kind = kind;
    node.value = std::move(value);
  };
  switch (below(dice, depth > 0 ? 8 : 5)) {
    case 0:
      hold(Kind::string, random_text(dice));
      break;
    case 1:
      hold(Kind::integer, static_cast<std::int64_t>(dice()));
      break;
    case 2:
      hold(Kind::number, random_number(dice));
      break;
    case 3:
      hold(Kind::boolean, below(dice, 2) == 1);
      break;
    case 4:
      hold(Kind::date, Date::from_days(static_cast<std::int32_t>(below(dice, 100'000))));
      break;
    case 5:
      node.kind = Kind::array;
      for (std::size_t i = below(dice, 4); i > 0; --i) node.items.push_back(random_node(dice, depth - 1));
      break;
    default:
      for (std::size_t i = below(dice, 5); i > 0; --i) {
        const std::string key = random_text(dice);
        if (node.find(key) == nullptr) node.members.push_back({key, {}, random_node(dice, depth - 1)});
      }
  }
  return node;
}

TEST(Fuzz, EveryDocumentReadsBackAsItself) {
  Dice dice(4);
  for (int i = 0; i < 3000; ++i) {
    Node root = random_node(dice, 4);
    if (!root.is_table()) continue;
    Issues issues;
    const Node back = parse_toml(to_toml(root), "a.toml", issues);
    EXPECT_TRUE(issues.empty()) << to_string(issues.all().front()) << "\n" << to_toml(root);
    EXPECT_TRUE(same_value(root, back)) << to_toml(root);
    EXPECT_EQ(to_toml(back), to_toml(root));
  }
}

TEST(Fuzz, EveryTableReadsBackAsItself) {
  Dice dice(5);
  for (int i = 0; i < 300; ++i) {
    CsvWriter writer({"text", "x", "n"});
    std::vector<std::string> texts;
    std::vector<double> numbers;
    std::vector<std::int64_t> integers;
    for (std::size_t row = below(dice, 30); row > 0; --row) {
      texts.push_back(random_text(dice));
      const double x = random_number(dice);
      numbers.push_back(std::isfinite(x) ? x : 0.5);
      integers.push_back(static_cast<std::int64_t>(dice()));
      writer.row(texts.back(), numbers.back(), integers.back());
    }
    Issues issues;
    const Table table = Table::parse(writer.text(), "a.csv", issues);
    EXPECT_EQ(table.texts("text", issues), texts);
    EXPECT_EQ(table.numbers("x", {}, issues), numbers);
    EXPECT_EQ(table.integers("n", {}, issues), integers);
    EXPECT_TRUE(issues.empty()) << to_string(issues.all().front());
  }
}

}  // namespace
}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#include "text/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "text/table_writer.hpp"

namespace pendel::text {
namespace {

std::string said(const Issues& issues) {
  std::string all;
  for (const Issue& issue : issues.all()) all += to_string(issue) + "\n";
  return all;
}

Table table_of_text(std::string_view text, TableFormat format = {}) {
  Issues issues;
  Table table = Table::parse(std::string(text), "t.csv", issues, std::move(format));
  EXPECT_EQ(said(issues), "");
  return table;
}

std::vector<std::string> texts(const Table& table, std::string_view column) {
  Issues issues;
  auto values = table.texts(column, issues);
  EXPECT_EQ(said(issues), "");
  return values;
}

/// What reading the column says.
std::string numbers_say(const Table& table, std::string_view column, const NumberRules& rules = {}) {
  Issues issues;
  (void)table.numbers(column, rules, issues);
  return said(issues);
}

std::string parse_says(std::string_view text) {
  Issues issues;
  (void)Table::parse(std::string(text), "t.csv", issues);
  return said(issues);
}

using Texts = std::vector<std::string>;

TEST(Table, FindsColumnsByName) {
  const Table table = table_of_text("ags,length_m\n06632002,1.5\n06632003,2e3\n");
  Issues issues;
  EXPECT_EQ(table.rows(), 2u);
  EXPECT_EQ(texts(table, "ags"), (Texts{"06632002", "06632003"}));
  EXPECT_EQ(table.numbers("length_m", {.unit = "m", .min = 0}, issues), (std::vector<double>{1.5, 2000}));
  EXPECT_EQ(said(issues), "");
  EXPECT_EQ(table.place(1, "length_m"), (Place{"t.csv", 3, 10}));
}

TEST(Table, FollowsRfc4180Quotes) {
  const Table table = table_of_text("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"\"\n\"\"\"\",z\n");
  EXPECT_EQ(texts(table, "a"), (Texts{"x, y", "two\nlines", "\""}));
  EXPECT_EQ(texts(table, "b"), (Texts{"he said \"no\"", "", "z"}));
  EXPECT_EQ(table.place(2, "b"), (Place{"t.csv", 5, 6}));
}

TEST(Table, TakesBomCrlfSemicolonTabAndNoLastLineEnd) {
  EXPECT_EQ(texts(table_of_text("\xef\xbb\xbf"
                                "a;b\r\n1,5;x\r\n2,5;y"),
                  "b"),
            (Texts{"x", "y"}));
  EXPECT_EQ(texts(table_of_text("a\tb\n1\t2\n"), "b"), (Texts{"2"}));
  EXPECT_EQ(texts(table_of_text("\"a;b;c\",d\n1,2\n"), "d"), (Texts{"2"}));
  EXPECT_EQ(texts(table_of_text("a , b\n\n1,2\n\n"), "b"), (Texts{"2"}));
  EXPECT_EQ(table_of_text("a,b\n").rows(), 0u);
}

TEST(Table, ReadsDecimalCommaAndThousandsOnlyWhereToldSo) {
  const Table table = table_of_text("x;y\n1.234,5;3,25\n-12;1.000.000\n");
  Issues issues;
  const NumberRules german{.decimal_comma = true, .thousands = true};
  EXPECT_EQ(table.numbers("x", german, issues), (std::vector<double>{1234.5, -12}));
  EXPECT_EQ(table.numbers("y", german, issues), (std::vector<double>{3.25, 1e6}));
  EXPECT_EQ(said(issues), "");
  EXPECT_EQ(numbers_say(table, "y"),
            "t.csv:2:9: y is '3,25' (must be a number). Decimals take a point here.\n"
            "t.csv:3:5: y is '1.000.000' (must be a number)\n");
  EXPECT_EQ(numbers_say(table, "x", {.decimal_comma = true}),
            "t.csv:2:1: x is '1.234,5' (must be a number). Write numbers without thousands separators.\n");
  EXPECT_NE(numbers_say(table_of_text("x\n1.5\n"), "x", german), "");
}

TEST(Table, ReadsLatin1WithAFlagAndNamesTheByteWithout) {
  EXPECT_EQ(texts(table_of_text("name\nM\xfchle\n", {.latin1 = true}), "name"), (Texts{"M\xc3\xbchle"}));
  EXPECT_EQ(parse_says("name\nM\xfchle\n"), "t.csv:2:2: the byte 0xfc is not UTF-8. Save the file as UTF-8.\n");
}

TEST(Table, SkipsLinesAboveTheHeaderAndTakesGivenNames) {
  EXPECT_EQ(texts(table_of_text("Table 12\nas of 2024\na;b\n1;2\n", {.skip_lines = 2}), "b"), (Texts{"2"}));
  EXPECT_EQ(texts(table_of_text("1;2\n3;4\n", {.separator = ';', .columns = {"a", "b"}}), "b"), (Texts{"2", "4"}));
}

TEST(Table, ReportsEveryBadCellWithItsPlace) {
  const Table table = table_of_text("name,speed\n\"M\xc3\xbchle, x\",0\nb,fast\nc,\nd,nan\ne,0x10\nf,7\n");
  EXPECT_EQ(numbers_say(table, "speed", {.unit = "m/s", .min = 0, .min_exclusive = true}),
            "t.csv:2:12: speed is 0 (must be > 0 m/s)\n"
            "t.csv:3:3: speed is 'fast' (must be a number)\n"
            "t.csv:4:3: speed is empty\n"
            "t.csv:5:3: speed is 'nan' (must be a number)\n"
            "t.csv:6:3: speed is '0x10' (must be a number)\n");
  Issues issues;
  EXPECT_EQ(table.numbers("speed", {.if_empty = 30}, issues)[2], 30);
  EXPECT_EQ(issues.size(), 3u);
  Issues whole;
  EXPECT_EQ(table_of_text("n\n1.5\n").integers("n", {}, whole).size(), 1u);
  EXPECT_EQ(said(whole), "t.csv:2:1: n is '1.5' (must be a whole number)\n");
}

TEST(Table, CountsTheRestOfManyBadCells) {
  std::string text = "x\n";
  for (int i = 0; i < 1000; ++i) text += "bad\n";
  const std::string all = numbers_say(table_of_text(text), "x");
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 101);
  EXPECT_NE(all.find("t.csv: 900 more cells of the column 'x' are wrong\n"), std::string::npos);
}

TEST(Table, NamesTheNearestOfAMissingColumn) {
  const Table table = table_of_text("lenght_m,speed_kmh\n1,2\n");
  EXPECT_EQ(numbers_say(table, "length_m"), "t.csv:1: missing column 'length_m'. Is it the one named 'lenght_m'?\n");
  EXPECT_EQ(numbers_say(table, "speed_mps"),
            "t.csv:1: missing column 'speed_mps' (there is 'speed_kmh', in another unit)\n");
  EXPECT_EQ(numbers_say(table, "lanes", {.optional = true}), "");
  Issues issues;
  EXPECT_EQ(table.numbers("lanes", {.if_empty = 2, .optional = true}, issues), (std::vector<double>{2}));
  EXPECT_TRUE(std::isnan(table.numbers("lanes", {.optional = true}, issues)[0]));
}

TEST(Table, ReportsBrokenRows) {
  EXPECT_EQ(parse_says("a,b\n1,2,3\n1\n1,2\n"),
            "t.csv:2:1: the row has 3 cells, the header 2. Write every cell, empty ones too; put a cell that holds ',' "
            "in quotes.\n"
            "t.csv:3:1: the row has 1 cells, the header 2. Write every cell, empty ones too; put a cell that holds ',' "
            "in quotes.\n");
  EXPECT_EQ(parse_says("a,b\n1,\"x\n"), "t.csv:2:3: the quote is never closed\n");
  EXPECT_EQ(parse_says("a,b\n\"x\"y,1\n1,2\n"),
            "t.csv:2:4: text behind a closing quote. A quote inside a quoted cell is doubled.\n");
  EXPECT_EQ(parse_says("a,b,a\n"), "t.csv:1:5: the column 'a' is there twice\n");
  EXPECT_EQ(parse_says(""), "t.csv:1:1: the table is empty\n");
  Issues issues;
  EXPECT_EQ(Table::read("no/such.csv", issues).rows(), 0u);
  EXPECT_EQ(said(issues), "no/such.csv: there is no such file\n");
}

TEST(Table, ReadsFlagsDatesAndChoices) {
  const Table table = table_of_text("on,day,mode\ntrue,2030-01-07,car\n0,2030-01-08,walk\n");
  Issues issues;
  EXPECT_EQ(table.flags("on", {}, issues), (std::vector<bool>{true, false}));
  EXPECT_EQ(table.dates("day", issues)[1], (Date{2030, 1, 8}));
  EXPECT_EQ(table.choices<char>("mode", {{"walk", 'w'}, {"car", 'c'}}, issues), (std::vector<char>{'c', 'w'}));
  EXPECT_EQ(said(issues), "");
  (void)table.choices("mode", {"cars", "walk"}, issues);
  EXPECT_EQ(said(issues), "t.csv:2:17: mode is 'car' (must be one of 'cars', 'walk'). Did you mean 'cars'?\n");
}

TEST(Table, ChecksThatKeysAreFilledAndUnique) {
  const Table table = table_of_text("id,x\na,1\n,2\na,3\n");
  Issues issues;
  (void)table.texts("id", issues, {.filled = true, .unique = true});
  EXPECT_EQ(said(issues), "t.csv:3:1: id is empty\nt.csv:4:1: id 'a' is there twice (first at t.csv:2:1)\n");
}

TEST(CsvWriter, WritesWhatReadsBack) {
  CsvWriter writer({"id", "x", "n", "on"});
  writer.row("plain", 0.1, 3, true);
  writer.row("a, \"b\"\nc", 1e300, -7, false);
  writer.row(" edge", std::nan(""), 0, false);
  EXPECT_EQ(writer.text(), "id,x,n,on\nplain,0.1,3,1\n\"a, \"\"b\"\"\nc\",1e+300,-7,0\n\" edge\",,0,0\n");
  const Table table = table_of_text(writer.text());
  EXPECT_EQ(texts(table, "id"), (Texts{"plain", "a, \"b\"\nc", " edge"}));
  const auto file = std::filesystem::path(::testing::TempDir()) / "pendel_writer.csv";
  writer.save(file);
  Issues issues;
  EXPECT_EQ(Table::read(file, issues).rows(), 3u);
  std::filesystem::remove(file);
  EXPECT_THROW(writer.save("/no/such/folder/x.csv"), SystemError);
}

}  // namespace
}  // namespace pendel::text

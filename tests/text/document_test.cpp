// SPDX-License-Identifier: Apache-2.0
#include "text/document.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "text/messages.hpp"

namespace pendel::text {
namespace {

Node parse(std::string_view text) {
  Issues issues;
  Node node = parse_toml(text, "a.toml", issues);
  EXPECT_TRUE(issues.empty()) << to_string(issues.all().front());
  return node;
}

/// All issues, one a line.
std::string complaints(std::string_view text) {
  Issues issues;
  (void)parse_toml(text, "a.toml", issues);
  std::string all;
  for (const Issue& issue : issues.all()) all += to_string(issue) + "\n";
  return all;
}

class Folder : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = std::filesystem::path(::testing::TempDir()) /
             (std::string("pendel_text_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }
  void write(const std::string& name, std::string_view text) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream(folder / name, std::ios::binary) << text;
  }
  /// The merged document as text, or the complaints with the folder's name taken out.
  std::string read(const std::string& name) {
    Issues issues;
    const Node node = read_overlaid(folder / name, issues);
    if (issues.empty()) return to_toml(node);
    std::string all;
    for (const Issue& issue : issues.all()) all += to_string(issue) + "\n";
    const std::string prefix = folder.string() + "/";
    for (auto at = all.find(prefix); at != all.npos; at = all.find(prefix)) all.erase(at, prefix.size());
    return all;
  }
  std::filesystem::path folder;
};

using Overlay = Folder;
using Reading = Folder;

TEST(Toml, GivesEveryValueItsPlaceAndKeepsFileOrder) {
  const Node root = parse("z = 1\na = [1.5, 'x']\n[t]\n  when = 2026-03-01\n  on = true\n");
  ASSERT_EQ(root.members.size(), 3u);
  EXPECT_EQ(root.members[0].key, "z");
  EXPECT_EQ(root.find("a")->items[1].place, (Place{"a.toml", 2, 11}));
  EXPECT_EQ(root.find("t")->members[0].place, (Place{"a.toml", 4, 3}));
  EXPECT_EQ(root.find("t")->find("when")->date(), (Date{2026, 3, 1}));
  EXPECT_EQ(root.find("z")->number(), 1.0);
  EXPECT_EQ(root.find("none"), nullptr);
}

TEST(Toml, ReportsDuplicateKeysAndLeadingZerosAllAtOnce) {
  EXPECT_EQ(complaints("a = 1\na = 2\nags = 06632002\nb = 3\nb = 4\n"),
            "a.toml:2:1: the key 'a' is given twice. Keep one of the two.\n"
            "a.toml:3:7: a number must not begin with a zero. If it is a key such as a municipality key (AGS), put it "
            "in quotes.\n"
            "a.toml:5:1: the key 'b' is given twice. Keep one of the two.\n");
  EXPECT_EQ(complaints("[t]\n[t]\n"), "a.toml:2:1: the key 't' is given twice. Keep one of the two.\n");
}

TEST(Toml, ReportsUnreadableEncodingWithItsPlace) {
  EXPECT_EQ(complaints("a = 1\nb = 'M\xfchle'\n"), "a.toml:2:7: the byte 0xfc is not UTF-8. Save the file as UTF-8.\n");
  EXPECT_EQ(complaints(std::string_view("\xff\xfe"
                                        "a\0",
                                        4)),
            "a.toml:1:1: the file is UTF-16. Save the file as UTF-8.\n");
  EXPECT_EQ(parse("\xef\xbb\xbf"
                  "a = 1")
                .find("a")
                ->integer(),
            1);
}

TEST(Toml, RefusesATimeOfDayAndEndlessNesting) {
  EXPECT_EQ(complaints("t = 07:30:00\n"),
            "a.toml:1:5: a time of day or a date with time is not used here. Write a date as 2026-01-31.\n");
  std::string deep = "a";
  for (int i = 0; i < 100'000; ++i) deep += ".a";
  EXPECT_NE(complaints(deep + " = 1").find("nested"), std::string::npos);
  EXPECT_FALSE(complaints("a = " + std::string(100'000, '[')).empty());
}

// With assertions the parser gives up on this, without it reports an error; the place is the same.
TEST(Toml, FindsABrokenHeader) {
  EXPECT_TRUE(complaints("a = 1\n [;roads]\n").starts_with("a.toml:2:3: this is not TOML ("));
}

TEST_F(Reading, NamesAMissingFileAndAFolder) {
  EXPECT_EQ(read("none.toml"), "none.toml: there is no such file\n");
  std::filesystem::create_directories(folder / "sub");
  EXPECT_EQ(read("sub"), "sub: this is a folder, not a file\n");
}

TEST_F(Overlay, GoesThreeDeepAndMergesDeeply) {
  write("base.toml", "seed = 1\n[energy]\nshare = 0.2\n[energy.heat]\nbase_c = 15\n");
  write("mid/one.toml", "base = \"../base.toml\"\n[energy]\nshare = 0.3\n");
  write("two.toml", "base = \"mid/one.toml\"\n[energy.heat]\nlimit_c = 12\n");
  write("three.toml", "base = \"two.toml\"\nseed = 9\n");
  EXPECT_EQ(read("three.toml"), "seed = 9\n\n[energy]\nshare = 0.3\n\n[energy.heat]\nbase_c = 15\nlimit_c = 12\n");
}

TEST_F(Overlay, MergesListsByNameAppendsAndRemoves) {
  write("base.toml", "[[incidents]]\nname = 'bridge'\nfactor = 0.5\n[[incidents]]\nname = 'tunnel'\nfactor = 0\n");
  write("a.toml",
        "base = 'base.toml'\n[[incidents]]\nname = 'tunnel'\nremove = true\n[[incidents]]\nname = 'bridge'\nday = 3\n"
        "[[incidents]]\nname = 'ferry'\nfactor = 1\n");
  EXPECT_EQ(read("a.toml"),
            "[[incidents]]\nname = \"bridge\"\nfactor = 0.5\nday = 3\n\n[[incidents]]\nname = \"ferry\"\nfactor = 1\n");
  write("b.toml", "base = 'base.toml'\n[[incidents]]\nname = 'brdge'\nremove = true\n");
  EXPECT_EQ(read("b.toml"), "b.toml:4:10: there is no 'brdge' in [[incidents]] to remove\n");
}

TEST_F(Overlay, PlainValueReplacesARangeAndARangeKeepsAPlainValue) {
  write("base.toml", "a = { value = 1.0, low = 0.5, high = 2.0, source = 'x' }\nb = 3\n");
  write("a.toml", "base = 'base.toml'\na = 7\nb = { low = 2, high = 4 }\n");
  EXPECT_EQ(read("a.toml"), "a = 7\nb = { value = 3, low = 2, high = 4 }\n");
  write("b.toml", "base = 'base.toml'\na = { high = 3.0 }\n");
  EXPECT_EQ(read("b.toml"), "a = { value = 1.0, low = 0.5, high = 3.0, source = \"x\" }\nb = 3\n");
}

TEST_F(Overlay, ReportsACircleWithItsChainAndAMissingBase) {
  write("a.toml", "base = 'b.toml'\n");
  write("b.toml", "x = 1\nbase = 'sub/../a.toml'\n");
  EXPECT_EQ(read("a.toml"),
            "b.toml:2:8: 'base' comes back to a file that is already being read (a.toml -> b.toml -> a.toml). "
            "Remove one 'base' of the circle.\n");
  write("c.toml", "base = 'none.toml'\n");
  EXPECT_EQ(read("c.toml"),
            "c.toml:1:8: the base file none.toml does not exist. Its name is relative to the file that says 'base'.\n");
  write("d.toml", "base = 3\n");
  EXPECT_EQ(read("d.toml"), "d.toml:1:8: 'base' must be the name of a file\n");
}

struct SetCase {
  std::string assignment, result;
};

class SetValue : public ::testing::TestWithParam<SetCase> {};

TEST_P(SetValue, GivesTheDocumentOrTheComplaint) {
  Node root = parse(
      "seed = 1\n[adoption]\nshare = 0.2\n[[incidents]]\nname = 'bridge'\nfactor = 0.5\n[[incidents]]\nname = 'B "
      "27'\n");
  const std::string before = to_toml(root);
  Issues issues;
  set_value(root, GetParam().assignment, issues);
  if (!issues.empty()) {
    EXPECT_EQ(to_string(issues.all().front()), GetParam().result);
    return;
  }
  const std::string after = to_toml(root);
  EXPECT_NE(after.find(GetParam().result), std::string::npos) << after;
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SetValue,
    ::testing::Values(
        SetCase{"seed=7", "seed = 7\n"}, SetCase{"adoption.share = 0.4", "[adoption]\nshare = 0.4\n"},
        SetCase{"adoption.share.low=0.1", "share = { value = 0.2, low = 0.1 }\n"},
        SetCase{"new.deep.key=true", "[new.deep]\nkey = true\n"}, SetCase{"who=bare words", "who = \"bare words\"\n"},
        SetCase{"ags=06632002", "ags = \"06632002\"\n"}, SetCase{"list=[1, 2]", "list = [1, 2]\n"},
        SetCase{"a='x=y'", "a = \"x=y\"\n"}, SetCase{"v=1\nw=2", "v = \"1\\nw=2\"\n"},
        SetCase{"incidents.bridge.factor=0.1", "name = \"bridge\"\nfactor = 0.1\n"},
        SetCase{"incidents.'B 27'.factor=0.3", "name = \"B 27\"\nfactor = 0.3\n"},
        SetCase{"incidents.bridge.remove=true",
                "seed = 1\n\n[adoption]\nshare = 0.2\n\n[[incidents]]\nname = \"B 27\"\n"},
        SetCase{"incidents.brige.factor=0",
                "--set incidents.brige.factor=0: there is no 'brige' in the list 'incidents'. Did you mean 'bridge'?"},
        SetCase{"seed.x=1", "--set seed.x=1: 'seed' is a value and has no keys of its own"},
        SetCase{"seed", "--set seed: expected --set path=value"},
        SetCase{"a..b=1", "--set a..b=1: expected --set path=value"}));

}  // namespace
}  // namespace pendel::text

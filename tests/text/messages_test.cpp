// SPDX-License-Identifier: Apache-2.0
#include "text/messages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <vector>

namespace pendel::text {
namespace {

std::vector<std::string> placeholders(std::string_view text) {
  static const std::regex form(R"(\{[0-9]+[^}]*\})");
  const std::string copy(text);
  std::vector<std::string> found;
  for (std::sregex_iterator it(copy.begin(), copy.end(), form), end; it != end; ++it) found.push_back(it->str());
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Messages, BothLanguagesSayTheSameThing) {
  for (const Say id : all_messages()) {
    EXPECT_FALSE(text_of(id, Language::english).empty()) << name_of(id);
    EXPECT_FALSE(text_of(id, Language::german).empty()) << name_of(id);
    EXPECT_EQ(placeholders(text_of(id, Language::english)), placeholders(text_of(id, Language::german))) << name_of(id);
  }
}

TEST(Messages, TheOptionWinsOverTheEnvironmentInPosixOrder) {
  ::setenv("LC_ALL", "", 1);
  ::setenv("LC_MESSAGES", "de_DE.UTF-8", 1);
  ::setenv("LANG", "en_GB.UTF-8", 1);
  EXPECT_EQ(choose_language(""), Language::german);
  EXPECT_EQ(choose_language("en"), Language::english);
  ::setenv("LC_ALL", "C", 1);
  EXPECT_EQ(choose_language(""), Language::english);
  EXPECT_EQ(choose_language("de"), Language::german);
}

}  // namespace
}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#include "text/messages.hpp"

#include <array>
#include <atomic>
#include <cstdlib>
#include <string>

#include "core/issue.hpp"

namespace pendel::text {

namespace {

struct Row {
  Say id;
  std::string_view name, english, german;
};

constexpr auto rows = std::to_array<Row>({
#define PENDEL_MESSAGE(id, english, german) {Say::id, #id, english, german},
#include "text/messages.inc"
#undef PENDEL_MESSAGE
});

constexpr auto ids = [] {
  std::array<Say, rows.size()> all{};
  for (std::size_t i = 0; i < rows.size(); ++i) all[i] = rows[i].id;
  return all;
}();

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): set once, no result depends on it
std::atomic<Language> chosen{Language::english};

const Row& row(Say id) { return rows[static_cast<std::size_t>(id)]; }

}  // namespace

Language language() { return chosen; }
void set_language(Language language) { chosen = language; }

Language choose_language(std::string_view option) {
  std::string wanted(option);
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (!wanted.empty()) break;
    if (const char* value = std::getenv(variable)) wanted = value;
  }
  return wanted.starts_with("de") ? Language::german : Language::english;
}

std::string_view text_of(Say id) { return text_of(id, language()); }
std::string_view text_of(Say id, Language language) {
  return language == Language::german ? row(id).german : row(id).english;
}
std::span<const Say> all_messages() { return ids; }
std::string_view name_of(Say id) { return row(id).name; }

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? near : say(Say::did_you_mean, near);
}

std::string one_of(const std::vector<std::string>& words) {
  constexpr std::size_t most = 24;  // that anyone reads
  constexpr std::size_t examples = 6;
  const bool many = words.size() > most;
  std::string listed;
  for (const auto& word : std::span(words).first(many ? examples : words.size()))
    listed += (listed.empty() ? "'" : ", '") + word + "'";
  return many ? say(Say::one_of_many, words.size(), listed) : say(Say::one_of, listed);
}

}  // namespace pendel::text

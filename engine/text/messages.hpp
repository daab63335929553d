// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pendel::text {

enum class Language { english, german };

/// The language of everything that a person reads on the command line. One per process, set once before anything is
/// read; results and files never depend on it.
Language language();
void set_language(Language language);
/// `option` ("de", "en", from --lang) wins; else LC_ALL, LC_MESSAGES, LANG in the order that POSIX gives them.
Language choose_language(std::string_view option);

/// Ids of the texts in messages.cpp; a placeholder {0}, {1}, ... is explained there.
enum class Say {
#define PENDEL_MESSAGE(id, english, german) id,
#include "text/messages.inc"
#undef PENDEL_MESSAGE
};

/// The bare template in the language that is set.
std::string_view text_of(Say id);
std::string_view text_of(Say id, Language language);
/// Every message, for tests.
std::span<const Say> all_messages();
std::string_view name_of(Say id);

template <class... Args>
std::string say(Say id, const Args&... args) {
  return fmt::vformat(text_of(id), fmt::make_format_args(args...));
}

/// "Did you mean 'x'?" with the candidate that is nearest to `word`, or "" if none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);
/// "must be one of 'a', 'b'".
std::string one_of(const std::vector<std::string>& words);

}  // namespace pendel::text

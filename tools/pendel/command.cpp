// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <type_traits>
#include <utility>

#include "text/parameters.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

/// Why `word` is not allowed, or nothing.
std::string objection(const std::string& word, const Limits& limits) {
  if (!limits.words.empty()) {
    const bool known = std::find(limits.words.begin(), limits.words.end(), word) != limits.words.end();
    return known ? "" : word + ": " + text::one_of(limits.words);
  }
  double value = 0;
  if (CLI::detail::lexical_cast(word, value) && value >= limits.low && value <= limits.high) return {};
  text::Spec spec;
  spec.min = limits.low;
  spec.max = limits.high;
  return word + ": " + text::limits_text(spec);
}

/// What may be left out shows its default, unless that stands for "none".
void limit(CLI::Option& option, const Limits& limits) {
  if (!limits.given()) return;
  option.capture_default_str();
  if (option.get_required() || !objection(option.get_default_str(), limits).empty()) option.default_str("");
  option.check(CLI::Validator([limits](std::string& word) { return objection(word, limits); }, ""));
}

CLI::Option* add(CLI::App& app, const Option& option) {
  const std::string names = option.names;
  const auto help = say(option.help);
  return std::visit(
      [&](auto* target) -> CLI::Option* {
        using Type = std::remove_pointer_t<decltype(target)>;
        if constexpr (std::is_same_v<Type, bool>) return app.add_flag(names, *target, help);
        auto* added = app.add_option(names, *target, help);
        if constexpr (std::is_same_v<Type, std::vector<std::string>>) added->allow_extra_args(false);
        return added;
      },
      option.target);
}

}  // namespace

Words& Words::about(Say what) {
  app_->description(say(what));
  return *this;
}

Words& Words::options(std::initializer_list<Option> all) {
  for (const auto& option : all) {
    auto* added = add(*app_, option);
    added->required(option.required);
    limit(*added, option.limits);
  }
  return *this;
}

Words& Words::examples(std::initializer_list<std::string_view> lines) {
  std::string text = say(Say::examples);
  for (const auto line : lines) text.append("\n  ").append(line);
  app_->footer(text);
  return *this;
}

Words Words::verb(const char* name, Say what, std::function<void()> chosen) {
  app_->require_subcommand(1);
  auto* below = app_->add_subcommand(name, say(what));
  below->callback(std::move(chosen));
  return Words(*below);
}

}  // namespace pendel::tools

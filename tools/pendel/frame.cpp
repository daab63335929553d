// SPDX-License-Identifier: Apache-2.0
#include "frame.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <utility>

#include "text/messages.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

/// The command that the words led to, and how it is called: "pendel region build".
std::pair<const CLI::App*, std::string> reached(const CLI::App* app) {
  std::string name = app->get_name();
  for (auto parsed = app->get_subcommands(); !parsed.empty(); parsed = app->get_subcommands()) {
    app = parsed.front();
    name += " " + app->get_name();
  }
  return {app, name};
}

std::vector<std::string> known_words(const CLI::App& app, bool options) {
  std::vector<std::string> words;
  if (options) {
    for (const auto* option : app.get_options())
      for (const auto& name : option->get_lnames()) words.push_back("--" + name);
    words.emplace_back("--lang");
  } else {
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) words.push_back(sub->get_name());
  }
  return words;
}

/// "--threads: something" -> "--threads", "Could not convert: --threads = x" -> "--threads = x".
std::string before(const std::string& text, std::string_view mark) { return text.substr(0, text.find(mark)); }
std::string behind(const std::string& text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

/// One sentence on what is wrong with the words, and where there is help. Of the library's errors only the names that
/// they carry are used.
std::string problem(const CLI::App* root, const CLI::Error& error) {
  const auto [app, name] = reached(root);
  const auto help = say(Say::more_help, name);
  const auto sentence = [&](std::string text, std::string hint = {}) {
    return std::move(text) + ". " + (hint.empty() ? "" : std::move(hint) + " ") + help + "\n";
  };
  const std::string kind = error.get_name();
  const std::string what = error.what();
  // The name of this error is the command's, not its own.
  const bool unknown_words = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  auto extras = root->remaining(true);
  // Words that a subcommand did not know stand in the message only, the first one last.
  if (extras.empty() && unknown_words) extras.push_back(what.substr(what.rfind(' ') + 1));
  const bool no_command = kind == "RequiredError" && what.starts_with("A subcommand");
  if (!extras.empty() && (unknown_words || kind == "RequiredError")) {
    const auto& word = extras.front();
    return sentence(say(Say::word_not_expected, word),
                    text::did_you_mean(word, known_words(*app, word.starts_with('-'))));
  }
  if (no_command) return sentence(say(Say::command_missing) + " (" + text::one_of(known_words(*app, false)) + ")");
  if (kind == "RequiredError") return sentence(say(Say::argument_missing, before(what, " is required")));
  if (kind == "ArgumentMismatch") return sentence(say(Say::option_value_missing, before(what, ":")));
  if (kind == "ConversionError") return sentence(say(Say::option_value_wrong, behind(what, "convert: ")));
  return sentence(what);
}

}  // namespace

void translate_frame(CLI::App& app) {
  app.option_defaults()->group(say(Say::frame_options));
  app.set_help_flag("-h,--help", say(Say::frame_help));
  app.failure_message(&problem);
  const std::array<std::pair<const char*, Say>, 9> labels = {{{"Usage", Say::frame_usage},
                                                              {"OPTIONS", Say::frame_options_badge},
                                                              {"Positionals", Say::frame_positionals},
                                                              {"SUBCOMMAND", Say::frame_command},
                                                              {"REQUIRED", Say::frame_required},
                                                              {"TEXT", Say::frame_text},
                                                              {"INT", Say::frame_number},
                                                              {"UINT", Say::frame_number},
                                                              {"FLOAT", Say::frame_number}}};
  for (const auto& [word, id] : labels) app.get_formatter()->label(word, say(id));
}

void group_commands(CLI::App& app) {
  for (auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    sub->group(say(Say::frame_commands));
    sub->get_help_ptr()->group(say(Say::frame_options));
    group_commands(*sub);
  }
}

parallel::ProgressWords progress_words() { return {say(Say::time_left), &phase_label}; }

std::string phase_label(std::string_view phase) {
  static constexpr std::array phases = {
      Say::phase_build, Say::phase_write,     Say::phase_reading_osm, Say::phase_reading_municipalities,
      Say::phase_roads, Say::phase_buildings, Say::phase_gateways,    Say::phase_weather,
      Say::phase_sample};
  for (const auto id : phases)
    if (text::text_of(id, text::Language::english) == phase) return say(id);
  return std::string(phase);  // a room, which is called as in the scenario
}

}  // namespace pendel::tools

// SPDX-License-Identifier: Apache-2.0
// The command line. Exit codes: 0 done, 1 our fault, 2 your input, 3 your disk, memory or cluster, 99 interrupted.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <filesystem>
#include <memory>
#include <new>
#include <string>

#include "command.hpp"
#include "core/issue.hpp"
#include "frame.hpp"
#include "run.hpp"
#include "text/messages.hpp"

namespace pendel::tools {
namespace {

using text::Say;
using text::say;

constexpr std::array commands = {
    Command{"run", &add_run},
    Command{"region", &add_region},
    Command{"info", &add_info},
    Command{"compare", &add_compare},
    Command{"check", &add_check},
    Command{"diff", &add_diff},
    Command{"schema", &add_schema},
    Command{"rank", &add_rank},
    Command{"places", &add_places},
    Command{"validate", &add_validate},
    Command{"calibrate", &add_calibrate},
    Command{"assign", &add_assign},
    Command{"route-bench", &add_route_bench},
    Command{"traffic", &add_traffic},
    Command{"buildings", &add_buildings},
    Command{"households", &add_households},
    Command{"profile", &add_profile},
    Command{"powerflow", &add_powerflow},
};

/// The language must be known before the options are described, so --lang is looked for first.
void choose_language(int argc, char** argv) {
  std::string option;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with("--lang=")) option = word.substr(7);
    if (word == "--lang" && i + 1 < argc) option = argv[i + 1];
  }
  text::set_language(text::choose_language(option));
}

int report(const InputError& error) {
  for (const auto& issue : error.issues()) fmt::print(stderr, "{}\n", to_string(issue));
  const auto count = error.issues().size();
  fmt::print(stderr, "{}\n", count == 1 ? say(Say::one_problem) : say(Say::problems, count));
  return 2;
}

int guarded(const Action& action) {
  try {
    return action();
  } catch (const InputError& error) {
    return report(error);
  } catch (const Interrupted& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 99;
  } catch (const SystemError& error) {
    fmt::print(stderr, "{}\n", say(Say::system_failed, error.what()));
    return 3;
  } catch (const std::filesystem::filesystem_error& error) {
    const auto what = fmt::format("{}: {}", error.path1().string(), error.code().message());
    fmt::print(stderr, "{}\n", say(Say::system_failed, what));
    return 3;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "{}\n", say(Say::out_of_memory));
    return 3;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", say(Say::our_fault, error.what()));
    return 1;
  }
}

int main(int argc, char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file size limit then is a failed write, which is reported like a full disk
  choose_language(argc, argv);
  CLI::App app(say(Say::app_about), "pendel");
  translate_frame(app);
  app.set_version_flag("--version", std::string(engine_version()), say(Say::frame_version));
  std::string language;
  app.add_option("--lang", language, say(Say::lang_help));
  app.require_subcommand(1);
  app.fallthrough();
  std::vector<std::pair<CLI::App*, Action>> actions;
  for (const auto& command : commands) {
    auto* sub = app.add_subcommand(std::string(command.name));
    actions.emplace_back(sub, command.add(Words(*sub)));
  }
  group_commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  for (const auto& [sub, action] : actions)
    if (sub->parsed()) return guarded(action);
  return 2;
}

}  // namespace
}  // namespace pendel::tools

int main(int argc, char** argv) { return pendel::tools::main(argc, argv); }

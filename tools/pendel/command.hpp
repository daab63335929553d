// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace pendel::tools {

/// What to do when the subcommand was chosen. Returns the exit code; throws InputError, SystemError, Interrupted.
using Action = std::function<int()>;

/// One subcommand: `add` gives `app` its options, help and examples. New ones are one file and one line in main.cpp.
struct Command {
  std::string_view name;
  Action (*add)(CLI::App& app);
};

Action add_run(CLI::App& app);
Action add_region(CLI::App& app);
Action add_info(CLI::App& app);
Action add_compare(CLI::App& app);
Action add_check(CLI::App& app);
Action add_diff(CLI::App& app);
Action add_schema(CLI::App& app);
Action add_rank(CLI::App& app);
Action add_assign(CLI::App& app);
Action add_powerflow(CLI::App& app);
Action add_buildings(CLI::App& app);
Action add_profile(CLI::App& app);
Action add_households(CLI::App& app);
Action add_route_bench(CLI::App& app);
Action add_traffic(CLI::App& app);
Action add_places(CLI::App& app);
Action add_validate(CLI::App& app);
Action add_calibrate(CLI::App& app);

/// "Examples:" in the language of the user, then one line each.
std::string examples(std::initializer_list<std::string_view> lines);

}  // namespace pendel::tools

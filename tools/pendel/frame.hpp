// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "parallel/progress.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's
class App;
}

/// What surrounds our own texts on the command line, in the language of the user: CLI11's help and errors, progress.
namespace pendel::tools {

/// Before options and subcommands are added: they inherit it.
void translate_frame(CLI::App& app);
/// After all subcommands were added.
void group_commands(CLI::App& app);

/// "build" -> "Aufbau"; the names of rooms stay as they are.
std::string phase_label(std::string_view phase);
parallel::ProgressWords progress_words();

}  // namespace pendel::tools

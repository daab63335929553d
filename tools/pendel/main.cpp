// SPDX-License-Identifier: Apache-2.0
// The command line. Exit codes: 0 done, 1 our fault, 2 your input, 3 your disk, memory or cluster, 99 interrupted.
#include <fmt/format.h>

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
    Command{"run", &add_run}, Command{"region", &add_region}, Command{"info", &add_info},
    Command{"compare", &add_compare}, Command{"check", &add_check}, Command{"diff", &add_diff},
    Command{"schema", &add_schema}, Command{"rank", &add_rank}, Command{"assign", &add_assign},
    Command{"route-bench", &add_route_bench}, Command{"traffic", &add_traffic}, Command{"buildings", &add_buildings},
    Command{"households", &add_households}, Command{"profile", &add_profile}, Command{"powerflow", &add_powerflow},

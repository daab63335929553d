// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"

namespace pendel::scenario {

/// One line a problem, sorted by place, then "2 problems, nothing was run.", in the language of the command line.
std::string problems_text(const std::vector<Issue>& issues);

/// The same for programs: a list of {file, line, column, problem, why, hint}.
std::string problems_json(const std::vector<Issue>& issues);

}  // namespace pendel::scenario

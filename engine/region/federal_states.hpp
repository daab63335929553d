// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/issue.hpp"

namespace pendel {

/// Reports a state that is none of federal_states() (core/calendar.hpp); "" is no state and allowed.
void check_state(const std::string& state, const Place& place, Issues& issues);

}  // namespace pendel

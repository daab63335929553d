// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/issue.hpp"

namespace pendel {

/// The sixteen federal states in the order of their keys: the AGS of SH begin with 01, those of TH with 16.
const std::vector<std::string>& states_by_key();

/// Reports a state that is none of them; "" is no state and allowed.
void check_state(const std::string& state, const Place& place, Issues& issues);

}  // namespace pendel

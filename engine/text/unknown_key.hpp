// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "text/parameters.hpp"

namespace pendel::text {

/// What may have been meant by a key that no parameter has: the same in another unit (with the value converted), the
/// nearest key of this section, the same key of another section, the nearest path; else "". `section_name` says how a
/// section is written for people.
std::string hint_for_unknown(const ParameterTable& table, const Member& member, const std::string& section,
                             const std::function<std::string(const std::string&)>& section_name);

}  // namespace pendel::text

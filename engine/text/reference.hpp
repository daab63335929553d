// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "text/parameters.hpp"

namespace pendel::text {

/// The reference page of all parameters in Markdown (docs/parameters.md). Always English. Deterministic.
std::string to_markdown(const ParameterTable& table);

/// "[0, 1]", "(0, ∞)" or "" without limits.
std::string interval_text(const Spec& spec);

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "text/parameters.hpp"

namespace pendel::text {

/// JSON Schema (draft 2020-12) of a scenario file, for editors that complete and check while one types. It accepts what
/// read() accepts, as far as one file can be judged alone: keys that a `base` may give are not demanded, and the
/// existence of files and the uniqueness of names are left to read(). Deterministic.
std::string to_json_schema(const ParameterTable& table);

/// A value as JSON; a date as text, a table as an empty object.
nlohmann::ordered_json plain_json(const Node& node);

}  // namespace pendel::text

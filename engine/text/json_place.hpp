// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "text/place_finder.hpp"

namespace pendel::text {

/// Where a JSON document stops being one; the file alone if it is JSON, but not what was expected.
inline Place json_place(const std::filesystem::path& file, std::string_view text,
                        const nlohmann::json::exception& error) {
  const auto* broken = dynamic_cast<const nlohmann::json::parse_error*>(&error);
  if (broken == nullptr || broken->byte == 0) return {file.string(), 0, 0};
  const std::string name = file.string();
  return PlaceFinder(name, text).at(std::min(broken->byte - 1, text.size()));
}

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/issue.hpp"

namespace pendel::text {

/// The bytes of a file, unpacked if its name ends in .gz, or an issue that says why not.
std::optional<std::string> read_file(const std::filesystem::path& file, Issues& issues);

/// Adds an issue with line and column at the first byte that is not UTF-8 (or if it is UTF-16). A byte-order mark is
/// fine.
bool check_utf8(std::string_view text, const std::string& file_name, Issues& issues);

/// Position of the first byte that is not UTF-8, or npos. Refuses overlong forms, surrogates and what lies beyond
/// U+10FFFF.
std::size_t find_not_utf8(std::string_view text);

/// ISO 8859-1 to UTF-8.
std::string from_latin1(std::string_view text);

}  // namespace pendel::text

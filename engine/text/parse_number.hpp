// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pendel::text {

struct NumberFormat {
  char decimal = '.';
  char thousands = 0;  // 0: none accepted
};

/// The whole text, spaces around it aside, or nothing. No hexadecimal; "nan" and "inf" are read for the caller to
/// refuse.
std::optional<double> parse_number(std::string_view text, NumberFormat format = {});
std::optional<std::int64_t> parse_integer(std::string_view text, NumberFormat format = {});

std::string_view trim_spaces(std::string_view text);

}  // namespace pendel::text

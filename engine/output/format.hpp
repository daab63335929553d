// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace pendel::output {

/// The description of the result file in Markdown, made from the fields table and the layout table. FORMAT.md is a copy
/// of it, and a test compares the two.
std::string format_reference();

}  // namespace pendel::output

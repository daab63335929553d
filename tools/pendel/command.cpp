// SPDX-License-Identifier: Apache-2.0
#include "command.hpp"

#include "text/messages.hpp"

namespace pendel::tools {

std::string examples(std::initializer_list<std::string_view> lines) {
  std::string text = text::say(text::Say::examples);
  for (const auto line : lines) text.append("\n  ").append(line);
  return text;
}

}  // namespace pendel::tools

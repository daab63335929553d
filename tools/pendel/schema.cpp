// SPDX-License-Identifier: Apache-2.0
#include "text/schema.hpp"

#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "scenario/scenario.hpp"
#include "text/messages.hpp"
#include "text/reference.hpp"

namespace pendel::tools {

using text::Say;
using text::say;

Action add_schema(CLI::App& app) {
  auto markdown = std::make_shared<bool>(false);
  app.description(say(Say::schema_about));
  app.add_flag("--markdown", *markdown, say(Say::markdown_help));
  app.footer(examples({"pendel schema > scenario.schema.json", "pendel schema --markdown > docs/parameters.md"}));
  return [markdown] {
    const scenario::Scenario defaults;
    const auto& table = defaults.parameters();
    fmt::print("{}", *markdown ? text::to_markdown(table) : text::to_json_schema(table));
    return 0;
  };
}

}  // namespace pendel::tools

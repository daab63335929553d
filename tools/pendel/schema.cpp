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

Action add_schema(Words words) {
  auto markdown = std::make_shared<bool>(false);
  words.about(Say::schema_about)
      .options({
          {"--markdown", markdown.get(), Say::markdown_help},
      })
      .examples({"pendel schema > scenario.schema.json", "pendel schema --markdown > docs/parameters.md"});
  return [markdown] {
    const scenario::Scenario defaults;
    const auto& table = defaults.parameters();
    fmt::print("{}", *markdown ? text::to_markdown(table) : text::to_json_schema(table));
    return 0;
  };
}

}  // namespace pendel::tools

// SPDX-License-Identifier: Apache-2.0
#include "scenario/diff.hpp"

#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "scenario/scenario.hpp"
#include "text/messages.hpp"

namespace pendel::tools {

namespace {

using text::Say;

struct DiffOptions {
  std::filesystem::path a, b;
  bool json = false;
};

int execute(const DiffOptions& options) {
  Issues issues;
  const scenario::Scenario a(options.a, {}, issues), b(options.b, {}, issues);
  issues.raise_if_any();
  const auto differences = scenario::diff(a.parameters(), b.parameters());
  fmt::print("{}", options.json ? scenario::to_json(differences) : scenario::to_text(differences));
  return 0;
}

}  // namespace

Action add_diff(Words words) {
  auto options = std::make_shared<DiffOptions>();
  words.about(Say::diff_about)
      .options({
          {"A", &options->a, Say::scenario_help, required},
          {"B", &options->b, Say::scenario_help, required},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel diff base.toml telework.toml"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

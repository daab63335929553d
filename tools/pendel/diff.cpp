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
using text::say;

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

Action add_diff(CLI::App& app) {
  auto options = std::make_shared<DiffOptions>();
  app.description(say(Say::diff_about));
  app.add_option("A", options->a, say(Say::scenario_help))->required();
  app.add_option("B", options->b, say(Say::scenario_help))->required();
  app.add_flag("--json", options->json, say(Say::json_help));
  app.footer(examples({"pendel diff base.toml telework.toml"}));
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

// SPDX-License-Identifier: Apache-2.0
#include "scenario/check.hpp"

#include <fmt/format.h>

#include <memory>

#include "command.hpp"
#include "parallel/parallel.hpp"
#include "scenario/build.hpp"
#include "text/messages.hpp"

namespace pendel::tools {

namespace {

using text::Say;

struct CheckOptions {
  std::filesystem::path file;
  std::vector<std::string> assignments;
  bool json = false;
};

int execute(const CheckOptions& options) {
  Issues issues;
  const scenario::Scenario scenario(options.file, options.assignments, issues);
  parallel::Pool pool(0);
  if (!scenario.settings().region.empty()) scenario::check_land(scenario, pool, issues);
  const auto& all = issues.all();
  fmt::print("{}", options.json ? scenario::problems_json(all) : scenario::problems_text(all));
  return all.empty() ? 0 : 2;
}

}  // namespace

Action add_check(Words words) {
  auto options = std::make_shared<CheckOptions>();
  words.about(Say::check_about)
      .options({
          {"FILE", &options->file, Say::scenario_help, required},
          {"--set", &options->assignments, Say::set_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel check scenarios/hamlet/base.toml"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

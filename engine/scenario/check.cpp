// SPDX-License-Identifier: Apache-2.0
#include "scenario/check.hpp"

#include <nlohmann/json.hpp>

#include "text/messages.hpp"

namespace pendel::scenario {

std::string problems_text(const std::vector<Issue>& issues) {
  using text::say;
  using text::Say;
  if (issues.empty()) return say(Say::problems_none) + "\n";
  std::string text;
  const InputError sorted(issues);
  for (const Issue& issue : sorted.issues()) text += to_string(issue) + "\n";
  return text + (issues.size() == 1 ? say(Say::one_problem) : say(Say::problems, issues.size())) + "\n";
}

std::string problems_json(const std::vector<Issue>& issues) {
  auto list = nlohmann::ordered_json::array();
  const InputError sorted(issues);
  for (const Issue& issue : sorted.issues()) {
    list.push_back({{"file", issue.place.file},
                    {"line", issue.place.line},
                    {"column", issue.place.column},
                    {"problem", issue.problem},
                    {"why", issue.why},
                    {"hint", issue.hint}});
  }
  return list.dump(2) + "\n";
}

}  // namespace pendel::scenario

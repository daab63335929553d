// SPDX-License-Identifier: Apache-2.0
#include "core/issue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace pendel {

std::string to_string(const Place& place) {
  if (place.line == 0) return place.file;
  if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

std::string to_string(const Issue& issue) {
  std::string text = to_string(issue.place);
  if (!text.empty()) text += ": ";
  text += issue.problem;
  if (!issue.why.empty()) text += fmt::format(" ({})", issue.why);
  if (!issue.hint.empty()) text += fmt::format(". {}", issue.hint);
  return text;
}

namespace {

std::string join(const std::vector<Issue>& issues) {
  std::string text;
  for (const auto& issue : issues) text += (text.empty() ? "" : "\n") + to_string(issue);
  return text;
}

std::vector<Issue> sorted(std::vector<Issue> issues) {
  std::stable_sort(issues.begin(), issues.end(), [](const Issue& a, const Issue& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
  });
  return issues;
}

}  // namespace

InputError::InputError(std::vector<Issue> issues)
    : std::runtime_error(join(sorted(issues))), issues_(sorted(std::move(issues))) {}

void Issues::raise_if_any() const {
  if (!all_.empty()) throw InputError(all_);
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  // Two letters changed places are two changes.
  std::size_t best_distance = std::max<std::size_t>(word.size() < 4 ? 1 : 2, word.size() / 3) + 1;
  for (const auto& candidate : candidates) {
    std::vector<std::size_t> row(candidate.size() + 1);
    for (std::size_t j = 0; j <= candidate.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= word.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const std::size_t replaced = diagonal + (word[i - 1] == candidate[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace pendel

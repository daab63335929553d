// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pendel {

/// Where in the input something stands. Line and column count from 1; 0 = not known.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

/// "region/link.csv:14:23" with what is known.
std::string to_string(const Place& place);

/// One thing that the user must mend: `place: problem (why). hint`.
struct Issue {
  Place place;
  std::string problem;
  std::string why = {};
  std::string hint = {};
};

std::string to_string(const Issue& issue);

/// Collects every problem of the input; reading never stops at the first one.
class Issues {
 public:
  void add(Issue issue) { all_.push_back(std::move(issue)); }
  void add(Place place, std::string problem, std::string why = {}, std::string hint = {}) {
    all_.push_back({std::move(place), std::move(problem), std::move(why), std::move(hint)});
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }
  [[nodiscard]] std::size_t size() const { return all_.size(); }
  [[nodiscard]] const std::vector<Issue>& all() const { return all_; }
  /// Throws InputError if anything was collected.
  void raise_if_any() const;

 private:
  std::vector<Issue> all_;
};

/// Your input (exit code 2). Carries all issues, sorted by file, line, column.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Issue> issues);
  explicit InputError(Issue issue) : InputError(std::vector<Issue>{std::move(issue)}) {}
  [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }

 private:
  std::vector<Issue> issues_;
};

/// Your disk, memory or cluster (exit code 3).
class SystemError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Stopped by a signal; what was finished is kept and the same command resumes (exit code 99).
class Interrupted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The candidate with the fewest letters changed: up to a third of the word, but 1, from 4 letters on 2; else "".
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace pendel

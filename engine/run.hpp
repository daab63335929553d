// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "parallel/progress.hpp"
#include "scenario/scenario.hpp"
#include "simulate/profile.hpp"

namespace pendel {

struct RunRequest {
  std::filesystem::path scenario;
  std::filesystem::path result;               // ends in .h5
  std::vector<std::string> assignments = {};  // "path=value"
  int threads = 0;                            // 0 = all cores
};

struct RunReport {
  std::size_t persons = 0;
  std::size_t households = 0;
  std::size_t links = 0;
  std::size_t days = 0;
  simulate::Profile profile;
  std::vector<scenario::Target> targets;
  std::vector<std::string> notes;  // what the planner must know about the input
};

/// The whole story. Throws InputError (nothing was run), SystemError, Interrupted (the same call resumes).
RunReport run(const RunRequest& request, parallel::Progress& progress, const std::stop_token& stop);

/// The figures of the scenario's targets, one row a sample; a sample whose drawn values contradict each other is left
/// out.
struct SampledTargets {
  std::vector<std::vector<double>> figures;
  std::size_t ranges = 0;  // parameters that were drawn
  std::size_t failed = 0;
  std::string why;  // the first of those that failed
};

/// Runs the question of `request`, whose result is there, `samples` times with other luck and, if `with_ranges`, with
/// other values from the ranges of the parameters (study/samples.hpp). Days run only if a target asks for one. No file
/// stays behind.
SampledTargets sample_targets(const RunRequest& request, std::size_t samples, bool with_ranges,
                              parallel::Progress& progress, const std::stop_token& stop);

std::string_view engine_version();

}  // namespace pendel

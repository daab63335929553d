// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "models/models.hpp"
#include "parallel/progress.hpp"
#include "simulate/profile.hpp"
#include "world/world.hpp"

namespace pendel::simulate {

/// What accompanies a run without being able to change its result.
struct Companions {
  parallel::Progress& progress;
  Profile& profile;
  std::stop_token stop;
};

/// THE CORRIDOR. Runs the days through the phases disrupt, decide, plan, move, consume, account and returns one sealed
/// segment per day, in `work`. Days whose segment is already there are not run again: that is resume. Days are
/// independent: each starts from the state of its period. Throws Interrupted between two models.
std::vector<std::filesystem::path> run_days(const std::vector<Day>& days, const models::Parameters& parameters,
                                            const World& world, const std::filesystem::path& work,
                                            const Companions& with);

/// The work folder of a result: "x.h5" -> "x.h5.work". Segments in it are kept only if they were made for the same
/// `key` (scenario, land and engine version); else the folder is emptied. Throws SystemError.
std::filesystem::path open_work_folder(const std::filesystem::path& result, const std::string& key);

}  // namespace pendel::simulate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <vector>

#include "models/models.hpp"
#include "output/result.hpp"
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

/// THE CORRIDOR. Takes the slow clock from period to period, runs each period's days through the phases disrupt,
/// decide, plan, move, consume, account, and returns one sealed segment per day and per period, in `work`. A period's
/// segment holds the checkpoint of the state that all of its days start from. What is already there is not made again:
/// that is resume. The days of a period are independent of each other; a day may start from the travel times of the
/// same day in an earlier period, or from the same day of another result, `start` (choices.hpp); none: empty. Throws
/// Interrupted between two models.
output::Segments run_calendar(const Calendar& calendar, const models::Parameters& parameters, const World& world,
                              const std::filesystem::path& work, const Companions& with,
                              const std::filesystem::path& start = {});

/// The work folder of a result: "x.h5" -> "x.h5.work". Segments in it are kept only if they were made for the same
/// `key` (scenario, land and engine version); else the folder is emptied. Throws SystemError.
std::filesystem::path open_work_folder(const std::filesystem::path& result, const std::string& key);

}  // namespace pendel::simulate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "output/reader.hpp"
#include "world/state.hpp"

namespace pendel::output {

using ModeShare = std::array<double, modes>;  // in the order of Mode

/// Trips of one class (of distance in metres, of age in years): [from, below).
struct ShareClass {
  std::string name;
  double from = 0;
  double below = std::numeric_limits<double>::infinity();
  double weight = 0;  // share of the class in all trips
  ModeShare share{};  // of the modes within the class; all 0 where there are no trips
};

/// A table of shares of all trips: `main_mode` (walk, bike, pt or transit, car, ride), `share` and, on request,
/// `dist_group` ("0 - 1000", "20000+"). Without it there is one class. Everything that is wrong goes to `issues`.
std::vector<ShareClass> read_mode_shares(const std::filesystem::path& file, Issues& issues);
/// The same by age group (`age`: "18 - 25", "66+"); where a table also splits by economic_status, its rows without one.
/// Only groups that are groups of the population too, give or take a year; without weights.
std::vector<ShareClass> read_mode_shares_by_age(const std::filesystem::path& file, Issues& issues);

/// What the residents of a result do on the mean day of its last period, from its table of trips, in the same classes.
std::vector<ShareClass> shares_by_distance(const Result& result, std::span<const ShareClass> classes);
std::vector<ShareClass> shares_by_age(const Result& result, std::span<const ShareClass> classes);

/// Shares of all trips when the classes have the weights of `weights`; classes without trips of `shares` are left out.
ModeShare total_shares(std::span<const ShareClass> shares, std::span<const ShareClass> weights);

/// The next constants of a logit model that shall reach `target` and gives `reached` with `constants`: each moves by
/// the logarithm of the ratio, less the first mode's, which stays (Manski and Lerman 1977; Train 2009, section 2.8).
ModeShare next_constants(const ModeShare& constants, const ModeShare& reached, const ModeShare& target);

double largest_deviation(const ModeShare& a, const ModeShare& b);

}  // namespace pendel::output

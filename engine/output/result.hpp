// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "world/day.hpp"
#include "world/world.hpp"

namespace pendel::parallel {
class Pool;
}

namespace pendel::output {

/// Version of the layout of results. A reader refuses another first number.
inline constexpr std::string_view format_version = "1.0";

/// What a result says about where it comes from. No time of day, host or number of threads: same input, same bytes.
struct Provenance {
  std::string engine_version;
  std::string title;
  std::string scenario_text;  // resolved: every parameter with its value
  std::string scenario_hash;
};

/// The sealed segments of a run, one a day and one a period, in the order of the calendar.
struct Segments {
  std::vector<std::filesystem::path> days;
  std::vector<std::filesystem::path> periods;
};

/// Makes one result from the sealed segments of a calendar: `final_path` (HDF5, read as
/// netCDF-4 with CF and UGRID, as OMX, and through the .xdmf beside it by ParaView). FORMAT.md describes it. The file
/// gets its name only when it is whole. Datasets are packed by the threads of `pool` if there is one; the bytes are the
/// same. Throws SystemError when the disk fails or a segment is not of this run.
void assemble(const World& world, const Calendar& calendar, const Segments& segments, const Provenance& provenance,
              const std::filesystem::path& final_path, parallel::Pool* pool = nullptr);

/// First moments of the quarter-hours in seconds since the first day's midnight. The days lie at their calendar dates;
/// where these do not ascend (a design day that is also a representative day), they follow one another without a gap.
std::vector<double> time_axis(std::span<const Day> days);
bool is_calendar(std::span<const Day> days);

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/reader.hpp"
#include "store/writer.hpp"
#include "world/day.hpp"
#include "world/state.hpp"

/// What travellers chose and expect on a day, kept so that another run can begin with it. It is large and for the
/// engine alone, so it stands beside the result: "x.h5" -> "x.choices.h5".
namespace pendel::simulate {

/// Under `group` + "choices/"; nothing if there are none.
void keep_choices(const TravelChoices& choices, store::Writer& writer, const std::string& group = "");
/// The inverse; false if there are none.
bool load_choices(const store::Reader& reader, const std::string& group, TravelChoices& choices);

std::filesystem::path choices_file(const std::filesystem::path& result);
/// Collects the choices of all days, of which `segments` are the files; removes what an earlier run left where there
/// are none. The hashes tell whose they are. Throws SystemError.
void write_choices(const Calendar& calendar, const std::vector<std::filesystem::path>& segments,
                   const std::string& scenario_hash, const std::string& region_hash,
                   const std::filesystem::path& result);

/// The result that a run starts from.
class Start {
 public:
  /// Opens it for the days of `calendar`. Throws InputError if it is no result.
  Start(const std::filesystem::path& result, const Calendar& calendar);
  /// The choices of the day with the same date in the same period or, if the result was written without, its link
  /// times; false if it has no such day.
  bool load(const Day& day, MobilityState& state) const;

 private:
  const Calendar& calendar_;
  std::filesystem::path result_;
  std::optional<store::Reader> choices_;
};

}  // namespace pendel::simulate

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "store/writer.hpp"
#include "world/day.hpp"
#include "world/recorder.hpp"
#include "world/world.hpp"

namespace pendel::output {

/// Takes one day's fields into a file of its own, which gets its name with seal() only: a finished day is kept when the
/// run is interrupted. Holds each put against the fields table and throws ContractError for a field that is not in it,
/// a wrong type or number of values, or a second put; SystemError when the disk fails.
class Segment final : public Recorder {
 public:
  /// `world` outlives the segment.
  Segment(const std::filesystem::path& final_path, const Day& day, const World& world);
  /// The same for what is said of a period: fields over (period, ...).
  Segment(const std::filesystem::path& final_path, const Period& period, const World& world);

  /// For what only the engine reads beside the fields.
  [[nodiscard]] store::Writer& writer() { return writer_; }

  /// The day is whole. Nothing can be put afterwards.
  void seal();

 private:
  void write(const Field& field, std::string_view name, Type type, const void* values, std::size_t count) override;

  const World& world_;
  bool of_period_;
  store::Writer writer_;
  std::set<std::string> put_;
  std::optional<std::size_t> lines_;  // of the table
};

}  // namespace pendel::output

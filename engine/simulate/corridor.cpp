// SPDX-License-Identifier: Apache-2.0
#include "simulate/corridor.hpp"

#include <fmt/format.h>

#include <fstream>

#include "core/issue.hpp"
#include "output/segment.hpp"
#include "text/messages.hpp"

namespace pendel::simulate {

namespace fs = std::filesystem;

namespace {

void run_day(const Day& day, const std::vector<std::unique_ptr<Model>>& models, const State& state,
             output::Segment& segment, const Companions& with, double share, double share_of_day) {
  for (std::size_t i = 0; i < models.size(); ++i) {
    if (with.stop.stop_requested()) throw Interrupted("stopped on request");
    with.progress.report(models[i]->name(),
                         share + share_of_day * static_cast<double>(i) / static_cast<double>(models.size()));
    const auto timed = with.profile.time(models[i]->name());
    models[i]->step(day, state, segment, with.stop);
  }
}

}  // namespace

std::vector<fs::path> run_days(const std::vector<Day>& days, const models::Parameters& parameters, const World& world,
                               const fs::path& work, const Companions& with) {
  State state;
  std::vector<std::unique_ptr<Model>> models;
  std::vector<fs::path> segments;
  for (const auto& day : days) {
    segments.push_back(work / fmt::format("day-{:04}.h5", day.index));
    if (fs::exists(segments.back())) continue;
    if (models.empty()) {
      const auto timed = with.profile.time("models");
      models = models::make(parameters, world, state);
    }
    state = State{};
    output::Segment segment(segments.back(), day, world);
    const double share_of_day = 1.0 / static_cast<double>(days.size());
    run_day(day, models, state, segment, with, share_of_day * day.index, share_of_day);
    const auto timed = with.profile.time("segment");
    segment.seal();
  }
  return segments;
}

fs::path open_work_folder(const fs::path& result, const std::string& key) {
  fs::path folder = result.string() + ".work";
  const fs::path key_file = folder / "key";
  try {
    std::string found;
    if (std::ifstream in(key_file); in) std::getline(in, found);
    if (found == key) return folder;
    fs::remove_all(folder);
    fs::create_directories(folder);
  } catch (const fs::filesystem_error& error) {
    throw SystemError(fmt::format("{}: {}", folder.string(), error.code().message()));
  }
  std::ofstream out(key_file);
  if (!(out << key << '\n' << std::flush)) throw SystemError(text::say(text::Say::file_not_written, key_file.string()));
  return folder;
}

}  // namespace pendel::simulate

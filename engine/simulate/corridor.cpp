// SPDX-License-Identifier: Apache-2.0
#include "simulate/corridor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "core/issue.hpp"
#include "output/segment.hpp"
#include "simulate/checkpoint.hpp"
#include "simulate/choices.hpp"
#include "text/table_writer.hpp"
#include "world/fields.hpp"

namespace pendel::simulate {

namespace fs = std::filesystem;

namespace {

using Models = std::vector<std::unique_ptr<Model>>;

/// How long a model's day usually takes beside the others', for the remaining time on the terminal (default region).
double usual_work(const Model& model) {
  if (model.phase() == Phase::move) return 70;
  return model.phase() == Phase::consume ? 10 : 1;
}

/// What a run goes through, made when the first segment is missing.
class Corridor {
 public:
  Corridor(const models::Parameters& parameters, const World& world, const fs::path& work, const Companions& with)
      : parameters_(parameters), world_(world), work_(work), with_(with) {}

  /// The choices of an earlier run.
  void begin_with(const fs::path& start, const Calendar& calendar) {
    if (!start.empty()) start_.emplace(start, calendar);
  }

  fs::path period_file(int index) const { return work_ / fmt::format("period-{:04}.h5", index); }
  fs::path day_file(int index) const { return work_ / fmt::format("day-{:04}.h5", index); }

  void advance(const Period& period) {
    const auto file = period_file(period.index);
    if (fs::exists(file)) return;
    if (period.index > 0) restore(period.index - 1);
    output::Segment segment(file, period, world_);
    for (const auto& model : models()) {
      if (with_.stop.stop_requested()) throw Interrupted("stopped on request");
      const auto timed = with_.profile.time(model->name());
      model->advance(period, state_, segment, with_.stop);
    }
    const auto timed = with_.profile.time("segment");
    save(state_, segment.writer());
    segment.seal();
    restored_ = period.index;
  }

  void run(const Day& day, double share, double share_of_day) {
    if (fs::exists(day_file(day.index))) return;
    restore(day.period);
    warm(day);
    output::Segment segment(day_file(day.index), day, world_);
    double work = 0, before = 0;
    for (const auto& model : models()) work += usual_work(*model);
    for (const auto& model : models()) {
      if (with_.stop.stop_requested()) throw Interrupted("stopped on request");
      const double part = share_of_day * usual_work(*model) / work;
      const double from = share + std::exchange(before, before + part);
      const auto tell = [&, part, from, name = model->name()](double done) {
        with_.progress.report(name, from + part * done);
      };
      tell(0);
      model->tell(tell);
      const auto timed = with_.profile.time(model->name());
      model->step(day, state_, segment, with_.stop);
      if (model->phase() == Phase::move) keep_choices(std::exchange(state_.mobility.choices, {}), segment.writer());
    }
    restored_ = -1;  // the day left its traces in the state
    const auto timed = with_.profile.time("segment");
    segment.seal();
  }

 private:
  Models& models() {
    if (models_.empty()) {
      const auto timed = with_.profile.time("models");
      models_ = models::make(parameters_, world_, state_);
    }
    return models_;
  }

  /// The state that the days of a period start from. Always from the file: an interrupted run and an uninterrupted one
  /// go the same way.
  void restore(int period) {
    if (restored_ == period) return;
    const auto timed = with_.profile.time("checkpoint");
    state_ = State{};
    load(store::Reader(period_file(period)), state_);
    restored_ = period;
  }

  /// What the day begins with: the same day of the run that this one starts from, else in an earlier period.
  void warm(const Day& day) {
    if (start_ && start_->load(day, state_.mobility)) return;
    if (day.previous < 0) return;
    const store::Reader before(day_file(day.previous));
    if (load_choices(before, "", state_.mobility.choices)) return;
    const auto& field = fields::link_travel_time;
    if (before.has(field.path)) state_.mobility.link_time_s = before.read<float>(field.path);
  }

  const models::Parameters& parameters_;
  const World& world_;
  const fs::path& work_;
  const Companions& with_;
  std::optional<Start> start_;
  State state_;
  Models models_;
  int restored_ = -1;  // the period whose state `state_` is
};

}  // namespace

output::Segments run_calendar(const Calendar& calendar, const models::Parameters& parameters, const World& world,
                              const fs::path& work, const Companions& with, const fs::path& start) {
  Corridor corridor(parameters, world, work, with);
  corridor.begin_with(start, calendar);
  output::Segments segments;
  const double share_of_day = 1.0 / static_cast<double>(std::max<std::size_t>(calendar.days.size(), 1));
  auto day = calendar.days.begin();
  for (const auto& period : calendar.periods) {
    corridor.advance(period);
    segments.periods.push_back(corridor.period_file(period.index));
    for (; day != calendar.days.end() && day->period == period.index; ++day) {
      corridor.run(*day, share_of_day * day->index, share_of_day);
      segments.days.push_back(corridor.day_file(day->index));
    }
  }
  PENDEL_ENSURE(day == calendar.days.end());
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
  text::save_text(key_file, key + '\n');
  return folder;
}

}  // namespace pendel::simulate

// SPDX-License-Identifier: Apache-2.0
#include "simulate/choices.hpp"

#include <fmt/format.h>

#include "core/issue.hpp"
#include "output/reader.hpp"
#include "world/fields.hpp"

namespace pendel::simulate {

namespace fs = std::filesystem;

namespace {

/// `visit(name, column)` for every column.
template <class Choices, class Visit>
void for_columns(Choices& choices, Visit&& visit) {
  visit("entity", choices.entity);
  visit("from", choices.from);
  visit("to", choices.to);
  visit("car_time", choices.car_time);
  visit("departure_shift", choices.departure_shift);
  visit("schedule_delay", choices.schedule_delay);
  visit("first", choices.first);
  visit("routes", choices.routes);
  visit("link_time", choices.link_time);
  visit("door_link", choices.door_link);
  visit("door_wait", choices.door_wait);
}

std::string day_group(std::size_t day) { return fmt::format("day-{:04}-", day); }

}  // namespace

void keep_choices(const TravelChoices& choices, store::Writer& writer, const std::string& group) {
  if (choices.empty()) return;
  for_columns(choices, [&]<class T>(const char* name, const std::vector<T>& column) {
    writer.write_array(group + "choices/" + name, std::span<const T>(column), {}, store::Layout::packed);
  });
}

bool load_choices(const store::Reader& reader, const std::string& group, TravelChoices& choices) {
  if (!reader.has(group + "choices/schedule_delay")) return false;
  for_columns(choices, [&]<class T>(const char* name, std::vector<T>& column) {
    column = reader.read<T>(group + "choices/" + name);
  });
  return true;
}

fs::path choices_file(const fs::path& result) { return fs::path(result).replace_extension(".choices.h5"); }

void write_choices(const Calendar& calendar, const std::vector<fs::path>& segments, const std::string& scenario_hash,
                   const std::string& region_hash, const fs::path& result) {
  std::optional<store::Writer> writer;
  for (std::size_t day = 0; day < segments.size(); ++day) {
    TravelChoices choices;
    if (!load_choices(store::Reader(segments[day]), "", choices)) continue;
    if (!writer) {
      writer.emplace(choices_file(result));
      writer->attributes(
          "/", {{"scenario_hash", scenario_hash}, {"region_hash", region_hash}, {"writer", std::string("engine")}});
    }
    keep_choices(choices, *writer, day_group(day));
  }
  PENDEL_ENSURE(segments.size() == calendar.days.size());
  if (writer)
    writer->seal();
  else
    fs::remove(choices_file(result));
}

Start::Start(const fs::path& result, const Calendar& calendar) : calendar_(calendar), result_(result) {
  const output::Result opened(result);
  const auto file = choices_file(result);
  if (!fs::exists(file)) return;
  choices_.emplace(file);
  // One that an older result of the same name left is of no use.
  for (const auto* of : {"scenario_hash", "region_hash"})
    if (choices_ && choices_->attribute_text("/", of) != opened.about(of)) choices_.reset();
}

bool Start::load(const Day& day, MobilityState& state) const {
  const output::Result base(result_);
  for (std::size_t d = 0; d < base.days().size(); ++d) {
    const auto& other = base.days()[d];
    const auto period = base.periods()[static_cast<std::size_t>(other.period)];
    if (other.date != day.date || period != calendar_.periods[static_cast<std::size_t>(day.period)].begin) continue;
    if (choices_ && load_choices(*choices_, day_group(d), state.choices)) return true;
    const auto& field = fields::link_travel_time;
    if (!base.file().has(field.path)) return false;
    const auto shape = base.file().shape(field.path);
    state.link_time_s.resize(slices_per_day * shape.at(1));
    base.file().read_rows(field.path, d * slices_per_day, std::span(state.link_time_s));
    return true;
  }
  return false;
}

}  // namespace pendel::simulate

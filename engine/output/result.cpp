// SPDX-License-Identifier: Apache-2.0
#include "output/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "core/contract.hpp"
#include "core/issue.hpp"
#include "core/time.hpp"
#include "output/daily_traffic.hpp"
#include "output/grid_mapping.hpp"
#include "output/layout.hpp"
#include "output/mean_day.hpp"
#include "output/sizes.hpp"
#include "output/xdmf.hpp"
#include "store/reader.hpp"
#include "store/sealed_file.hpp"
#include "store/writer.hpp"
#include "text/messages.hpp"

namespace pendel::output {
namespace {

namespace fs = std::filesystem;
using std::string;
using store::Attributes;

constexpr double seconds_per_day = 86400;

string iso(const Date& date) { return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day); }

struct Assembly {
  const World& world;
  const std::vector<Day>& days;
  const Provenance& provenance;
  const std::vector<Period>& periods;
  std::vector<store::Reader> segments;
  std::vector<store::Reader> period_segments;
  store::Writer& writer;
};

/// The attributes that every dataset has.
Attributes described(std::string_view unit, std::string_view meaning, std::string_view writer) {
  Attributes out;
  if (!unit.empty()) out.push_back({"units", string(unit)});
  out.push_back({"long_name", string(meaning)});
  out.push_back({"writer", string(writer)});
  return out;
}

/// What the codes 0, 1, 2, ... mean. CF wants flag_values of the type of the variable.
void add_flags(Attributes& attributes, std::string_view flags, const Values& values) {
  if (flags.empty()) return;
  std::vector<std::int32_t> codes(static_cast<std::size_t>(std::ranges::count(flags, ' ')) + 1);
  for (std::size_t i = 0; i < codes.size(); ++i) codes[i] = static_cast<std::int32_t>(i);
  if (std::holds_alternative<std::vector<std::uint8_t>>(values))
    attributes.push_back({"flag_values", std::vector<std::uint8_t>(codes.begin(), codes.end())});
  else
    attributes.push_back({"flag_values", std::move(codes)});
  attributes.push_back({"flag_meanings", string(flags)});
}

double external_vehicles(const Region& region) {
  double sum = 0;
  for (const auto& flow : region.external) sum += flow.vehicles_per_day;
  return sum;
}

void write_head(Assembly& in) {
  const auto& region = in.world.region;
  const auto zones = static_cast<std::int32_t>(region.zones.size());
  in.writer.attributes("/", {{"Conventions", string("CF-1.8 UGRID-1.0")},
                             {"title", in.provenance.title},
                             {"source", "Pendel " + in.provenance.engine_version + ", a simulation"},
                             {"region", region.name},
                             {"format_version", string(format_version)},
                             {"engine_version", in.provenance.engine_version},
                             {"scenario_hash", in.provenance.scenario_hash},
                             {"region_hash", region.hash},
                             {"seed", static_cast<std::int64_t>(in.world.random.seed())},
                             {"replication", static_cast<std::int32_t>(in.world.random.replication())},
                             {"residents", static_cast<std::int64_t>(in.world.people.persons.residents)},
                             {"external_vehicles", external_vehicles(region)},
                             {"OMX_VERSION", string("0.2")}});
  // OMX wants the shape of its matrices even where there is none.
  in.writer.attributes("/", {{"SHAPE", std::vector<std::int32_t>{zones, zones}}});
}

void write_axes(Assembly& in) {
  const auto times = time_axis(in.days);
  in.writer.coordinate(
      "time", std::span<const double>(times),
      {{"units", "seconds since " + iso(in.days.front().date) + " 00:00:00"},
       {"calendar", string("proleptic_gregorian")},
       {"standard_name", string("time")},
       {"long_name", string("begin of the quarter-hour, local standard time")},
       {"axis", string("T")},
       {"comment",
        string(is_calendar(in.days) ? "calendar time" : "the days follow one another without a gap; see day_date")}},
      store::Growth::unlimited);
  std::vector<std::int32_t> numbers(in.days.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int32_t>(i);
  in.writer.coordinate("day", std::span<const std::int32_t>(numbers),
                       described("1", "number of the simulated day", "engine"));
  std::vector<std::int32_t> begins;
  for (const auto& period : in.periods) begins.push_back(period.begin.days());
  in.writer.coordinate("period", std::span<const std::int32_t>(begins),
                       described("days since 1970-01-01", "first day of the period", "engine"));
}

void write_mesh(Assembly& in) {
  in.writer.write_scalar("crs", std::int32_t{0}, grid_mapping(in.world.region.epsg, in.world.region.crs_wkt));
  in.writer.write_scalar("road", std::int32_t{0},
                         {{"cf_role", string("mesh_topology")},
                          {"long_name", string("road network, one edge per link")},
                          {"topology_dimension", std::int32_t{1}},
                          {"node_coordinates", string("node_x node_y")},
                          {"node_dimension", string("node")},
                          {"edge_node_connectivity", string("link_nodes")},
                          {"edge_dimension", string("link")},
                          {"edge_coordinates", string("link_x link_y")}});
}

void write_values(Assembly& in, std::string_view path, const Values& values, const store::DimensionNames& dimensions,
                  const Attributes& attributes) {
  std::visit(
      [&]<class T>(const std::vector<T>& column) {
        if constexpr (std::is_same_v<T, string>)
          in.writer.write_texts(path, column, dimensions, attributes);
        else
          in.writer.write(path, std::span<const T>(column), dimensions, attributes);
      },
      values);
}

void write_day_item(Assembly& in, const DayItem& item) {
  const auto values = item.values(in.days);
  auto attributes = described(item.unit, item.meaning, "engine");
  add_flags(attributes, item.flags, values);
  write_values(in, item.path, values, {"day"}, attributes);
}

void write_item(Assembly& in, const Item& item) {
  store::DimensionNames dimensions;
  for (const auto name : item.dimensions)
    if (!name.empty()) dimensions.emplace_back(name);
  const auto values = item.values(in.world.region, in.world.people);
  auto attributes = described(item.unit, item.meaning, item.writer);
  add_flags(attributes, item.flags, values);
  const auto place = placed_on(item.path, item.dimensions[0]);
  attributes.insert(attributes.end(), place.begin(), place.end());
  write_values(in, item.path, values, dimensions, attributes);
}

/// Values of one field and day; throws if the segment holds another number of them.
template <class T>
std::vector<T> read_day(const store::Reader& segment, const Field& field, const World& world) {
  const auto expected = values_per_day(field, world);
  if (store::count(segment.shape(field.path)) != expected)
    throw SystemError(text::say(text::Say::segment_values, field.path, expected));
  return segment.read<T>(field.path);
}

/// The weighted mean day of the last period that runs days; of days that all have the weight 0, the plain mean.
void write_matrix(Assembly& in, const Field& field) {
  std::vector<double> sum(values_per_day(field, in.world), 0);
  const auto of_day = mean_day_weights(in.days, in.days.back().period);
  double weights = 0;
  for (std::size_t d = 0; d < in.days.size(); ++d) {
    weights += of_day[d];
    if (of_day[d] <= 0 || !in.segments[d].has(field.path)) continue;
    const auto day = read_day<double>(in.segments[d], field, in.world);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += of_day[d] * day[i];
  }
  for (auto& value : sum) value /= weights;
  auto attributes = described(field.unit, field.meaning, field.writer);
  attributes.push_back({"cell_methods", string("day: mean (weighted by day_weight)")});
  in.writer.write(field.path, std::span<const double>(sum), {"zone", "zone"}, attributes, store::Layout::chunked);
}

bool of_period(const Field& field) { return field.dimensions[0] == Dimension::period; }

/// What stands where a model wrote nothing.
template <class T>
constexpr T fill_of() {
  if constexpr (std::is_floating_point_v<T>)
    return std::numeric_limits<T>::quiet_NaN();
  else if constexpr (std::is_unsigned_v<T>)
    return std::numeric_limits<T>::max();
  else
    return -1;
}

template <class T>
void write_series(Assembly& in, const Field& field) {
  store::DimensionNames dimensions;
  for (const auto dimension : field.dimensions)
    if (dimension != Dimension::none) dimensions.emplace_back(to_string(dimension));
  const auto& segments = of_period(field) ? in.period_segments : in.segments;
  PENDEL_EXPECT(of_period(field) || dimensions.front() == "time" || dimensions.front() == "day");
  const auto has = [&](const store::Reader& segment) { return segment.has(field.path); };
  const bool gaps = !std::ranges::all_of(segments, has);
  auto attributes = described(field.unit, field.meaning, field.writer);
  const auto place = dimensions.size() > 1 ? placed_on(field.path, dimensions[1]) : Attributes{};
  attributes.insert(attributes.end(), place.begin(), place.end());
  // Without gaps integers stay integers in xarray, which turns all that have a _FillValue into floats.
  constexpr T fill = fill_of<T>();
  if (gaps || std::is_floating_point_v<T>) attributes.push_back({"_FillValue", fill});
  auto dataset =
      in.writer.create(field.path, stored_type(field.type), dimensions, attributes, static_cast<double>(fill));
  const std::uint64_t rows = dimensions.front() == "time" ? slices_per_day : 1;
  const std::size_t together = rows >= store::chunk_rows ? 1 : store::chunk_rows / rows;  // days in a block
  for (std::size_t first = 0; first < segments.size(); first += together) {
    const std::span block(segments.data() + first, std::min(together, segments.size() - first));
    if (std::ranges::none_of(block, has)) continue;
    std::vector<T> values;
    for (const auto& segment : block)
      if (has(segment))
        std::ranges::copy(read_day<T>(segment, field, in.world), std::back_inserter(values));
      else
        values.resize(values.size() + values_per_day(field, in.world), fill);
    dataset.rows(first * rows, std::span<const T>(values));
  }
}

template <class T>
void write_lines(Assembly& in, const Field& field, const std::vector<std::uint64_t>& lines) {
  auto dataset = in.writer.create(field.path, stored_type(field.type), {string(to_string(Dimension::trip))},
                                  described(field.unit, field.meaning, field.writer));
  std::uint64_t first = 0;
  for (std::size_t d = 0; d < lines.size(); ++d) {
    if (lines[d] == 0) continue;
    const auto day =
        field.writer == "engine" ? std::vector<T>(lines[d], static_cast<T>(d)) : in.segments[d].read<T>(field.path);
    dataset.rows(first, std::span<const T>(day));
    first += lines[d];
  }
}

/// A column of the table of trips, the days one after the other.
void write_column(Assembly& in, const Field& field) {
  const auto holds = [&](const store::Reader& segment) { return segment.has(field.path); };
  if (field.writer != "engine" && std::ranges::none_of(in.segments, holds)) return;
  std::vector<std::uint64_t> lines;
  std::uint64_t all = 0;
  for (const auto& segment : in.segments) {
    lines.push_back(segment.has(fields::trip_person.path) ? store::count(segment.shape(fields::trip_person.path)) : 0);
    all += lines.back();
  }
  if (all == 0) return;
  const auto dimension = string(to_string(Dimension::trip));
  if (!in.writer.has_dimension(dimension)) in.writer.dimension(dimension + "/" + dimension, all);
  with_type(field.type, [&]<class T> { write_lines<T>(in, field, lines); });
}

void write_daily_traffic(Assembly& in) {
  const auto& source = fields::link_daily_volume;
  std::vector<std::vector<float>> volume;
  for (const auto& segment : in.segments) {
    if (!segment.has(source.path)) return;
    volume.push_back(read_day<float>(segment, source, in.world));
  }
  const auto traffic = daily_traffic(in.days, volume);
  const auto write = [&](const Field& field, const std::vector<float>& values) {
    if (values.empty()) return;
    auto attributes = described(field.unit, field.meaning, field.writer);
    const auto place = placed_on(field.path, "link");
    attributes.insert(attributes.end(), place.begin(), place.end());
    if (traffic.all.empty())
      attributes.push_back(
          {"comment", string("there is no DTV: the days do not stand for a year, or are workdays alone")});
    in.writer.write(field.path, std::span<const float>(values), {"link"}, attributes);
  };
  write(fields::link_dtv, traffic.all);
  write(fields::link_dtvw, traffic.workdays);
}

void write_field(Assembly& in, const Field& field);

/// All datasets of a family that a day holds.
void write_family(Assembly& in, const Field& field) {
  const auto slash = field.path.rfind('/');
  const auto group = slash == std::string_view::npos ? string("/") : string(field.path.substr(0, slash));
  const auto last = field.path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const auto stem = last.substr(0, last.find('*'));
  std::vector<string> names;
  for (const auto& segment : in.segments) {
    if (group != "/" && !segment.has(group)) continue;
    for (const auto& member : segment.members(group))
      if (member.starts_with(stem) && std::ranges::find(names, member.substr(stem.size())) == names.end())
        names.push_back(member.substr(stem.size()));
  }
  for (const auto& name : names) {
    const auto path = with_name(field.path, name);
    const auto meaning = with_name(field.meaning, name);
    auto one = field;
    one.path = path;
    one.meaning = meaning;
    write_field(in, one);
  }
}

void write_field(Assembly& in, const Field& field) {
  if (is_family(field)) return write_family(in, field);
  if (is_table(field)) return write_column(in, field);
  const auto& segments = of_period(field) ? in.period_segments : in.segments;
  if (std::ranges::none_of(segments, [&](const auto& segment) { return segment.has(field.path); })) return;
  if (is_matrix(field)) return write_matrix(in, field);
  with_type(field.type, [&]<class T> { write_series<T>(in, field); });
}

void write_provenance(Assembly& in) {
  in.writer.write_text("provenance/scenario", in.provenance.scenario_text,
                       {{"long_name", string("scenario with every parameter, TOML")},
                        {"hash", in.provenance.scenario_hash},
                        {"writer", string("engine")}});
}

std::vector<store::Reader> open_segments(const std::vector<Period>& periods, const std::vector<fs::path>& paths) {
  PENDEL_EXPECT(periods.size() == paths.size());
  std::vector<store::Reader> segments;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    segments.emplace_back(paths[i]);
    if (segments.back().attribute_number("/", "date") != periods[i].begin.days())
      throw SystemError(text::say(text::Say::made_from_other, paths[i].string()));
  }
  return segments;
}

std::vector<store::Reader> open_segments(const std::vector<Day>& days, const std::vector<fs::path>& paths) {
  PENDEL_EXPECT(!days.empty() && days.size() == paths.size());
  std::vector<store::Reader> segments;
  for (std::size_t i = 0; i < days.size(); ++i) {
    segments.emplace_back(paths[i]);
    if (segments.back().attribute_number("/", "date") != days[i].date.days())
      throw SystemError(text::say(text::Say::made_from_other, paths[i].string()));
  }
  return segments;
}

}  // namespace

bool is_calendar(std::span<const Day> days) {
  return std::ranges::adjacent_find(days, std::greater_equal{}, &Day::date) == days.end();
}

std::vector<double> time_axis(std::span<const Day> days) {
  const bool calendar = is_calendar(days);
  std::vector<double> times;
  times.reserve(days.size() * slices_per_day);
  for (std::size_t d = 0; d < days.size(); ++d) {
    const double midnight =
        seconds_per_day * (calendar ? days[d].date.days() - days.front().date.days() : static_cast<double>(d));
    for (int slice = 0; slice < slices_per_day; ++slice) times.push_back(midnight + seconds(slice * ticks_per_slice));
  }
  return times;
}

void assemble(const World& world, const Calendar& calendar, const Segments& segments, const Provenance& provenance,
              const fs::path& final_path, parallel::Pool* pool) {
  store::Writer writer(final_path, pool);
  const auto& days = calendar.days;
  Assembly in = {world,
                 days,
                 provenance,
                 calendar.periods,
                 open_segments(days, segments.days),
                 open_segments(calendar.periods, segments.periods),
                 writer};
  write_head(in);
  write_axes(in);
  for (const auto& dimension : file_dimensions())
    writer.dimension(dimension.path, dimension.size(world.region, world.people));
  write_mesh(in);
  for (const auto& item : day_items()) write_day_item(in, item);
  for (const auto& item : layout()) write_item(in, item);
  for (const auto* field : all_fields()) write_field(in, *field);
  write_daily_traffic(in);
  write_provenance(in);
  // The description for ParaView first: when the result bears its name, all is there.
  const auto xdmf = fs::path(final_path).replace_extension(".xdmf");
  store::write_text_file(xdmf, xdmf_text(world, days, final_path.filename().string(), in.segments));
  writer.seal();
}

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/hash.hpp"
#include "core/issue.hpp"
#include "models/mobility/queue_case.hpp"
#include "parallel/progress.hpp"
#include "parallel/stop.hpp"
#include "store/writer.hpp"
#include "text/messages.hpp"
#include "text_table.hpp"

namespace pendel::tools {

namespace {

using mobility::QueueCase;
using mobility::QueueResult;
using text::Say;
using text::say;

constexpr double stuck_limit = 0.001;  // share of the moves above which times are no forecast (mobility, README.md)

struct TrafficOptions {
  std::filesystem::path folder, routes, out;
  double end_s = 108000;
  int threads = 0;
  bool json = false;
};

struct Figures {
  double loop_s = 0, loop_cpu_s = 0, mean_s = 0, free_s = 0;
  std::uint64_t arrived = 0;
  std::string hash;
};

/// As written, or within the folder of the case.
std::filesystem::path routes_file(const TrafficOptions& options) {
  if (options.routes.empty() || std::filesystem::exists(options.routes)) return options.routes;
  const auto inside = options.folder / options.routes;
  return std::filesystem::exists(inside) ? inside : options.routes;
}

Figures figures(const QueueCase& c, const mobility::QueueNetwork& network, const QueueResult& result) {
  Figures f;
  f.free_s = c.free_time_s(network);
  double sum_s = 0;
  for (std::size_t i = 0; i < c.trips(); ++i) {
    if (result.arrive[i] == mobility::never) continue;
    sum_s += seconds(result.arrive[i] - result.depart[i]);
    ++f.arrived;
  }
  f.mean_s = f.arrived == 0 ? 0 : sum_s / static_cast<double>(f.arrived);
  f.hash = ContentHash().add_values(std::span<const Tick>(result.arrive)).hex();
  return f;
}

double per_second(const QueueResult& result, const Figures& f) {
  return f.loop_s > 0 ? static_cast<double>(result.traversals) / f.loop_s : 0.0;
}

std::int64_t worst_name(const QueueCase& c, const QueueResult& result) {
  return result.worst_link == mobility::no_trip ? -1 : c.link_name[result.worst_link];
}

void print_json(const QueueCase& c, const QueueResult& result, const Figures& f, int threads) {
  nlohmann::json out = {{"vehicles", c.trips()},
                        {"arrived", f.arrived},
                        {"link_traversals", result.traversals},
                        {"loop_s", f.loop_s},
                        {"loop_cpu_s", f.loop_cpu_s},
                        {"traversals_per_s", per_second(result, f)},
                        {"threads", threads},
                        {"mean_travel_time_s", f.mean_s},
                        {"mean_free_time_s", f.free_s},
                        {"stuck_moves", result.stuck_moves},
                        {"running", result.running},
                        {"not_begun", result.not_begun},
                        {"arrival_hash", f.hash}};
  if (result.running > 0) out["worst_link"] = worst_name(c, result);
  fmt::print("{}\n", out.dump(2));
}

void print_text(const QueueCase& c, const QueueResult& result, const Figures& f) {
  const auto line = [](Say label, const std::string& value) { fmt::print("{:<26}{}\n", say(label), value); };
  line(Say::traffic_vehicles, std::to_string(c.trips()));
  line(Say::traffic_traversals, std::to_string(result.traversals));
  line(Say::traffic_loop_s, fmt::format("{:.3f}", f.loop_s));
  line(Say::traffic_rate, fmt::format("{:.0f}", per_second(result, f)));
  line(Say::traffic_mean_time, fmt::format("{:.1f} s", f.mean_s));
  line(Say::traffic_free_time, fmt::format("{:.1f} s", f.free_s));
  line(Say::traffic_stuck, std::to_string(result.stuck_moves));
  line(Say::traffic_hash, f.hash);
  if (result.stuck_share() > stuck_limit)
    fmt::print("{}\n", say(Say::traffic_warn_stuck, 100 * result.stuck_share()));
  else if (result.stuck_moves > 0)
    fmt::print("{}\n", say(Say::traffic_few_stuck, result.stuck_moves, result.traversals, 100 * result.stuck_share()));
  if (result.running > 0)
    fmt::print("{}\n", say(Say::traffic_running, result.running, result.worst_link_vehicles, worst_name(c, result)));
  if (result.not_begun > 0) fmt::print("{}\n", say(Say::traffic_not_begun, result.not_begun));
}

void write(const std::filesystem::path& file, const QueueCase& c, const QueueResult& result) {
  store::Writer writer(file);
  using Sums = mobility::QueueSeries::Sums;
  const auto& series = result.series;
  writer.dimension("slice", static_cast<std::uint64_t>(series.slices()));
  writer.dimension("link", series.links());
  writer.dimension("trip", c.trips());
  const auto table = [&](std::string_view name, std::uint32_t Sums::*what, const char* unit, const char* meaning) {
    writer.write<std::uint32_t>(name, series.table(what), {"slice", "link"},
                                {{"units", std::string(unit)}, {"long_name", std::string(meaning)}});
  };
  table("entries", &Sums::entries, "1", "vehicles that entered the link in the quarter of an hour");
  table("exits", &Sums::exits, "1", "vehicles that left the link in the quarter of an hour");
  table("timed", &Sums::timed, "1", "vehicles that entered in the quarter of an hour and left without being pushed");
  table("travel_time_sum", &Sums::time_ticks, "0.1 s", "sum of the travel times of the timed vehicles");
  table("occupancy", &Sums::occupancy_s, "s", "vehicle-seconds on the link in the quarter of an hour");
  writer.write<std::uint32_t>("stuck", result.stuck, {"link"}, {{"units", std::string("1")}});
  writer.write<std::int64_t>("link_id", c.link_name, {"link"});
  const store::Attributes ticks = {{"units", std::string("0.1 s")}, {"_FillValue", std::int32_t{mobility::never}}};
  writer.write<Tick>("depart", result.depart, {"trip"}, ticks);
  writer.write<Tick>("arrive", result.arrive, {"trip"}, ticks);
  writer.seal();
}

int execute(const TrafficOptions& options) {
  const parallel::StopOnSignal stop;
  parallel::Pool pool(options.threads);
  const auto progress = parallel::terminal_progress();
  Issues issues;
  progress->report(say(Say::traffic_routing), 0);
  const auto c = mobility::read_queue_case(options.folder, routes_file(options), issues, pool);
  issues.raise_if_any();
  const mobility::QueueNetwork network(c.road());
  mobility::QueueOptions queue;
  queue.end = ticks_from_s(options.end_s);
  queue.check_routes = false;  // the reader has
  progress->report(say(Say::traffic_driving), 0.3);
  const auto start = std::chrono::steady_clock::now();
  const auto cpu_start = std::clock();
  const auto result = mobility::run_queue(network, c.demand(), {}, queue, pool, nullptr, stop.token());
  const std::chrono::duration<double> loop = std::chrono::steady_clock::now() - start;
  const auto cpu = std::clock() - cpu_start;
  progress->report(say(Say::traffic_driving), 1);
  if (!options.out.empty()) write(options.out, c, result);
  auto f = figures(c, network, result);
  f.loop_s = loop.count();
  f.loop_cpu_s = static_cast<double>(cpu) / CLOCKS_PER_SEC;
  if (options.json)
    print_json(c, result, f, pool.threads());
  else
    print_text(c, result, f);
  return 0;
}

}  // namespace

Action add_traffic(Words words) {
  auto options = std::make_shared<TrafficOptions>();
  words.about(Say::traffic_about)
      .options({
          {"DIR", &options->folder, Say::traffic_folder_help, required},
          {"--routes", &options->routes, Say::traffic_routes_help},
          {"--end", &options->end_s, Say::traffic_end_help, optional, {.low = 1.0, .high = 1e6}},
          {"--threads", &options->threads, Say::threads_help, optional, thread_limits},
          {"-o,--out", &options->out, Say::traffic_out_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel traffic grid --routes grid/routes.csv.gz --threads 1",
                 "pendel traffic grid --end 7200 -o grid.h5 --json"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

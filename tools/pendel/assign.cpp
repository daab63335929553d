// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "assign/equilibrium.hpp"
#include "command.hpp"
#include "core/math.hpp"
#include "import/assignment_input.hpp"
#include "parallel/progress.hpp"
#include "text/messages.hpp"
#include "text/table_writer.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

struct AssignOptions {
  std::filesystem::path network, trips, output;
  import::CostWeights weights;
  assign::Settings settings;
  int threads = 0;
  bool json = false;
};

void write_flows(const assign::Network& network, const assign::Equilibrium& result, const std::filesystem::path& file) {
  text::CsvWriter table({"from", "to", "flow", "cost"});
  for (std::size_t link = 0; link < network.links(); ++link)
    table.row(network.node_name[network.from[link]], network.node_name[network.to[link]], result.flow[link],
              result.cost[link]);
  table.save(file);
}

void print_text(const import::AssignmentInput& input, const assign::Equilibrium& result, double seconds,
                const AssignOptions& options) {
  const auto& network = input.network;
  for (const auto& note : input.notes) fmt::print("{}\n", say(Say::note, note));
  fmt::print("{}\n", say(Say::assign_size, network.nodes(), network.links(), input.trips.size(), input.vehicles));
  fmt::print("objective  {:.6f}\nTSTT       {:.6f}\ngap        {:.3e}\niterations {}\nseconds    {:.3f}\n",
             result.objective, result.total_cost, result.gap, result.iterations, seconds);
  if (!result.converged) fmt::print("{}\n", say(Say::assign_not_converged, result.iterations, options.settings.gap));
}

void print_json(const import::AssignmentInput& input, const assign::Equilibrium& result, double seconds) {
  const nlohmann::ordered_json out = {{"objective", result.objective},
                                      {"tstt", result.total_cost},
                                      {"sptt", result.shortest_cost},
                                      {"gap", result.gap},
                                      {"iterations", result.iterations},
                                      {"seconds", seconds},
                                      {"converged", result.converged},
                                      {"nodes", input.network.nodes()},
                                      {"links", input.network.links()},
                                      {"pairs", input.trips.size()},
                                      {"vehicles", input.vehicles},
                                      {"intrazonal", input.intrazonal},
                                      {"notes", input.notes}};
  fmt::print("{}\n", out.dump(2));
}

int execute(const AssignOptions& options) {
  Issues issues;
  const auto input = import::read_assignment(options.network, options.trips, options.weights, issues);
  issues.raise_if_any();
  parallel::Pool pool(options.threads);
  const auto progress = parallel::terminal_progress();
  const double wanted = math::log(std::max(options.settings.gap, 1e-16));
  const auto start = std::chrono::steady_clock::now();
  const auto result = assign::solve(input.network, input.trips, options.settings, pool, [&](int, double gap) {
    const double share = wanted < 0 ? math::log(std::clamp(gap, 1e-16, 1.0)) / wanted : 1;
    progress->report(say(Say::assign_progress, fmt::format("{:.1e}", gap)), std::min(share, 1.0));
  });
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!options.output.empty()) write_flows(input.network, result, options.output);
  options.json ? print_json(input, result, seconds) : print_text(input, result, seconds, options);
  return 0;
}

}  // namespace

Action add_assign(Words words) {
  auto options = std::make_shared<AssignOptions>();
  words.about(Say::assign_about)
      .options({
          {"NET", &options->network, Say::assign_net_help, required},
          {"TRIPS", &options->trips, Say::assign_trips_help, required},
          {"--toll-weight", &options->weights.toll, Say::assign_toll_help},
          {"--distance-weight", &options->weights.distance, Say::assign_distance_help},
          {"--gap", &options->settings.gap, Say::assign_gap_help, optional, {.low = 0.0, .high = 1.0}},
          {"--max-iterations",
           &options->settings.max_iterations,
           Say::assign_iterations_help,
           optional,
           {.low = 0, .high = 1000000}},
          {"--threads", &options->threads, Say::threads_help, optional, thread_limits},
          {"-o,--output", &options->output, Say::assign_flows_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel assign SiouxFalls_net.tntp SiouxFalls_trips.tntp -o flows.csv",
                 "pendel assign ChicagoSketch_net.tntp ChicagoSketch_trips.tntp --toll-weight 0.02 "
                 "--distance-weight 0.04 --json",
                 "pendel assign region/ demand.csv --gap 1e-6"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

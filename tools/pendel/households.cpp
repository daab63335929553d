// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "core/calendar.hpp"
#include "core/issue.hpp"
#include "import/dwd_try.hpp"
#include "models/energy/energy.hpp"
#include "parallel/stop.hpp"
#include "simulate/homes_year.hpp"
#include "text/document.hpp"
#include "text/messages.hpp"
#include "text/parameters.hpp"

namespace pendel::tools {

namespace {

using text::Say;
using text::say;

struct HouseholdsOptions {
  simulate::HomesYear request;
  std::filesystem::path weather;
  std::filesystem::path output;
  std::vector<std::string> assignments;
  int step_min = 15;
  int home_office = -1;
  int threads = 0;
  bool json = false;
};

void read_settings(HouseholdsOptions& options, Issues& issues) {
  auto& request = options.request;
  request.energy.step_min = options.step_min;
  text::ParameterTable table;
  adoption::describe(request.adoption, table);
  schedules::describe(request.schedules, table);
  energy::describe(request.energy, table);
  text::Node document;
  for (const auto& assignment : options.assignments) text::set_value(document, assignment, issues);
  table.read(document, issues);
  energy::check(request.energy, table, issues);
  if (options.home_office == 0) request.adoption.telework_scale = 0;
  if (options.home_office > 0) {
    request.adoption.telework_days.fill(0);
    request.adoption.telework_days[static_cast<std::size_t>(options.home_office) - 1] = 1;
  }
  const auto states = federal_states();
  if (!request.state.empty() && std::find(states.begin(), states.end(), request.state) == states.end())
    issues.add({}, say(Say::bad_state, request.state), "",
               say(Say::bad_state_hint, fmt::format("{}", fmt::join(states, ", "))));
}

int execute(HouseholdsOptions& options) {
  Issues issues;
  read_settings(options, issues);
  const auto year = import::read_try(options.weather, issues);
  issues.raise_if_any();
  const parallel::StopOnSignal signals;
  parallel::Pool pool(options.threads);
  const auto progress = parallel::terminal_progress();
  const auto& request = options.request;
  const auto report = simulate::run_homes_year(request, year.weather, options.output, pool, *progress, signals.token());
  if (options.json)
    fmt::print("{}\n", nlohmann::json({{"result", options.output.string()},
                                       {"homes", request.count},
                                       {"days", report.days},
                                       {"appliances_kwh", report.appliances_kwh},
                                       {"heat_kwh", report.heat_kwh},
                                       {"grid_kwh", report.grid_kwh},
                                       {"peak_kw", report.peak_w / 1000}})
                           .dump(2));
  else
    fmt::print("{}\n", say(Say::households_done, options.output.string(), request.count, report.days,
                           report.appliances_kwh, report.heat_kwh, report.peak_w / 1000));
  return 0;
}

}  // namespace

Action add_households(Words words) {
  auto options = std::make_shared<HouseholdsOptions>();
  auto& request = options->request;
  words.about(Say::households_about)
      .options({
          {"--count", &request.count, Say::count_help, required, {.low = 1, .high = 10'000'000}},
          {"--weather", &options->weather, Say::weather_help, required},
          {"--year", &request.year, Say::year_help, optional, {.low = 1997, .high = 2100}},
          {"-o,--output", &options->output, Say::households_output_help, required},
          {"--days", &request.days, Say::days_help, optional, {.low = 1, .high = 366}},
          {"--state", &request.state, Say::state_help},
          {"--step", &options->step_min, Say::step_help, optional, {.low = 1, .high = 60}},
          {"--seed", &request.seed, Say::seed_help},
          {"--full", &request.full, Say::full_help, optional, {.low = 1, .high = 10'000'000}},
          {"--home-office", &options->home_office, Say::home_office_help, optional, {.low = 0, .high = 5}},
          {"--set", &options->assignments, Say::energy_set_help},
          {"--threads", &options->threads, Say::threads_help, optional, thread_limits},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel households --count 1000 --weather TRY2010_04_Jahr.dat --year 2023 -o homes.h5",
                 "pendel households --count 100 --weather TRY2010_04_Jahr.dat --year 2023 --days 7 --step 1 "
                 "--set adoption.heat_pump_share=0.5 -o week.h5"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

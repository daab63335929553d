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

Action add_households(CLI::App& app) {
  auto options = std::make_shared<HouseholdsOptions>();
  auto& request = options->request;
  app.description(say(Say::households_about));
  app.add_option("--count", request.count, say(Say::count_help))->required()->check(CLI::Range(1, 10'000'000));
  app.add_option("--weather", options->weather, say(Say::weather_help))->required();
  app.add_option("--year", request.year, say(Say::year_help))->check(CLI::Range(1997, 2100));
  app.add_option("-o,--output", options->output, say(Say::households_output_help))->required();
  app.add_option("--days", request.days, say(Say::days_help))->check(CLI::Range(1, 366));
  app.add_option("--state", request.state, say(Say::state_help));
  app.add_option("--step", options->step_min, say(Say::step_help))->check(CLI::Range(1, 60));
  app.add_option("--seed", request.seed, say(Say::seed_help));
  app.add_option("--full", request.full, say(Say::full_help))->check(CLI::Range(1, 10'000'000));
  app.add_option("--home-office", options->home_office, say(Say::home_office_help))->check(CLI::Range(0, 5));
  app.add_option("--set", options->assignments, say(Say::energy_set_help))->allow_extra_args(false);
  app.add_option("--threads", options->threads, say(Say::threads_help))->check(CLI::Range(0, 1024));
  app.add_flag("--json", options->json, say(Say::json_help));
  app.footer(examples({"pendel households --count 1000 --weather TRY2010_04_Jahr.dat --year 2023 -o homes.h5",
                       "pendel households --count 100 --weather TRY2010_04_Jahr.dat --year 2023 --days 7 --step 1 "
                       "--set adoption.heat_pump_share=0.5 -o week.h5"}));
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "models/energy/power_flow/flow_result.hpp"
#include "text/messages.hpp"
#include "text/table_writer.hpp"
#include "text_table.hpp"

namespace pendel::tools {

using energy::BranchFlow;
using energy::FlowMethod;
using energy::FlowResult;
using text::Say;
using text::say;

namespace {

struct PowerflowOptions {
  std::filesystem::path folder;
  std::filesystem::path output;
  std::string method = "sweep";
  bool json = false;
};

/// NaN has no place in JSON.
nlohmann::json number(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

nlohmann::json as_json(const GridTables& grid, const FlowResult& flow, const std::string& method) {
  nlohmann::json out = {
      {"method", method},        {"converged", flow.converged},           {"iterations", flow.iterations},
      {"loss_mw", flow.loss_mw}, {"source_p_mw", flow.source_mva.real()}, {"source_q_mvar", flow.source_mva.imag()}};
  for (auto* list : {"bus", "line", "trafo"}) out[list] = nlohmann::json::array();
  for (std::size_t i = 0; i < grid.buses.size(); ++i)
    out["bus"].push_back({{"index", grid.buses[i].index},
                          {"name", grid.buses[i].name},
                          {"vm_pu", number(flow.buses[i].vm_pu)},
                          {"va_degree", number(flow.buses[i].va_degree)}});
  const auto branch = [](std::int64_t index, const BranchFlow& f, const char* first, const char* second) {
    const std::string a(first), b(second);
    return nlohmann::json{{"index", index},
                          {"p_" + a + "_mw", f.s_from_mva.real()},
                          {"q_" + a + "_mvar", f.s_from_mva.imag()},
                          {"p_" + b + "_mw", f.s_to_mva.real()},
                          {"q_" + b + "_mvar", f.s_to_mva.imag()},
                          {"i_" + a + "_ka", f.i_from_ka},
                          {"i_" + b + "_ka", f.i_to_ka},
                          {"pl_mw", f.loss_mw()},
                          {"loading_percent", number(f.loading_percent)}};
  };
  for (std::size_t i = 0; i < grid.lines.size(); ++i) {
    out["line"].push_back(branch(grid.lines[i].index, flow.lines[i], "from", "to"));
    out["line"].back()["i_ka"] = std::max(flow.lines[i].i_from_ka, flow.lines[i].i_to_ka);
  }
  for (std::size_t i = 0; i < grid.transformers.size(); ++i)
    out["trafo"].push_back(branch(grid.transformers[i].index, flow.transformers[i], "hv", "lv"));
  return out;
}

text::CsvWriter branch_table(const std::string& first, const std::string& second) {
  return text::CsvWriter({"index", "p_" + first + "_mw", "q_" + first + "_mvar", "p_" + second + "_mw",
                          "q_" + second + "_mvar", "i_" + first + "_ka", "i_" + second + "_ka", "pl_mw",
                          "loading_percent"});
}

void add_branch(text::CsvWriter& table, std::int64_t index, const BranchFlow& f) {
  table.row(index, f.s_from_mva.real(), f.s_from_mva.imag(), f.s_to_mva.real(), f.s_to_mva.imag(), f.i_from_ka,
            f.i_to_ka, f.loss_mw(), f.loading_percent);
}

/// res_bus.csv, res_line.csv, res_trafo.csv in a folder.
void save_tables(const std::filesystem::path& folder, const GridTables& grid, const FlowResult& flow) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw SystemError(fmt::format("{}: {}", folder.string(), error.message()));
  text::CsvWriter buses({"index", "name", "vm_pu", "va_degree"});
  for (std::size_t i = 0; i < grid.buses.size(); ++i)
    buses.row(grid.buses[i].index, grid.buses[i].name, flow.buses[i].vm_pu, flow.buses[i].va_degree);
  buses.save(folder / "res_bus.csv");
  auto lines = branch_table("from", "to");
  for (std::size_t i = 0; i < grid.lines.size(); ++i) add_branch(lines, grid.lines[i].index, flow.lines[i]);
  lines.save(folder / "res_line.csv");
  auto transformers = branch_table("hv", "lv");
  for (std::size_t i = 0; i < grid.transformers.size(); ++i)
    add_branch(transformers, grid.transformers[i].index, flow.transformers[i]);
  transformers.save(folder / "res_trafo.csv");
}

/// Everything in one table, one row an element.
void save_one(const std::filesystem::path& file, const GridTables& grid, const FlowResult& flow) {
  text::CsvWriter table(
      {"element", "index", "name", "vm_pu", "va_degree", "i_ka", "loading_percent", "p_mw", "q_mvar", "pl_mw"});
  const double none = std::nan("");
  for (std::size_t i = 0; i < grid.buses.size(); ++i)
    table.row("bus", grid.buses[i].index, grid.buses[i].name, flow.buses[i].vm_pu, flow.buses[i].va_degree, none, none,
              none, none, none);
  const auto branch = [&](const char* kind, std::int64_t index, const BranchFlow& f) {
    table.row(kind, index, "", none, none, std::max(f.i_from_ka, f.i_to_ka), f.loading_percent, f.s_from_mva.real(),
              f.s_from_mva.imag(), f.loss_mw());
  };
  for (std::size_t i = 0; i < grid.lines.size(); ++i) branch("line", grid.lines[i].index, flow.lines[i]);
  for (std::size_t i = 0; i < grid.transformers.size(); ++i)
    branch("trafo", grid.transformers[i].index, flow.transformers[i]);
  table.save(file);
}

std::string fixed(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : std::string("-");
}

void print_tables(const GridTables& grid, const FlowResult& flow, const std::string& method) {
  TextTable buses({say(Say::head_bus), say(Say::head_name), "V pu", say(Say::head_angle)});
  for (std::size_t i = 0; i < grid.buses.size(); ++i)
    buses.add({std::to_string(grid.buses[i].index), grid.buses[i].name, fixed(flow.buses[i].vm_pu, 6),
               fixed(flow.buses[i].va_degree, 4)});
  fmt::print("{}\n", buses.text());
  const auto print = [&](Say title, const std::vector<std::int64_t>& index, const std::vector<BranchFlow>& flows) {
    TextTable table({say(title), "I A", say(Say::head_loading), "P kW", "Q kvar", say(Say::head_losses)});
    for (std::size_t i = 0; i < flows.size(); ++i)
      table.add({std::to_string(index[i]), fixed(1e3 * std::max(flows[i].i_from_ka, flows[i].i_to_ka), 2),
                 fixed(flows[i].loading_percent, 3), fixed(1e3 * flows[i].s_from_mva.real(), 3),
                 fixed(1e3 * flows[i].s_from_mva.imag(), 3), fixed(1e3 * flows[i].loss_mw(), 4)});
    if (!flows.empty()) fmt::print("{}\n", table.text());
  };
  std::vector<std::int64_t> lines, transformers;
  for (const auto& line : grid.lines) lines.push_back(line.index);
  for (const auto& unit : grid.transformers) transformers.push_back(unit.index);
  print(Say::head_line, lines, flow.lines);
  print(Say::head_transformer, transformers, flow.transformers);
  fmt::print("{}\n",
             say(Say::powerflow_summary, fixed(1e3 * flow.source_mva.real(), 3), fixed(1e3 * flow.source_mva.imag(), 3),
                 fixed(1e3 * flow.loss_mw, 4), method, flow.iterations));
}

int execute(const PowerflowOptions& options) {
  Issues issues;
  const auto grid = read_grid_tables(options.folder, issues);
  issues.raise_if_any();
  const auto flow = energy::solve(grid, options.method == "linear" ? FlowMethod::linear : FlowMethod::sweep, issues);
  issues.raise_if_any();
  if (!options.output.empty()) {
    if (options.output.extension() == ".csv")
      save_one(options.output, grid, flow);
    else
      save_tables(options.output, grid, flow);
  }
  if (options.json)
    fmt::print("{}\n", as_json(grid, flow, options.method).dump(2));
  else
    print_tables(grid, flow, options.method);
  return 0;
}

}  // namespace

Action add_powerflow(Words words) {
  auto options = std::make_shared<PowerflowOptions>();
  words.about(Say::powerflow_about)
      .options({
          {"DIR", &options->folder, Say::powerflow_folder_help, required},
          {"--method", &options->method, Say::powerflow_method_help, optional, {.words = {"sweep", "linear"}}},
          {"-o,--output", &options->output, Say::powerflow_output_help},
          {"--json", &options->json, Say::json_help},
      })
      .examples({"pendel powerflow grids/village", "pendel powerflow grids/village -o solved --json",
                 "pendel powerflow grids/village --method linear -o solved.csv"});
  return [options] { return execute(*options); };
}

}  // namespace pendel::tools

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"
#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

/// What is broken today: roads that are closed or narrowed, municipal services that do not work.
namespace pendel::incidents {

enum class Kind : std::uint8_t { links, services };

/// One [[incident]] of a scenario. Links are named by id, by street or by a circle; all that are named are hit.
struct Incident {
  std::string name;
  Kind kind = Kind::links;
  std::vector<double> links;  // names from the source (OSM way ids): every direction of that way
  std::string street;         // street name, exact
  double x_m = 0;             // circle; counts where radius_m > 0
  double y_m = 0;
  double radius_m = 0;
  double capacity_factor = 1;               // 0 closes, 1 leaves as it is
  std::vector<std::string> municipalities;  // AGS, or "all"
  double service_level = 1;                 // share of municipal services that work
  std::string from;                         // YYYY-MM-DD, first day; empty = always
  std::string to;                           // last day
};

struct Parameters {
  std::vector<Incident> incidents;
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// What only the land can tell: unknown links, streets, municipalities, circles that hold no link; and dates. `table`
/// is the one that the parameters were read through: it knows where each stands.
void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues);

class Incidents final : public Model {
 public:
  /// The parameters have passed check().
  Incidents(const Parameters& parameters, const World& world, IncidentsState& state);

  [[nodiscard]] std::string_view name() const override { return "incidents"; }
  [[nodiscard]] Phase phase() const override { return Phase::disrupt; }
  /// Fills capacity_factor (links) and service_level (municipalities). Where incidents overlap, the tightest counts.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

 private:
  struct Hit {
    std::vector<LinkId> links;
    float capacity_factor = 1;
    std::vector<MunicipalityId> municipalities;
    float service_level = 1;
    std::optional<Date> from;
    std::optional<Date> to;
  };
  const World& world_;
  IncidentsState& state_;
  std::vector<Hit> hits_;
};

}  // namespace pendel::incidents

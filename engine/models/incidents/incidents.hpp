// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/date.hpp"
#include "core/issue.hpp"
#include "core/time.hpp"
#include "models/incidents/cyber.hpp"
#include "world/model.hpp"

namespace pendel::text {
class ParameterTable;
}

/// What is broken today: roads, traffic signals, municipal services, charging points, smart meters.
namespace pendel::incidents {

enum class Kind : std::uint8_t {
  links,     // roads are closed or narrowed
  signals,   // crossings with traffic signals lose (or, with better control, gain) capacity, and their delay changes
  services,  // municipal services, to the level given
  outage,    // an IT operator is down and comes back by the model of [cyber]
  charging,  // the backend of public charging points
  meters,    // the backend of smart meters
};

/// One [[incident]] of a scenario. Links are named by id, by street or by a circle; all that are named are hit.
struct Incident {
  std::string name;
  Kind kind = Kind::links;
  std::vector<double> links;  // names from the source (OSM way ids): every direction of that way
  std::string street;         // street name, exact
  double x_m = 0;             // circle; counts where radius_m > 0
  double y_m = 0;
  double radius_m = 0;
  double capacity_factor = 1;  // 0 closes, 1 leaves as it is; signals may gain: up to 2
  double delay_factor = 1;     // signals: on the delay that their control causes, all day
  std::vector<double> nodes;   // signals: names from the source of nodes that are treated, whatever stands there
  std::vector<std::string> municipalities;  // AGS, or "all"
  double service_level = 1;                 // share that works (services, charging, meters)
  std::string operator_name;                // of the [[operator]] that is down (outage)
  double forensic_days = -1;                // outage: before anything is switched on; negative: drawn
  std::string from;                         // YYYY-MM-DD, first day; empty = always
  std::string to;                           // last day
  double from_h = 0;                        // o'clock on each of its days; roads and signals only
  double to_h = 24;
};

struct Parameters {
  std::vector<Incident> incidents = {};
  std::vector<Operator> operators = {};
  std::vector<Service> services = usual_services();
  Cyber cyber = {};
};
void describe(Parameters& parameters, text::ParameterTable& table);

/// What only the land can tell: unknown links, streets, municipalities, circles that hold no link; and dates. `table`
/// is the one that the parameters were read through: it knows where each stands.
void check(const Parameters& parameters, const Region& region, const text::ParameterTable& table, Issues& issues);

/// Days before the first step towards normal, of the n-th incident of the scenario: as given, else by a draw of the
/// replication.
int forensic_days_of(const Incident& incident, std::size_t n, const Cyber& cyber, const Random& random);

/// Number of the operator of that name; the parameters have passed check().
std::size_t operator_number(const std::vector<Operator>& operators, const std::string& name);

class Incidents final : public Model {
 public:
  /// The parameters have passed check().
  Incidents(const Parameters& parameters, const World& world, IncidentsState& state);

  [[nodiscard]] std::string_view name() const override { return "incidents"; }
  [[nodiscard]] Phase phase() const override { return Phase::disrupt; }
  /// Fills IncidentsState, capacities with their changes within the day. Where incidents overlap, the tightest counts;
  /// signals multiply what is left, and delays multiply. service_history begins with the first day of the earliest
  /// outage of services, at most `longest_history` days back; it is empty if none has begun.
  void step(const Day& day, const State& state, Recorder& recorder, const std::stop_token& stop) override;

  static constexpr int longest_history = 3 * 365;

 private:
  struct Hit {
    Kind kind = Kind::links;
    std::vector<LinkId> links;
    float capacity_factor = 1;
    std::vector<NodeId> nodes;
    float delay_factor = 1;
    std::vector<MunicipalityId> municipalities;
    float level = 1;
    std::vector<std::vector<float>> courses;  // outage: by municipality, day by day from `from`
    std::optional<Date> from;
    std::optional<Date> to;
    Tick begin = 0;  // within the day
    Tick end = ticks_per_day;
  };
  [[nodiscard]] bool on(const Hit& hit, std::int32_t day) const;
  void fill_capacity(std::int32_t day);
  void fill_delays(std::int32_t day);
  void add_services(std::int32_t day, std::span<float> levels) const;
  void fill_history(std::int32_t today);

  const World& world_;
  IncidentsState& state_;
  std::vector<Hit> hits_;
};

}  // namespace pendel::incidents

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/column.hpp"
#include "core/issue.hpp"
#include "region/region.hpp"

namespace pendel::text {
class ParameterTable;
}

/// Who runs the municipalities' services: municipality -> IT operator -> service. A failure belongs to the operator and
/// reaches all that hang on it at once.
namespace pendel::incidents {

/// One [[service]]; the order of the list is the order of restoration.
struct Service {
  std::string name;
  double work_share = 0;  // of the work of restoring everything
  double weight = 0;      // in the service level: of citizens' contacts
};
/// Mail and telephone first, archives last. Sums are 1.
std::vector<Service> usual_services();

/// One [[operator]]. Coverages are shares of the staff who work away from the office.
struct Operator {
  std::string name;
  std::vector<std::string> municipalities;  // AGS, or "all"
  std::vector<std::string> services;        // empty: all
  double security = 0.5;                    // 0 nothing done, 0.5 as usual, 1 all that is known
  int segments = 1;                         // networks kept apart; the municipalities go round them in turn
  double staff_factor = 1;                  // of people who restore, per municipality, against the usual
  double fallback = 0;                      // share of the services that goes on without IT
  double mfa = 0.4;                         // coverage of multi-factor login
  double vpn = 0.8;                         // of remote access only through the house's own network
  double managed_devices = 0.5;
  double training = 0.3;
};

/// The graph, resolved: which operator runs service k of municipality m.
class OperatorGraph {
 public:
  static constexpr int none = -1;
  /// The lists have passed check().
  OperatorGraph(const std::vector<Operator>& operators, const std::vector<Service>& services,
                const Municipalities& municipalities);

  [[nodiscard]] int operator_of(MunicipalityId municipality, std::size_t service) const {
    return of_[municipality.index() * services_ + service];
  }
  [[nodiscard]] const std::vector<MunicipalityId>& members(std::size_t op) const { return members_[op]; }
  /// Of an operator's municipality: which of its segments holds it.
  [[nodiscard]] int segment(std::size_t op, MunicipalityId municipality) const;
  [[nodiscard]] double inhabitants(std::size_t op) const { return inhabitants_[op]; }
  [[nodiscard]] std::size_t operators() const { return members_.size(); }
  [[nodiscard]] std::size_t services() const { return services_; }

 private:
  std::size_t services_;
  std::vector<int> of_;  // [municipality][service]
  std::vector<std::vector<MunicipalityId>> members_;
  std::vector<int> segments_;
  std::vector<double> inhabitants_;
};

/// Unknown municipalities and services, two operators for one service, shares that do not add up to 1.
void check(const std::vector<Operator>& operators, const std::vector<Service>& services,
           const Municipalities& municipalities, const text::ParameterTable& table, Issues& issues);

}  // namespace pendel::incidents

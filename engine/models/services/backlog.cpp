// SPDX-License-Identifier: Apache-2.0
#include "models/services/backlog.hpp"

#include <algorithm>

namespace pendel::services {

void Queue::step(Date date, double level, bool open_elsewhere) {
  const bool open = date.weekday() < 5;
  if (open) {
    const double blocked = per_workday_ * (1 - level);
    const double elsewhere = open_elsewhere ? blocked * parameters_.urgent_share : 0.0;
    flow_.arrivals += per_workday_;
    flow_.served += per_workday_ - blocked;
    flow_.elsewhere += elsewhere;
    flow_.waiting += blocked - elsewhere;
    const double worked_off = std::min(flow_.waiting, per_workday_ * parameters_.overtime_share * level);
    flow_.served += worked_off;
    flow_.waiting -= worked_off;
  }
  const double given_up = flow_.waiting / parameters_.patience_days;
  flow_.given_up += given_up;
  flow_.waiting -= given_up;
}

}  // namespace pendel::services

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <stop_token>

namespace pendel::parallel {

/// While it lives, SIGINT (Ctrl-C), SIGTERM and SIGUSR1 (a cluster's warning before the time limit) ask the run to stop
/// instead of killing it: what is finished is kept and the run ends with exit code 99. The second such signal kills.
/// One per process, made by the program and not by the library.
class StopOnSignal {
 public:
  /// Throws SystemError if the system refuses, ContractError if there is already one.
  StopOnSignal();
  ~StopOnSignal();
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

  [[nodiscard]] std::stop_token token() const;

 private:
  struct Watch;
  std::unique_ptr<Watch> watch_;
};

}  // namespace pendel::parallel

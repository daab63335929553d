// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace pendel {

/// A broken promise between two places of our own code (exit code 1). Never used for what a user or a disk did.
class ContractError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void contract_failed(const char* kind, const char* condition, const char* file, int line);

}  // namespace pendel

/// What the caller owes.
#define PENDEL_EXPECT(condition) \
  ((condition) ? void(0) : ::pendel::contract_failed("expected", #condition, __FILE__, __LINE__))
/// What the callee promised.
#define PENDEL_ENSURE(condition) \
  ((condition) ? void(0) : ::pendel::contract_failed("ensured", #condition, __FILE__, __LINE__))

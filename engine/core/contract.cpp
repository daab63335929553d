// SPDX-License-Identifier: Apache-2.0
#include "core/contract.hpp"

#include <fmt/format.h>

namespace pendel {

void contract_failed(const char* kind, const char* condition, const char* file, int line) {
  throw ContractError(fmt::format("{}:{}: {} {}", file, line, kind, condition));
}

}  // namespace pendel

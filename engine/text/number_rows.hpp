// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "text/parameters.hpp"

namespace pendel::text {

struct NumberRange {
  double least, most;  // allowed
  double low, high;    // plausible
};

/// Describes numbers, one line each.
class NumberRows {
 public:
  explicit NumberRows(ParameterTable& table) : table_(table) {}
  void operator()(const std::string& name, double& value, const std::string& unit, NumberRange range,
                  const std::string& source, const std::string& meaning) {
    table_.number(name, value,
                  {.unit = unit,
                   .min = range.least,
                   .max = range.most,
                   .low = range.low,
                   .high = range.high,
                   .source = source,
                   .meaning = meaning});
  }

 private:
  ParameterTable& table_;
};

}  // namespace pendel::text

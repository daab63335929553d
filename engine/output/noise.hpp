// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "output/reader.hpp"

namespace pendel::output {

/// How far a figure of two runs may lie apart when nothing differs but the draws of the route choice.
class Noise {
 public:
  /// `reruns`: the scenario of `a` again, each with another mobility.route_seed. Throws InputError if one is of another
  /// scenario or has the same seed as another run.
  Noise(const Result& a, const std::vector<std::filesystem::path>& reruns);

  /// Half the width of the interval that holds 95 % of the differences of two runs: t s sqrt(2), where s is the
  /// standard deviation over the runs and t the quantile of Student's distribution for their number less one. Of an
  /// indicator, or of the mean of a field over persons, by name; 0 for others.
  [[nodiscard]] double half_width(const std::string& name) const;
  [[nodiscard]] std::size_t runs() const { return runs_; }

 private:
  struct Figure {
    std::string name;
    std::vector<double> values;
  };
  void take(const Result& run);

  std::vector<Figure> figures_;
  std::size_t runs_ = 0;
};

/// t s sqrt(2) of the values; 0 for fewer than two.
double noise_of(std::span<const double> values);

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.hpp"
#include "people/people.hpp"
#include "store/reader.hpp"

namespace pendel::output {

struct ResultDay {
  std::string name;
  Date date;
  double weight = 0;
  int period = 0;
};

struct DatasetInfo {
  std::string path;
  std::vector<std::string> dimensions;
  store::Shape shape;
  std::string unit;
  std::string meaning;
  std::string writer;
};

/// A figure of the mean day of a period (weighted by the weight of the days; a peak is the highest of all days).
struct IndicatorValue {
  std::string name;
  std::string unit;
  std::string meaning;
  double region = 0;
  std::vector<double> municipality;
};

/// An opened result. Throws InputError if the file is absent, no result of Pendel, or of another format; SystemError if
/// it cannot be read.
class Result {
 public:
  explicit Result(const std::filesystem::path& path);

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Text attribute of the root ("title", "region", "scenario_hash", ...); "" if absent.
  [[nodiscard]] std::string about(std::string_view attribute) const;
  [[nodiscard]] double number(std::string_view attribute) const;
  [[nodiscard]] const std::vector<ResultDay>& days() const { return days_; }
  /// First days of the periods.
  [[nodiscard]] const std::vector<Date>& periods() const { return periods_; }
  /// The last period that runs days; mean_day, highest_day and indicators are of it unless told.
  [[nodiscard]] int last_period() const { return days_.back().period; }
  [[nodiscard]] const std::vector<std::string>& municipalities() const { return municipalities_; }
  [[nodiscard]] std::vector<std::string> notes() const;
  /// How the synthetic population meets the published figures; empty for given people.
  [[nodiscard]] std::vector<Margin> margins() const;
  /// All datasets but the dimensions, group by group.
  [[nodiscard]] std::vector<DatasetInfo> datasets() const;
  [[nodiscard]] DatasetInfo dataset(const std::string& path) const;
  [[nodiscard]] std::vector<IndicatorValue> indicators() const { return indicators(last_period()); }
  [[nodiscard]] std::vector<IndicatorValue> indicators(int period) const;
  /// What adoption and risk say of the last period that runs days, by municipality and for the region.
  [[nodiscard]] std::vector<IndicatorValue> period_figures() const;

  /// The mean day of a dataset over (day, X), or the highest of all days; NaN where every day lacks it.
  [[nodiscard]] std::vector<double> mean_day(std::string_view path) const { return mean_day(path, last_period()); }
  [[nodiscard]] std::vector<double> mean_day(std::string_view path, int period) const;
  [[nodiscard]] std::vector<double> highest_day(std::string_view path, int period) const;
  [[nodiscard]] const store::Reader& file() const { return file_; }

 private:
  std::string path_;
  store::Reader file_;
  std::vector<ResultDay> days_;
  std::vector<Date> periods_;
  std::vector<std::string> municipalities_;
};

}  // namespace pendel::output

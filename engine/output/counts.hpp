// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "output/reader.hpp"
#include "region/roads.hpp"

namespace pendel::output {

/// A traffic count and what the result says of it.
struct Count {
  enum class When : std::uint8_t { hour, dtv, dtvw };
  std::string name;
  std::size_t link = 0;
  When when = When::dtvw;
  int hour = 0;  // of a workday, [hour, hour + 1)
  double counted = 0;
  double modelled = 0;

  /// What makes a day comparable with an hour: the design hour carries about a tenth of the day.
  [[nodiscard]] double per_hour() const { return when == When::hour ? 1.0 : 0.1; }
  /// sqrt(2 (m - c)^2 / (m + c)) of hourly volumes (Highways Agency, DMRB 12.2.1); 0 where both are 0.
  [[nodiscard]] double geh() const;
  /// Scalable quality value 1 / (1 + sqrt((m - c)^2 / (f c))), f = 1,000 for hours, 10,000 for days (Friedrich, Pestel,
  /// Schiller, Simon 2019, Scalable GEH, Transp. Res. Record 2673(4)).
  [[nodiscard]] double sqv() const;
};

/// How counts and model agree. NaN where there are too few.
struct CountFit {
  std::size_t n = 0;
  double geh_below_5 = 0;  // share
  double sqv = 0;          // mean
  double rmse = 0;         // over n
  double rmse_share = 0;   // of the mean count
  double r2 = 0;           // squared correlation
  double bias = 0;         // mean of model less count
  double bias_share = 0;   // sum of the model over sum of the counts, less one
};
CountFit fit_of(std::span<const Count> counts);

/// Easting and northing of a longitude and latitude in the plane of the result.
using ToPlane = std::function<Point(double lon_deg, double lat_deg)>;

/// Reads a table of counts and finds link and modelled volume of each. Columns: `count`; the place as `from_node` and
/// `to_node` (names in the source), or `link` (position in the result), or `lon`, `lat` and `direction` (of travel,
/// degrees clockwise from north; the nearest link within 45 degrees of it, at most `max_distance_m` away); `when` (dtv,
/// dtvw or an hour 0 to 23; absent: dtvw); `name` on request. Everything that is wrong goes to `issues`.
std::vector<Count> read_counts(const std::filesystem::path& file, const Result& result, const ToPlane& to_plane,
                               double max_distance_m, Issues& issues);

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "parallel/parallel.hpp"
#include "region/region.hpp"

/// Streets, buildings, zones and gateways for municipalities of which only figures are known. What comes out looks and
/// measures like a German region, but no street of it exists: Region::generated is set and the notes say so.
/// Method, sources and limits: docs/regions-generated.md.
namespace pendel::generate {

/// A settlement whose position is known. Others are placed by the generator.
struct KnownPlace {
  std::string name;
  Point at;
  double population_share = 0;  // of its municipality; 0 = the generator decides
};

/// A place beyond the border that roads lead to.
struct Outside {
  std::string key;  // 5-digit county key
  std::string name;
  Point at;
  bool through = false;  // roads go on through it to other parts of the region
};

/// A road whose course is known: its ref ("B 184") and some points that it passes.
struct KnownRoad {
  std::string ref;
  RoadClass road_class = RoadClass::primary;
  std::vector<Point> via;
  std::vector<Point> junctions;  // motorways only: where one can enter and leave
};

/// What no road crosses except known roads (a river).
struct Barrier {
  std::string name;
  std::vector<Point> line;
};

/// Where a county lies, for its commuters' way to a gateway.
struct County {
  std::string key;
  Point at;
};

/// Monthly facts of a climate; see weather_generate.hpp.
struct Climate {
  std::array<double, 12> temperature_c{};      // monthly mean
  std::array<double, 12> daily_range_k{};      // mean of daily maximum minus daily minimum
  std::array<double, 12> day_to_day_k{};       // standard deviation of daily means within the month
  std::array<double, 12> global_kwh_per_m2{};  // monthly sum on the horizontal plane
  double latitude_deg = 0;
  double longitude_deg = 0;
};

/// All that is known. Points in the plane of `epsg`, metres.
struct Facts {
  std::string name;
  std::string state;
  std::int32_t epsg = 25832;
  std::string crs_wkt;
  std::uint64_t seed = 0;
  Municipalities municipalities;                // outlines empty: they are generated
  std::vector<std::vector<KnownPlace>> places;  // per municipality
  std::vector<Outside> outside;
  std::vector<KnownRoad> roads;
  std::vector<Barrier> barriers;
  std::vector<County> counties;
  std::vector<CommuterFlow> commuters;
  Climate climate;
  std::vector<Source> sources;
  std::string hash;  // of the files that all this was read from
};

/// Builds the region. Same facts, same bytes, for any number of threads.
Region generate(const Facts& facts, parallel::Pool& pool);

}  // namespace pendel::generate

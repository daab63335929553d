// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/issue.hpp"
#include "region/roads.hpp"

namespace pendel::import {

/// WGS84, degrees.
struct LonLat {
  double lon_deg = 0;
  double lat_deg = 0;
  friend bool operator==(const LonLat&, const LonLat&) = default;
};

/// EPSG code of the UTM zone for a place: ETRS89 (25832, 25833) in Germany, where zone 32 also takes the strip west of
/// 6 degrees east; WGS84 (326xx north, 327xx south) elsewhere.
int utm_epsg(LonLat place);

/// Reports an EPSG code that is no projected plane in metres. Throws SystemError if the database of PROJ is missing.
void check_plane(int epsg, const Place& place, Issues& issues);

/// From one reference system into another, through PROJ. Not to be shared between threads.
class Projection {
 public:
  /// WGS84 into the plane of `epsg`. Throws SystemError if PROJ does not know it or its database is missing.
  explicit Projection(int epsg) : Projection("EPSG:4326", epsg) {}
  /// From any system that PROJ can read ("EPSG:31467", the text of a .prj file).
  Projection(const std::string& from, int epsg);
  ~Projection();
  Projection(Projection&&) noexcept;
  Projection& operator=(Projection&&) noexcept;

  /// Longitude and latitude (or x and y of the source system), to metres. Throws SystemError outside the projection.
  [[nodiscard]] Point to_plane(LonLat place) const;
  [[nodiscard]] LonLat from_plane(Point point) const;
  /// The target system as WKT (ISO 19162), for results.
  [[nodiscard]] const std::string& wkt() const;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace pendel::import

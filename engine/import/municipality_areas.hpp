// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "import/area_index.hpp"
#include "import/projection.hpp"
#include "region/region.hpp"

namespace pendel::import {

/// Municipalities as published: figures, and the polygons of each.
struct MunicipalityAreas {
  Municipalities all;                            // x_m, y_m: centre of the largest part; outline: its outer ring
  std::vector<std::vector<PlanePolygon>> parts;  // by municipality
  std::vector<Source> sources;                   // one a figure, with the year that its name in the file bears
  AreaIndex index;                               // point -> municipality

  /// The municipality that holds the point; none outside all.
  [[nodiscard]] MunicipalityId locate(Point point) const;
};

/// Reads GeoJSON (RFC 7946, WGS84) whose features are municipalities with a text property `ags`. Figures are properties
/// named as in the published tables, with or without the year behind (`population_2021`, `svb_workplace_2015` ...; the
/// whole list: figure_names()); numbers or texts; empty = not published. Features without polygons are refused.
MunicipalityAreas read_municipalities(const std::filesystem::path& file, const Projection& projection, Issues& issues);

/// Puts figures of a table (column `ags`, same names) where the polygons' file has none.
void add_figures(const std::filesystem::path& table, MunicipalityAreas& areas, Issues& issues);

/// How the published tables call a figure, and what to multiply it by for our unit.
struct FigureName {
  std::string_view published;
  std::string_view figure;
  double factor;
};
std::span<const FigureName> figure_names();

}  // namespace pendel::import

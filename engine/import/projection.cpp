// SPDX-License-Identifier: Apache-2.0
#include "import/projection.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <algorithm>
#include <cmath>

#include "text/messages.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

struct Destroy {
  void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
  void operator()(PJ* transformation) const { proj_destroy(transformation); }
};

std::string wkt_of(PJ_CONTEXT* context, const std::string& name) {
  const std::unique_ptr<PJ, Destroy> crs(proj_create(context, name.c_str()));
  if (!crs) return {};
  const char* text = proj_as_wkt(context, crs.get(), PJ_WKT2_2019, nullptr);
  return text == nullptr ? std::string() : text;
}

bool is_metric(PJ_CONTEXT* context, const PJ* crs) {
  if (proj_get_type(crs) != PJ_TYPE_PROJECTED_CRS) return false;
  const std::unique_ptr<PJ, Destroy> axes(proj_crs_get_coordinate_system(context, crs));
  double metres = 0;
  return axes &&
         proj_cs_get_axis_info(context, axes.get(), 0, nullptr, nullptr, nullptr, &metres, nullptr, nullptr, nullptr) !=
             0 &&
         metres == 1;
}

}  // namespace

void check_plane(int epsg, const Place& place, Issues& issues) {
  const std::unique_ptr<PJ_CONTEXT, Destroy> context(proj_context_create());
  proj_log_level(context.get(), PJ_LOG_NONE);
  const auto find = [&](int code) {
    return std::unique_ptr<PJ, Destroy>(
        proj_create_from_database(context.get(), "EPSG", std::to_string(code).c_str(), PJ_CATEGORY_CRS, 0, nullptr));
  };
  const auto crs = find(epsg);
  if (crs && is_metric(context.get(), crs.get())) return;
  constexpr int always_there = 25832;
  if (!crs && !find(always_there))
    throw SystemError(say(Say::projection_missing, "EPSG:4326", fmt::format("EPSG:{}", always_there)));
  issues.add(place, say(crs ? Say::epsg_not_metric : Say::epsg_unknown, epsg), say(Say::epsg_why), say(Say::epsg_hint));
}

struct Projection::Handles {
  std::unique_ptr<PJ_CONTEXT, Destroy> context;
  std::unique_ptr<PJ, Destroy> transformation;
  std::string name;
  std::string wkt;
};

int utm_epsg(LonLat place) {
  const bool germany = place.lon_deg > 5.8 && place.lon_deg < 15.1 && place.lat_deg > 47.2 && place.lat_deg < 55.1;
  if (germany) return place.lon_deg < 12.0 ? 25832 : 25833;
  const int zone = std::clamp(static_cast<int>(std::floor((place.lon_deg + 180.0) / 6.0)) + 1, 1, 60);
  return (place.lat_deg < 0 ? 32700 : 32600) + zone;
}

Projection::Projection(const std::string& from, int epsg) : handles_(std::make_unique<Handles>()) {
  auto& handles = *handles_;
  handles.name = fmt::format("EPSG:{}", epsg);
  handles.context.reset(proj_context_create());
  proj_log_level(handles.context.get(), PJ_LOG_NONE);  // failures become exceptions below
  // Offline only: a grid fetched from the net on one machine would move the region there.
  proj_context_set_enable_network(handles.context.get(), 0);
  const std::unique_ptr<PJ, Destroy> raw(
      proj_create_crs_to_crs(handles.context.get(), from.c_str(), handles.name.c_str(), nullptr));
  // EPSG:4326 is latitude first by the book; we say longitude, latitude and x, y everywhere.
  if (raw) handles.transformation.reset(proj_normalize_for_visualization(handles.context.get(), raw.get()));
  if (!handles.transformation) throw SystemError(say(Say::projection_missing, from, handles.name));
  handles.wkt = wkt_of(handles.context.get(), handles.name);
}

Projection::~Projection() = default;
Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;

Point Projection::to_plane(LonLat place) const {
  const auto result =
      proj_trans(handles_->transformation.get(), PJ_FWD, proj_coord(place.lon_deg, place.lat_deg, 0, 0));
  if (!std::isfinite(result.xy.x) || !std::isfinite(result.xy.y))
    throw SystemError(say(Say::outside_projection, place.lon_deg, place.lat_deg, handles_->name));
  return {result.xy.x, result.xy.y};
}

LonLat Projection::from_plane(Point point) const {
  const auto result = proj_trans(handles_->transformation.get(), PJ_INV, proj_coord(point.x_m, point.y_m, 0, 0));
  if (!std::isfinite(result.lp.lam) || !std::isfinite(result.lp.phi))
    throw SystemError(say(Say::outside_projection, point.x_m, point.y_m, handles_->name));
  return {result.lp.lam, result.lp.phi};
}

const std::string& Projection::wkt() const { return handles_->wkt; }

}  // namespace pendel::import

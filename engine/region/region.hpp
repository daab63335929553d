// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/column.hpp"
#include "region/roads.hpp"

namespace pendel {

/// Municipalities of the simulated area. A figure that is not published is NaN, never 0.
struct Municipalities {
  Column<MunicipalityId, std::string> ags;  // official municipality key, 8 digits, always text
  Column<MunicipalityId, std::string> name;
  Column<MunicipalityId, std::int32_t> regiostar7;  // 71 to 77 (BMDV); 0 = not published
  Column<MunicipalityId, double> x_m;               // centre: of the buildings where known, else of the area
  Column<MunicipalityId, double> y_m;
  Column<MunicipalityId, double> population;
  Column<MunicipalityId, double> jobs;              // insured employees at the place of work
  Column<MunicipalityId, double> in_commuters;      // of those, living elsewhere
  Column<MunicipalityId, double> resident_workers;  // insured employees at the place of residence
  Column<MunicipalityId, double> out_commuters;     // of those, working elsewhere
  Column<MunicipalityId, double> buildings;
  Column<MunicipalityId, double> dwellings;
  Column<MunicipalityId, double> one_dwelling_buildings;
  Column<MunicipalityId, double> buildings_1949_1978;
  Column<MunicipalityId, double> buildings_district_heat;
  Column<MunicipalityId, double> living_area_m2;
  Column<MunicipalityId, double> pv_kw;
  Column<MunicipalityId, double> wind_kw;
  Column<MunicipalityId, double> area_m2;
  Column<MunicipalityId, double> settlement_m2;
  Column<MunicipalityId, double> broadband_50_share;  // of households, at least 50 Mbit/s
  Column<MunicipalityId, double> broadband_100_share;
  Column<MunicipalityId, double> broadband_1000_share;
  Rows<MunicipalityId, Point> outline;  // outer ring of the largest part, closed; may be empty

  [[nodiscard]] std::size_t size() const { return ags.size(); }
};

/// At most about 2,000 people each, nested in municipalities. Gateways are zones too.
struct Zones {
  Column<ZoneId, std::string> name;             // "15082005-003"; a gateway's zone bears the gateway's name
  Column<ZoneId, MunicipalityId> municipality;  // none for a gateway
  Column<ZoneId, GatewayId> gateway;            // none for a zone inside
  Column<ZoneId, double> x_m;
  Column<ZoneId, double> y_m;
  Column<ZoneId, NodeId> node;  // where a trip without a building enters the road graph

  [[nodiscard]] std::size_t size() const { return name.size(); }
};

/// Where people, goods and visitors enter and leave: a road on the border and the places behind it.
struct Gateways {
  Column<GatewayId, std::string> name;
  Column<GatewayId, ZoneId> zone;
  Column<GatewayId, NodeId> node;        // border node
  Column<GatewayId, double> outside_km;  // mean way from the border to the places behind it (straight line x detour)
  Rows<GatewayId, std::string> serves;   // AGS or 5-digit county keys behind this gateway

  [[nodiscard]] std::size_t size() const { return name.size(); }
};

enum class BuildingUse : std::uint8_t { residential, mixed, work, school, retail, leisure, other };
inline constexpr int building_uses = 7;
std::string_view to_string(BuildingUse use);
bool is_building_use(std::string_view name);
/// The caller has checked the name with is_building_use.
BuildingUse building_use_from(std::string_view name);

/// Buildings as they stand on the land (OSM or generated). Who lives and works in them is `people`.
struct BuildingSites {
  Column<BuildingId, double> x_m;
  Column<BuildingId, double> y_m;
  Column<BuildingId, float> footprint_m2;
  Column<BuildingId, float> storeys;
  Column<BuildingId, BuildingUse> use;
  Column<BuildingId, MunicipalityId> municipality;
  Column<BuildingId, ZoneId> zone;
  Column<BuildingId, NodeId> node;  // access to the road graph

  [[nodiscard]] std::size_t size() const { return x_m.size(); }
};

/// A published commuter flow. Keys are AGS (8 digits) or county keys (5 digits).
struct CommuterFlow {
  std::string home;
  std::string work;
  double commuters = 0;
};

enum class VehicleClass : std::uint8_t { car, truck };

/// Through traffic, freight and visitors at the border.
struct ExternalFlow {
  GatewayId from;
  GatewayId to;
  VehicleClass vehicle_class = VehicleClass::car;
  double vehicles_per_day = 0;
  std::vector<double> hour_share;  // 24 values, sum 1
};

/// 8,760 hours of a year; hour h is [h, h+1) local standard time (CET).
struct Weather {
  std::vector<float> temperature_c;
  std::vector<float> direct_w_per_m2;   // beam on the horizontal plane
  std::vector<float> diffuse_w_per_m2;  // on the horizontal plane
  double latitude_deg = 51.0;
  double longitude_deg = 10.0;
};

/// Where figures come from; a note of all of them follows into every result.
struct Source {
  std::string table;   // "municipalities.csv"
  std::string column;  // "*" = the whole table
  std::string source;
  std::string year;
  std::string licence;
};

/// THE LAND. Built once, immutable; what changes lives in State.
struct Region {
  std::string name;
  bool generated = false;  // streets are generated, not surveyed: said in every result
  std::int32_t epsg = 25832;
  std::string crs_wkt;
  std::string state;  // two-letter federal state, for holidays ("ST", "HE")
  Roads roads;
  Municipalities municipalities;
  Zones zones;
  Gateways gateways;
  BuildingSites sites;
  std::vector<CommuterFlow> commuters;
  std::vector<ExternalFlow> external;
  Weather weather;
  std::vector<Source> sources;
  std::vector<std::string> notes;  // plain sentences that every result repeats (coverage, what was dropped)
  std::string hash;                // content hash of the folder it was read from
  std::string read_from;           // that folder, or the specification; only for messages
};

}  // namespace pendel

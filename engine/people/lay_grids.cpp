// SPDX-License-Identifier: Apache-2.0
#include "people/lay_grids.hpp"

#include <algorithm>
#include <numbers>
#include <numeric>

#include "core/math.hpp"
#include "people/grid_streets.hpp"

namespace pendel::people {

namespace {

/// One laid grid, before it gets its number.
struct Laid {
  GridTables tables;
  MunicipalityId municipality;
  NodeId station;
  double kva = 0;
  Demand demand;
  std::vector<std::pair<BuildingId, std::uint32_t>> buildings;  // with their bus
};

/// Lays the cables of one piece.
class Layer {
 public:
  Layer(const Region& region, const Streets& streets, const Streets::Piece& piece)
      : region_(region), streets_(streets), piece_(piece) {}

  Laid lay() {
    root();
    Laid out;
    out.demand = piece_.demand;
    out.station = streets_.node(piece_.points[station_]);
    place_transformer(out);
    place_cables(out);
    widen(out);
    return out;
  }

 private:
  /// The tree of the piece seen from the corner at the middle of its load.
  void root() {
    const auto n = piece_.points.size();
    std::vector<double> weight(n, 0);
    std::vector<std::uint32_t> up(n, none);
    const auto local = [&](std::uint32_t point) {
      for (std::uint32_t i = 0; i < n; ++i)
        if (piece_.points[i] == point) return i;
      return none;
    };
    for (std::uint32_t i = 1; i < n; ++i) up[i] = local(streets_.parent(piece_.points[i]));
    for (std::uint32_t i = 0; i < n; ++i) weight[i] = weight_at(i);
    for (std::size_t i = n; i-- > 1;) weight[up[i]] += weight[i];
    bool deeper = true;
    while (deeper) {
      deeper = false;
      for (std::uint32_t i = station_ + 1; i < n && !deeper; ++i)
        if (up[i] == station_ && 2 * weight[i] > weight[0]) {
          station_ = i;
          deeper = true;
        }
    }
    // Turn the ways above the station round.
    feed_ = up;
    length_m_.assign(n, 0);
    for (std::uint32_t i = 1; i < n; ++i) length_m_[i] = streets_.length_m(piece_.points[i]);
    std::uint32_t here = station_, from = none;
    double length = 0;
    while (here != none) {
      const auto above = up[here];
      const double own = length_m_[here];
      feed_[here] = from;
      length_m_[here] = length;
      from = here;
      length = own;
      here = above;
    }
    // Outwards order.
    std::vector<std::vector<std::uint32_t>> below(n);
    for (std::uint32_t i = 0; i < n; ++i)
      if (feed_[i] != none) below[feed_[i]].push_back(i);
    order_ = {station_};
    for (std::size_t at = 0; at < order_.size(); ++at)
      order_.insert(order_.end(), below[order_[at]].begin(), below[order_[at]].end());
  }

  [[nodiscard]] const std::vector<BuildingId>& buildings_at(std::uint32_t i) const {
    return piece_.buildings.empty() ? streets_.at(piece_.points[i]) : piece_.buildings;
  }
  [[nodiscard]] double weight_at(std::uint32_t i) const {
    Demand sum;
    for (const auto building : buildings_at(i)) sum += streets_.demand_of(building);
    return 2.1 * sum.dwellings + sum.business_kw;
  }

  void place_transformer(Laid& out) const {
    const double kva = piece_.demand.peak_kw() / power_factor;
    const auto* type = &transformer_types.back();
    for (const auto& candidate : transformer_types)
      if (candidate.sn_mva * 1000 >= kva) {
        type = &candidate;
        break;
      }
    GridTables::Transformer unit;
    unit.hv = 0;
    unit.lv = 1;
    unit.sn_mva = type->sn_mva;
    unit.vn_hv_kv = 20;
    unit.vn_lv_kv = 0.4;
    unit.vk_percent = type->vk_percent;
    unit.vkr_percent = type->vkr_percent;
    unit.pfe_kw = type->pfe_kw;
    unit.i0_percent = type->i0_percent;
    while (unit.parallel * type->sn_mva * 1000 < kva) unit.parallel += 1;
    out.kva = unit.parallel * type->sn_mva * 1000;
    out.tables.buses = {{0, {}, 20, true}, {1, {}, 0.4, true}};
    out.tables.transformers = {unit};
    out.tables.sources = {{0, 1, 0}};
  }

  static void add_cable(Laid& out, std::size_t from, std::size_t to, double length_m, std::size_t type,
                        double parallel) {
    GridTables::Line line;
    line.index = static_cast<std::int64_t>(out.tables.lines.size());
    line.from = from;
    line.to = to;
    line.length_km = std::max(length_m, 1.0) / 1000;
    line.parallel = parallel;
    set_type(line, type);
    out.tables.lines.push_back(line);
  }
  static void set_type(GridTables::Line& line, std::size_t type) {
    const auto& cable = cable_types[type];
    line.r_ohm_per_km = cable.r_ohm_per_km;
    line.x_ohm_per_km = cable.x_ohm_per_km;
    line.c_nf_per_km = cable.c_nf_per_km;
    line.max_i_ka = cable.max_i_ka;
  }
  static std::size_t add_bus(Laid& out) {
    out.tables.buses.push_back({static_cast<std::int64_t>(out.tables.buses.size()), {}, 0.4, true});
    return out.tables.buses.size() - 1;
  }
  static double current_ka(const Demand& demand) {
    return demand.peak_kw() / 1000 / (std::numbers::sqrt3 * 0.4 * power_factor);
  }

  void place_cables(Laid& out) {
    const auto n = piece_.points.size();
    std::vector<Demand> beyond(n);
    for (std::size_t at = order_.size(); at-- > 0;) {
      const auto i = order_[at];
      for (const auto building : buildings_at(i)) beyond[i] += streets_.demand_of(building);
      if (feed_[i] != none) beyond[feed_[i]] += beyond[i];
    }
    std::vector<std::size_t> bus(n, 1);
    for (const auto i : order_) {
      if (feed_[i] != none) {
        bus[i] = add_bus(out);
        const double ka = current_ka(beyond[i]);
        const std::size_t type = ka <= cable_types[1].max_i_ka ? 1 : 2;
        double parallel = 1;
        while (parallel * cable_types[type].max_i_ka < ka) parallel += 1;
        street_lines_.push_back(out.tables.lines.size());
        add_cable(out, bus[feed_[i]], bus[i], length_m_[i], type, parallel);
      }
      const auto corner = region_.roads.at(streets_.node(piece_.points[i]));
      for (const auto building : buildings_at(i)) {
        const double length =
            math::distance(region_.sites.x_m[building] - corner.x_m, region_.sites.y_m[building] - corner.y_m);
        const auto house = add_bus(out);
        const double ka = current_ka(streets_.demand_of(building));
        std::size_t type = length > house_cable_m ? 1 : 0;
        while (type + 1 < cable_types.size() && cable_types[type].max_i_ka < ka) ++type;
        add_cable(out, bus[i], house, length, type, 1);
        out.buildings.emplace_back(building, static_cast<std::uint32_t>(house));
      }
    }
  }

  /// Lowest voltage at the design peak, every building with its share of it, by the linear flow over the tree.
  double lowest_voltage(const Laid& out) const {
    const auto n = out.tables.buses.size();
    std::vector<double> p_mw(n, 0), drop(n, 0);
    double single = 0;
    for (const auto& [building, bus] : out.buildings) single += weight_of(building);
    for (const auto& [building, bus] : out.buildings)
      p_mw[bus] = piece_.demand.peak_kw() / 1000 * weight_of(building) / single;
    // Cables come parents first.
    for (std::size_t l = out.tables.lines.size(); l-- > 0;)
      p_mw[out.tables.lines[l].from] += p_mw[out.tables.lines[l].to];
    double most = 0;
    const double tan_phi = math::sqrt(1 / (power_factor * power_factor) - 1);
    for (const auto& line : out.tables.lines) {
      const double ohm = line.length_km / line.parallel;
      drop[line.to] = drop[line.from] + p_mw[line.to] * ohm * (line.r_ohm_per_km + tan_phi * line.x_ohm_per_km) / 0.16;
      most = std::max(most, drop[line.to]);
    }
    return 1 - most;
  }
  [[nodiscard]] double weight_of(BuildingId building) const {
    const auto demand = streets_.demand_of(building);
    return 2.1 * demand.dwellings + demand.business_kw;
  }

  /// Thicker cables, then more of them, until the drop is small enough.
  void widen(Laid& out) {
    for (int parallel = 1; lowest_voltage(out) < 1 - drop_share && parallel <= most_parallel; ++parallel)
      for (const auto l : street_lines_) {
        auto& line = out.tables.lines[l];
        set_type(line, 2);
        line.parallel = std::max(line.parallel, static_cast<double>(parallel));
      }
  }

  const Region& region_;
  const Streets& streets_;
  const Streets::Piece& piece_;
  std::uint32_t station_ = 0;
  std::vector<std::uint32_t> feed_, order_;
  std::vector<double> length_m_;
  std::vector<std::size_t> street_lines_;
};

}  // namespace

double design_peak_kw(double dwellings) {
  constexpr double each_kw = 30, coincident = 0.07;
  if (dwellings <= 0) return 0;
  return each_kw * dwellings * (coincident + (1 - coincident) * math::pow(dwellings, -0.75));
}

LowVoltageGrids lay_grids(const Region& region, const People& people, parallel::Pool& pool, LowVoltageGrids given) {
  const auto municipalities = region.municipalities.size();
  const auto sites_of = group_by(region.sites.municipality, municipalities);
  std::vector<std::vector<Laid>> laid(municipalities);
  parallel::for_each<MunicipalityId>(pool, municipalities, [&](MunicipalityId m) {
    std::vector<BuildingId> free(sites_of[m].begin(), sites_of[m].end());
    if (given.size() > 0) std::erase_if(free, [&](BuildingId building) { return given.of[building].valid(); });
    const Streets streets(region, people, free);
    for (const auto& piece : streets.pieces()) {
      laid[m.index()].push_back(Layer(region, streets, piece).lay());
      laid[m.index()].back().municipality = m;
    }
  });
  auto out = std::move(given);
  out.of.resize(region.sites.size(), GridId());
  out.bus.resize(region.sites.size(), 0);
  for (auto& grids : laid)
    for (auto& grid : grids) {
      const GridId id = out.municipality.push_back(grid.municipality);
      std::sort(grid.buildings.begin(), grid.buildings.end());
      std::vector<BuildingId> members;
      for (const auto& [building, bus] : grid.buildings) {
        out.of[building] = id;
        out.bus[building] = bus;
        members.push_back(building);
      }
      out.buildings.push_row(members);
      const auto station = region.roads.at(grid.station);
      out.x_m.push_back(station.x_m);
      out.y_m.push_back(station.y_m);
      out.rated_kva.push_back(static_cast<float>(grid.kva));
      out.dwellings.push_back(static_cast<std::uint32_t>(grid.demand.dwellings));
      out.given.push_back(0);
      out.tables.push_back(std::move(grid.tables));
    }
  return out;
}

}  // namespace pendel::people

// SPDX-License-Identifier: Apache-2.0
#include "people/lay_grids.hpp"

#include <algorithm>
#include <numeric>

#include "core/math.hpp"

namespace pendel::people {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr double transformer_fill = 0.9;  // of the largest, at the design peak
constexpr double reach_m = 450;           // of a feeder's way from the farthest house before a piece is cut
constexpr double own_station_kw = 150;
constexpr double kw_per_job = 1.0;            // assumption; at the peak of trades and offices
constexpr double business_coincidence = 0.5;  // Kerber: commercial
constexpr double power_factor = 0.97;
constexpr double drop_share = 0.05;   // of the nominal voltage, at the design peak (ding0's load case)
constexpr double house_cable_m = 60;  // longer connections are laid as street cable
constexpr int most_parallel = 4;

/// Demand that a grid is laid out for.
struct Demand {
  double dwellings = 0;
  double business_kw = 0;
  Demand& operator+=(const Demand& other) {
    dwellings += other.dwellings;
    business_kw += other.business_kw;
    return *this;
  }
  [[nodiscard]] double peak_kw() const { return design_peak_kw(dwellings) + business_coincidence * business_kw; }
};

double most_kw() { return transformer_types.back().sn_mva * 1000 * power_factor * transformer_fill; }

/// The streets of one municipality as a tree, and how it is cut.
class Streets {
 public:
  Streets(const Region& region, const People& people, std::span<const BuildingId> buildings)
      : region_(region), people_(people) {
    for (const auto building : buildings) {
      const Demand demand = demand_of(building);
      if (demand.dwellings + demand.business_kw <= 0 || demand.business_kw > own_station_kw ||
          !region.sites.node[building].valid())
        continue;
      add_building(building, demand);
    }
    make_tree();
    cut();
  }

  struct Piece {
    std::vector<std::uint32_t> points;  // parents first; the first one is the top
    std::vector<BuildingId> buildings;  // where one corner alone is too much: only these of it
    Demand demand;
  };
  [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }
  [[nodiscard]] NodeId node(std::uint32_t point) const { return nodes_[point]; }
  [[nodiscard]] std::uint32_t parent(std::uint32_t point) const { return parent_[point]; }
  [[nodiscard]] double length_m(std::uint32_t point) const { return length_m_[point]; }
  [[nodiscard]] const std::vector<BuildingId>& at(std::uint32_t point) const { return at_[point]; }

  [[nodiscard]] Demand demand_of(BuildingId building) const {
    const auto& buildings = people_.buildings;
    return {static_cast<double>(buildings.dwellings[building]), kw_per_job * buildings.jobs[building]};
  }

 private:
  std::uint32_t point(NodeId node) {
    const auto found = std::lower_bound(known_.begin(), known_.end(), std::pair(node, std::uint32_t{0}));
    if (found != known_.end() && found->first == node) return found->second;
    return none;
  }

  void add_building(BuildingId building, const Demand& demand) {
    waiting_.emplace_back(region_.sites.node[building], building, demand);
  }

  /// Kruskal over the links between the municipality's nodes, short ones first.
  void make_tree() {
    struct Street {
      float length_m;
      LinkId link;
    };
    std::vector<NodeId> all;
    std::vector<Street> streets;
    if (waiting_.empty()) return;
    for (const auto& [node, building, demand] : waiting_) all.push_back(node);
    const auto municipality = region_.sites.municipality[std::get<1>(waiting_.front())];
    const auto& roads = region_.roads;
    for (auto link : ids<LinkId>(roads.links())) {
      if (roads.municipality[roads.from[link]] != municipality || roads.municipality[roads.to[link]] != municipality ||
          roads.road_class[link] == RoadClass::motorway)
        continue;
      all.push_back(roads.from[link]);
      all.push_back(roads.to[link]);
      streets.push_back({roads.length_m[link], link});
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    nodes_ = all;
    for (std::uint32_t i = 0; i < nodes_.size(); ++i) known_.emplace_back(nodes_[i], i);
    at_.resize(nodes_.size());
    own_.resize(nodes_.size());
    for (const auto& [node, building, demand] : waiting_) {
      const auto p = point(node);
      at_[p].push_back(building);
      own_[p] += demand;
    }
    std::sort(streets.begin(), streets.end(), [](const Street& a, const Street& b) {
      return std::pair(a.length_m, a.link) < std::pair(b.length_m, b.link);
    });
    std::vector<std::uint32_t> group(nodes_.size());
    std::iota(group.begin(), group.end(), 0U);
    const auto find = [&](std::uint32_t i) {
      while (group[i] != i) i = group[i] = group[group[i]];
      return i;
    };
    std::vector<std::vector<std::pair<std::uint32_t, float>>> next(nodes_.size());
    for (const auto& street : streets) {
      const auto a = point(roads.from[street.link]), b = point(roads.to[street.link]);
      if (find(a) == find(b)) continue;
      group[std::max(find(a), find(b))] = std::min(find(a), find(b));
      next[a].emplace_back(b, street.length_m);
      next[b].emplace_back(a, street.length_m);
    }
    parent_.assign(nodes_.size(), none);
    length_m_.assign(nodes_.size(), 0);
    std::vector<std::uint8_t> seen(nodes_.size(), 0);
    std::vector<std::uint32_t> stack;
    for (std::uint32_t start = 0; start < nodes_.size(); ++start) {
      if (seen[start] != 0) continue;
      seen[start] = 1;
      stack.push_back(start);
      while (!stack.empty()) {
        const auto here = stack.back();
        stack.pop_back();
        order_.push_back(here);
        for (const auto& [there, length] : next[here]) {
          if (seen[there] != 0) continue;
          seen[there] = 1;
          parent_[there] = here;
          length_m_[there] = static_cast<double>(length);
          stack.push_back(there);
        }
      }
    }
  }

  /// Buildings of a corner that is too much for one transformer: a piece of their own, as often as needed.
  void split_corner(std::uint32_t point) {
    while (own_[point].peak_kw() > most_kw() && at_[point].size() > 1) {
      Piece piece;
      piece.points = {point};
      auto& here = at_[point];
      while (here.size() > 1) {
        const auto demand = demand_of(here.back());
        auto sum = piece.demand;
        sum += demand;
        if (!piece.buildings.empty() && sum.peak_kw() > most_kw()) break;
        piece.demand = sum;
        piece.buildings.push_back(here.back());
        here.pop_back();
      }
      std::reverse(piece.buildings.begin(), piece.buildings.end());
      own_[point] = {};
      for (const auto building : here) own_[point] += demand_of(building);
      pieces_.push_back(std::move(piece));
    }
  }

  /// From the leaves on: what hangs below a corner joins it as long as a transformer can feed both and the way to the
  /// farthest house stays short; else it becomes a piece.
  void cut() {
    const auto n = nodes_.size();
    std::vector<Demand> sum(n);
    std::vector<double> far_m(n, 0);
    std::vector<std::uint8_t> top(n, 0);
    std::vector<std::vector<std::uint32_t>> below(n);
    for (const auto p : order_)
      if (parent_[p] != none) below[parent_[p]].push_back(p);
    for (std::size_t i = order_.size(); i-- > 0;) {
      const auto p = order_[i];
      split_corner(p);
      sum[p] = own_[p];
      auto& children = below[p];
      // Light ones first, so that as much as possible stays together.
      std::sort(children.begin(), children.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(sum[a].peak_kw(), a) < std::pair(sum[b].peak_kw(), b);
      });
      for (const auto child : children) {
        if (sum[child].peak_kw() <= 0) continue;
        auto both = sum[p];
        both += sum[child];
        const double way = far_m[child] + length_m_[child];
        if (both.peak_kw() > most_kw() || way > reach_m) {
          top[child] = 1;
          continue;
        }
        sum[p] = both;
        far_m[p] = std::max(far_m[p], way);
      }
      if (parent_[p] == none) top[p] = 1;
    }
    std::vector<std::uint32_t> piece_of(n, none);
    for (const auto p : order_) {
      if (top[p] != 0) {
        piece_of[p] = static_cast<std::uint32_t>(pieces_.size());
        pieces_.emplace_back();
        pieces_.back().demand = sum[p];
      } else {
        piece_of[p] = piece_of[parent_[p]];
      }
      if (sum[p].peak_kw() > 0) pieces_[piece_of[p]].points.push_back(p);
    }
    std::erase_if(pieces_, [](const Piece& piece) { return piece.demand.peak_kw() <= 0; });
  }

  const Region& region_;
  const People& people_;
  std::vector<std::tuple<NodeId, BuildingId, Demand>> waiting_;
  std::vector<NodeId> nodes_;
  std::vector<std::pair<NodeId, std::uint32_t>> known_;
  std::vector<std::vector<BuildingId>> at_;
  std::vector<Demand> own_;
  std::vector<std::uint32_t> parent_, order_;
  std::vector<double> length_m_;
  std::vector<Piece> pieces_;
};

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
    return demand.peak_kw() / 1000 / (math::sqrt(3.0) * 0.4 * power_factor);
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

LowVoltageGrids lay_grids(const Region& region, const People& people, parallel::Pool& pool) {
  const auto municipalities = region.municipalities.size();
  const auto sites_of = group_by(region.sites.municipality, municipalities);
  std::vector<std::vector<Laid>> laid(municipalities);
  parallel::for_each<MunicipalityId>(pool, municipalities, [&](MunicipalityId m) {
    const Streets streets(region, people, sites_of[m]);
    for (const auto& piece : streets.pieces()) {
      laid[m.index()].push_back(Layer(region, streets, piece).lay());
      laid[m.index()].back().municipality = m;
    }
  });
  LowVoltageGrids out;
  out.of.assign(region.sites.size(), GridId());
  out.bus.assign(region.sites.size(), 0);
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
      out.tables.push_back(std::move(grid.tables));
    }
  return out;
}

}  // namespace pendel::people

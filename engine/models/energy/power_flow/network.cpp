// SPDX-License-Identifier: Apache-2.0
#include "models/energy/power_flow/network.hpp"

#include <algorithm>
#include <numbers>
#include <numeric>

#include "core/math.hpp"
#include "models/energy/power_flow/branches.hpp"
#include "text/messages.hpp"

namespace pendel::energy {

using text::say;
using text::Say;

namespace {

constexpr std::uint32_t none = Network::none;
constexpr std::size_t most_loops = 500;

/// Sets of buses that closed switches join; the smallest bus names its set.
class Joined {
 public:
  explicit Joined(std::size_t n) : to_(n) { std::iota(to_.begin(), to_.end(), std::uint32_t{0}); }
  std::uint32_t find(std::uint32_t bus) {
    while (to_[bus] != bus) bus = to_[bus] = to_[to_[bus]];
    return bus;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    to_[std::max(a, b)] = std::min(a, b);
  }
  std::uint32_t add() {
    to_.push_back(static_cast<std::uint32_t>(to_.size()));
    return to_.back();
  }
  [[nodiscard]] std::size_t size() const { return to_.size(); }

 private:
  std::vector<std::uint32_t> to_;
};

/// Builds the tree from the roots outwards. Points are sets of joined buses, or open ends of lines.
class Builder {
 public:
  Builder(const GridTables& tables, Issues& issues) : tables_(tables), issues_(issues), joined_(tables.buses.size()) {}

  Network build(const std::vector<std::size_t>& load_buses) {
    net_.branches = make_branches(tables_);
    join();
    grow();
    keep_live();
    add_shunts();
    add_loads(load_buses);
    if (net_.loops.size() > most_loops)
      issues_.add({tables_.folder, 0, 0}, say(Say::grid_loops, net_.loops.size()),
                  say(Say::grid_loops_most, most_loops), say(Say::grid_loops_hint));
    else
      invert_loops();
    return std::move(net_);
  }

 private:
  void join() {
    for (const auto& tie : tables_.ties)
      if (tie.z_ohm <= 0 && tables_.buses[tie.from].in_service && tables_.buses[tie.to].in_service)
        joined_.join(static_cast<std::uint32_t>(tie.from), static_cast<std::uint32_t>(tie.to));
    for (auto& branch : net_.branches)
      for (auto* end : {&branch.from, &branch.to}) *end = *end == none ? joined_.add() : joined_.find(*end);
  }

  std::uint32_t add_node(std::uint32_t point, std::uint32_t parent, std::uint32_t root, Complex z, Complex scale,
                         Complex voltage) {
    const auto node = static_cast<std::uint32_t>(net_.nodes());
    node_of_[point] = node;
    net_.parent.push_back(parent);
    net_.root_of.push_back(root == none ? node : root);
    const Complex scaled = z * std::norm(scale);
    net_.r.push_back(scaled.real());
    net_.x.push_back(scaled.imag());
    net_.g.push_back(0);
    net_.b.push_back(0);
    net_.scale.push_back(scale);
    net_.root_voltage.push_back(voltage);
    net_.load.push_back(none);
    return node;
  }

  void add_roots(std::vector<std::uint32_t>& points) {
    for (const auto& source : tables_.sources) {
      if (!tables_.buses[source.bus].in_service) continue;
      const auto point = joined_.find(static_cast<std::uint32_t>(source.bus));
      constexpr double degree = std::numbers::pi / 180;
      const Complex voltage =
          source.vm_pu * Complex(math::cos(source.va_degree * degree), math::sin(source.va_degree * degree));
      if (node_of_[point] != none) {
        if (net_.root_voltage[node_of_[point]] != voltage)
          issues_.add({tables_.folder + "/ext_grid.csv", 0, 0},
                      say(Say::two_external_grids, tables_.buses[source.bus].index));
        continue;
      }
      add_node(point, none, none, 0, 1, voltage);
      points.push_back(point);
    }
  }

  void grow() {
    node_of_.assign(joined_.size(), none);
    // Branches at each point, in their own order.
    std::vector<std::vector<std::uint32_t>> at(joined_.size());
    for (std::uint32_t i = 0; i < net_.branches.size(); ++i) {
      at[net_.branches[i].from].push_back(i);
      at[net_.branches[i].to].push_back(i);
    }
    std::vector<std::uint32_t> stack;
    add_roots(stack);
    std::reverse(stack.begin(), stack.end());
    struct Step {
      std::uint32_t branch, parent;
    };
    // Depth first: a branch waits on the stack with its parent and is dropped where its other end is already there.
    std::vector<Step> waiting;
    const auto push = [&](std::uint32_t point) {
      for (auto it = at[point].rbegin(); it != at[point].rend(); ++it) waiting.push_back({*it, point});
    };
    while (!stack.empty()) {
      push(stack.back());
      stack.pop_back();
      while (!waiting.empty()) {
        const auto [i, point] = waiting.back();
        waiting.pop_back();
        auto& branch = net_.branches[i];
        const bool forward = branch.from == point;
        const auto next = forward ? branch.to : branch.from;
        if (node_of_[next] != none || branch.child != none) continue;
        const auto parent = node_of_[point];
        const Complex up = net_.scale[parent];
        // With its first end at the child the two-port is turned round: ratio 1/t, impedance |t|^2 z.
        const Complex scale = forward ? up * branch.ratio : up / branch.ratio;
        const Complex z = forward ? branch.z : branch.z * std::norm(branch.ratio);
        branch.child = add_node(next, parent, net_.root_of[parent], z, scale, net_.root_voltage[parent]);
        push(next);
      }
    }
  }

  /// Names nodes instead of points, drops branches that are not live, and finds the loops.
  void keep_live() {
    std::vector<Network::Branch> live;
    for (auto branch : net_.branches) {
      branch.from = node_of_[branch.from];
      branch.to = node_of_[branch.to];
      if (branch.from == none || branch.to == none) continue;
      if (branch.child == none) {
        branch.loop = static_cast<std::uint32_t>(net_.loops.size());
        net_.loops.push_back({static_cast<std::uint32_t>(live.size()), 1.0 / (branch.ratio * net_.scale[branch.from]),
                              1.0 / net_.scale[branch.to]});
      }
      live.push_back(branch);
    }
    net_.branches = std::move(live);
    net_.bus_node.assign(tables_.buses.size(), none);
    for (std::uint32_t bus = 0; bus < tables_.buses.size(); ++bus)
      if (tables_.buses[bus].in_service) net_.bus_node[bus] = node_of_[joined_.find(bus)];
  }

  void add_shunt(std::uint32_t node, Complex y) {
    const Complex scaled = y / std::norm(net_.scale[node]);
    net_.g[node] += scaled.real();
    net_.b[node] += scaled.imag();
  }
  void add_shunts() {
    for (const auto& branch : net_.branches) {
      add_shunt(branch.from, branch.y_from);
      add_shunt(branch.to, branch.y_to);
    }
    for (const auto& shunt : tables_.shunts)
      if (net_.bus_node[shunt.bus] != none) add_shunt(net_.bus_node[shunt.bus], {shunt.p_mw, -shunt.q_mvar});
  }

  void add_loads(const std::vector<std::size_t>& load_buses) {
    std::vector<std::uint8_t> drawn(net_.nodes(), 0);
    const auto mark = [&](std::size_t bus) {
      if (net_.bus_node[bus] != none) drawn[net_.bus_node[bus]] = 1;
    };
    for (const auto bus : load_buses) mark(bus);
    if (load_buses.empty())
      for (const auto& load : tables_.loads) mark(load.bus);
    for (std::uint32_t node = 0; node < net_.nodes(); ++node)
      if (drawn[node] != 0) {
        net_.load[node] = net_.loads++;
        net_.node_load.push_back(node);
      }
  }

  /// Column l of the loops' impedance matrix: what a current of 1 in loop l leaves over in every loop.
  void invert_loops() {
    const auto m = net_.loops.size();
    if (m == 0) return;
    std::vector<Complex> matrix(m * m), inverse(m * m, 0.0);
    std::vector<Complex> current(net_.nodes()), voltage(net_.nodes());
    for (std::size_t l = 0; l < m; ++l) {
      std::fill(current.begin(), current.end(), 0.0);
      const auto& own = net_.branches[net_.loops[l].branch];
      current[own.from] += std::conj(net_.loops[l].a);
      current[own.to] -= std::conj(net_.loops[l].b);
      for (std::size_t n = net_.nodes(); n-- > 0;)
        if (net_.parent[n] != none) current[net_.parent[n]] += current[n];
      for (std::size_t n = 0; n < net_.nodes(); ++n)
        voltage[n] =
            net_.parent[n] == none ? 0.0 : voltage[net_.parent[n]] - Complex(net_.r[n], net_.x[n]) * current[n];
      for (std::size_t k = 0; k < m; ++k) {
        const auto& branch = net_.branches[net_.loops[k].branch];
        matrix[k * m + l] = net_.loops[k].b * voltage[branch.to] - net_.loops[k].a * voltage[branch.from];
        if (k == l) matrix[k * m + l] += branch.z;
      }
      inverse[l * m + l] = 1;
    }
    // Gauss-Jordan with pivoting.
    for (std::size_t c = 0; c < m; ++c) {
      std::size_t pivot = c;
      for (std::size_t k = c + 1; k < m; ++k)
        if (std::norm(matrix[k * m + c]) > std::norm(matrix[pivot * m + c])) pivot = k;
      for (std::size_t l = 0; l < m; ++l) {
        std::swap(matrix[c * m + l], matrix[pivot * m + l]);
        std::swap(inverse[c * m + l], inverse[pivot * m + l]);
      }
      const Complex by = 1.0 / matrix[c * m + c];
      for (std::size_t l = 0; l < m; ++l) {
        matrix[c * m + l] *= by;
        inverse[c * m + l] *= by;
      }
      for (std::size_t k = 0; k < m; ++k) {
        const Complex factor = matrix[k * m + c];
        if (k == c || factor == Complex(0)) continue;
        for (std::size_t l = 0; l < m; ++l) {
          matrix[k * m + l] -= factor * matrix[c * m + l];
          inverse[k * m + l] -= factor * inverse[c * m + l];
        }
      }
    }
    net_.loop_inverse = std::move(inverse);
  }

  const GridTables& tables_;
  Issues& issues_;
  Joined joined_;
  Network net_;
  std::vector<std::uint32_t> node_of_;  // point -> node
};

}  // namespace

Network make_network(const GridTables& tables, const std::vector<std::size_t>& load_buses, Issues& issues) {
  return Builder(tables, issues).build(load_buses);
}

}  // namespace pendel::energy

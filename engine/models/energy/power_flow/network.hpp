// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <cstdint>
#include <vector>

#include "core/issue.hpp"
#include "region/grid_tables.hpp"

namespace pendel::energy {

using Complex = std::complex<double>;

/// A grid ready for the sweep, per unit of 1 MVA and of each bus' nominal voltage. Buses that closed switches join are
/// one node; nodes stand in depth-first order, so that a parent comes before its children and 0 is a root. Every
/// transformer's ratio is taken out by measuring a node's voltage in steps of its root: V' = V T with T the product of
/// the ratios on the way, J' = J / conj(T), z' = z |T|^2, y' = y / |T|^2. Powers stay, and a branch of the tree is an
/// impedance and nothing else.
struct Network {
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// A two-port: an ideal transformer `ratio` at its first end, an impedance, and a shunt at either end.
  struct Branch {
    enum class Kind : std::uint8_t { line, transformer, tie } kind = Kind::line;
    std::uint32_t element = 0;  // position in the tables
    std::uint32_t from = none;  // node; none: not live
    std::uint32_t to = none;
    Complex z;       // pu of the second end's voltage
    Complex y_from;  // at the first end, outside the ideal transformer
    Complex y_to;
    Complex ratio = 1;
    double from_kv = 0;  // nominal voltages of its buses
    double to_kv = 0;
    std::uint32_t child = none;  // node that it joins to its parent; none: it closes a loop
    std::uint32_t loop = none;   // else: number of the loop
  };
  /// A branch that is not in the tree: a V'_from - b V'_to = z j.
  struct Loop {
    std::uint32_t branch = 0;
    Complex a, b;
  };

  std::vector<std::uint32_t> parent;  // none at roots
  std::vector<double> r, x;           // of the branch to the parent, scaled; 0 at roots
  std::vector<double> g, b;           // shunt at the node, scaled
  std::vector<Complex> scale;         // T
  std::vector<std::uint32_t> load;    // number of the node's load; none if nothing is ever drawn there
  std::vector<Complex> root_voltage;  // of the node's root, as the tables give it
  std::uint32_t loads = 0;
  std::vector<Branch> branches;  // those in service
  std::vector<Loop> loops;
  std::vector<Complex> loop_inverse;     // [loop][loop], inverse of the loops' impedance matrix
  std::vector<std::uint32_t> bus_node;   // bus of the tables -> node; none: dead
  std::vector<std::uint32_t> root_of;    // node -> its root
  std::vector<std::uint32_t> node_load;  // load -> node

  [[nodiscard]] std::size_t nodes() const { return parent.size(); }
};

/// Lines as pi sections, transformers from their short-circuit and open-circuit data as a T that is turned into a pi,
/// with tap changers (pandapower's conventions, so that its results come back). Loops, and buses fed from several
/// sides, are kept apart and closed by compensation (Shirmohammadi et al., IEEE Transactions on Power Systems 3(2),
/// 1988); at most 500 of them. `load_buses`: positions of the buses at which something may be drawn; empty takes those
/// of the tables' loads.
Network make_network(const GridTables& tables, const std::vector<std::size_t>& load_buses, Issues& issues);

}  // namespace pendel::energy

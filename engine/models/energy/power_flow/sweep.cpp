// SPDX-License-Identifier: Apache-2.0
#include "models/energy/power_flow/sweep.hpp"

#include <algorithm>
#include <cmath>

#include "core/clones.hpp"
#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::energy {

namespace {

/// Plain pointers: what the compiler needs to see that nothing overlaps.
struct View {
  std::size_t nodes;
  const std::uint32_t* parent;
  const std::uint32_t* load;
  const double* r;
  const double* x;
  const double* g;
  const double* b;
};

/// One lane of what is drawn at a node at its voltage: conj(S / V) + Y V.
struct Drawn {
  double r, i;
};
inline Drawn without_load(double g, double b, double vr, double vi) { return {g * vr - b * vi, g * vi + b * vr}; }
inline Drawn with_load(double g, double b, double p, double q, double vr, double vi) {
  const double over = 1.0 / (vr * vr + vi * vi);
  return without_load(p * over + g, b - q * over, vr, vi);
}

// The functions of one node get rows that never overlap, which lets the compiler use whole registers.
using In = const double* __restrict;
using Out = double* __restrict;

template <bool loaded>
inline void draw_row(double g, double b, In p, In q, In vr, In vi, Out jr, Out ji) {
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    const auto j = loaded ? with_load(g, b, p[s], q[s], vr[s], vi[s]) : without_load(g, b, vr[s], vi[s]);
    jr[s] = j.r;
    ji[s] = j.i;
  }
}

inline void draw_node(const View& net, std::size_t n, const Lanes* p, const Lanes* q, Lanes* vr, Lanes* vi, Lanes* jr,
                      Lanes* ji) {
  const auto load = net.load[n];
  if (load == Network::none)
    draw_row<false>(net.g[n], net.b[n], nullptr, nullptr, vr[n].data(), vi[n].data(), jr[n].data(), ji[n].data());
  else
    draw_row<true>(net.g[n], net.b[n], p[load].data(), q[load].data(), vr[n].data(), vi[n].data(), jr[n].data(),
                   ji[n].data());
}

PENDEL_CLONES
void draw_all(const View& net, const Lanes* p, const Lanes* q, Lanes* vr, Lanes* vi, Lanes* jr, Lanes* ji) {
  for (std::size_t n = 0; n < net.nodes; ++n) draw_node(net, n, p, q, vr, vi, jr, ji);
}

inline void add_row(In jr, In ji, Out up_r, Out up_i) {
  for (std::size_t s = 0; s < sweep_lanes; ++s) up_r[s] += jr[s];
  for (std::size_t s = 0; s < sweep_lanes; ++s) up_i[s] += ji[s];
}

PENDEL_CLONES
void backward(const View& net, Lanes* jr, Lanes* ji) {
  for (std::size_t n = net.nodes; n-- > 0;) {
    const auto up = net.parent[n];
    if (up != Network::none) add_row(jr[n].data(), ji[n].data(), jr[up].data(), ji[up].data());
  }
}

/// Voltage of a child from its parent's and the branch's current; the largest change; what is drawn then.
template <bool loaded>
inline void go_out(double r, double x, double g, double b, In p, In q, In up_r, In up_i, Out vr, Out vi, Out jr, Out ji,
                   Out most) {
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    const double real = up_r[s] - (r * jr[s] - x * ji[s]);
    const double imaginary = up_i[s] - (r * ji[s] + x * jr[s]);
    const double dr = real - vr[s], di = imaginary - vi[s];
    const double step = dr * dr + di * di;
    most[s] = most[s] < step ? step : most[s];
    vr[s] = real;
    vi[s] = imaginary;
    const auto j = loaded ? with_load(g, b, p[s], q[s], real, imaginary) : without_load(g, b, real, imaginary);
    jr[s] = j.r;
    ji[s] = j.i;
  }
}

/// Goes outwards with the currents, and leaves behind what is drawn at the new voltages.
PENDEL_CLONES
void forward(const View& net, const Lanes* p, const Lanes* q, Lanes* vr, Lanes* vi, Lanes* jr, Lanes* ji,
             Lanes& change) {
  Lanes most{};
  for (std::size_t n = 0; n < net.nodes; ++n) {
    const auto up = net.parent[n], load = net.load[n];
    double *const vrn = vr[n].data(), *const vin = vi[n].data(), *const jrn = jr[n].data(), *const jin = ji[n].data();
    if (up == Network::none) {
      draw_node(net, n, p, q, vr, vi, jr, ji);
    } else if (load == Network::none) {
      go_out<false>(net.r[n], net.x[n], net.g[n], net.b[n], nullptr, nullptr, vr[up].data(), vi[up].data(), vrn, vin,
                    jrn, jin, most.data());
    } else {
      go_out<true>(net.r[n], net.x[n], net.g[n], net.b[n], p[load].data(), q[load].data(), vr[up].data(), vi[up].data(),
                   vrn, vin, jrn, jin, most.data());
    }
  }
  change = most;
}

/// Adds the loops' currents to what is drawn at their ends.
void draw_loops(const Network& net, SweepBlock& block) {
  for (std::size_t l = 0; l < net.loops.size(); ++l) {
    const auto& loop = net.loops[l];
    const auto& branch = net.branches[loop.branch];
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      const Complex j(block.lr[l][s], block.li[l][s]);
      const Complex from = std::conj(loop.a) * j, to = std::conj(loop.b) * j;
      block.jr[branch.from][s] += from.real();
      block.ji[branch.from][s] += from.imag();
      block.jr[branch.to][s] -= to.real();
      block.ji[branch.to][s] -= to.imag();
    }
  }
}

/// Corrects the loops' currents by what is left over round each of them: a V_from - b V_to - z j.
void close_loops(const Network& net, SweepBlock& block) {
  const auto m = net.loops.size();
  std::vector<Complex> left(m);
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    for (std::size_t l = 0; l < m; ++l) {
      const auto& loop = net.loops[l];
      const auto& branch = net.branches[loop.branch];
      left[l] = loop.a * Complex(block.vr[branch.from][s], block.vi[branch.from][s]) -
                loop.b * Complex(block.vr[branch.to][s], block.vi[branch.to][s]) -
                branch.z * Complex(block.lr[l][s], block.li[l][s]);
    }
    for (std::size_t k = 0; k < m; ++k) {
      Complex sum = 0;
      for (std::size_t l = 0; l < m; ++l) sum += net.loop_inverse[k * m + l] * left[l];
      block.lr[k][s] += sum.real();
      block.li[k][s] += sum.imag();
    }
    for (std::size_t l = 0; l < m; ++l) {
      const double off = std::abs(left[l]);
      block.change[s] = std::max(block.change[s], off);
    }
  }
}

View view_of(const Network& net) {
  return {net.nodes(), net.parent.data(), net.load.data(), net.r.data(), net.x.data(), net.g.data(), net.b.data()};
}

void start_flat(const Network& net, SweepBlock& block) {
  for (std::size_t n = 0; n < net.nodes(); ++n)
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      block.vr[n][s] = net.root_voltage[n].real() * block.source[s];
      block.vi[n][s] = net.root_voltage[n].imag() * block.source[s];
    }
  for (auto* loops : {&block.lr, &block.li})
    for (auto& loop : *loops) loop.fill(0);
}

}  // namespace

SweepBlock::SweepBlock(const Network& network)
    : p(network.loads, Lanes{}),
      q(network.loads, Lanes{}),
      vr(network.nodes()),
      vi(network.nodes()),
      jr(network.nodes()),
      ji(network.nodes()),
      lr(network.loops.size()),
      li(network.loops.size()) {
  source.fill(1);
  change.fill(0);
}

void sweep(const Network& network, const SweepLimits& limits, SweepBlock& block) {
  const auto net = view_of(network);
  start_flat(network, block);
  draw_all(net, block.p.data(), block.q.data(), block.vr.data(), block.vi.data(), block.jr.data(), block.ji.data());
  const bool loops = !network.loops.empty();
  for (block.iterations = 1; block.iterations <= limits.iterations; ++block.iterations) {
    if (loops) draw_loops(network, block);
    backward(net, block.jr.data(), block.ji.data());
    forward(net, block.p.data(), block.q.data(), block.vr.data(), block.vi.data(), block.jr.data(), block.ji.data(),
            block.change);
    for (auto& change : block.change) change = math::sqrt(change);
    if (loops) close_loops(network, block);
    if (std::all_of(block.change.begin(), block.change.end(),
                    [&](double change) { return change <= limits.tolerance_pu; }))
      break;
  }
  block.iterations = std::min(block.iterations, limits.iterations);
  if (loops) draw_loops(network, block);
  backward(net, block.jr.data(), block.ji.data());
  // What is not a number anywhere is not a number at its root.
  for (std::size_t n = 0; n < network.nodes(); ++n)
    for (std::size_t s = 0; s < sweep_lanes; ++s)
      if (network.parent[n] == Network::none && !std::isfinite(block.jr[n][s] + block.ji[n][s]))
        block.change[s] = block.jr[n][s];
}

void linear_flow(const Network& network, SweepBlock& block) {
  PENDEL_EXPECT(network.loops.empty());
  start_flat(network, block);
  block.iterations = 1;
  block.change.fill(0);
  const auto n_nodes = network.nodes();
  for (std::size_t n = 0; n < n_nodes; ++n)
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      const double square = block.vr[n][s] * block.vr[n][s] + block.vi[n][s] * block.vi[n][s];
      block.jr[n][s] = network.g[n] * square;  // powers, until the end
      block.ji[n][s] = -network.b[n] * square;
      if (network.load[n] == Network::none) continue;
      block.jr[n][s] += block.p[network.load[n]][s];
      block.ji[n][s] += block.q[network.load[n]][s];
    }
  backward(view_of(network), block.jr.data(), block.ji.data());
  for (std::size_t n = 0; n < n_nodes; ++n) {
    const auto up = network.parent[n];
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      double& v = block.vr[n][s];
      if (up == Network::none)
        v = math::distance(v, block.vi[n][s]);
      else
        v = math::sqrt(std::max(
            block.vr[up][s] * block.vr[up][s] - 2 * (network.r[n] * block.jr[n][s] + network.x[n] * block.ji[n][s]),
            0.0));
      block.vi[n][s] = 0;
    }
  }
  for (std::size_t n = 0; n < n_nodes; ++n)
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      const double over = 1.0 / std::max(block.vr[n][s], 1e-9);
      block.jr[n][s] *= over;
      block.ji[n][s] *= -over;
    }
}

}  // namespace pendel::energy

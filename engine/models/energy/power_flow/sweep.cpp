// SPDX-License-Identifier: Apache-2.0
#include "models/energy/power_flow/sweep.hpp"

#include <algorithm>
#include <cmath>

#include "core/contract.hpp"
#include "core/math.hpp"

namespace pendel::energy {

namespace {

// Bits are the same on every processor: without contraction a wider instruction does the same operations. Sanitizers
// cannot load functions that are chosen at run time.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define PENDEL_CLONES __attribute__((target_clones("default", "avx2"), optimize("O3")))
#else
#define PENDEL_CLONES
#endif

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

/// What is drawn at a node at its voltage: conj(S / V) + Y V.
inline void draw(const View& net, std::size_t n, const Lanes* __restrict p, const Lanes* __restrict q, const Lanes& vr,
                 const Lanes& vi, Lanes& __restrict jr, Lanes& __restrict ji) {
  const double g = net.g[n], b = net.b[n];
  if (net.load[n] == Network::none) {
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      jr[s] = g * vr[s] - b * vi[s];
      ji[s] = g * vi[s] + b * vr[s];
    }
    return;
  }
  const Lanes& pn = p[net.load[n]];
  const Lanes& qn = q[net.load[n]];
  for (std::size_t s = 0; s < sweep_lanes; ++s) {
    const double over = 1.0 / (vr[s] * vr[s] + vi[s] * vi[s]);
    const double ar = pn[s] * over + g, ai = b - qn[s] * over;
    jr[s] = ar * vr[s] - ai * vi[s];
    ji[s] = ar * vi[s] + ai * vr[s];
  }
}

PENDEL_CLONES
void draw_all(const View& net, const Lanes* p, const Lanes* q, const Lanes* vr, const Lanes* vi, Lanes* jr, Lanes* ji) {
  for (std::size_t n = 0; n < net.nodes; ++n) draw(net, n, p, q, vr[n], vi[n], jr[n], ji[n]);
}

PENDEL_CLONES
void backward(const View& net, Lanes* __restrict jr, Lanes* __restrict ji) {
  for (std::size_t n = net.nodes; n-- > 0;) {
    const auto up = net.parent[n];
    if (up == Network::none) continue;
    for (std::size_t s = 0; s < sweep_lanes; ++s) {
      jr[up][s] += jr[n][s];
      ji[up][s] += ji[n][s];
    }
  }
}

/// Goes outwards with the currents, and leaves behind what is drawn at the new voltages.
PENDEL_CLONES
void forward(const View& net, const Lanes* __restrict p, const Lanes* __restrict q, Lanes* __restrict vr,
             Lanes* __restrict vi, Lanes* __restrict jr, Lanes* __restrict ji, Lanes& __restrict change) {
  Lanes most{};
  for (std::size_t n = 0; n < net.nodes; ++n) {
    const auto up = net.parent[n];
    if (up != Network::none) {
      const double r = net.r[n], x = net.x[n];
      for (std::size_t s = 0; s < sweep_lanes; ++s) {
        const double real = vr[up][s] - (r * jr[n][s] - x * ji[n][s]);
        const double imaginary = vi[up][s] - (r * ji[n][s] + x * jr[n][s]);
        const double dr = real - vr[n][s], di = imaginary - vi[n][s];
        const double step = dr * dr + di * di;
        most[s] = most[s] < step ? step : most[s];
        vr[n][s] = real;
        vi[n][s] = imaginary;
      }
    }
    draw(net, n, p, q, vr[n], vi[n], jr[n], ji[n]);
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

// SPDX-License-Identifier: Apache-2.0
#include "core/random.hpp"

#include <Random123/philox.h>
#undef philox4x32  // a macro of that header; our function has the name that the literature uses

#include "core/math.hpp"

namespace pendel {

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  const r123::Philox4x32 generator;
  const r123::Philox4x32::ctr_type c = {{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type k = {{key[0], key[1]}};
  const auto block = generator(c, k);
  return {block[0], block[1], block[2], block[3]};
}

double Draw::gumbel(int lane) const { return -math::log(-math::log(uniform(lane))); }

double Draw::normal() const {
  constexpr double two_pi = 6.283185307179586;
  return math::sqrt(-2.0 * math::log(uniform(0))) * math::cos(two_pi * uniform(1));
}

Draw Random::operator()(Stream stream, std::uint64_t entity, std::uint32_t time, std::uint32_t index) const {
  // 64 bits of key cannot hold seed, replication and stream: a first block mixes them into one.
  const std::array<std::uint32_t, 2> seed = {static_cast<std::uint32_t>(seed_),
                                             static_cast<std::uint32_t>(seed_ >> 32U)};
  const auto mixed = philox4x32({replication_, static_cast<std::uint32_t>(stream), 0x50656e64U, 0x656cU}, seed);
  return Draw(philox4x32({static_cast<std::uint32_t>(entity), static_cast<std::uint32_t>(entity >> 32U), time, index},
                         {mixed[0], mixed[1]}));
}

}  // namespace pendel

// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/math.hpp"
#include "core/random.hpp"
#include "parallel/parallel.hpp"

int main() {
  pendel::parallel::Pool pool(2);
  const pendel::Random random(1, 0);
  const auto mean =
      pendel::parallel::sum<pendel::PersonId>(
          pool, 1000, [&](pendel::PersonId person) { return random(pendel::Stream::test, person).uniform(); }) /
      1000;
  fmt::print("mean of 1000 draws: {:.3f}\n", mean);
  return mean > 0.45 && mean < 0.55 ? 0 : 1;
}

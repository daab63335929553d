// SPDX-License-Identifier: Apache-2.0
#include "models/energy/archetypes.hpp"

#include <algorithm>

#include "core/contract.hpp"

namespace pendel::energy {

namespace {

constexpr Archetype table[] = {
    {BuildingType::single_family, 1, {4.3, 1.13, 0.45}, 0.3681, {0.0437, 0.0363, 0.0363, 0.0153}, 0.75, 0.51, 282.7},
    {BuildingType::single_family, 2, {4.12, 1.21, 0.6}, 0.4403, {0.0395, 0.0539, 0.0539, 0.0099}, 0.75, 0.51, 269.7},
    {BuildingType::single_family, 3, {3.22, 1.0, 0.5}, 0.4846, {0.0727, 0.0301, 0.0301, 0.0402}, 0.75, 0.51, 218.5},
    {BuildingType::single_family, 4, {4.19, 1.54, 0.68}, 0.4637, {0.0774, 0.0293, 0.0293, 0.0297}, 0.75, 0.51, 272.9},
    {BuildingType::single_family, 5, {4.09, 1.69, 0.84}, 0.6261, {0.0520, 0.0470, 0.0734, 0.0338}, 0.75, 0.51, 265.3},
    {BuildingType::single_family, 6, {2.85, 1.14, 0.65}, 0.5527, {0.0960, 0.0289, 0.0289, 0.0437}, 0.75, 0.51, 195.3},
    {BuildingType::single_family, 7, {1.69, 0.75, 0.39}, 0.5385, {0.0279, 0.0403, 0.0403, 0.0167}, 0.75, 0.51, 130.6},
    {BuildingType::single_family, 8, {2.12, 1.22, 0.63}, 0.6321, {0.0848, 0.0494, 0.0494, 0.0140}, 0.75, 0.51, 151.7},
    {BuildingType::single_family, 9, {1.32, 0.98, 0.71}, 0.5059, {0.1662, 0.0295, 0.0295, 0.0410}, 0.6, 0.51, 98.2},
    {BuildingType::single_family, 10, {0.91, 0.75, 0.61}, 0.2704, {0.1182, 0.0269, 0.0269, 0.0213}, 0.6, 0.43, 70.1},
    {BuildingType::single_family, 11, {1.04, 0.88, 0.47}, 0.2923, {0.1210, 0.0145, 0.0696, 0.0198}, 0.6, 0.51, 82.2},
    {BuildingType::single_family, 12, {0.76, 0.73, 0.47}, 0.2473, {0.1210, 0.0145, 0.0696, 0.0198}, 0.5, 0.51, 69.5},
    {BuildingType::terraced, 2, {2.87, 1.16, 0.52}, 0.5089, {0.0831, 0.0000, 0.0000, 0.1053}, 0.75, 0.51, 199.5},
    {BuildingType::terraced, 3, {2.18, 0.73, 0.42}, 0.5332, {0.1201, 0.0000, 0.0000, 0.0703}, 0.75, 0.51, 155.8},
    {BuildingType::terraced, 4, {2.92, 1.06, 0.61}, 0.8735, {0.1715, 0.0000, 0.0000, 0.1405}, 0.75, 0.51, 193.4},
    {BuildingType::terraced, 5, {1.33, 0.51, 0.3}, 0.3225, {0.0693, 0.0000, 0.0000, 0.0459}, 0.75, 0.51, 106.9},
    {BuildingType::terraced, 6, {1.88, 0.8, 0.46}, 0.6153, {0.0000, 0.1099, 0.1099, 0.0000}, 0.75, 0.51, 137.6},
    {BuildingType::terraced, 7, {1.88, 1.06, 0.53}, 0.5235, {0.1101, 0.0000, 0.0000, 0.0769}, 0.75, 0.51, 137.6},
    {BuildingType::terraced, 8, {1.16, 0.7, 0.36}, 0.4114, {0.0000, 0.0735, 0.0735, 0.0000}, 0.75, 0.51, 95.4},
    {BuildingType::terraced, 9, {0.75, 0.54, 0.36}, 0.2409, {0.1223, 0.0000, 0.0000, 0.0282}, 0.6, 0.51, 69.7},
    {BuildingType::terraced, 10, {0.8, 0.75, 0.57}, 0.3107, {0.1310, 0.0434, 0.0434, 0.0211}, 0.6, 0.43, 62.0},
    {BuildingType::terraced, 11, {0.69, 0.59, 0.32}, 0.1693, {0.0449, 0.0000, 0.0000, 0.0853}, 0.6, 0.51, 69.8},
    {BuildingType::terraced, 12, {0.49, 0.49, 0.32}, 0.1433, {0.0449, 0.0000, 0.0000, 0.0853}, 0.5, 0.51, 58.8},
    {BuildingType::multi_family, 1, {4.07, 1.15, 0.46}, 0.4421, {0.0540, 0.0376, 0.0376, 0.0288}, 0.75, 0.51, 284.9},
    {BuildingType::multi_family, 2, {2.22, 0.83, 0.35}, 0.4674, {0.0000, 0.0845, 0.0845, 0.0041}, 0.75, 0.51, 172.5},
    {BuildingType::multi_family, 3, {2.99, 0.89, 0.47}, 0.5545, {0.0874, 0.0247, 0.0247, 0.0481}, 0.75, 0.51, 218.5},
    {BuildingType::multi_family, 4, {2.54, 0.8, 0.45}, 0.4684, {0.0060, 0.0721, 0.0721, 0.0060}, 0.75, 0.51, 193.7},
    {BuildingType::multi_family, 5, {1.74, 0.61, 0.35}, 0.4865, {0.0777, 0.0071, 0.0071, 0.0702}, 0.75, 0.51, 140.2},
    {BuildingType::multi_family, 6, {1.85, 0.72, 0.42}, 0.5205, {0.0000, 0.0867, 0.0867, 0.0000}, 0.75, 0.51, 147.9},
    {BuildingType::multi_family, 7, {1.46, 0.62, 0.36}, 0.4558, {0.0051, 0.0709, 0.0709, 0.0051}, 0.75, 0.51, 122.6},
    {BuildingType::multi_family, 8, {1.61, 0.74, 0.43}, 0.6207, {0.1082, 0.0147, 0.0147, 0.0694}, 0.75, 0.51, 127.6},
    {BuildingType::multi_family, 9, {0.88, 0.48, 0.43}, 0.3705, {0.0928, 0.0272, 0.0272, 0.0478}, 0.6, 0.51, 80.6},
    {BuildingType::multi_family, 10, {0.49, 0.42, 0.36}, 0.1973, {0.0496, 0.0363, 0.0356, 0.0195}, 0.6, 0.43, 49.9},
    {BuildingType::multi_family, 11, {0.74, 0.42, 0.34}, 0.2427, {0.0149, 0.0463, 0.1255, 0.0000}, 0.6, 0.51, 72.7},
    {BuildingType::multi_family, 12, {0.7, 0.48, 0.34}, 0.2053, {0.0149, 0.0463, 0.1255, 0.0000}, 0.5, 0.51, 71.4},
    {BuildingType::apartment_block, 2, {1.64, 0.69, 0.29}, 0.4598, {0.0028, 0.0793, 0.0793, 0.0028}, 0.75, 0.51, 134.5},
    {BuildingType::apartment_block, 3, {2.17, 0.69, 0.39}, 0.5630, {0.0167, 0.0855, 0.0855, 0.0000}, 0.75, 0.51, 167.4},
    {BuildingType::apartment_block, 4, {2.12, 0.68, 0.38}, 0.5520, {0.0239, 0.0801, 0.0801, 0.0000}, 0.75, 0.51, 164.0},
    {BuildingType::apartment_block, 5, {1.79, 0.59, 0.34}, 0.5302, {0.0068, 0.0831, 0.0831, 0.0037}, 0.75, 0.51, 143.3},
    {BuildingType::apartment_block, 6, {1.46, 0.53, 0.3}, 0.4922, {0.0102, 0.0689, 0.0689, 0.0160}, 0.75, 0.51, 121.7},
};

std::size_t find(BuildingType type, int period) {
  for (std::size_t i = 0; i < std::size(table); ++i)
    if (table[i].type == type && table[i].period == period) return i;
  return std::size(table);
}

}  // namespace

std::span<const Archetype> archetypes() { return table; }

std::size_t archetype_of(BuildingType type, std::uint8_t period_index) {
  const int period = period_index + 1;
  PENDEL_EXPECT(1 <= period && period <= construction_periods);
  if (type == BuildingType::non_residential) type = BuildingType::multi_family;
  auto found = find(type, period);
  if (found == std::size(table))
    found = type == BuildingType::apartment_block ? find(BuildingType::multi_family, period) : find(type, period + 1);
  PENDEL_ENSURE(found < std::size(table));
  return found;
}

}  // namespace pendel::energy

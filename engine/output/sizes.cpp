// SPDX-License-Identifier: Apache-2.0
#include "output/sizes.hpp"

#include "core/contract.hpp"
#include "core/time.hpp"
#include "world/state.hpp"

namespace pendel::output {

std::size_t size_of(Dimension dimension, const World& world) {
  switch (dimension) {
    case Dimension::time:
      return slices_per_day;
    case Dimension::link:
      return world.region.roads.links();
    case Dimension::node:
      return world.region.roads.nodes();
    case Dimension::zone:
      return world.region.zones.size();
    case Dimension::municipality:
      return world.region.municipalities.size();
    case Dimension::person:
      return world.people.persons.size();
    case Dimension::household:
      return world.people.households.size();
    case Dimension::grid:
      return world.people.grids.size();
    case Dimension::sector:
      return sectors;
    case Dimension::purpose:
      return purposes;
    case Dimension::mode:
      return modes;
    case Dimension::measure:
      return measures;
    case Dimension::trip:
    case Dimension::day:
    case Dimension::period:
    case Dimension::none:
      return 1;
  }
  throw ContractError("a dimension without a size");
}

std::size_t values_per_day(const Field& field, const World& world) {
  std::size_t n = 1;
  for (const auto dimension : field.dimensions) n *= size_of(dimension, world);
  return n;
}

std::size_t size_of(Type type) {
  switch (type) {
    case Type::u8:
      return 1;
    case Type::f32:
    case Type::i32:
      return 4;
    case Type::f64:
    case Type::i64:
      return 8;
  }
  throw ContractError("a type without a size");
}

store::Type stored_type(Type type) {
  switch (type) {
    case Type::f32:
      return store::Type::f32;
    case Type::f64:
      return store::Type::f64;
    case Type::i32:
      return store::Type::i32;
    case Type::i64:
      return store::Type::i64;
    case Type::u8:
      return store::Type::u8;
  }
  throw ContractError("a type that cannot be stored");
}

bool is_matrix(const Field& field) {
  return field.dimensions[1] == Dimension::zone && field.dimensions[2] == Dimension::zone;
}

}  // namespace pendel::output

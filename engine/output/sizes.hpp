// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "store/types.hpp"
#include "world/fields.hpp"
#include "world/world.hpp"

namespace pendel::output {

/// How many there are of a dimension; of `time` and `day` those of one day; 1 for `none`
/// and for the lines of a table.
std::size_t size_of(Dimension dimension, const World& world);
/// Values that a model puts for one field and day.
std::size_t values_per_day(const Field& field, const World& world);
/// Bytes of a value.
std::size_t size_of(Type type);
store::Type stored_type(Type type);
/// Calls f.template operator()<T>() with the type of a value.
template <class F>
void with_type(Type type, F&& f) {
  switch (type) {
    case Type::f32:
      return f.template operator()<float>();
    case Type::f64:
      return f.template operator()<double>();
    case Type::i32:
      return f.template operator()<std::int32_t>();
    case Type::i64:
      return f.template operator()<std::int64_t>();
    case Type::u8:
      return f.template operator()<std::uint8_t>();
  }
}
/// Over (zone, zone): an OMX matrix, of which the result keeps the weighted mean day.
bool is_matrix(const Field& field);

}  // namespace pendel::output

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/contract.hpp"
#include "world/fields.hpp"

namespace pendel {

/// Where models put their series of a day, once per field and day. A field over (time, X) takes 96 rows of X; a field
/// over (day, X) takes X values; the values lie row by row.
class Recorder {
 public:
  virtual ~Recorder() = default;

  void put(const Field& field, std::span<const float> values) { write(field, Type::f32, values.data(), values.size()); }
  void put(const Field& field, std::span<const double> values) {
    write(field, Type::f64, values.data(), values.size());
  }
  void put(const Field& field, std::span<const std::int32_t> values) {
    write(field, Type::i32, values.data(), values.size());
  }
  void put(const Field& field, std::span<const std::int64_t> values) {
    write(field, Type::i64, values.data(), values.size());
  }
  void put(const Field& field, std::span<const std::uint8_t> values) {
    write(field, Type::u8, values.data(), values.size());
  }

 protected:
  /// `type` is the type of the values and equals field.type.
  virtual void write(const Field& field, Type type, const void* values, std::size_t count) = 0;
};

}  // namespace pendel

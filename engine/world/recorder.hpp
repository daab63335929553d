// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/contract.hpp"
#include "world/fields.hpp"

namespace pendel {

/// Where models put their series of a day, once per field and day. A field over (time, X) takes 96 rows of X; a field
/// over (day, X) takes X values; the values lie row by row. All fields of a table take as many values as it has lines.
class Recorder {
 public:
  virtual ~Recorder() = default;

  void put(const Field& field, std::span<const float> values) { put(field, {}, values); }
  void put(const Field& field, std::span<const double> values) { put(field, {}, values); }
  void put(const Field& field, std::span<const std::int32_t> values) { put(field, {}, values); }
  void put(const Field& field, std::span<const std::int64_t> values) { put(field, {}, values); }
  void put(const Field& field, std::span<const std::uint8_t> values) { put(field, {}, values); }
  /// A dataset of a family, by the name that takes the place of the star.
  void put(const Field& field, std::string_view name, std::span<const float> values) {
    write(field, name, Type::f32, values.data(), values.size());
  }
  void put(const Field& field, std::string_view name, std::span<const double> values) {
    write(field, name, Type::f64, values.data(), values.size());
  }
  void put(const Field& field, std::string_view name, std::span<const std::int32_t> values) {
    write(field, name, Type::i32, values.data(), values.size());
  }
  void put(const Field& field, std::string_view name, std::span<const std::int64_t> values) {
    write(field, name, Type::i64, values.data(), values.size());
  }
  void put(const Field& field, std::string_view name, std::span<const std::uint8_t> values) {
    write(field, name, Type::u8, values.data(), values.size());
  }

 protected:
  /// `type` is the type of the values and equals field.type. `name` is empty unless the field is a family.
  virtual void write(const Field& field, std::string_view name, Type type, const void* values, std::size_t count) = 0;
};

}  // namespace pendel

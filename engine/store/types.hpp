// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace pendel::store {

/// What a value of a dataset may be.
enum class Type : std::uint8_t { f32, f64, u8, u16, u32, u64, i32, i64 };

template <class T>
constexpr Type type_of() {
  if constexpr (std::is_same_v<T, float>)
    return Type::f32;
  else if constexpr (std::is_same_v<T, double>)
    return Type::f64;
  else if constexpr (std::is_same_v<T, std::uint8_t>)
    return Type::u8;
  else if constexpr (std::is_same_v<T, std::uint16_t>)
    return Type::u16;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return Type::u32;
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return Type::u64;
  else if constexpr (std::is_same_v<T, std::int32_t>)
    return Type::i32;
  else {
    static_assert(std::is_same_v<T, std::int64_t>, "not a type of a dataset");
    return Type::i64;
  }
}

/// Sizes of a dataset, slowest first. Empty = scalar.
using Shape = std::vector<std::uint64_t>;

inline std::size_t count(const Shape& shape) {
  std::size_t n = 1;
  for (auto size : shape) n *= size;
  return n;
}

/// Texts of attributes are stored with fixed length: QGIS refuses a file whose `long_name` has variable length.
struct Attribute {
  std::string name;
  std::variant<std::string, float, double, std::uint8_t, std::int32_t, std::int64_t, std::vector<std::int32_t>,
               std::vector<std::uint8_t>>
      value;
};
using Attributes = std::vector<Attribute>;

}  // namespace pendel::store

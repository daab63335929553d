// SPDX-License-Identifier: Apache-2.0
#include "simulate/checkpoint.hpp"

#include <string>
#include <type_traits>

namespace pendel::simulate {

namespace {

std::string path_of(const char* name) { return std::string("state/") + name; }

/// How a column lies in the file: codes as their numbers, ids as their positions with -1 for none.
template <class T>
struct Stored {
  using type = T;
  static type to_file(const T& value) { return value; }
  static T from_file(type value) { return value; }
};
template <class T>
  requires std::is_enum_v<T>
struct Stored<T> {
  using type = std::underlying_type_t<T>;
  static type to_file(T value) { return static_cast<type>(value); }
  static T from_file(type value) { return static_cast<T>(value); }
};
template <>
struct Stored<std::uint16_t> {
  using type = std::int32_t;
  static type to_file(std::uint16_t value) { return value; }
  static std::uint16_t from_file(type value) { return static_cast<std::uint16_t>(value); }
};
template <class Tag>
struct Stored<Id<Tag>> {
  using type = std::int32_t;
  static type to_file(Id<Tag> id) { return id.valid() ? static_cast<type>(id.value()) : -1; }
  static Id<Tag> from_file(type value) { return value < 0 ? Id<Tag>() : Id<Tag>(static_cast<std::size_t>(value)); }
};

}  // namespace

void save(const State& state, store::Writer& writer) {
  persistent(state, [&]<class T>(const char* name, const std::vector<T>& column) {
    std::vector<typename Stored<T>::type> values;
    values.reserve(column.size());
    for (const auto& value : column) values.push_back(Stored<T>::to_file(value));
    writer.write_array(path_of(name), std::span<const typename Stored<T>::type>(values));
  });
}

void load(const store::Reader& reader, State& state) {
  persistent(state, [&]<class T>(const char* name, std::vector<T>& column) {
    const auto values = reader.read<typename Stored<T>::type>(path_of(name));
    column.clear();
    column.reserve(values.size());
    for (const auto& value : values) column.push_back(Stored<T>::from_file(value));
  });
}

}  // namespace pendel::simulate

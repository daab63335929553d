// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/contract.hpp"
#include "store/types.hpp"

namespace pendel::store {

/// Reads an HDF5 file. Paths are "name" or "group/name"; "/" is the root group. Throws SystemError when the file cannot
/// be read and when a dataset that is asked for is absent: ask has() where a file may lack it.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// Whether the file exists and starts like HDF5.
  static bool is_hdf5(const std::filesystem::path& path);

  [[nodiscard]] bool has(std::string_view path) const;
  [[nodiscard]] bool is_group(std::string_view path) const;
  /// Names in a group, in order of creation where the file keeps it, else by name.
  [[nodiscard]] std::vector<std::string> members(std::string_view group) const;
  [[nodiscard]] Shape shape(std::string_view path) const;
  /// None for texts and other types that are not ours.
  [[nodiscard]] std::optional<Type> type(std::string_view path) const;

  /// All values, row by row; numbers are converted to T.
  template <class T>
  [[nodiscard]] std::vector<T> read(std::string_view path) const {
    std::vector<T> values(count(shape(path)));
    read_all(path, type_of<T>(), values.data(), values.size());
    return values;
  }
  /// Fills `values` with whole rows from row `first` on.
  template <class T>
  void read_rows(std::string_view path, std::uint64_t first, std::span<T> values) const {
    read_block(path, type_of<T>(), first, values.data(), values.size());
  }
  /// The same into raw memory of `type`.
  void read_all(std::string_view path, Type type, void* values, std::size_t n) const;
  void read_block(std::string_view path, Type type, std::uint64_t first, void* values, std::size_t n) const;
  /// Texts of a one-dimensional dataset, of variable length.
  [[nodiscard]] std::vector<std::string> texts(std::string_view path) const;
  /// The text of a scalar dataset.
  [[nodiscard]] std::string text(std::string_view path) const;

  /// Attribute of a group or dataset; none if absent or of another kind.
  [[nodiscard]] std::optional<std::string> attribute_text(std::string_view path, std::string_view name) const;
  [[nodiscard]] std::optional<double> attribute_number(std::string_view path, std::string_view name) const;
  /// Names of the dimensions of a dataset that has dimension scales; else empty.
  [[nodiscard]] std::vector<std::string> dimensions(std::string_view path) const;

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace pendel::store

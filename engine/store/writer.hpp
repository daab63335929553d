// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/contract.hpp"
#include "store/types.hpp"

namespace pendel::parallel {
class Pool;
}

namespace pendel::store {

using DimensionNames = std::vector<std::string>;

/// Whether more may be appended by another program later.
enum class Growth : std::uint8_t { fixed, unlimited };

/// `plain`: contiguous, can be mapped. `packed`: chunks of 24 rows x 4096, shuffle, gzip 1 (small datasets stay plain).
/// `chunked`: packed however small; readers of OMX list only matrices in chunks.
enum class Layout : std::uint8_t { plain, packed, chunked };

class Dataset;

/// Rows of a chunk of a packed dataset. A block of rows that begins and ends at a multiple is packed once; any other is
/// unpacked and packed again with its neighbours.
constexpr std::uint64_t chunk_rows = 24;

/// Writes one HDF5 file that netCDF-4 reads as its own: dimensions are named scales, links and attributes keep their
/// order of creation, no time of day gets in. The file gets its final name with seal() only.
/// Paths are "name" or "group/name"; groups come into being by being named. Not for several threads at once.
/// Every function throws SystemError with the library's words when the disk fails.
class Writer {
 public:
  /// With a `pool`, which outlives the writer, chunks are packed by all its threads; the bytes are the same.
  explicit Writer(const std::filesystem::path& final_path, parallel::Pool* pool = nullptr);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Attributes of a group (made if absent) or dataset; "/" is the root.
  void attributes(std::string_view path, const Attributes& attributes);

  /// A dimension without values of its own. One made in a group ("person/person") counts there and is called by its
  /// last name ("person"), which no other dimension of the file may bear.
  void dimension(std::string_view name, std::uint64_t size, Growth growth = Growth::fixed);
  /// A dimension with values: the variable `name` over itself.
  template <class T>
  void coordinate(std::string_view name, std::span<const T> values, const Attributes& attributes,
                  Growth growth = Growth::fixed) {
    coordinate_of(name, type_of<T>(), values.data(), values.size(), attributes, growth);
  }

  /// Values row by row over named dimensions, which exist; none = a scalar.
  template <class T>
  void write(std::string_view path, std::span<const T> values, const DimensionNames& dimensions,
             const Attributes& attributes = {}, Layout layout = Layout::packed) {
    write_values(path, type_of<T>(), values.data(), values.size(), shape_of(dimensions), dimensions, attributes,
                 layout);
  }
  /// Values of a shape without names, for files that only we read.
  template <class T>
  void write_array(std::string_view path, std::span<const T> values, const Attributes& attributes = {},
                   Layout layout = Layout::plain) {
    write_values(path, type_of<T>(), values.data(), values.size(), {values.size()}, {}, attributes, layout);
  }
  template <class T>
  void write_scalar(std::string_view path, T value, const Attributes& attributes = {}) {
    write_values(path, type_of<T>(), &value, 1, {}, {}, attributes, Layout::plain);
  }
  /// UTF-8 texts along one dimension; without a dimension an unnamed array. Of variable length, as netCDF-4 stores its
  /// strings: its library crashes on fixed-length ones, and h5netcdf hands them out as bytes.
  void write_texts(std::string_view path, std::span<const std::string> texts, const DimensionNames& dimensions = {},
                   const Attributes& attributes = {});
  /// One text as a scalar dataset, of any length.
  void write_text(std::string_view path, const std::string& text, const Attributes& attributes = {});

  /// A dataset to be filled in blocks of rows; rows that are never written hold `fill`. Lives no longer than the
  /// writer.
  Dataset create(std::string_view path, Type type, const DimensionNames& dimensions, const Attributes& attributes,
                 std::optional<double> fill = {});

  [[nodiscard]] Shape shape_of(const DimensionNames& dimensions) const;
  [[nodiscard]] bool has_dimension(std::string_view name) const;

  /// Flush, close, fsync, rename. Nothing can be written afterwards.
  void seal();

 private:
  friend class Dataset;
  struct Inside;
  void coordinate_of(std::string_view name, Type type, const void* values, std::size_t n, const Attributes& attributes,
                     Growth growth);
  void write_values(std::string_view path, Type type, const void* values, std::size_t n, const Shape& shape,
                    const DimensionNames& dimensions, const Attributes& attributes, Layout layout);
  std::unique_ptr<Inside> in_;
};

/// A dataset of a Writer that is filled in blocks of rows, best of whole chunks.
class Dataset {
 public:
  Dataset(Dataset&&) noexcept;
  Dataset& operator=(Dataset&&) noexcept;
  ~Dataset();

  template <class T>
  void rows(std::uint64_t first, std::span<const T> values) {
    PENDEL_EXPECT(type_of<T>() == type());
    rows_of(first, values.data(), values.size());
  }
  /// `n` values of type(), a whole number of rows.
  void rows_of(std::uint64_t first, const void* values, std::size_t n);
  [[nodiscard]] Type type() const;

 private:
  friend class Writer;
  struct Inside;
  explicit Dataset(std::unique_ptr<Inside> in);
  std::unique_ptr<Inside> in_;
};

}  // namespace pendel::store

// SPDX-License-Identifier: Apache-2.0
#include "store/writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

#include "store/chunks.hpp"
#include "store/hdf5.hpp"
#include "store/sealed_file.hpp"

namespace pendel::store {
namespace {

constexpr std::uint64_t chunk_columns = 4096;
constexpr std::uint64_t chunk_column = 98304;  // of a dataset with one dimension: as many values as 24 x 4096
constexpr std::size_t pack_from = 1024;        // values; below, a chunk costs more than it saves
constexpr unsigned gzip_level = 1;

std::string last_name(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

struct Dimension {
  std::string name;
  std::uint64_t size = 0;
  Growth growth = Growth::fixed;
  Handle scale;
};

Shape chunk_of(const Shape& shape) {
  if (shape.size() == 1) return {std::clamp<std::uint64_t>(shape[0], 1, chunk_column)};
  Shape chunk(shape.size(), 1);
  chunk.front() = std::clamp<std::uint64_t>(shape.front(), 1, chunk_rows);
  chunk.back() = std::clamp<std::uint64_t>(shape.back(), 1, chunk_columns);
  return chunk;
}

bool packs(Layout layout, const Shape& shape) {
  if (shape.empty()) return false;
  return layout == Layout::chunked || (layout == Layout::packed && count(shape) >= pack_from);
}

Handle creation_list() {
  Handle list(H5Pcreate(H5P_DATASET_CREATE), "making a property list");
  checked(H5Pset_obj_track_times(list, false), "keeping times out");
  checked(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "tracking attribute order");
  return list;
}

void set_chunks(const Handle& list, const Shape& shape, bool pack) {
  const auto chunk = chunk_of(shape);
  const std::vector<hsize_t> sizes(chunk.begin(), chunk.end());
  checked(H5Pset_chunk(list, static_cast<int>(sizes.size()), sizes.data()), "setting chunks");
  if (!pack) return;
  checked(H5Pset_shuffle(list), "setting shuffle");
  checked(H5Pset_deflate(list, gzip_level), "setting gzip");
}

}  // namespace

struct Writer::Inside {
  Inside(const std::filesystem::path& final_path, parallel::Pool* threads) : pool(threads), sealed(final_path) {}

  parallel::Pool* pool;
  SealedFile sealed;  // last to go: removes the part after the file is closed
  Handle file;
  std::vector<Dimension> dimensions;

  [[nodiscard]] std::string where(std::string_view path) const {
    return sealed.part().string() + ": writing '" + std::string(path) + "'";
  }
  [[nodiscard]] Dimension& dimension(std::string_view name) {
    const auto found = std::ranges::find(dimensions, name, &Dimension::name);
    PENDEL_EXPECT(found != dimensions.end());
    return *found;
  }

  void make_groups(std::string_view path) const;
  Handle create(std::string_view path, hid_t file_type, const Shape& shape, const DimensionNames& names, Layout layout,
                const void* fill);
  void write_texts(std::string_view path, std::span<const std::string> texts, const Shape& shape,
                   const DimensionNames& names, const Attributes& attributes);
  void attach(hid_t dataset, std::string_view path, const DimensionNames& names);
  void add_dimension(std::string_view name, std::uint64_t size, Growth growth, Handle scale, const char* label);
};

struct Dataset::Inside {
  Handle dataset;
  Type type;
  Shape shape;
  Shape chunk;                  // empty: not packed
  std::vector<std::byte> fill;  // of one value; empty: none was asked for
  parallel::Pool* pool;
  std::string where;
};

Writer::Writer(const std::filesystem::path& final_path, parallel::Pool* pool) {
  prepare_hdf5();
  in_ = std::make_unique<Inside>(final_path, pool);
  const Handle create(H5Pcreate(H5P_FILE_CREATE), "making a property list");
  checked(H5Pset_link_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "tracking order");
  checked(H5Pset_attr_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "tracking order");
  checked(H5Pset_obj_track_times(create, false), "keeping times out");
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), "making a property list");
  checked(H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18), "setting the version of the format");
  // netCDF-4 and old readers understand 1.8; the open objects of a file that fails must not keep it alive.
  checked(H5Pset_fclose_degree(access, H5F_CLOSE_STRONG), "setting the manner of closing");
  const auto part = in_->sealed.part().string();
  in_->file = Handle(H5Fcreate(part.c_str(), H5F_ACC_TRUNC, create, access), part + ": creating");
}

Writer::~Writer() = default;

void Writer::Inside::make_groups(std::string_view path) const {
  for (auto slash = path.find('/', 1); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    const std::string name(path.substr(0, slash));
    if (checked(H5Lexists(file, name.c_str(), H5P_DEFAULT), where(path)) > 0) continue;
    const Handle list(H5Pcreate(H5P_GROUP_CREATE), "making a property list");
    checked(H5Pset_link_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "tracking order");
    checked(H5Pset_attr_creation_order(list, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), "tracking order");
    checked(H5Pset_obj_track_times(list, false), "keeping times out");
    const Handle group(H5Gcreate2(file, name.c_str(), H5P_DEFAULT, list, H5P_DEFAULT), where(name));
  }
}

void Writer::attributes(std::string_view path, const Attributes& attributes) {
  PENDEL_EXPECT(in_->file >= 0);
  if (path != "/") in_->make_groups(std::string(path) + "/");
  const Handle object(H5Oopen(in_->file, std::string(path).c_str(), H5P_DEFAULT), in_->where(path));
  for (const auto& attribute : attributes) write_attribute(object, attribute);
}

Handle Writer::Inside::create(std::string_view path, hid_t file_type, const Shape& shape, const DimensionNames& names,
                              Layout layout, const void* fill) {
  PENDEL_EXPECT(file >= 0);
  make_groups(path);
  std::vector<hsize_t> sizes(shape.begin(), shape.end());
  auto limits = sizes;
  bool grows = false;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (dimension(names[i]).growth == Growth::unlimited) {
      limits[i] = H5S_UNLIMITED;
      grows = true;
    }
  const Handle space =
      shape.empty()
          ? simple_space(shape)
          : Handle(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), limits.data()), where(path));
  const auto list = creation_list();
  if (fill != nullptr) checked(H5Pset_fill_value(list, file_type, fill), where(path));
  const bool pack = packs(layout, shape);
  if (!shape.empty() && (grows || pack)) set_chunks(list, shape, pack);
  return {H5Dcreate2(file, std::string(path).c_str(), file_type, space, H5P_DEFAULT, list, H5P_DEFAULT), where(path)};
}

void Writer::Inside::attach(hid_t dataset, std::string_view path, const DimensionNames& names) {
  for (unsigned i = 0; i < names.size(); ++i)
    checked(H5DSattach_scale(dataset, dimension(names[i]).scale, i), where(path) + ", dimension '" + names[i] + "'");
}

void Writer::Inside::add_dimension(std::string_view name, std::uint64_t size, Growth growth, Handle scale,
                                   const char* label) {
  checked(H5DSset_scale(scale, label), where(name));
  write_attribute(scale, {"_Netcdf4Dimid", static_cast<std::int32_t>(dimensions.size())});
  dimensions.push_back({last_name(name), size, growth, std::move(scale)});
}

void Writer::dimension(std::string_view name, std::uint64_t size, Growth growth) {
  PENDEL_EXPECT(in_->file >= 0 && !has_dimension(last_name(name)));
  in_->make_groups(name);
  const hsize_t extent = size;
  const hsize_t limit = growth == Growth::unlimited ? H5S_UNLIMITED : extent;
  const Handle space(H5Screate_simple(1, &extent, &limit), in_->where(name));
  const auto list = creation_list();
  if (growth == Growth::unlimited) set_chunks(list, {size}, false);
  // netCDF-4's own form of a dimension without values: this type, this label; no storage is ever allocated.
  Handle scale(H5Dcreate2(in_->file, std::string(name).c_str(), H5T_IEEE_F32BE, space, H5P_DEFAULT, list, H5P_DEFAULT),
               in_->where(name));
  std::array<char, 80> label{};
  std::snprintf(label.data(), label.size(), "This is a netCDF dimension but not a netCDF variable.%10llu",
                static_cast<unsigned long long>(size));
  in_->add_dimension(name, size, growth, std::move(scale), label.data());
}

void Writer::coordinate_of(std::string_view name, Type type, const void* values, std::size_t n,
                           const Attributes& attributes, Growth growth) {
  PENDEL_EXPECT(in_->file >= 0 && !has_dimension(last_name(name)));
  in_->make_groups(name);
  const hsize_t extent = n;
  const hsize_t limit = growth == Growth::unlimited ? H5S_UNLIMITED : extent;
  const Handle space(H5Screate_simple(1, &extent, &limit), in_->where(name));
  const auto list = creation_list();
  if (growth == Growth::unlimited) set_chunks(list, {n}, n >= pack_from);
  Handle scale(H5Dcreate2(in_->file, std::string(name).c_str(), stored(type), space, H5P_DEFAULT, list, H5P_DEFAULT),
               in_->where(name));
  if (n > 0) checked(H5Dwrite(scale, native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), in_->where(name));
  for (const auto& attribute : attributes) write_attribute(scale, attribute);
  in_->add_dimension(name, n, growth, std::move(scale), last_name(name).c_str());
}

void Writer::write_values(std::string_view path, Type type, const void* values, std::size_t n, const Shape& shape,
                          const DimensionNames& dimensions, const Attributes& attributes, Layout layout) {
  PENDEL_EXPECT(n == count(shape));
  const auto dataset = in_->create(path, stored(type), shape, dimensions, layout, nullptr);
  if (n > 0 && packs(layout, shape))
    write_chunks({dataset, shape, chunk_of(shape), H5Tget_size(stored(type)), {}}, 0, shape.front(), values, in_->pool,
                 in_->where(path));
  else if (n > 0)
    checked(H5Dwrite(dataset, native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), in_->where(path));
  for (const auto& attribute : attributes) write_attribute(dataset, attribute);
  in_->attach(dataset, path, dimensions);
}

void Writer::write_texts(std::string_view path, std::span<const std::string> texts, const DimensionNames& dimensions,
                         const Attributes& attributes) {
  PENDEL_EXPECT(dimensions.size() <= 1);
  const Shape shape = dimensions.empty() ? Shape{texts.size()} : shape_of(dimensions);
  PENDEL_EXPECT(shape[0] == texts.size());
  in_->write_texts(path, texts, shape, dimensions, attributes);
}

void Writer::write_text(std::string_view path, const std::string& text, const Attributes& attributes) {
  in_->write_texts(path, {&text, 1}, {}, {}, attributes);
}

void Writer::Inside::write_texts(std::string_view path, std::span<const std::string> texts, const Shape& shape,
                                 const DimensionNames& names, const Attributes& attributes) {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const auto& text : texts) pointers.push_back(text.c_str());
  const auto type = text_type(H5T_VARIABLE);
  const auto dataset = create(path, type, shape, names, Layout::plain, nullptr);
  if (!texts.empty())
    checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<const void*>(pointers.data())),
            where(path));
  for (const auto& attribute : attributes) write_attribute(dataset, attribute);
  attach(dataset, path, names);
}

Dataset Writer::create(std::string_view path, Type type, const DimensionNames& dimensions, const Attributes& attributes,
                       std::optional<double> fill) {
  auto inside = std::make_unique<Dataset::Inside>();
  inside->type = type;
  inside->shape = shape_of(dimensions);
  if (packs(Layout::packed, inside->shape)) inside->chunk = chunk_of(inside->shape);
  inside->pool = in_->pool;
  inside->where = in_->where(path);
  if (fill) {
    inside->fill.resize(sizeof(double));
    std::memcpy(inside->fill.data(), &*fill, sizeof(double));
    checked(H5Tconvert(H5T_NATIVE_DOUBLE, stored(type), 1, inside->fill.data(), nullptr, H5P_DEFAULT), inside->where);
    inside->fill.resize(H5Tget_size(stored(type)));
  }
  inside->dataset =
      in_->create(path, stored(type), inside->shape, dimensions, Layout::packed, fill ? inside->fill.data() : nullptr);
  for (const auto& attribute : attributes) write_attribute(inside->dataset, attribute);
  in_->attach(inside->dataset, path, dimensions);
  return Dataset(std::move(inside));
}

Shape Writer::shape_of(const DimensionNames& dimensions) const {
  Shape shape;
  for (const auto& name : dimensions) shape.push_back(in_->dimension(name).size);
  return shape;
}

bool Writer::has_dimension(std::string_view name) const {
  return std::ranges::find(in_->dimensions, name, &Dimension::name) != in_->dimensions.end();
}

void Writer::seal() {
  PENDEL_EXPECT(in_->file >= 0);
  const auto part = in_->sealed.part().string();
  in_->dimensions.clear();
  checked(H5Fflush(in_->file, H5F_SCOPE_GLOBAL), part + ": flushing");
  in_->file.close(part + ": closing");
  in_->sealed.seal();
}

Dataset::Dataset(std::unique_ptr<Inside> in) : in_(std::move(in)) {}
Dataset::Dataset(Dataset&&) noexcept = default;
Dataset& Dataset::operator=(Dataset&&) noexcept = default;
Dataset::~Dataset() = default;

Type Dataset::type() const { return in_->type; }

void Dataset::rows_of(std::uint64_t first, const void* values, std::size_t n) {
  if (n == 0) return;
  const auto row = count(in_->shape) / in_->shape.front();
  const auto rows = n / row;
  PENDEL_EXPECT(n % row == 0 && first + rows <= in_->shape.front());
  const auto whole = [&](std::uint64_t at) { return at % in_->chunk.front() == 0 || at == in_->shape.front(); };
  if (!in_->chunk.empty() && whole(first) && whole(first + rows))
    return write_chunks({in_->dataset, in_->shape, in_->chunk, H5Tget_size(stored(in_->type)), in_->fill}, first, rows,
                        values, in_->pool, in_->where);
  std::vector<hsize_t> start(in_->shape.size(), 0);
  std::vector<hsize_t> size(in_->shape.begin(), in_->shape.end());
  start.front() = first;
  size.front() = rows;
  const Handle memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), in_->where);
  const Handle space(H5Dget_space(in_->dataset), in_->where);
  checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr), in_->where);
  checked(H5Dwrite(in_->dataset, native(in_->type), memory, space, H5P_DEFAULT, values), in_->where);
}

}  // namespace pendel::store

// SPDX-License-Identifier: Apache-2.0
#include "store/reader.hpp"

#include <hdf5_hl.h>

#include "store/hdf5.hpp"

namespace pendel::store {
namespace {

std::string trimmed(std::string text) {
  text.resize(text.find('\0') == std::string::npos ? text.size() : text.find('\0'));
  return text;
}

Shape shape_of(hid_t dataset, std::string_view where) {
  const Handle space(H5Dget_space(dataset), where);
  std::vector<hsize_t> sizes(static_cast<std::size_t>(checked(H5Sget_simple_extent_ndims(space), where)));
  checked(H5Sget_simple_extent_dims(space, sizes.data(), nullptr), where);
  return {sizes.begin(), sizes.end()};
}

herr_t name_of_scale(hid_t, unsigned, hid_t scale, void* into) {
  std::string name(static_cast<std::size_t>(H5Iget_name(scale, nullptr, 0)) + 1, '\0');
  H5Iget_name(scale, name.data(), name.size());
  name.pop_back();
  *static_cast<std::string*>(into) = name.substr(name.rfind('/') + 1);
  return 1;  // the first scale of an axis is its dimension
}

}  // namespace

struct Reader::Inside {
  std::string path;
  Handle file;

  [[nodiscard]] std::string where(std::string_view object) const {
    return path + ": reading '" + std::string(object) + "'";
  }
  [[nodiscard]] Handle dataset(std::string_view object) const {
    return {H5Dopen2(file, std::string(object).c_str(), H5P_DEFAULT), where(object)};
  }
  [[nodiscard]] Handle object(std::string_view object) const {
    return {H5Oopen(file, std::string(object).c_str(), H5P_DEFAULT), where(object)};
  }
};

Reader::Reader(const std::filesystem::path& path) {
  prepare_hdf5();
  in_ = std::make_unique<Inside>();
  in_->path = path.string();
  in_->file = Handle(H5Fopen(in_->path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), in_->path + ": opening");
}

Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

bool Reader::is_hdf5(const std::filesystem::path& path) {
  prepare_hdf5();
  const bool yes = H5Fis_hdf5(path.c_str()) > 0;
  H5Eclear2(H5E_DEFAULT);
  return yes;
}

bool Reader::has(std::string_view path) const {
  if (path == "/") return true;
  // H5Lexists fails when a group on the way is absent, so each is asked in turn.
  for (auto slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    if (H5Lexists(in_->file, std::string(path.substr(0, slash)).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string_view::npos) return true;
  }
}

bool Reader::is_group(std::string_view path) const {
  const auto object = in_->object(path);
  return H5Iget_type(object) == H5I_GROUP;
}

std::vector<std::string> Reader::members(std::string_view group) const {
  const Handle object(H5Gopen2(in_->file, std::string(group).c_str(), H5P_DEFAULT), in_->where(group));
  const Handle list(H5Gget_create_plist(object), in_->where(group));
  unsigned order = 0;
  checked(H5Pget_link_creation_order(list, &order), in_->where(group));
  const auto by = (order & H5P_CRT_ORDER_TRACKED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
  H5G_info_t info{};
  checked(H5Gget_info(object, &info), in_->where(group));
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) {
    const auto size =
        checked(H5Lget_name_by_idx(object, ".", by, H5_ITER_INC, i, nullptr, 0, H5P_DEFAULT), in_->where(group));
    std::string name(static_cast<std::size_t>(size) + 1, '\0');
    checked(H5Lget_name_by_idx(object, ".", by, H5_ITER_INC, i, name.data(), name.size(), H5P_DEFAULT),
            in_->where(group));
    name.pop_back();
    names.push_back(std::move(name));
  }
  return names;
}

Shape Reader::shape(std::string_view path) const { return shape_of(in_->dataset(path), in_->where(path)); }

std::optional<Type> Reader::type(std::string_view path) const {
  const auto dataset = in_->dataset(path);
  const Handle in_file(H5Dget_type(dataset), in_->where(path));
  for (auto type : {Type::f32, Type::f64, Type::u8, Type::u16, Type::u32, Type::u64, Type::i32, Type::i64})
    if (H5Tequal(in_file, stored(type)) > 0) return type;
  return {};
}

void Reader::read_all(std::string_view path, Type type, void* values, std::size_t n) const {
  const auto dataset = in_->dataset(path);
  PENDEL_EXPECT(n == count(shape_of(dataset, in_->where(path))));
  if (n > 0) checked(H5Dread(dataset, native(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, values), in_->where(path));
}

void Reader::read_block(std::string_view path, Type type, std::uint64_t first, void* values, std::size_t n) const {
  if (n == 0) return;
  const auto dataset = in_->dataset(path);
  const auto shape = shape_of(dataset, in_->where(path));
  PENDEL_EXPECT(!shape.empty() && shape.front() > 0);
  const auto row = count(shape) / shape.front();
  PENDEL_EXPECT(n % row == 0 && first + n / row <= shape.front());
  std::vector<hsize_t> start(shape.size(), 0);
  std::vector<hsize_t> size(shape.begin(), shape.end());
  start.front() = first;
  size.front() = n / row;
  const Handle memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr), in_->where(path));
  const Handle space(H5Dget_space(dataset), in_->where(path));
  checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr), in_->where(path));
  checked(H5Dread(dataset, native(type), memory, space, H5P_DEFAULT, values), in_->where(path));
}

std::vector<std::string> Reader::texts(std::string_view path) const {
  const auto dataset = in_->dataset(path);
  const Handle type(H5Dget_type(dataset), in_->where(path));
  PENDEL_EXPECT(H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0);
  const Handle space(H5Dget_space(dataset), in_->where(path));
  std::vector<char*> pointers(count(shape_of(dataset, in_->where(path))), nullptr);
  if (pointers.empty()) return {};
  checked(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(pointers.data())), in_->where(path));
  std::vector<std::string> texts;
  texts.reserve(pointers.size());
  for (const auto* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
  checked(H5Dvlen_reclaim(type, space, H5P_DEFAULT, static_cast<void*>(pointers.data())), in_->where(path));
  return texts;
}

std::string Reader::text(std::string_view path) const {
  const auto all = texts(path);
  PENDEL_EXPECT(all.size() == 1);
  return all.front();
}

std::optional<std::string> Reader::attribute_text(std::string_view path, std::string_view name) const {
  const auto object = in_->object(path);
  const std::string key(name);
  if (H5Aexists(object, key.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(object, key.c_str(), H5P_DEFAULT), in_->where(path));
  const Handle type(H5Aget_type(attribute), in_->where(path));
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0) return {};
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(attribute, type, text.data()), in_->where(path));
  return trimmed(std::move(text));
}

std::optional<double> Reader::attribute_number(std::string_view path, std::string_view name) const {
  const auto object = in_->object(path);
  const std::string key(name);
  if (H5Aexists(object, key.c_str()) <= 0) return {};
  const Handle attribute(H5Aopen(object, key.c_str(), H5P_DEFAULT), in_->where(path));
  const Handle type(H5Aget_type(attribute), in_->where(path));
  const Handle space(H5Aget_space(attribute), in_->where(path));
  const auto kind = H5Tget_class(type);
  if ((kind != H5T_INTEGER && kind != H5T_FLOAT) || H5Sget_simple_extent_npoints(space) != 1) return {};
  double value = 0;
  checked(H5Aread(attribute, H5T_NATIVE_DOUBLE, &value), in_->where(path));
  return value;
}

std::vector<std::string> Reader::dimensions(std::string_view path) const {
  const auto dataset = in_->dataset(path);
  const auto rank = shape_of(dataset, in_->where(path)).size();
  if (H5DSis_scale(dataset) > 0) return {std::string(path.substr(path.rfind('/') + 1))};
  std::vector<std::string> names;
  for (unsigned axis = 0; axis < rank; ++axis) {
    std::string name;
    if (H5DSget_num_scales(dataset, axis) < 1) return {};
    checked(H5DSiterate_scales(dataset, axis, nullptr, name_of_scale, &name), in_->where(path));
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace pendel::store

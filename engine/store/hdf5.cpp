// SPDX-License-Identifier: Apache-2.0
#include "store/hdf5.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/contract.hpp"
#include "core/issue.hpp"

namespace pendel::store {
namespace {

bool prepare_once() {
  // Handles close themselves. The library's own clean-up at exit would try again to write what a full disk refused.
  H5dont_atexit();
  hbool_t safe = false;
  return H5open() >= 0 && H5is_library_threadsafe(&safe) >= 0 && safe != 0;
}

struct Words {
  std::string outer;
  std::string inner;
};

extern "C" herr_t collect_words(unsigned, const H5E_error2_t* error, void* into) {
  auto& words = *static_cast<Words*>(into);
  if (error->desc == nullptr || *error->desc == '\0') return 0;
  if (words.outer.empty()) words.outer = error->desc;
  words.inner = error->desc;
  return 0;
}

}  // namespace

void prepare_hdf5() {
  static const bool usable = prepare_once();
  if (!usable)
    throw SystemError("this build of the HDF5 library is not thread-safe; Pendel needs the serial, thread-safe one");
  thread_local const bool silent = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr) >= 0;
  PENDEL_ENSURE(silent);
}

void hdf5_failed(std::string_view what) {
  Words words;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, collect_words, &words);
  H5Eclear2(H5E_DEFAULT);
  std::string text = std::string(what) + " failed";
  // Where the system refused, its own words say enough; the library adds times, buffers and addresses.
  constexpr std::string_view system = "error message = '";
  if (const auto at = words.inner.find(system); at != std::string::npos) {
    const auto begin = at + system.size();
    text += " (" + words.inner.substr(begin, words.inner.find('\'', begin) - begin) + ")";
  } else if (!words.outer.empty()) {
    text += " (" + words.outer + (words.inner == words.outer ? "" : ": " + words.inner) + ")";
  }
  throw SystemError(text);
}

hid_t native(Type type) {
  switch (type) {
    case Type::f32:
      return H5T_NATIVE_FLOAT;
    case Type::f64:
      return H5T_NATIVE_DOUBLE;
    case Type::u8:
      return H5T_NATIVE_UINT8;
    case Type::u16:
      return H5T_NATIVE_UINT16;
    case Type::u32:
      return H5T_NATIVE_UINT32;
    case Type::u64:
      return H5T_NATIVE_UINT64;
    case Type::i32:
      return H5T_NATIVE_INT32;
    case Type::i64:
      return H5T_NATIVE_INT64;
  }
  return H5I_INVALID_HID;
}

hid_t stored(Type type) {
  switch (type) {
    case Type::f32:
      return H5T_IEEE_F32LE;
    case Type::f64:
      return H5T_IEEE_F64LE;
    case Type::u8:
      return H5T_STD_U8LE;
    case Type::u16:
      return H5T_STD_U16LE;
    case Type::u32:
      return H5T_STD_U32LE;
    case Type::u64:
      return H5T_STD_U64LE;
    case Type::i32:
      return H5T_STD_I32LE;
    case Type::i64:
      return H5T_STD_I64LE;
  }
  return H5I_INVALID_HID;
}

Handle text_type(std::size_t size) {
  Handle type(H5Tcopy(H5T_C_S1), "making a text type");
  checked(H5Tset_size(type, std::max<std::size_t>(size, 1)), "sizing a text type");
  checked(H5Tset_strpad(type, size == H5T_VARIABLE ? H5T_STR_NULLTERM : H5T_STR_NULLPAD), "padding a text type");
  checked(H5Tset_cset(type, H5T_CSET_UTF8), "marking a text as UTF-8");
  return type;
}

Handle simple_space(const Shape& shape) {
  if (shape.empty()) return {H5Screate(H5S_SCALAR), "making a scalar space"};
  const std::vector<hsize_t> sizes(shape.begin(), shape.end());
  return {H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr), "making a space"};
}

namespace {

void put_attribute(hid_t object, const std::string& name, hid_t file_type, hid_t memory_type, const Shape& shape,
                   const void* value) {
  const auto space = simple_space(shape);
  const Handle attribute(H5Acreate2(object, name.c_str(), file_type, space, H5P_DEFAULT, H5P_DEFAULT),
                         "creating attribute '" + name + "'");
  checked(H5Awrite(attribute, memory_type, value), "writing attribute '" + name + "'");
}

}  // namespace

void write_attribute(hid_t object, const Attribute& attribute) {
  std::visit(
      [&]<class T>(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
          const auto type = text_type(value.size());
          put_attribute(object, attribute.name, type, type, {}, value.c_str());
        } else if constexpr (std::is_arithmetic_v<T>) {
          put_attribute(object, attribute.name, stored(type_of<T>()), native(type_of<T>()), {}, &value);
        } else {
          constexpr auto type = type_of<typename T::value_type>();
          PENDEL_EXPECT(!value.empty());
          put_attribute(object, attribute.name, stored(type), native(type), {value.size()}, value.data());
        }
      },
      attribute.value);
}

}  // namespace pendel::store

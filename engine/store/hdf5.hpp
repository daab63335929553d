// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <hdf5.h>

#include <string>
#include <string_view>
#include <utility>

#include "store/types.hpp"

/// Inside of this room: the only place that knows hdf5.h. Other rooms include writer.hpp and reader.hpp.
namespace pendel::store {

/// Prepares the library for the calling thread: errors are thrown, not printed. Every public constructor calls it.
void prepare_hdf5();

/// Throws SystemError "`what` failed (the library's own words)".
[[noreturn]] void hdf5_failed(std::string_view what);

/// Passes a result of the library on, or throws if it is negative.
template <class Result>
Result checked(Result result, std::string_view what) {
  if (result < 0) hdf5_failed(what);
  return result;
}

/// Owns any id of the library: file, group, dataset, space, type, property list, attribute.
class Handle {
 public:
  Handle() = default;
  Handle(hid_t id, std::string_view what) : id_(checked(id, what)) {}
  ~Handle() { reset(); }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    if (this != &other) {
      reset();
      id_ = std::exchange(other.id_, H5I_INVALID_HID);
    }
    return *this;
  }
  operator hid_t() const { return id_; }  // NOLINT(google-explicit-constructor): handed to the C functions
  void reset() noexcept {
    if (id_ >= 0) H5Idec_ref(std::exchange(id_, H5I_INVALID_HID));
  }
  /// Closes and reports what only shows then, such as a full disk.
  void close(std::string_view what) {
    if (id_ >= 0) checked(H5Idec_ref(std::exchange(id_, H5I_INVALID_HID)), what);
  }

 private:
  hid_t id_ = H5I_INVALID_HID;
};

/// The type in memory, which on x86-64 is the type in the file as well. Owned by the library.
hid_t native(Type type);
/// In the file: little-endian by definition.
hid_t stored(Type type);
/// A UTF-8 text of `size` bytes, padded with zeros, at least one byte; or of variable length with H5T_VARIABLE.
Handle text_type(std::size_t size);
Handle simple_space(const Shape& shape);

void write_attribute(hid_t object, const Attribute& attribute);

}  // namespace pendel::store

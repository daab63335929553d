// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/hdf5.hpp"
#include "store/types.hpp"

namespace pendel::parallel {
class Pool;
}

/// Inside of this room: chunks with the filters `shuffle` and `gzip`, packed here, since the library packs one chunk at
/// a time, and with zlib, which takes twice the time of libdeflate. Every HDF5 reads them.
namespace pendel::store {

/// A dataset in packed chunks, and what is needed to cut its rows into them.
struct ChunkedDataset {
  hid_t dataset;
  const Shape& shape;
  const Shape& chunk;           // sizes, as many as the shape has
  std::size_t element;          // bytes of a value
  std::vector<std::byte> fill;  // of one value, for what of a chunk lies beyond the shape; empty: zero
};

/// Writes rows [first, first + n) from `values`, which hold them whole. `first` is a multiple of chunk.front(), and so
/// is n unless the rows end with the shape. With a `pool` chunks are packed by all its threads; the bytes do not depend
/// on it. Throws SystemError with `where` and the library's words.
void write_chunks(const ChunkedDataset& out, std::uint64_t first, std::uint64_t n, const void* values,
                  parallel::Pool* pool, std::string_view where);

}  // namespace pendel::store

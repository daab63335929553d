// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "region/region.hpp"

namespace pendel {

/// Where compiled regions are kept: $PENDEL_CACHE, else $XDG_CACHE_HOME/pendel, else ~/.cache/pendel. "" without any.
/// PENDEL_CACHE=off turns the cache off.
std::filesystem::path region_cache_folder();

/// The region that belongs to `key`, the content hash of everything that it is made from: read from the cache if it is
/// there and whole, else made and put there. The cache never decides about a result: a file that is torn, foreign or
/// of another build is ignored, and a folder that cannot be written to is no error.
Region cached_region(const std::string& key, const std::function<Region()>& make);

/// One HDF5 file; read_compiled gives back the same region. For cached_region and its tests. Throw SystemError.
void write_compiled(const Region& region, const std::string& key, const std::filesystem::path& file);
Region read_compiled(const std::string& key, const std::filesystem::path& file);

}  // namespace pendel

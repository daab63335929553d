// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/issue.hpp"
#include "parallel/parallel.hpp"
#include "region/generate.hpp"

namespace pendel {

/// Reads a specification of facts (format: docs/regions-generated.md). All problems go to `issues`; what comes back is
/// usable only if there are none. Longitudes and latitudes are projected into the plane of the specification's `epsg`.
generate::Facts read_facts(const std::filesystem::path& spec, Issues& issues);

/// Region from a specification. With issues, an empty region comes back. Same file, same bytes, any number of threads.
Region generate_region(const std::filesystem::path& spec, Issues& issues, parallel::Pool& pool);

/// The region of a scenario: a folder, or a specification (.toml) to generate it from.
Region open_region(const std::filesystem::path& path, Issues& issues, parallel::Pool& pool);

}  // namespace pendel

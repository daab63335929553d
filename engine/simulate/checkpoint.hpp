// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/reader.hpp"
#include "store/writer.hpp"
#include "world/state.hpp"

namespace pendel::simulate {

/// The state at the begin of a period's days: what `persistent` lists, under "state/".
void save(const State& state, store::Writer& writer);
/// The inverse. Throws SystemError if the file lacks a column.
void load(const store::Reader& reader, State& state);

}  // namespace pendel::simulate

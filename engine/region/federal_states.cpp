// SPDX-License-Identifier: Apache-2.0
#include "region/federal_states.hpp"

#include <algorithm>

#include "core/calendar.hpp"
#include "text/messages.hpp"

namespace pendel {

void check_state(const std::string& state, const Place& place, Issues& issues) {
  const auto known = federal_states();
  if (state.empty() || std::find(known.begin(), known.end(), state) != known.end()) return;
  issues.add(place, text::say(text::Say::word_unknown, "state", state), text::one_of({known.begin(), known.end()}));
}

}  // namespace pendel

// SPDX-License-Identifier: Apache-2.0
#include "region/federal_states.hpp"

#include <algorithm>

#include "text/messages.hpp"

namespace pendel {

const std::vector<std::string>& states_by_key() {
  static const std::vector<std::string> states = {"SH", "HH", "NI", "HB", "NW", "HE", "RP", "BW",
                                                  "BY", "SL", "BE", "BB", "MV", "SN", "ST", "TH"};
  return states;
}

void check_state(const std::string& state, const Place& place, Issues& issues) {
  const auto& known = states_by_key();
  if (state.empty() || std::find(known.begin(), known.end(), state) != known.end()) return;
  issues.add(place, text::say(text::Say::word_unknown, "state", state), text::one_of(known));
}

}  // namespace pendel

// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <ranges>
#include <set>
#include <string_view>

#include "import/assignment_input.hpp"
#include "import/tntp_text.hpp"
#include "import/trip_table.hpp"
#include "text/messages.hpp"
#include "text/parse_number.hpp"

namespace pendel::import {

namespace {

using text::Say;
using text::say;
using Words = std::vector<TntpText::Word>;

enum Column : std::size_t { init, term, capacity, length, time, b, power, speed, toll, type, columns };
constexpr std::size_t needed[] = {init, term, capacity, time, b, power};

/// Names of columns in the headers of the collection, in lower case without anything but letters.
constexpr std::array<std::pair<std::string_view, Column>, 40> known_columns = {{
    {"initnode", init},
    {"init", init},
    {"tailnode", init},
    {"tail", init},
    {"fromnode", init},
    {"from", init},
    {"anode", init},
    {"inode", init},
    {"termnode", term},
    {"term", term},
    {"headnode", term},
    {"head", term},
    {"tonode", term},
    {"to", term},
    {"bnode", term},
    {"jnode", term},
    {"capacity", capacity},
    {"cap", capacity},
    {"length", length},
    {"distance", length},
    {"dist", length},
    {"freeflowtime", time},
    {"freeflowtraveltime", time},
    {"fftt", time},
    {"fft", time},
    {"fftime", time},
    {"ftime", time},
    {"freetime", time},
    {"time", time},
    {"b", b},
    {"alpha", b},
    {"power", power},
    {"beta", power},
    {"speed", speed},
    {"speedlimit", speed},
    {"freespeed", speed},
    {"toll", toll},
    {"linktype", type},
    {"type", type},
    {"roadtype", type},
}};

/// Where each column stands in a row; `columns` and more: it does not.
using Layout = std::array<std::size_t, columns>;

std::string letters_of(std::string_view text) {
  std::string letters;
  int depth = 0;  // units in parentheses
  for (char c : text) {
    depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']' ? -1 : 0);
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (depth == 0 && c >= 'a' && c <= 'z') letters += c;
  }
  return letters;
}

std::optional<Layout> layout_of(const std::vector<std::string>& cells) {
  Layout layout;
  layout.fill(columns + cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto found =
        std::find_if(known_columns.begin(), known_columns.end(), [&](const auto& n) { return n.first == cells[i]; });
    if (found == known_columns.end()) continue;
    if (layout[found->second] < cells.size()) return std::nullopt;
    layout[found->second] = i;
  }
  for (const auto column : needed)
    if (layout[column] >= cells.size()) return std::nullopt;
  return layout;
}

/// A comment that names all columns that are needed: cells between tabs or commas, or, in a header with spaces
/// alone, the longest names that the letters spell.
std::optional<Layout> read_header(std::string_view comment) {
  std::vector<std::string> cells;
  for (std::size_t begin = 0; begin <= comment.size();) {
    const auto end = std::min(comment.find_first_of("\t,;", begin), comment.size());
    if (auto letters = letters_of(comment.substr(begin, end - begin)); !letters.empty())
      cells.push_back(std::move(letters));
    begin = end + 1;
  }
  if (auto layout = layout_of(cells)) return layout;
  cells.clear();
  for (std::string rest = letters_of(comment); !rest.empty();) {
    std::string_view best;
    for (const auto& [name, column] : known_columns)
      if (rest.starts_with(name) && name.size() > best.size()) best = name;
    if (best.empty()) return std::nullopt;
    cells.emplace_back(best);
    rest.erase(0, best.size());
  }
  return layout_of(cells);
}

Layout find_layout(const TntpText& text) {
  for (const auto& comment : text.comments() | std::views::reverse)
    if (const auto layout = read_header(comment)) return *layout;
  if (const auto original = text.metadata().find("ORIGINAL HEADER"); original != text.metadata().end())
    if (const auto layout = read_header(original->second.value)) return *layout;
  return {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
}

std::optional<std::int64_t> node_number(std::string_view word) {
  if (const auto whole = text::parse_integer(word)) return *whole >= 0 ? whole : std::nullopt;
  const auto value = text::parse_number(word);  // 12.0
  if (!value || *value < 0 || *value > 9e15 || *value != std::floor(*value)) return std::nullopt;
  return static_cast<std::int64_t>(*value);
}

class NetworkReader {
 public:
  NetworkReader(const std::filesystem::path& file, const CostWeights& weights, AssignmentInput& input, Issues& issues)
      : text_(file, issues), input_(input), issues_(issues), few_(issues), layout_(find_layout(text_)) {
    if (!text_.readable()) return;
    toll_weight_ = weights.toll ? *weights.toll : text_.number("TOLL FACTOR", 0, issues);
    distance_weight_ = weights.distance ? *weights.distance : text_.number("DISTANCE FACTOR", 0, issues);
  }

  void read() {
    if (!text_.readable()) return;
    const auto before = issues_.size();
    text_.rows([&](const Words& words) { take(words); });
    few_.finish(text_.file());
    if (from_.empty() && issues_.size() == before)
      issues_.add({text_.file(), 0, 0}, say(Say::tntp_no_links), "", say(Say::tntp_no_links_hint));
    auto& network = input_.network;
    number_nodes(from_, to_, network);
    const double first_through = text_.number("FIRST THRU NODE", 0, issues_);
    for (const auto name : network.node_name)
      network.through.push_back(static_cast<double>(name) >= first_through ? 1 : 0);
    check_costs(
        network, [&](assign::Index link) { return text_.place(at_[link]); }, issues_);
    note();
  }
  [[nodiscard]] double zones() { return text_.readable() ? text_.number("NUMBER OF ZONES", -1, issues_) : -1; }

 private:
  void take(const Words& words) {
    ++rows_;
    std::size_t least = 0;
    for (const auto column : needed) least = std::max(least, layout_[column] + 1);
    if (words.size() < least) {
      few_.add([&] {
        return Issue{text_.place(words.front().at), say(Say::tntp_short_row, words.size(), least), "",
                     say(Say::tntp_short_row_hint)};
      });
      return;
    }
    bool good = true;
    const auto node = [&](Column column) {
      const auto& word = words[layout_[column]];
      if (const auto number = node_number(word.text)) return *number;
      good = false;
      few_.add([&] { return Issue{text_.place(word.at), say(Say::tntp_bad_node, word.text), "", ""}; });
      return std::int64_t{0};
    };
    const auto number = [&](Column column, Say what, bool may_be_negative = false) {
      if (layout_[column] >= words.size()) return 0.0;
      const auto& word = words[layout_[column]];
      const auto value = text::parse_number(word.text);
      if (value && std::isfinite(*value) && (may_be_negative || *value >= 0)) return *value;
      good = false;
      few_.add([&] {
        return Issue{text_.place(word.at), say(Say::tntp_bad_number, say(what), word.text),
                     value && *value < 0 ? say(Say::tntp_not_negative) : "", ""};
      });
      return 0.0;
    };
    const auto from = node(init), to = node(term);
    const double cap = number(capacity, Say::tntp_capacity), len = number(length, Say::tntp_length);
    const double free = number(time, Say::tntp_time), factor = number(b, Say::tntp_b);
    const double exponent = number(power, Say::tntp_power), fee = number(toll, Say::tntp_toll, true);
    if (!good) return;
    if (!seen_.emplace(from, to).second) {
      ++twice_;
      return;
    }
    auto& network = input_.network;
    from_.push_back(from);
    to_.push_back(to);
    at_.push_back(words.front().at);
    network.capacity.push_back(cap);
    network.free_flow_time.push_back(free);
    network.b.push_back(factor);
    network.power.push_back(exponent);
    network.fixed_cost.push_back(toll_weight_ * fee + distance_weight_ * len);
    closed_ += cap == 0 && free * factor > 0 && exponent > 0 ? 1 : 0;
  }

  void note() {
    auto& notes = input_.notes;
    if (twice_ > 0) notes.push_back(say(Say::tntp_twice, twice_));
    if (closed_ > 0) notes.push_back(say(Say::tntp_closed, closed_));
    const auto compare = [&](std::string_view key, std::size_t found) {
      const double said = text_.number(key, -1, issues_);
      if (said >= 0 && said != static_cast<double>(found)) notes.push_back(say(Say::tntp_count, key, said, found));
    };
    compare("NUMBER OF LINKS", rows_);
    compare("NUMBER OF NODES", input_.network.nodes());
    if (!text_.metadata().contains("FIRST THRU NODE")) notes.push_back(say(Say::tntp_all_through));
  }

  TntpText text_;
  AssignmentInput& input_;
  Issues& issues_;
  FewIssues few_;
  Layout layout_;
  double toll_weight_ = 0, distance_weight_ = 0;
  std::set<std::pair<std::int64_t, std::int64_t>> seen_;
  std::vector<std::int64_t> from_, to_;
  std::vector<std::size_t> at_;  // link -> offset of its row
  std::size_t rows_ = 0, twice_ = 0, closed_ = 0;
};

class TripsReader {
 public:
  TripsReader(const std::filesystem::path& file, AssignmentInput& input, Issues& issues)
      : text_(file, issues), input_(input), issues_(issues), few_(issues) {}

  /// `whole`: the network has no problems, so that ends and paths can be looked for.
  void read(double zones, bool whole) {
    if (!text_.readable()) return;
    const auto before = issues_.size();
    text_.rows([&](const Words& words) { take(words); });
    few_.finish(text_.file());
    if (!any_ && issues_.size() == before)
      issues_.add({text_.file(), 0, 0}, say(Say::tntp_no_trips), "", say(Say::tntp_no_trips_hint));
    double total = 0;
    for (const auto& cell : cells_) total += cell.vehicles;
    const double said = text_.number("TOTAL OD FLOW", -1, issues_);
    if (said >= 0 && std::abs(said - total) > 1e-6 * std::max(said, total))
      input_.notes.push_back(say(Say::tntp_count, "TOTAL OD FLOW", said, total));
    if (const double mine = text_.number("NUMBER OF ZONES", zones, issues_); mine != zones && zones >= 0)
      input_.notes.push_back(say(Say::tntp_zones, mine, zones));
    if (whole && issues_.size() == before)
      take_trips(
          std::move(cells_), [&](const TripCell& cell) { return text_.place(cell.where); }, input_, issues_);
  }

 private:
  void take(const Words& words) {
    std::size_t next = 0;
    if (letters_of(words[0].text) == "origin") {
      next = 2;
      origin_ = words.size() > 1 ? node_number(words[1].text) : std::nullopt;
      if (!origin_) few_.add([&] { return Issue{text_.place(words[0].at), say(Say::tntp_bad_origin), "", ""}; });
      named_ = true;
    } else if (!named_) {
      few_.add([&] { return Issue{text_.place(words[0].at), say(Say::tntp_no_origin), "", ""}; });
      named_ = true;
    }
    for (; next < words.size(); next += 2) take_pair(words, next);
  }

  void take_pair(const Words& words, std::size_t at) {
    const auto& word = words[at];
    if (at + 1 >= words.size()) {
      few_.add([&] {
        return Issue{text_.place(word.at), say(Say::tntp_no_flow, word.text), "", say(Say::tntp_no_flow_hint)};
      });
      return;
    }
    const auto destination = node_number(word.text);
    if (!destination) few_.add([&] { return Issue{text_.place(word.at), say(Say::tntp_bad_node, word.text), "", ""}; });
    const auto& flow = words[at + 1];
    const auto vehicles = text::parse_number(flow.text);
    if (!vehicles || !std::isfinite(*vehicles) || *vehicles < 0) {
      few_.add([&] {
        return Issue{text_.place(flow.at), say(Say::tntp_bad_number, say(Say::tntp_flow), flow.text),
                     vehicles && *vehicles < 0 ? say(Say::tntp_not_negative) : "", ""};
      });
      return;
    }
    any_ = true;
    if (destination && origin_ && *vehicles > 0) cells_.push_back({*origin_, *destination, *vehicles, word.at});
  }

  TntpText text_;
  AssignmentInput& input_;
  Issues& issues_;
  FewIssues few_;
  std::optional<std::int64_t> origin_;
  bool named_ = false;  // an origin, or its lack reported
  bool any_ = false;    // a destination
  std::vector<TripCell> cells_;
};

}  // namespace

AssignmentInput read_tntp(const std::filesystem::path& network, const std::filesystem::path& trips,
                          const CostWeights& weights, Issues& issues) {
  AssignmentInput input;
  const auto before = issues.size();
  NetworkReader links(network, weights, input, issues);
  links.read();
  const bool whole = issues.size() == before;
  if (!trips.empty()) TripsReader(trips, input, issues).read(links.zones(), whole);
  return input;
}

}  // namespace pendel::import

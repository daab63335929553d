// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "people/synthesis.hpp"

namespace pendel::people {

namespace {

struct Line {
  std::size_t municipalities = 0;
  double target = 0;
  double reached = 0;
  double worst = 0;  // largest relative deviation of a municipality
  std::string worst_ags;
};

double deviation(const Margin& margin) {
  if (margin.target == 0) return margin.reached == 0 ? 0 : 1;
  return margin.reached / margin.target - 1;
}

bool is_mean(std::string_view quantity) { return quantity.ends_with(", share") || quantity.starts_with("persons per"); }

std::string number(double value, bool mean) {
  return mean ? fmt::format("{:.3f}", value) : fmt::format("{:.0f}", value);
}

}  // namespace

std::string margins_report(const People& people, const Region& region) {
  // Quantity and kind in the order of their first line; official figures come first.
  std::vector<std::pair<std::string, std::string>> order;
  std::map<std::pair<std::string, std::string>, Line> lines;
  for (const auto& margin : people.margins) {
    const std::pair key(margin.quantity, margin.kind);
    if (!lines.contains(key)) order.push_back(key);
    Line& line = lines[key];
    ++line.municipalities;
    line.target += margin.target;
    line.reached += margin.reached;
    if (std::fabs(deviation(margin)) > std::fabs(line.worst)) {
      line.worst = deviation(margin);
      line.worst_ags = margin.ags;
    }
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const std::string& kind) { return kind == "official" ? 0 : kind == "county" ? 1 : 2; };
    return rank(a.second) < rank(b.second);
  });
  std::string text =
      fmt::format("People of {}: {} residents, {} inbound commuters, {} households, {} dwellings\n", region.name,
                  people.persons.residents, people.persons.size() - people.persons.residents, people.households.size(),
                  people.dwellings.size());
  text += fmt::format("Attendance on an average workday: {:.3f} of the workers\n\n", attendance(people));
  text += fmt::format("{:<36} {:<9} {:>5} {:>12} {:>12} {:>8}  {}\n", "margin", "kind", "munic", "target", "reached",
                      "dev", "worst municipality");
  for (const auto& key : order) {
    const Line& line = lines[key];
    const bool mean = is_mean(key.first);
    const double n = mean ? static_cast<double>(line.municipalities) : 1;
    const double all = line.target == 0 ? 0 : line.reached / line.target - 1;
    text += fmt::format("{:<36} {:<9} {:>5} {:>12} {:>12} {:>+7.2f}%  {}\n", key.first, key.second, line.municipalities,
                        number(line.target / n, mean), number(line.reached / n, mean), 100 * all,
                        line.worst_ags.empty() ? "" : fmt::format("{:+.2f}% in {}", 100 * line.worst, line.worst_ags));
  }
  if (!people.notes.empty()) text += "\nNotes\n";
  for (const auto& note : people.notes) text += "- " + note + "\n";
  return text;
}

}  // namespace pendel::people

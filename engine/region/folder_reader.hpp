// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/issue.hpp"
#include "region/region.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"

namespace pendel {

/// One reading of a region folder: the names that its tables use for each other. Private to folder.cpp and the
/// read_*.cpp files beside it; the tables are read in the order of the functions.
class FolderReader {
 public:
  FolderReader(std::filesystem::path folder, Issues& issues) : folder_(std::move(folder)), issues_(&issues) {}
  Region read();

 private:
  void read_head();
  void read_municipalities();
  void read_outlines();
  void read_nodes();
  void read_links();
  void read_turn_bans();
  void read_gateways();
  void read_zones();
  void add_missing_gateway_zones();
  void read_buildings();
  void read_commuters();
  void read_external();
  void read_weather();

  [[nodiscard]] bool exists(std::string_view table) const;
  [[nodiscard]] text::Table table(std::string_view name) const;
  void problem(const text::Table& table, std::size_t row, std::string_view column, std::string what,
               std::string why = {}, std::string hint = {});
  /// The ids behind a column of names; an unknown name is reported. An empty cell is none, or reported if `filled`.
  template <class IdType, class Names>
  std::vector<IdType> look_up(const text::Table& table, std::string_view column, const Names& names, text::Say kind,
                              bool optional, bool filled);

  std::filesystem::path folder_;
  Issues* issues_;
  Region region_;
  std::unordered_map<std::string, MunicipalityId> municipality_of_;
  std::unordered_map<std::string, NodeId> node_of_;
  std::unordered_map<std::string, LinkId> link_of_;
  std::unordered_map<std::string, ZoneId> zone_of_;
  std::unordered_map<std::string, GatewayId> gateway_of_;
};

template <class IdType, class Names>
std::vector<IdType> FolderReader::look_up(const text::Table& table, std::string_view column, const Names& names,
                                          text::Say kind, bool optional, bool filled) {
  std::vector<IdType> ids;
  const bool given = table.has(column);
  const auto cells = table.texts(column, *issues_, {.optional = optional, .filled = filled && given});
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const auto found = names.find(cells[row]);
    ids.push_back(found == names.end() ? IdType() : found->second);
    if (found == names.end() && !cells[row].empty())
      problem(table, row, column, text::say(text::Say::name_unknown, text::text_of(kind), cells[row]));
  }
  return ids;
}

}  // namespace pendel

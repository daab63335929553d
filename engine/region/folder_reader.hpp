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

/// The names that a table gives to its rows. Unless all of them could be read, nobody can say that one is not there.
template <class IdType>
struct Names {
  text::Say kind;
  std::string_view column, file;
  std::unordered_map<std::string, IdType> ids = {};
  bool whole = true;
};

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
  /// What could be read of a table; `needed`: without a row it is a problem.
  [[nodiscard]] text::Table table(std::string_view name, bool needed = false) const;
  void problem(const text::Table& table, std::size_t row, std::string_view column, std::string what,
               std::string why = {}, std::string hint = {});
  /// The ids behind a column of names; an unknown name is reported. An empty cell is none, or reported if `filled`.
  template <class IdType>
  std::vector<IdType> look_up(const text::Table& table, std::string_view column, const Names<IdType>& names,
                              bool optional, bool filled);

  static constexpr std::size_t most_unknown = 100;  // a column; the rest is counted
  std::filesystem::path folder_;
  Issues* issues_;
  Region region_;
  Names<MunicipalityId> municipality_of_{text::Say::kind_municipality, "ags", "municipalities.csv"};
  Names<NodeId> node_of_{text::Say::kind_node, "node_id", "node.csv"};
  Names<LinkId> link_of_{text::Say::kind_link, "link_id", "link.csv"};
  Names<ZoneId> zone_of_{text::Say::kind_zone, "zone_id", "zone.csv"};
  Names<GatewayId> gateway_of_{text::Say::kind_gateway, "gateway_id", "gateway.csv"};
};

template <class IdType>
std::vector<IdType> FolderReader::look_up(const text::Table& table, std::string_view column, const Names<IdType>& names,
                                          bool optional, bool filled) {
  std::vector<IdType> ids;
  const bool given = table.has(column);
  const auto cells = table.texts(column, *issues_, {.optional = optional, .filled = filled && given});
  std::size_t unknown = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const auto found = names.ids.find(cells[row]);
    ids.push_back(found == names.ids.end() ? IdType() : found->second);
    if (found != names.ids.end() || cells[row].empty() || !names.whole || ++unknown > most_unknown) continue;
    problem(table, row, column, text::say(text::Say::name_unknown, text::text_of(names.kind), cells[row]), "",
            text::say(text::Say::name_unknown_hint, names.column, names.file));
  }
  if (unknown > most_unknown)
    issues_->add({table.file(), 0, 0}, text::say(text::Say::cells_more, unknown - most_unknown, column));
  return ids;
}

}  // namespace pendel

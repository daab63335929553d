// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"

namespace pendel {

/// An electric grid as its tables give it, in the columns and units of pandapower (Thurner et al., IEEE Transactions on
/// Power Systems 33(6), 2018): one CSV a kind of element. `bus` and its like are positions in `buses`.
struct GridTables {
  struct Bus {
    std::int64_t index = 0;  // as the file names it
    std::string name;
    double vn_kv = 0.4;
    bool in_service = true;
  };
  struct Line {
    std::int64_t index = 0;
    std::size_t from = 0;
    std::size_t to = 0;
    double length_km = 0;
    double r_ohm_per_km = 0;
    double x_ohm_per_km = 0;
    double c_nf_per_km = 0;
    double g_us_per_km = 0;
    double max_i_ka = 0;  // NaN: not known
    double df = 1;        // derating
    double parallel = 1;
    bool in_service = true;
    bool open_from = false;  // by a switch: the line is live from its other end
    bool open_to = false;
  };
  struct TapChanger {
    enum class Kind : std::uint8_t { none, ratio, ideal } kind = Kind::none;
    bool low_side = false;
    double steps = 0;  // away from neutral
    double step_percent = 0;
    double step_degree = 0;
  };
  struct Transformer {
    std::int64_t index = 0;
    std::size_t hv = 0;
    std::size_t lv = 0;
    double sn_mva = 0;
    double vn_hv_kv = 0;
    double vn_lv_kv = 0;
    double vk_percent = 0;
    double vkr_percent = 0;
    double pfe_kw = 0;
    double i0_percent = 0;
    double shift_degree = 0;
    TapChanger tap[2];
    double parallel = 1;
    double df = 1;
    bool in_service = true;
    bool open_hv = false;
    bool open_lv = false;
  };
  /// What is drawn at a bus, whatever the voltage: loads and storages count positive, generators negative.
  struct Load {
    std::size_t bus = 0;
    double p_mw = 0;
    double q_mvar = 0;
  };
  /// What is drawn at nominal voltage and grows with its square.
  struct Shunt {
    std::size_t bus = 0;
    double p_mw = 0;
    double q_mvar = 0;
  };
  struct Source {
    std::size_t bus = 0;
    double vm_pu = 1;
    double va_degree = 0;
  };
  /// A closed switch between two buses: they are one, or an impedance apart.
  struct Tie {
    std::size_t from = 0;
    std::size_t to = 0;
    double z_ohm = 0;
  };

  std::string folder;
  std::vector<Bus> buses;
  std::vector<Line> lines;
  std::vector<Transformer> transformers;
  std::vector<Load> loads;  // in service, scaled
  std::vector<Shunt> shunts;
  std::vector<Source> sources;
  std::vector<Tie> ties;
};

/// Reads bus.csv, ext_grid.csv and, where they are there, line, trafo, load, sgen, storage, shunt, ward,
/// asymmetric_load, asymmetric_sgen and switch.csv. Columns in any order, those that pandapower can do without may be
/// missing, `res_*` and other columns are not looked at. Collects every problem of all tables; elements that are not
/// modelled (voltage- controlled generators, three-winding transformers, impedances, direct current) are refused if any
/// is in service.
GridTables read_grid_tables(const std::filesystem::path& folder, Issues& issues);

}  // namespace pendel

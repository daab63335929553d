// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <vector>

#include "region/region.hpp"
#include "support/temporary.hpp"

namespace pendel::test {

/// A region folder that holds an operator's grid "village": 400 kVA, and a cable to each of the buildings.
struct GivenGrid {
  TemporaryFolder folder;

  GivenGrid(Region& region, const std::vector<int>& buildings) {
    region.read_from = folder.path().string();
    const auto grid = folder / "grids/village";
    std::filesystem::create_directories(grid);
    std::ofstream bus(grid / "bus.csv"), line(grid / "line.csv"), load(grid / "load.csv");
    std::ofstream connection(folder / "connection.csv");
    std::ofstream(grid / "ext_grid.csv") << "index,bus,vm_pu,va_degree,in_service\n0,0,1,0,True\n";
    std::ofstream(grid / "trafo.csv")
        << "index,hv_bus,lv_bus,sn_mva,vn_hv_kv,vn_lv_kv,vk_percent,vkr_percent,pfe_kw,i0_percent,shift_degree,"
           "parallel,df,in_service\n0,0,1,0.4,20,0.4,6,1.425,1.35,0.3375,150,1,1,True\n";
    bus << "index,name,vn_kv,in_service\n0,mv,20,True\n1,busbar,0.4,True\n";
    line << "index,from_bus,to_bus,length_km,r_ohm_per_km,x_ohm_per_km,c_nf_per_km,max_i_ka,parallel,in_service\n";
    load << "index,bus,p_mw,q_mvar,scaling,in_service\n0,1,0.1,0,1,True\n";
    connection << "grid,bus,x_coord,y_coord\n";
    int next = 2;
    for (const auto number : buildings) {
      const BuildingId building(number);
      bus << next << ",house," << 0.4 << ",True\n";
      line << next << ",1," << next << ",0.05,0.2067,0.0804,830,0.27,1,True\n";
      connection << "village," << next++ << ',' << region.sites.x_m[building] + 12 << ',' << region.sites.y_m[building]
                 << '\n';
    }
  }
};

}  // namespace pendel::test

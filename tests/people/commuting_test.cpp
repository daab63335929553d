// SPDX-License-Identifier: Apache-2.0
#include "people/commuting.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <map>

#include "people/counties.hpp"
#include "people/csv.hpp"
#include "people/small_region.hpp"
#include "people/tables.hpp"
#include "support/paths.hpp"

namespace pendel::people {
namespace {

/// Germany's counties as municipalities of one region: who goes where is published, so the model can be asked for it.
class Counties {
 public:
  explicit Counties(const std::filesystem::path& file) {
    parameters_.employed_per_insured = 1;
    const auto rows = read_csv(file);
    for (std::size_t i = 1; i < rows.size(); ++i)
      if (rows[i][0] != rows[i][1]) index_of_.emplace(rows[i][0], 0);
    for (auto& [key, at] : index_of_) {
      at = keys_.size();
      keys_.push_back(key);
    }
    const auto n = keys_.size();
    observed_ = Table(n, n);
    km_ = Table(n, n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) km_.at(i, j) = county_distance_km(keys_[i], keys_[j]);
    for (std::size_t i = 1; i < rows.size(); ++i) {
      const auto home = index_of_.at(rows[i][0]);
      const auto work = index_of_.at(rows[i][1]);
      if (home != work && km_.at(home, work) <= 150) observed_.at(home, work) = std::stod(rows[i][2]);
    }
  }

  struct Fit {
    double common = 0;  // common part of commuters, 0 to 1
    double correlation = 0;
    double mean_km = 0;
    double observed_km = 0;
  };

  /// Hides the flows of every fifth county and compares what the model makes of them.
  Fit hide(std::size_t fold, double decay) {
    parameters_.gravity_decay = decay;
    const auto n = keys_.size();
    Region region;
    std::vector<Facts> facts(n);
    Access access;
    access.minutes = Table(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      facts[i].ags = keys_[i] + "000";
      facts[i].population = static_cast<std::uint32_t>(find_county(keys_[i])->population);
      facts[i].workers = static_cast<std::uint32_t>(observed_.row_sum(i));
      facts[i].in_commuters = observed_.column_sum(i);
      facts[i].jobs = static_cast<std::uint32_t>(observed_.column_sum(i));
      for (std::size_t j = 0; j < n; ++j) {
        access.minutes.at(i, j) = km_.at(i, j) <= 150 ? km_.at(i, j) * parameters_.detour / outside_km_per_min : 1e9;
        if (i % 5 != fold && observed_.at(i, j) > 0)
          region.commuters.push_back({keys_[i], keys_[j], observed_.at(i, j)});
      }
    }
    const auto made = distribute_commuters(region, parameters_, facts, access, Random(1, 0));
    return compare(made.inside, fold);
  }

 private:
  Fit compare(const Table& made, std::size_t fold) const {
    double common = 0, all_made = 0, all = 0, km = 0, observed_km = 0;
    double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0, count = 0;
    for (std::size_t i = fold; i < keys_.size(); i += 5)
      for (std::size_t j = 0; j < keys_.size(); ++j) {
        if (i == j || km_.at(i, j) > 150) continue;
        const double x = made.at(i, j);
        const double y = observed_.at(i, j);
        common += std::min(x, y);
        all_made += x;
        all += y;
        km += x * km_.at(i, j);
        observed_km += y * km_.at(i, j);
        sx += x, sy += y, sxx += x * x, syy += y * y, sxy += x * y, count += 1;
      }
    const double r = (sxy - sx * sy / count) / std::sqrt((sxx - sx * sx / count) * (syy - sy * sy / count));
    return {2 * common / (all_made + all), r, km / all_made, observed_km / all};
  }

  Parameters parameters_;
  std::map<std::string, std::size_t> index_of_;
  std::vector<std::string> keys_;
  Table observed_;
  Table km_;
};

TEST(Commuting, HiddenFifthOfTheCounties) {
  PENDEL_NEED_DATA("regions/germany/county_commuters_2022.csv");
  const auto file = test::data_dir() / "regions/germany/county_commuters_2022.csv";
  Counties counties(file);
  const double decay = Parameters().gravity_decay;
  double common = 0;
  for (std::size_t fold = 0; fold < 5; ++fold) {
    const auto fit = counties.hide(fold, decay);
    std::cout << "fold " << fold << ": common part " << fit.common << ", r " << fit.correlation << ", mean way "
              << fit.mean_km << " km (published " << fit.observed_km << ")\n";
    EXPECT_GT(fit.common, 0.83);
    EXPECT_GT(fit.correlation, 0.97);
    EXPECT_NEAR(fit.mean_km, fit.observed_km, 0.1 * fit.observed_km);
    common += fit.common / 5;
  }
  EXPECT_GT(common, 0.85);
  EXPECT_LT(counties.hide(0, 0).common, 0.5);     // without distance the model knows little
  EXPECT_LT(counties.hide(0, 1.5).common, 0.83);  // and the decay is not arbitrary
}

TEST(Commuting, HiddenFifthOfTheMunicipalities) {
  PENDEL_NEED_DATA("regions/germany/municipalities.csv");
  const auto file = test::data_dir() / "regions/germany/municipalities.csv";
  // Columns 6, 7, 9, 10: RegioStaR7, jobs, resident workers, out-commuters. What a default for a municipality that
  // publishes nothing is worth: shares by region type, learned on four fifths.
  const auto rows = read_csv(file);
  double error = 0, weight = 0, bias = 0;
  for (std::size_t fold = 0; fold < 5; ++fold) {
    std::map<std::string, std::pair<double, double>> learned;
    std::vector<std::size_t> hidden;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].size() < 11 || rows[i][9].empty() || rows[i][10].empty() || rows[i][6].empty()) continue;
      if (i % 5 == fold) {
        hidden.push_back(i);
        continue;
      }
      learned[rows[i][6]].first += std::stod(rows[i][10]);
      learned[rows[i][6]].second += std::stod(rows[i][9]);
    }
    for (const auto i : hidden) {
      const double share = learned[rows[i][6]].first / learned[rows[i][6]].second;
      EXPECT_NEAR(out_commuter_share(std::stoi(rows[i][6])).value, share,
                  0.04);  // the shipped figure is that of the data
      const double workers = std::stod(rows[i][9]);
      error += std::fabs(share * workers - std::stod(rows[i][10]));
      bias += share * workers - std::stod(rows[i][10]);
      weight += workers;
    }
  }
  std::cout << "out-commuters of hidden municipalities: mean error " << error / weight << " of the workers, bias "
            << bias / weight << "\n";
  EXPECT_GT(weight, 2e7);
  EXPECT_LT(error / weight, 0.12);
  EXPECT_LT(std::fabs(bias / weight), 0.005);
}

TEST(Commuting, PartOfACountySendsItsShare) {
  // Bad Hersfeld: 30,101 of the 119,000 people of its county, the rest of it behind two gateways.
  SmallRegion small;
  small.state("HE").town({.ags = "06632002",
                          .population = 30101,
                          .dwellings = 14499,
                          .jobs = 18861,
                          .in = 12714,
                          .workers = 10315,
                          .out = 4176,
                          .homes = 3000,
                          .works = 60,
                          .regiostar7 = 76,
                          .buildings = 7401});
  small.gateway("north", {"06632018", "06634", "06631"}, -4000, 12).gateway("south", {"06632006", "11000"}, 4000, 10);
  small.flow("06632", "06631", 2000).flow("06631", "06632", 1500).flow("06632", "11000", 100);
  const Region region = small.build();
  parallel::Pool pool(2);
  const People people = synthesize(region, {}, Random(1, 0), pool);
  std::size_t out = 0, in = 0, weekly = 0;
  for (const auto p : ids<PersonId>(people.persons.size())) {
    out += people.persons.commute[p] == CommuteKind::outbound ? 1U : 0U;
    in += people.persons.commute[p] == CommuteKind::inbound ? 1U : 0U;
    weekly += people.persons.commute[p] == CommuteKind::weekly ? 1U : 0U;
  }
  EXPECT_NEAR(static_cast<double>(out + weekly), 4176 * 1.33, 2);
  EXPECT_NEAR(static_cast<double>(in), 12714 * 1.33, 20);
  // The rest of the county is estimated from its inhabitants: 0.548 employed each, 0.60 of them commute out.
  const double share = 4176 * 1.33 / (4176 * 1.33 + (find_county("06632")->population - 30101) * 0.548 * 0.60);
  EXPECT_NEAR(static_cast<double>(weekly), 100 * 1.33 * share, 3);  // Berlin is 300 km away
  for (const auto& line : people.margins)
    if (line.ags == "06632>06631") {
      EXPECT_NEAR(line.target, 2000 * 1.33 * share, 0.1);
      EXPECT_NEAR(line.reached, line.target, 0.01 * line.target);
      EXPECT_EQ(line.reached, std::round(line.reached));  // people, not parts of them
    }
}

TEST(Counties, AreFoundAndFarApart) {
  ASSERT_NE(find_county("15082005"), nullptr);
  EXPECT_EQ(find_county("15082")->municipalities, 10);
  EXPECT_EQ(find_county("99999"), nullptr);
  EXPECT_LT(county_distance_km("15082", "99999"), 0);
  EXPECT_NEAR(county_distance_km("11000", "09162"), 504, 8);  // Berlin - Munich, straight line
}

TEST(Tables, EveryFigureHasRangeAndSource) {
  EXPECT_GT(all_figures().size(), 100U);
  for (const Figure* figure : all_figures()) {
    EXPECT_LE(figure->low, figure->value) << figure->name;
    EXPECT_GE(figure->high, figure->value) << figure->name;
    EXPECT_FALSE(figure->source.empty()) << figure->name;
    EXPECT_FALSE(figure->unit.empty()) << figure->name;
  }
  const auto sum = [](const auto& figures) {
    double all = 0;
    for (const Figure& figure : figures) all += figure.value;
    return all;
  };
  for (const auto& column : household_size_figures()) EXPECT_NEAR(sum(column), 1, 0.0011);  // as published, rounded
  for (const auto& column : period_shares()) EXPECT_NEAR(sum(column), 1, 1e-9);
  for (const auto& row : cars_by_household_size()) EXPECT_NEAR(sum(row), 1, 1e-9);
  for (const int type : {0, 71, 72, 73, 74, 75, 76, 77}) EXPECT_NEAR(sum(cars_by_region_type(type)), 1, 1e-9);
  EXPECT_NEAR(sum(age_structure("ST")), 1, 1e-9);
  EXPECT_NEAR(sum(age_structure("BY")), 1, 1e-9);
  for (const char* state : {"ST", "BY", "HH", "XX"}) EXPECT_NEAR(sum(sector_shares(state)), 1, 1e-9);
  for (int s = 1; s < sectors; ++s) {
    double all = 0;
    for (int u = 0; u < building_uses; ++u) all += workplace_share(static_cast<Sector>(s), static_cast<BuildingUse>(u));
    EXPECT_NEAR(all, 1, 1e-9) << to_string(static_cast<Sector>(s));
  }
}

}  // namespace
}  // namespace pendel::people

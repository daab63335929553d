// SPDX-License-Identifier: Apache-2.0
#include "simulate/homes_year.hpp"

#include <algorithm>

#include "core/calendar.hpp"
#include "core/issue.hpp"
#include "models/energy/homes.hpp"
#include "simulate/homes_file.hpp"
#include "simulate/sample_homes.hpp"

namespace pendel::simulate {

namespace {

constexpr int days_before = 10;
constexpr std::size_t most_parts = 64;

class NoRecorder final : public Recorder {
 protected:
  void write(const Field&, std::string_view, Type, const void*, std::size_t) override {}
};

Day make_day(Date date, const std::string& state) {
  Day day;
  day.name = to_string(date);
  day.date = date;
  day.kind = date.weekday() == 6 || is_public_holiday(date, state) ? DayKind::sunday
             : date.weekday() == 5                                 ? DayKind::saturday
                                                                   : DayKind::workday;
  day.weight = 1;
  return day;
}

/// The walk through the year.
class Walk {
 public:
  Walk(const HomesYear& request, const SampleHomes& sample, parallel::Pool& pool)
      : request_(request),
        world_{sample.region, sample.people, Random(request.seed, 0), pool},
        adoption_(request.adoption, world_, state_.adoption),
        schedules_(request.schedules, world_, state_.schedules),
        homes_(request.energy, world_),
        carry_(homes_.rest(static_cast<double>(sample.region.weather.temperature_c.front()))),
        chosen_(chosen_homes(homes_.size(), request.full)) {
    const auto chunk = std::max<std::size_t>((homes_.blocks() + most_parts - 1) / most_parts, 1);
    chunk_ = chunk;
    parts_.resize((homes_.blocks() + chunk - 1) / chunk);
    year_.resize(homes_.size());
  }

  [[nodiscard]] const energy::Homes& homes() const { return homes_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const std::vector<std::size_t>& chosen() const { return chosen_; }
  [[nodiscard]] const std::vector<HomeYear>& year() const { return year_; }
  [[nodiscard]] const AdoptionState& adoption() const { return state_.adoption; }

  /// One day; `out` may be null while homes warm up.
  void day(Date date, DayOfHomes* out, const std::stop_token& stop) {
    const Day today = make_day(date, request_.state);
    if (state_.adoption.heating.empty())
      adoption_.advance({0, {request_.year, 1, 1}, {request_.year + 1, 1, 1}}, state_, nowhere_, stop);
    schedules_.step(today, state_, nowhere_, stop);
    const auto frame = energy::day_frame(today, world_.region.weather, request_.energy, 0);
    const auto steps = static_cast<std::size_t>(frame.steps);
    if (out != nullptr) out->resize(steps, chosen_.size());
    struct Local {
      std::shared_ptr<energy::Homes::Scratch> scratch = energy::Homes::make_scratch();
      energy::BlockDay block;
    };
    parallel::for_chunks(
        world_.pool, homes_.blocks(), chunk_, [] { return Local{}; },
        [&](Local& local, std::size_t begin, std::size_t end) {
          if (stop.stop_requested()) throw Interrupted("stopped in households");
          auto& sums = parts_[begin / chunk_];
          sums.assign(steps * series_count, 0.0);
          for (std::size_t b = begin; b < end; ++b) {
            homes_.simulate(b * energy::lanes, state_.schedules.wanted, state_.adoption, frame, &carry_, *local.scratch,
                            local.block);
            if (out != nullptr) keep(local.block, frame.step_h, sums, *out);
          }
        });
    if (out == nullptr) return;
    for (const auto& part : parts_)
      for (std::size_t i = 0; i < part.size(); ++i) out->totals[i] += part[i];
    out->kind = today.kind;
  }

 private:
  static std::vector<std::size_t> chosen_homes(std::size_t count, std::size_t full) {
    full = std::min(full, count);
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < full; ++i) chosen.push_back(i * count / full);
    return chosen;
  }

  void keep(const energy::BlockDay& block, double step_h, std::vector<double>& sums, DayOfHomes& out) {
    const std::array<const std::vector<float>*, series_count> all = {
        &block.appliances_w, &block.heat_w, &block.water_w, &block.system_w, &block.pv_w, &block.net_w, &block.present};
    const auto next = std::lower_bound(chosen_.begin(), chosen_.end(), block.first);
    for (std::size_t lane = 0; lane < block.count; ++lane) {
      auto& home = year_[block.first + lane];
      for (std::size_t i = 0; i < series_count; ++i) {
        const auto values = block.of(*all[i], lane);
        double sum = 0;
        auto* at = sums.data() + i * block.steps;
        for (std::size_t t = 0; t < block.steps; ++t) {
          at[t] += static_cast<double>(values[t]);
          sum += static_cast<double>(values[t]);
        }
        home.wh[i] += sum * step_h;
      }
      for (std::size_t c = 0; c < energy::carriers; ++c) home.carrier_wh[c] += block.wh[lane][c];
      home.fed_in_wh += block.fed_in_wh[lane];
      home.unmet_h += block.unmet_h[lane];
    }
    for (auto it = next; it != chosen_.end() && *it < block.first + block.count; ++it) {
      const auto column = static_cast<std::size_t>(it - chosen_.begin());
      const std::array<const std::vector<float>*, full_count> full = {&block.appliances_w, &block.heat_w, &block.net_w};
      for (std::size_t i = 0; i < full_count; ++i) {
        const auto values = block.of(*full[i], *it - block.first);
        for (std::size_t t = 0; t < block.steps; ++t) out.full[i][t * chosen_.size() + column] = values[t];
      }
    }
  }

  const HomesYear& request_;
  const World world_;
  State state_;
  NoRecorder nowhere_;
  adoption::Adoption adoption_;
  schedules::Schedules schedules_;
  energy::Homes homes_;
  energy::Carry carry_;
  std::vector<std::size_t> chosen_;
  std::size_t chunk_ = 1;
  std::vector<std::vector<double>> parts_;
  std::vector<HomeYear> year_;
};

}  // namespace

HomesYearReport run_homes_year(const HomesYear& request, const Weather& weather, const std::filesystem::path& file,
                               parallel::Pool& pool, parallel::Progress& progress, const std::stop_token& stop) {
  const auto sample = sample_homes(request.count, weather, request.state, Random(request.seed, 0));
  Walk walk(request, sample, pool);
  const auto first = Date{request.year, 1, 1}.days();
  const auto whole = Date{request.year + 1, 1, 1}.days() - first;
  const auto days = request.days > 0 ? std::min(request.days, whole) : whole;
  for (auto day = first - days_before; day < first; ++day) walk.day(Date::from_days(day), nullptr, stop);
  HomesFile out(file, request, walk.world(), walk.chosen(), days);
  DayOfHomes today;
  for (std::int32_t day = 0; day < days; ++day) {
    progress.report("households", static_cast<double>(day) / days);
    const auto date = Date::from_days(first + day);
    walk.day(date, &today, stop);
    out.add(date, today);
  }
  HomesYearReport report;
  report.days = days;
  report.peak_w = out.peak_w() / static_cast<double>(request.count);
  for (const auto& home : walk.year()) {
    report.appliances_kwh += home.wh[appliances] / 1000;
    report.heat_kwh += home.wh[heat] / 1000;
    report.grid_kwh += home.carrier_wh[static_cast<std::size_t>(energy::Carrier::electricity)] / 1000;
  }
  for (auto* mean : {&report.appliances_kwh, &report.heat_kwh, &report.grid_kwh})
    *mean /= static_cast<double>(request.count);
  out.finish(walk.world(), walk.homes(), walk.adoption(), walk.year());
  return report;
}

}  // namespace pendel::simulate

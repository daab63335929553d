// SPDX-License-Identifier: Apache-2.0
#include "output/counts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "core/time.hpp"
#include "output/mean_day.hpp"
#include "text/messages.hpp"
#include "text/table.hpp"
#include "world/day.hpp"
#include "world/fields.hpp"

namespace pendel::output {
namespace {

using text::Say;
using text::say;
using When = Count::When;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Links of a result by their ends, their place and the way they lead.
class Links {
 public:
  explicit Links(const store::Reader& file)
      : x_m_(file.read<double>("node_x")),
        y_m_(file.read<double>("node_y")),
        ends_(file.read<std::int32_t>("link_nodes")) {
    const auto names = file.read<std::int64_t>("tables/node_id");
    for (std::size_t link = 0; link < size(); ++link)
      by_names_.emplace(std::pair{names[from(link)], names[to(link)]}, link);
  }

  [[nodiscard]] std::size_t size() const { return ends_.size() / 2; }

  [[nodiscard]] std::optional<std::size_t> between(std::int64_t from_name, std::int64_t to_name) const {
    const auto found = by_names_.find({from_name, to_name});
    return found == by_names_.end() ? std::nullopt : std::optional(found->second);
  }

  /// The nearest one that leads within 45 degrees of `direction_deg`.
  [[nodiscard]] std::optional<std::size_t> near(Point place, double direction_deg, double max_m) const {
    constexpr double radian = 0.017453292519943295;
    const double east = math::sin(direction_deg * radian), north = math::cos(direction_deg * radian);
    std::optional<std::size_t> best;
    double least = max_m;
    for (std::size_t link = 0; link < size(); ++link) {
      const double dx = x_m_[to(link)] - x_m_[from(link)], dy = y_m_[to(link)] - y_m_[from(link)];
      const double length = math::distance(dx, dy);
      if (length <= 0 || dx * east + dy * north < length * 0.7071067811865476) continue;
      const double px = place.x_m - x_m_[from(link)], py = place.y_m - y_m_[from(link)];
      const double along = std::clamp((px * dx + py * dy) / (length * length), 0.0, 1.0);
      const double away = math::distance(px - along * dx, py - along * dy);
      if (away < least || (away == least && !best)) {
        least = away;
        best = link;
      }
    }
    return best;
  }

 private:
  [[nodiscard]] std::size_t from(std::size_t link) const { return static_cast<std::size_t>(ends_[2 * link]); }
  [[nodiscard]] std::size_t to(std::size_t link) const { return static_cast<std::size_t>(ends_[2 * link + 1]); }

  std::vector<double> x_m_, y_m_;
  std::vector<std::int32_t> ends_;
  std::map<std::pair<std::int64_t, std::int64_t>, std::size_t> by_names_;
};

/// Vehicles per hour and link on the mean workday of the last period, [hour][link]; empty without a workday.
std::vector<double> workday_hours(const Result& result, std::size_t links) {
  const auto kinds = result.file().read<std::uint8_t>("day_kind");
  const auto& days = result.days();
  const auto of_day = mean_day_weights(days, result.last_period(), [&](std::size_t d) {
    return kinds[d] == static_cast<std::uint8_t>(DayKind::workday);
  });
  double weights = 0;
  std::vector<double> sum;
  std::vector<float> flow(links * slices_per_day);
  for (std::size_t d = 0; d < days.size(); ++d) {
    if (of_day[d] <= 0) continue;
    sum.resize(24 * links, 0);
    weights += of_day[d];
    result.file().read_rows(fields::link_flow.path, d * slices_per_day, std::span<float>(flow));
    for (std::size_t i = 0; i < flow.size(); ++i) {
      const std::size_t slice = i / links;
      sum[slice / 4 * links + i % links] += of_day[d] * slice_h * static_cast<double>(flow[i]);
    }
  }
  for (auto& value : sum) value /= weights;
  return sum;
}

class CountReader {
 public:
  CountReader(const std::filesystem::path& file, const Result& result, Issues& issues)
      : result_(result), issues_(issues), table_(text::Table::read(file, issues)), links_(result.file()) {}

  std::vector<Count> read(const ToPlane& to_plane, double max_distance_m) {
    const auto counted = table_.numbers("count", {.unit = "vehicles", .min = 0}, issues_);
    const auto names = table_.texts("name", issues_, {.optional = true});
    if (table_.rows() == 0 && issues_.empty()) issues_.add({table_.file(), 0, 0}, say(Say::counts_empty));
    const auto places = find_places(to_plane, max_distance_m);
    const auto whens = read_whens();
    std::vector<Count> counts;
    for (std::size_t row = 0; row < table_.rows() && issues_.empty(); ++row) {
      auto count = whens[row];
      count.name = names[row];
      count.link = *places[row];
      count.counted = counted[row];
      count.modelled = modelled(count, row);
      counts.push_back(std::move(count));
    }
    return counts;
  }

 private:
  using Places = std::vector<std::optional<std::size_t>>;

  Places find_places(const ToPlane& to_plane, double max_distance_m) {
    if (table_.has("from_node") || table_.has("to_node")) return by_nodes();
    if (table_.has("link")) return by_position();
    if (table_.has("lon") || table_.has("lat")) return by_coordinates(to_plane, max_distance_m);
    issues_.add({table_.file(), 1, 0}, say(Say::counts_no_place), "", say(Say::counts_no_place_hint));
    return Places(table_.rows());
  }

  Places by_nodes() {
    const auto from = table_.integers("from_node", {}, issues_), to = table_.integers("to_node", {}, issues_);
    Places places;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      places.push_back(links_.between(from[row], to[row]));
      if (!places.back()) issues_.add(table_.place(row, "from_node"), say(Say::counts_no_link, from[row], to[row]));
    }
    return places;
  }

  Places by_position() {
    const auto positions = table_.integers("link", {}, issues_);
    Places places;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const auto at = positions[row];
      const bool known = at >= 0 && static_cast<std::size_t>(at) < links_.size();
      places.push_back(known ? std::optional(static_cast<std::size_t>(at)) : std::nullopt);
      if (!known) issues_.add(table_.place(row, "link"), say(Say::counts_link_range, at, links_.size() - 1));
    }
    return places;
  }

  Places by_coordinates(const ToPlane& to_plane, double max_distance_m) {
    const auto lon = table_.numbers("lon", {.unit = "degrees", .min = -180, .max = 180}, issues_);
    const auto lat = table_.numbers("lat", {.unit = "degrees", .min = -90, .max = 90}, issues_);
    const auto direction = table_.numbers("direction", {.unit = "degrees", .min = 0, .max = 360}, issues_);
    Places places(table_.rows());
    if (!issues_.empty()) return places;
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      places[row] = links_.near(to_plane(lon[row], lat[row]), direction[row], max_distance_m);
      if (!places[row])
        issues_.add(table_.place(row, "lon"), say(Say::counts_none_near, direction[row], max_distance_m), "",
                    say(Say::counts_none_near_hint));
    }
    return places;
  }

  std::vector<Count> read_whens() {
    std::vector<Count> whens(table_.rows());
    if (!table_.has("when")) return whens;
    std::vector<std::string> words = {"dtv", "dtvw"};
    for (int hour = 0; hour < 24; ++hour) words.push_back(fmt::format("{}", hour));
    const auto chosen = table_.choices("when", words, issues_);
    for (std::size_t row = 0; row < chosen.size(); ++row) {
      whens[row].when = chosen[row] == 0 ? When::dtv : chosen[row] == 1 ? When::dtvw : When::hour;
      whens[row].hour = std::max(0, static_cast<int>(chosen[row]) - 2);
    }
    return whens;
  }

  double modelled(const Count& count, std::size_t row) {
    if (count.when == When::hour) {
      if (hours_.empty()) hours_ = workday_hours(result_, links_.size());
      if (!hours_.empty()) return hours_[static_cast<std::size_t>(count.hour) * links_.size() + count.link];
      issues_.add(table_.place(row, "when"), say(Say::counts_no_workday));
      return nan;
    }
    const auto& field = count.when == When::dtv ? fields::link_dtv : fields::link_dtvw;
    auto& day = count.when == When::dtv ? dtv_ : dtvw_;
    if (day.empty() && result_.file().has(field.path)) day = result_.file().read<double>(field.path);
    if (!day.empty()) return day[count.link];
    const auto place = table_.has("when") ? table_.place(row, "when") : Place{table_.file(), 0, 0};
    if (count.when == When::dtv)
      issues_.add(place, say(Say::counts_no_dtv), say(Say::counts_no_dtv_why), say(Say::counts_no_dtv_hint));
    else
      issues_.add(place, say(Say::counts_no_workday));
    return nan;
  }

  const Result& result_;
  Issues& issues_;
  text::Table table_;
  Links links_;
  std::vector<double> dtv_, dtvw_, hours_;
};

/// Squared correlation.
double r2_of(std::span<const Count> counts) {
  const auto n = static_cast<double>(counts.size());
  double mean_c = 0, mean_m = 0, cc = 0, mm = 0, cm = 0;
  for (const auto& count : counts) mean_c += count.counted / n, mean_m += count.modelled / n;
  for (const auto& count : counts) {
    const double c = count.counted - mean_c, m = count.modelled - mean_m;
    cc += c * c, mm += m * m, cm += c * m;
  }
  return counts.size() < 2 || cc <= 0 || mm <= 0 ? nan : cm * cm / (cc * mm);
}

}  // namespace

double Count::geh() const {
  const double c = counted * per_hour(), m = modelled * per_hour();
  return c + m > 0 ? std::sqrt(2 * (m - c) * (m - c) / (m + c)) : 0.0;
}

double Count::sqv() const {
  constexpr double hourly = 1000;
  if (counted == modelled) return 1;
  if (counted <= 0) return 0;
  const double difference = modelled - counted;
  return 1 / (1 + std::sqrt(difference * difference / (hourly / per_hour() * counted)));
}

CountFit fit_of(std::span<const Count> counts) {
  CountFit fit;
  fit.n = counts.size();
  if (counts.empty()) {
    fit.geh_below_5 = fit.sqv = fit.rmse = fit.rmse_share = fit.r2 = fit.bias = fit.bias_share = nan;
    return fit;
  }
  const auto n = static_cast<double>(counts.size());
  double counted = 0, modelled = 0, squares = 0;
  for (const auto& count : counts) {
    const double difference = count.modelled - count.counted;
    counted += count.counted;
    modelled += count.modelled;
    squares += difference * difference;
    fit.geh_below_5 += (count.geh() < 5 ? 1 : 0) / n;
    fit.sqv += count.sqv() / n;
  }
  fit.rmse = std::sqrt(squares / n);
  fit.rmse_share = counted > 0 ? fit.rmse / (counted / n) : nan;
  fit.bias = (modelled - counted) / n;
  fit.bias_share = counted > 0 ? modelled / counted - 1 : nan;
  fit.r2 = r2_of(counts);
  return fit;
}

std::vector<Count> read_counts(const std::filesystem::path& file, const Result& result, const ToPlane& to_plane,
                               double max_distance_m, Issues& issues) {
  if (!result.file().has(fields::link_flow.path)) {
    issues.add({result.path(), 0, 0}, say(Say::counts_no_flow));
    return {};
  }
  return CountReader(file, result, issues).read(to_plane, max_distance_m);
}

}  // namespace pendel::output

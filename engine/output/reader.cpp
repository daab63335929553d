// SPDX-License-Identifier: Apache-2.0
#include "output/reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/issue.hpp"
#include "output/mean_day.hpp"
#include "output/result.hpp"
#include "text/messages.hpp"
#include "world/fields.hpp"

namespace pendel::output {
namespace {

using text::Say;
using text::say;

store::Reader open(const std::filesystem::path& path) {
  const Place place = {path.string(), 0, 0};
  if (!std::filesystem::exists(path)) throw InputError({place, say(Say::file_missing)});
  if (!store::Reader::is_hdf5(path)) throw InputError({place, say(Say::not_hdf5)});
  store::Reader file(path);
  const auto version = file.attribute_text("/", "format_version");
  if (!version) throw InputError({place, say(Say::not_a_result)});
  if (version->substr(0, version->find('.')) != format_version.substr(0, format_version.find('.')))
    throw InputError({place, say(Say::other_format, *version, format_version)});
  return file;
}

std::vector<ResultDay> read_days(const store::Reader& file) {
  const auto names = file.texts("tables/day_name");
  const auto dates = file.read<std::int32_t>("day_date");
  const auto weights = file.read<double>("day_weight");
  const auto periods = file.read<std::int32_t>("day_period");
  std::vector<ResultDay> days;
  for (std::size_t i = 0; i < names.size(); ++i)
    days.push_back({names[i], Date::from_days(dates[i]), weights[i], periods[i]});
  return days;
}

std::vector<Date> read_periods(const store::Reader& file) {
  std::vector<Date> begins;
  if (file.has("period"))
    for (const auto day : file.read<std::int32_t>("period")) begins.push_back(Date::from_days(day));
  return begins;
}

bool is_peak(std::string_view name) { return name.find("peak") != std::string_view::npos; }

/// Shares and means among those who work: on a Sunday few do, so that a day counts by attendance, too. Of working time
/// and ways to work this is near the mark, not exact: hours and ways per head differ a little between days.
bool is_of_those_at_work(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  return name == "telework_share" || name == "work_time_at_home" || name == "commute_time";
}

/// Mean of days by weight and attendance; 0 where nobody works.
std::vector<double> mean_of_those_at_work(const Result& result, std::string_view path, int period) {
  const auto attendance_path = std::string(path.substr(0, path.rfind('/') + 1)) + "attendance";
  if (!result.file().has(attendance_path)) return result.mean_day(path, period);
  const auto values = result.file().read<double>(path);
  const auto attendance = result.file().read<double>(attendance_path);
  const auto& days = result.days();
  const auto n = values.size() / days.size();
  const auto of_day = mean_day_weights(days, period);
  std::vector<double> sum(n, 0);
  std::vector<double> weights(n, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double weight = of_day[i / n] * attendance[i];
    if (weight <= 0) continue;
    weights[i % n] += weight;
    sum[i % n] += weight * values[i];
  }
  for (std::size_t i = 0; i < n; ++i)
    if (weights[i] > 0) sum[i] /= weights[i];
  return sum;
}

}  // namespace

Result::Result(const std::filesystem::path& path)
    : path_(path.string()),
      file_(open(path)),
      days_(read_days(file_)),
      periods_(read_periods(file_)),
      municipalities_(file_.texts("tables/municipality_name")) {}

std::string Result::about(std::string_view attribute) const {
  return file_.attribute_text("/", attribute).value_or("");
}

double Result::number(std::string_view attribute) const {
  return file_.attribute_number("/", attribute).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::vector<std::string> Result::notes() const { return file_.texts("provenance/note_text"); }

std::vector<Margin> Result::margins() const {
  const auto ags = file_.texts("margin/ags");
  const auto quantity = file_.texts("margin/quantity");
  const auto kind = file_.texts("margin/kind");
  const auto source = file_.texts("margin/source");
  const auto target = file_.read<double>("margin/target");
  const auto reached = file_.read<double>("margin/reached");
  std::vector<Margin> margins;
  for (std::size_t i = 0; i < ags.size(); ++i)
    margins.push_back({ags[i], quantity[i], kind[i], source[i], target[i], reached[i]});
  return margins;
}

DatasetInfo Result::dataset(const std::string& path) const {
  const auto text = [&](const char* name) { return file_.attribute_text(path, name).value_or(""); };
  return {path, file_.dimensions(path), file_.shape(path), text("units"), text("long_name"), text("writer")};
}

std::vector<DatasetInfo> Result::datasets() const {
  std::vector<DatasetInfo> out;
  const auto visit = [&](const std::string& path) {
    if (file_.attribute_text(path, "long_name")) out.push_back(dataset(path));
  };
  for (const auto& name : file_.members("/")) {
    if (!file_.is_group(name)) visit(name);
  }
  for (const auto& name : file_.members("/"))
    if (file_.is_group(name))
      for (const auto& member : file_.members(name)) visit(name + "/" + member);
  return out;
}

std::vector<double> Result::mean_day(std::string_view path, int period) const {
  const auto values = file_.read<double>(path);
  const auto n = values.size() / days_.size();
  const auto of_day = mean_day_weights(days_, period);
  std::vector<double> sum(n, 0);
  double weights = 0;
  for (std::size_t d = 0; d < days_.size(); ++d) {
    if (of_day[d] <= 0) continue;
    weights += of_day[d];
    for (std::size_t i = 0; i < n; ++i) sum[i] += of_day[d] * values[d * n + i];
  }
  for (auto& value : sum) value /= weights;
  return sum;
}

std::vector<double> Result::highest_day(std::string_view path, int period) const {
  const auto values = file_.read<double>(path);
  const auto n = values.size() / days_.size();
  std::vector<double> out(n, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (days_[i / n].period == period) out[i % n] = std::fmax(out[i % n], values[i]);
  return out;
}

std::vector<IndicatorValue> Result::indicators(int period) const {
  std::vector<IndicatorValue> out;
  const auto add = [&](const fields::Indicator& indicator) {
    if (!file_.has(indicator.municipality.path) || !file_.has(indicator.region.path)) return;
    const auto read = [&](std::string_view path) {
      if (is_of_those_at_work(path)) return mean_of_those_at_work(*this, path, period);
      return is_peak(path) ? highest_day(path, period) : mean_day(path, period);
    };
    const auto& path = indicator.municipality.path;
    out.push_back({std::string(path.substr(path.rfind('/') + 1)), std::string(indicator.municipality.unit),
                   std::string(indicator.municipality.meaning), read(indicator.region.path).front(), read(path)});
  };
  for (const auto& indicator : fields::indicators) add(indicator);
  for (const auto& indicator : fields::service_figures) add(indicator);
  for (const auto& indicator : fields::on_demand_figures) add(indicator);
  return out;
}

std::vector<IndicatorValue> Result::period_figures() const {
  std::vector<IndicatorValue> out;
  const auto n = municipalities_.size();
  const auto period = static_cast<std::size_t>(last_period());
  const auto add = [&](const fields::Indicator& figure) {
    if (!file_.has(figure.municipality.path) || !file_.has(figure.region.path)) return;
    const auto values = file_.read<double>(figure.municipality.path);
    const auto from = values.begin() + static_cast<std::ptrdiff_t>(period * n);
    const auto& path = figure.municipality.path;
    out.push_back({std::string(path.substr(path.rfind('/') + 1)), std::string(figure.municipality.unit),
                   std::string(figure.municipality.meaning), file_.read<double>(figure.region.path).at(period),
                   std::vector<double>(from, from + static_cast<std::ptrdiff_t>(n))});
  };
  for (const auto& figure : fields::adopted_figures) add(figure);
  for (const auto& figure : fields::risk_figures) add(figure);
  return out;
}

}  // namespace pendel::output

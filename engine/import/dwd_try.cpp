// SPDX-License-Identifier: Apache-2.0
#include "import/dwd_try.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <vector>

#include "core/date.hpp"
#include "text/messages.hpp"
#include "text/parse_number.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

constexpr std::size_t hours_of_year = 8760;

std::vector<std::string> words(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> result;
  for (std::string word; in >> word;) result.push_back(word);
  return result;
}

/// "51°24'N <- B.   6°58'O <- L." The degree sign is one byte or two, so only the digits around count.
bool read_position(const std::string& line, Weather& weather) {
  std::array<double, 4> numbers{};
  std::size_t found = 0;
  for (std::size_t at = 0; at < line.size() && found < numbers.size();) {
    if (std::isdigit(static_cast<unsigned char>(line[at])) == 0) {
      ++at;
      continue;
    }
    std::size_t used = 0;
    numbers[found++] = std::stod(line.substr(at, 6), &used);
    at += used;
  }
  if (found < 4 || numbers[0] > 60 || numbers[2] > 20) return false;
  weather.latitude_deg = numbers[0] + numbers[1] / 60;
  weather.longitude_deg = numbers[2] + numbers[3] / 60;
  return true;
}

struct Columns {
  std::array<std::size_t, 6> at{};  // MM DD HH t B D
  std::size_t width = 0;
};
constexpr std::array column_names = {"MM", "DD", "HH", "t", "B", "D"};

bool find_columns(const std::string& header, Columns& columns) {
  const auto names = words(header);
  columns.width = names.size();
  for (std::size_t i = 0; i < column_names.size(); ++i) {
    const auto found = std::find(names.begin(), names.end(), column_names[i]);
    if (found == names.end()) return false;
    columns.at[i] = static_cast<std::size_t>(found - names.begin());
  }
  return true;
}

class Reader {
 public:
  Reader(const std::filesystem::path& file, Issues& issues)
      : in_(file), place_{file.string(), 0, 0}, issues_(&issues) {}

  TestReferenceYear read() {
    Columns columns;
    if (!in_)
      complain(say(Say::file_missing), "", say(Say::weather_missing_hint));
    else if (!read_header(columns))
      complain(say(Say::no_weather), "", say(Say::no_weather_hint));
    else
      read_hours(columns);
    return std::move(year_);
  }

 private:
  void complain(std::string problem, std::string why = {}, std::string hint = {}) {
    issues_->add(place_, std::move(problem), std::move(why), std::move(hint));
  }

  bool next(std::string& line) {
    ++place_.line;
    return static_cast<bool>(std::getline(in_, line));
  }

  bool read_header(Columns& columns) {
    std::string last;
    for (std::string line; next(line);) {
      if (line.starts_with("***")) return find_columns(last, columns);
      if (line.starts_with("Lage:")) year_.has_position = read_position(line, year_.weather);
      if (!words(line).empty()) last = line;
    }
    return false;
  }

  void read_hours(const Columns& columns) {
    std::size_t hour = 0;
    for (std::string line; next(line);) {
      const auto cells = words(line);
      if (cells.empty()) continue;
      if (!read_hour(cells, columns, hour)) return;  // what follows a slip would all be wrong
      ++hour;
    }
    place_.line = 0;
    if (hour != hours_of_year) complain(say(Say::weather_hours, hour), say(Say::weather_year, hours_of_year));
  }

  bool read_hour(const std::vector<std::string>& cells, const Columns& columns, std::size_t hour) {
    std::array<double, 6> values{};
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto number = columns.at[i] < cells.size() ? text::parse_number(cells[columns.at[i]]) : std::nullopt;
      if (!number) {
        complain(say(Say::weather_cell, column_names[i]));
        return false;
      }
      values[i] = *number;
    }
    const auto date = Date::from_days(Date{2001, 1, 1}.days() + static_cast<std::int32_t>(hour / 24));
    const bool expected = static_cast<int>(values[0]) == date.month && static_cast<int>(values[1]) == date.day &&
                          static_cast<std::size_t>(values[2]) == hour % 24 + 1;
    if (!expected || hour >= hours_of_year) {
      complain(say(Say::weather_order, cells[columns.at[2]], cells[columns.at[0]], cells[columns.at[1]]));
      return false;
    }
    if (values[3] < -60 || values[3] > 60 || values[4] < 0 || values[4] > 1500 || values[5] < 0 || values[5] > 1500) {
      complain(say(Say::weather_range));
      return false;
    }
    year_.weather.temperature_c.push_back(static_cast<float>(values[3]));
    year_.weather.direct_w_per_m2.push_back(static_cast<float>(values[4]));
    year_.weather.diffuse_w_per_m2.push_back(static_cast<float>(values[5]));
    return true;
  }

  std::ifstream in_;
  Place place_;
  Issues* issues_;
  TestReferenceYear year_;
};

}  // namespace

TestReferenceYear read_try(const std::filesystem::path& file, Issues& issues) { return Reader(file, issues).read(); }

}  // namespace pendel::import

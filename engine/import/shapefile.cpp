// SPDX-License-Identifier: Apache-2.0
#include "import/shapefile.hpp"

#include <bit>
#include <cstring>
#include <fstream>
#include <iterator>

#include "text/messages.hpp"
#include "text/parse_number.hpp"

namespace pendel::import {

using text::say;
using text::Say;

namespace {

static_assert(std::endian::native == std::endian::little, "shapefiles store little-endian numbers");

std::string bytes_of(const std::filesystem::path& file, Issues& issues) {
  std::ifstream in(file, std::ios::binary);
  if (!in) issues.add({file.string(), 0, 0}, say(Say::file_missing), "", say(Say::shapefile_hint));
  return {std::istreambuf_iterator<char>(in), {}};
}

template <class T>
T at(const std::string& bytes, std::size_t offset) {
  T value{};
  if (offset + sizeof(T) <= bytes.size()) std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t offset) {
  return __builtin_bswap32(at<std::uint32_t>(bytes, offset));
}

/// Outer rings run clockwise and holes against it, so the signed areas add up to the area without holes.
void measure(const std::string& shp, std::size_t record, ShapeRecord& result) {
  const auto parts = at<std::uint32_t>(shp, record + 36);
  const auto points = at<std::uint32_t>(shp, record + 40);
  const std::size_t first_point = record + 44 + std::size_t{4} * parts;
  double twice = 0;
  double mx = 0;
  double my = 0;
  const double x0 = at<double>(shp, record + 4);
  const double y0 = at<double>(shp, record + 12);
  for (std::uint32_t part = 0; part < parts; ++part) {
    const auto begin = at<std::uint32_t>(shp, record + 44 + std::size_t{4} * part);
    const auto end = part + 1 < parts ? at<std::uint32_t>(shp, record + 48 + std::size_t{4} * part) : points;
    for (auto i = begin; i + 1 < end; ++i) {
      const double ax = at<double>(shp, first_point + std::size_t{16} * i) - x0;
      const double ay = at<double>(shp, first_point + std::size_t{16} * i + 8) - y0;
      const double bx = at<double>(shp, first_point + std::size_t{16} * i + 16) - x0;
      const double by = at<double>(shp, first_point + std::size_t{16} * i + 24) - y0;
      const double cross = bx * ay - ax * by;
      twice += cross;
      mx += (ax + bx) * cross;
      my += (ay + by) * cross;
    }
  }
  result.area = twice / 2;
  if (twice > 0) result.centre = {x0 + mx / (3 * twice), y0 + my / (3 * twice)};
}

struct DbfField {
  std::string name;
  std::size_t offset;
  std::size_t length;
};

std::vector<DbfField> fields_of(const std::string& dbf) {
  std::vector<DbfField> fields;
  std::size_t offset = 1;  // the first byte of a record is its deletion flag
  for (std::size_t header = 32; header + 32 <= dbf.size() && dbf[header] != '\r'; header += 32) {
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(dbf[header + 16]));
    fields.push_back({std::string(dbf.c_str() + header), offset, length});
    offset += length;
  }
  return fields;
}

}  // namespace

std::vector<ShapeRecord> read_shapefile(const std::filesystem::path& shp_file, Issues& issues) {
  auto dbf_file = shp_file;
  dbf_file.replace_extension(".dbf");
  const auto before = issues.size();
  const auto shp = bytes_of(shp_file, issues);
  const auto dbf = bytes_of(dbf_file, issues);
  if (issues.size() > before) return {};
  if (big_endian(shp, 0) != 9994 || at<std::uint32_t>(shp, 32) != 5) {
    issues.add({shp_file.string(), 0, 0}, say(Say::no_shapefile));
    return {};
  }
  const auto fields = fields_of(dbf);
  const auto dbf_header = at<std::uint16_t>(dbf, 8);
  const auto dbf_record = at<std::uint16_t>(dbf, 10);
  std::vector<ShapeRecord> records;
  for (std::size_t offset = 100; offset + 12 <= shp.size();) {
    ShapeRecord record;
    if (at<std::uint32_t>(shp, offset + 8) == 5) measure(shp, offset + 8, record);
    const auto row = dbf_header + records.size() * dbf_record;
    for (const auto& field : fields)
      if (row + field.offset + field.length <= dbf.size())
        record.attributes[field.name] =
            text::trim_spaces(std::string_view(dbf).substr(row + field.offset, field.length));
    records.push_back(std::move(record));
    offset += 8 + 2U * static_cast<std::size_t>(big_endian(shp, offset + 4));
  }
  return records;
}

std::map<std::string, Point> county_centres(const std::filesystem::path& shp, int epsg, Issues& issues) {
  const auto before = issues.size();
  const auto records = read_shapefile(shp, issues);
  auto prj_file = shp;
  prj_file.replace_extension(".prj");
  const auto prj = bytes_of(prj_file, issues);
  if (issues.size() > before) return {};
  struct Sum {
    double x = 0;
    double y = 0;
    double area = 0;
  };
  std::map<std::string, Sum> sums;
  for (const auto& record : records) {
    const auto ags = record.attributes.find("AGS");
    if (ags == record.attributes.end() || ags->second.size() != 8 || record.area <= 0) continue;
    auto& sum = sums[ags->second.substr(0, 5)];
    sum.x += record.area * record.centre.lon_deg;
    sum.y += record.area * record.centre.lat_deg;
    sum.area += record.area;
  }
  if (sums.empty())
    issues.add({shp.string(), 0, 0}, say(Say::shapefile_without_ags), "", say(Say::shapefile_source_hint));
  const Projection projection(prj, epsg);
  std::map<std::string, Point> centres;
  for (const auto& [county, sum] : sums) centres[county] = projection.to_plane({sum.x / sum.area, sum.y / sum.area});
  return centres;
}

}  // namespace pendel::import

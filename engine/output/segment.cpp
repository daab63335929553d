// SPDX-License-Identifier: Apache-2.0
#include "output/segment.hpp"

#include <fmt/format.h>

#include "core/contract.hpp"
#include "output/sizes.hpp"

namespace pendel::output {
namespace {

template <class T>
void copy(store::Writer& writer, std::string_view path, const void* values, std::size_t n) {
  writer.write_array(path, std::span(static_cast<const T*>(values), n));
}

}  // namespace

Segment::Segment(const std::filesystem::path& final_path, const Day& day, const World& world)
    : world_(world), of_period_(false), writer_(final_path) {
  writer_.attributes("/", {{"day", std::int32_t{day.index}}, {"date", day.date.days()}});
}

Segment::Segment(const std::filesystem::path& final_path, const Period& period, const World& world)
    : world_(world), of_period_(true), writer_(final_path) {
  writer_.attributes("/", {{"period", std::int32_t{period.index}}, {"date", period.begin.days()}});
}

void Segment::write(const Field& field, std::string_view name, Type type, const void* values, std::size_t count) {
  const auto refuse = [&](const std::string& problem) {
    throw ContractError(fmt::format("field '{}': {}", field.path, problem));
  };
  if (find_field(field.path) == nullptr) refuse("is not in the fields table");
  if (field.writer == "engine") refuse("is made from the days, not put");
  if ((field.dimensions[0] == Dimension::period) != of_period_)
    refuse(of_period_ ? "is said of a day, not of a period" : "is said of a period, not of a day");
  if (type != field.type) refuse("values of another type than the fields table says");
  if (is_family(field) == name.empty()) refuse(name.empty() ? "is a family and needs a name" : "is no family");
  if (is_table(field) && !lines_) lines_ = count;
  if (const auto expected = is_table(field) ? *lines_ : values_per_day(field, world_); count != expected)
    refuse(fmt::format("{} values were put, {} are expected", count, expected));
  const auto path = with_name(field.path, name);
  if (!put_.insert(path).second) refuse("put twice on one day");
  with_type(type, [&]<class T> { copy<T>(writer_, path, values, count); });
}

void Segment::seal() { writer_.seal(); }

}  // namespace pendel::output

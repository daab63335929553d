// SPDX-License-Identifier: Apache-2.0
#include "region/cache.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <type_traits>

#include "core/hash.hpp"
#include "core/issue.hpp"
#include "region/folder.hpp"
#include "store/reader.hpp"
#include "store/writer.hpp"
#include "text/messages.hpp"

namespace pendel {

namespace {

/// Another build may read or generate otherwise.
std::string full_key(const std::string& key) { return fmt::format("{} {}", build_hash(), key); }

/// How a value is stored: enumerations as bytes, ids as whole numbers, everything else as it is.
template <class T>
struct Stored {
  using type = T;
};
template <class T>
  requires std::is_enum_v<T>
struct Stored<T> {
  using type = std::underlying_type_t<T>;
};
template <class Tag>
struct Stored<Id<Tag>> {
  using type = std::int32_t;
};

template <class T>
Stored<T>::type to_stored(T value) {
  return static_cast<Stored<T>::type>(value);
}
template <class Tag>
std::int32_t to_stored(Id<Tag> id) {
  return static_cast<std::int32_t>(id.value());
}
template <class T>
T from_stored(typename Stored<T>::type value) {
  if constexpr (std::is_same_v<typename Stored<T>::type, T>)
    return value;
  else
    return T(static_cast<std::conditional_t<std::is_enum_v<T>, T, std::uint32_t>>(value));
}

class Saver {
 public:
  explicit Saver(store::Writer& out) : out_(out) {}
  void text(const char* path, std::string& value) { out_.write_text(path, value); }
  void texts(const std::string& path, std::vector<std::string>& values) { out_.write_texts(path, values); }
  template <class T>
  void values(const std::string& path, std::vector<T>& values) {
    std::vector<typename Stored<T>::type> stored(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) stored[i] = to_stored(values[i]);
    out_.write_array<typename Stored<T>::type>(path, stored);
  }

 private:
  store::Writer& out_;
};

class Loader {
 public:
  explicit Loader(const store::Reader& in) : in_(in) {}
  void text(const char* path, std::string& value) { value = in_.text(path); }
  void texts(const std::string& path, std::vector<std::string>& values) { values = in_.texts(path); }
  template <class T>
  void values(const std::string& path, std::vector<T>& values) {
    const auto stored = in_.read<typename Stored<T>::type>(path);
    values.resize(stored.size());
    for (std::size_t i = 0; i < stored.size(); ++i) values[i] = from_stored<T>(stored[i]);
  }

 private:
  const store::Reader& in_;
};

template <class Archive, class IdType, class T>
void column(Archive& archive, const char* path, Column<IdType, T>& column) {
  if constexpr (std::is_same_v<T, std::string>)
    archive.texts(path, column.values());
  else
    archive.values(path, column.values());
}

template <class Archive, class T>
void scalar(Archive& archive, const char* path, T& value) {
  std::vector<T> one = {value};
  archive.values(path, one);
  value = one.at(0);
}

/// A list of structs, member by member: the loader makes the items when the first member comes.
template <class Archive, class Item, class T>
void member(Archive& archive, const std::string& path, std::vector<Item>& items, T Item::*field) {
  std::vector<T> values;
  for (const auto& item : items) values.push_back(item.*field);
  if constexpr (std::is_same_v<T, std::string>)
    archive.texts(path, values);
  else
    archive.values(path, values);
  items.resize(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) items[i].*field = values[i];
}

template <class Archive, class IdType, class T>
void rows(Archive& archive, const std::string& path, Rows<IdType, T>& rows) {
  std::vector<std::int64_t> offsets(rows.offsets().begin(), rows.offsets().end());
  std::vector<T> values = rows.values();
  archive.values(path + "_offsets", offsets);
  if constexpr (std::is_same_v<T, std::string>) {
    archive.texts(path, values);
  } else if constexpr (std::is_same_v<T, Point>) {
    member(archive, path + "_x_m", values, &Point::x_m);
    member(archive, path + "_y_m", values, &Point::y_m);
  } else {
    archive.values(path, values);
  }
  rows = Rows<IdType, T>(std::vector<std::uint64_t>(offsets.begin(), offsets.end()), std::move(values));
}

template <class Archive>
void exchange_roads(Archive& a, Roads& roads) {
  column(a, "node/x_m", roads.x_m);
  column(a, "node/y_m", roads.y_m);
  column(a, "node/name", roads.node_name);
  column(a, "node/municipality", roads.municipality);
  column(a, "node/signal", roads.signal);
  column(a, "link/from", roads.from);
  column(a, "link/to", roads.to);
  column(a, "link/name", roads.link_name);
  column(a, "link/length_m", roads.length_m);
  column(a, "link/free_speed_mps", roads.free_speed_mps);
  column(a, "link/capacity_per_h", roads.capacity_per_h);
  column(a, "link/lanes", roads.lanes);
  column(a, "link/road_class", roads.road_class);
  column(a, "link/street", roads.street);
  rows(a, "link/shape", roads.shape);
  member(a, "turn_ban/from", roads.turn_bans, &TurnBan::from);
  member(a, "turn_ban/to", roads.turn_bans, &TurnBan::to);
}

template <class Archive>
void exchange_places(Archive& a, Region& region) {
  auto& municipalities = region.municipalities;
  column(a, "municipality/ags", municipalities.ags);
  column(a, "municipality/name", municipalities.name);
  column(a, "municipality/regiostar7", municipalities.regiostar7);
  column(a, "municipality/x_m", municipalities.x_m);
  column(a, "municipality/y_m", municipalities.y_m);
  for (const auto& figure : municipality_figures())
    column(a, fmt::format("municipality/{}", figure.column).c_str(), municipalities.*figure.values);
  rows(a, "municipality/outline", municipalities.outline);
  auto& zones = region.zones;
  column(a, "zone/name", zones.name);
  column(a, "zone/municipality", zones.municipality);
  column(a, "zone/gateway", zones.gateway);
  column(a, "zone/x_m", zones.x_m);
  column(a, "zone/y_m", zones.y_m);
  column(a, "zone/node", zones.node);
  auto& gateways = region.gateways;
  column(a, "gateway/name", gateways.name);
  column(a, "gateway/zone", gateways.zone);
  column(a, "gateway/node", gateways.node);
  column(a, "gateway/outside_km", gateways.outside_km);
  rows(a, "gateway/serves", gateways.serves);
  auto& sites = region.sites;
  column(a, "building/x_m", sites.x_m);
  column(a, "building/y_m", sites.y_m);
  column(a, "building/footprint_m2", sites.footprint_m2);
  column(a, "building/storeys", sites.storeys);
  column(a, "building/use", sites.use);
  column(a, "building/municipality", sites.municipality);
  column(a, "building/zone", sites.zone);
  column(a, "building/node", sites.node);
}

/// The 24 shares of each flow back to back.
template <class Archive>
void exchange_external(Archive& a, std::vector<ExternalFlow>& external) {
  member(a, "external/from", external, &ExternalFlow::from);
  member(a, "external/to", external, &ExternalFlow::to);
  member(a, "external/vehicle_class", external, &ExternalFlow::vehicle_class);
  member(a, "external/vehicles_per_day", external, &ExternalFlow::vehicles_per_day);
  std::vector<double> shares;
  for (const auto& flow : external) shares.insert(shares.end(), flow.hour_share.begin(), flow.hour_share.end());
  a.values("external/hour_share", shares);
  for (std::size_t i = 0; i < external.size(); ++i)
    external[i].hour_share.assign(shares.begin() + static_cast<std::ptrdiff_t>(24 * i),
                                  shares.begin() + static_cast<std::ptrdiff_t>(24 * (i + 1)));
}

/// Everything of a region, once for both ways.
template <class Archive>
void exchange(Archive& a, Region& region) {
  a.text("name", region.name);
  auto generated = static_cast<std::uint8_t>(region.generated ? 1 : 0);
  scalar(a, "generated", generated);
  region.generated = generated != 0;
  scalar(a, "epsg", region.epsg);
  a.text("crs_wkt", region.crs_wkt);
  a.text("state", region.state);
  a.text("hash", region.hash);
  exchange_roads(a, region.roads);
  exchange_places(a, region);
  member(a, "commuters/home", region.commuters, &CommuterFlow::home);
  member(a, "commuters/work", region.commuters, &CommuterFlow::work);
  member(a, "commuters/commuters", region.commuters, &CommuterFlow::commuters);
  exchange_external(a, region.external);
  a.values("weather/temperature_c", region.weather.temperature_c);
  a.values("weather/direct_w_per_m2", region.weather.direct_w_per_m2);
  a.values("weather/diffuse_w_per_m2", region.weather.diffuse_w_per_m2);
  scalar(a, "weather/latitude_deg", region.weather.latitude_deg);
  scalar(a, "weather/longitude_deg", region.weather.longitude_deg);
  member(a, "source/table", region.sources, &Source::table);
  member(a, "source/column", region.sources, &Source::column);
  member(a, "source/source", region.sources, &Source::source);
  member(a, "source/year", region.sources, &Source::year);
  member(a, "source/licence", region.sources, &Source::licence);
  a.texts("notes", region.notes);
}

}  // namespace

std::filesystem::path region_cache_folder() {
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe): nobody sets variables
    return std::string(value == nullptr ? "" : value);
  };
  if (const auto folder = named("PENDEL_CACHE"); !folder.empty()) return folder == "off" ? "" : folder;
  if (const auto folder = named("XDG_CACHE_HOME"); !folder.empty()) return std::filesystem::path(folder) / "pendel";
  if (const auto folder = named("HOME"); !folder.empty()) return std::filesystem::path(folder) / ".cache" / "pendel";
  return {};
}

void write_compiled(const Region& region, const std::string& key, const std::filesystem::path& file) {
  store::Writer out(file);
  Saver saver(out);
  auto copy = region;  // exchange() serves both ways and so takes a region that can change
  exchange(saver, copy);
  out.write_text("key", full_key(key));
  out.seal();
}

Region read_compiled(const std::string& key, const std::filesystem::path& file) {
  const store::Reader in(file);
  if (in.text("key") != full_key(key)) throw SystemError(text::say(text::Say::made_from_other, file.string()));
  Region region;
  Loader loader(in);
  exchange(loader, region);
  region.roads.index();
  return region;
}

Region cached_region(const std::string& key, const std::function<Region()>& make) {
  const auto folder = region_cache_folder();
  if (folder.empty() || key.empty()) return make();
  const auto file = folder / fmt::format("region-{}.h5", key);
  try {
    if (std::filesystem::exists(file)) return read_compiled(key, file);
    // NOLINTNEXTLINE(bugprone-empty-catch): whatever is wrong with it, the region can be made again
  } catch (const std::exception&) {
  }
  auto region = make();
  try {
    std::filesystem::create_directories(folder);
    write_compiled(region, key, file);
    // NOLINTNEXTLINE(bugprone-empty-catch): a cache that cannot be written is slow, not wrong
  } catch (const std::exception&) {
  }
  return region;
}

}  // namespace pendel

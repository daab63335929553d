// SPDX-License-Identifier: Apache-2.0
#include "text/schema.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace pendel::text {

namespace {

using Json = nlohmann::ordered_json;

}  // namespace

Json plain_json(const Node& node) {
  switch (node.kind) {
    case Kind::string:
      return node.text();
    case Kind::integer:
      return node.integer();
    case Kind::number:
      return node.number();
    case Kind::boolean:
      return node.boolean();
    case Kind::date:
      return to_string(node.date());
    case Kind::array: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(plain_json(item));
      return list;
    }
    case Kind::table:
      return Json::object();
  }
  return {};
}

namespace {

std::string description(const Parameter& row) {
  std::string text = row.spec.meaning;
  if (!row.spec.unit.empty() && row.spec.unit != "1") text += fmt::format(" [{}]", row.spec.unit);
  if (!std::isnan(row.spec.low)) text += fmt::format(" Range {} to {}.", row.spec.low, row.spec.high);
  if (!row.spec.source.empty()) text += fmt::format(" Source: {}.", row.spec.source);
  return text;
}

Json bounded(const char* type, const Spec& spec) {
  Json json{{"type", type}};
  if (!std::isinf(spec.min)) json[spec.min_exclusive ? "exclusiveMinimum" : "minimum"] = spec.min;
  if (!std::isinf(spec.max)) json[spec.max_exclusive ? "exclusiveMaximum" : "maximum"] = spec.max;
  return json;
}

/// A plain value or { value, low, high, source }; without a value it ranges one that a base gives.
Json banded(const char* type, const Spec& spec) {
  const Json end = bounded("number", spec);
  const Json range{
      {"type", "object"},
      {"properties", {{"value", bounded(type, spec)}, {"low", end}, {"high", end}, {"source", {{"type", "string"}}}}},
      {"minProperties", 1},
      {"additionalProperties", false}};
  return {{"anyOf", Json::array({bounded(type, spec), range})}};
}

Json words(const Spec& spec) {
  Json json{{"type", "string"}};
  if (!spec.choices.empty()) json["enum"] = spec.choices;
  return json;
}

Json table_json(const ParameterTable& table, bool item);

Json list_of(Json items, std::size_t length) {
  Json json{{"type", "array"}, {"items", std::move(items)}};
  if (length != 0) {
    json["minItems"] = length;
    json["maxItems"] = length;
  }
  return json;
}

Json value_json(const Parameter& row) {
  switch (row.type) {
    case Type::number:
      return banded("number", row.spec);
    case Type::integer:
      return banded("integer", row.spec);
    case Type::flag:
      return {{"type", "boolean"}};
    case Type::text:
    case Type::choice:
      return words(row.spec);
    case Type::file:
      return {{"type", "string"}};
    case Type::date:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case Type::texts:
      return list_of(words(row.spec), 0);
    case Type::numbers:
      return list_of(bounded("number", row.spec), row.expected);
    case Type::list:
      return list_of(table_json(*row.item, true), 0);
  }
  return {};
}

Json row_json(const Parameter& row) {
  Json json = value_json(row);
  const std::string about = description(row);
  if (!about.empty()) json["description"] = about;
  const bool none = row.type == Type::number && std::isnan(row.fallback.number());
  if (!row.spec.required && row.type != Type::list && !none) json["default"] = plain_json(row.fallback);
  return json;
}

Json empty_object() { return {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}}; }

/// The object that holds the last key of `path`, made on the way.
Json& holder(Json& root, std::string_view path, std::string& key) {
  Json* at = &root;
  for (std::size_t dot = path.find('.'); dot != path.npos; dot = path.find('.')) {
    Json& below = (*at)["properties"][std::string(path.substr(0, dot))];
    if (below.is_null()) below = empty_object();
    at = &below;
    path.remove_prefix(dot + 1);
  }
  key = std::string(path);
  return *at;
}

Json table_json(const ParameterTable& table, bool item) {
  Json root = empty_object();
  std::string key;
  for (const auto& section : table.sections()) {
    Json& object = holder(root, section.path, key)["properties"][key];
    if (object.is_null()) object = empty_object();
    if (!section.meaning.empty()) object["description"] = section.meaning;
  }
  for (const Parameter& row : table.rows()) {
    Json json = row_json(row);  // before `holder`, whose reference dies with the next insertion
    Json& object = holder(root, row.path, key);
    object["properties"][key] = std::move(json);
  }
  if (item && table.find("name") != nullptr) {
    root["required"] = Json::array({"name"});
    root["properties"]["remove"] = {{"type", "boolean"},
                                    {"description", "true drops the item of this name that a base has."}};
  }
  return root;
}

}  // namespace

std::string to_json_schema(const ParameterTable& table) {
  Json root{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Pendel scenario"}};
  root.update(table_json(table, false));
  root["properties"]["base"] = {{"type", "string"},
                                {"description", "A scenario file over which this one is laid, relative to this file."}};
  Json required = Json::array();
  for (const Parameter& row : table.rows()) {
    if (row.spec.required && row.path.find('.') == row.path.npos) required.push_back(row.path);
  }
  if (!required.empty()) {
    root["anyOf"] = Json::array({Json{{"required", Json::array({"base"})}}, Json{{"required", required}}});
  }
  return root.dump(2) + "\n";
}

}  // namespace pendel::text

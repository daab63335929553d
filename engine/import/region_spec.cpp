// SPDX-License-Identifier: Apache-2.0
#include "import/region_spec.hpp"

#include <algorithm>
#include <cstdlib>

#include "text/document.hpp"

namespace pendel::import {

namespace {

std::string value_of(const std::string& name, const std::filesystem::path& near) {
  const char* value = std::getenv(name.c_str());
  if (value != nullptr && *value != '\0') return value;
  if (name != "PENDEL_TEST_DATA") return {};
  for (auto folder = std::filesystem::absolute(near); folder.has_relative_path(); folder = folder.parent_path())
    if (std::filesystem::is_directory(folder / "shared" / "data")) return (folder / "shared" / "data").string();
  return {};
}

class SpecReader {
 public:
  SpecReader(const std::filesystem::path& file, Issues& issues)
      : file_(file), root_(text::read_toml(file, issues)), issues_(&issues) {}

  RegionSpec read() {
    RegionSpec spec;
    spec.name = text("name", true);
    spec.state = text("state", false);
    spec.osm = path("osm", true).value_or("");
    spec.municipalities = path("municipalities", true).value_or("");
    spec.figures = path("figures", false);
    spec.boundaries = path("boundaries", false);
    spec.commuters = path("commuters", false);
    spec.weather = path("weather", false);
    if (const auto* list = want("simulate", text::Kind::array))
      for (const auto& item : list->items) {
        if (item.kind == text::Kind::string)
          spec.simulate.push_back(item.text());
        else
          issues_->add(item.place, "an AGS must be text", "",
                       "Write \"06632002\" with quotes: the leading zero counts.");
      }
    spec.min_coverage = number("min_coverage", spec.min_coverage, 0, 1);
    spec.tiny_link_m = number("tiny_link_m", spec.tiny_link_m, 0, 50);
    if (const auto* list = want("source", text::Kind::array))
      for (const auto& item : list->items) spec.sources.push_back(source(item));
    refuse_others();
    return spec;
  }

 private:
  const text::Node* want(const std::string& key, text::Kind kind) {
    known_.push_back(key);
    const auto* node = root_.find(key);
    if (node == nullptr || node->kind == kind) return node;
    issues_->add(node->place, "'" + key + "' is of the wrong kind", "",
                 kind == text::Kind::string ? "It must be a text." : "It must be a list.");
    return nullptr;
  }

  std::string text(const std::string& key, bool needed) {
    const auto* node = want(key, text::Kind::string);
    if (node != nullptr) return node->text();
    if (needed && root_.find(key) == nullptr) issues_->add({file_.string(), 0, 0}, "'" + key + "' is missing");
    return {};
  }

  double number(const std::string& key, double otherwise, double min, double max) {
    known_.push_back(key);
    const auto* node = root_.find(key);
    if (node == nullptr) return otherwise;
    const bool is_number = node->kind == text::Kind::number || node->kind == text::Kind::integer;
    if (is_number && node->number() >= min && node->number() <= max) return node->number();
    issues_->add(node->place, "'" + key + "' must be a number", std::to_string(min) + " to " + std::to_string(max));
    return otherwise;
  }

  std::optional<std::filesystem::path> path(const std::string& key, bool needed) {
    const auto written = text(key, needed);
    if (written.empty()) return std::nullopt;
    std::string unset;
    const std::filesystem::path expanded = expand_environment(written, file_.parent_path(), unset);
    const auto place = root_.find(key)->place;
    if (!unset.empty()) {
      issues_->add(place, "the environment variable " + unset + " is not set", "'" + key + "' needs it",
                   "export " + unset + "=/where/the/data/is");
      return std::nullopt;
    }
    const auto full = expanded.is_absolute() ? expanded : file_.parent_path() / expanded;
    if (!std::filesystem::is_regular_file(full)) issues_->add(place, "there is no file '" + full.string() + "'");
    return full;
  }

  Source source(const text::Node& item) {
    const auto member = [&](const char* key, const char* otherwise) {
      const auto* node = item.find(key);
      return node != nullptr && node->kind == text::Kind::string ? node->text() : std::string(otherwise);
    };
    return {member("table", ""), member("column", "*"), member("source", ""), member("year", ""),
            member("licence", "")};
  }

  void refuse_others() {
    for (const auto& member : root_.members) {
      if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
      const auto near = nearest(member.key, known_);
      issues_->add(member.place, "unknown key '" + member.key + "'", "",
                   near.empty() ? "" : "Did you mean '" + near + "'?");
    }
  }

  std::filesystem::path file_;
  text::Node root_;
  Issues* issues_;
  std::vector<std::string> known_;
};

}  // namespace

std::string expand_environment(const std::string& text, const std::filesystem::path& near, std::string& unset) {
  std::string result;
  std::size_t at = 0;
  while (true) {
    const auto open = text.find("${", at);
    const auto close = text.find('}', open);
    if (open == std::string::npos || close == std::string::npos) return result + text.substr(at);
    result += text.substr(at, open - at);
    const auto name = text.substr(open + 2, close - open - 2);
    const auto value = value_of(name, near);
    if (value.empty() && unset.empty()) unset = name;
    result += value;
    at = close + 1;
  }
}

RegionSpec read_region_spec(const std::filesystem::path& file, Issues& issues) {
  return SpecReader(file, issues).read();
}

}  // namespace pendel::import

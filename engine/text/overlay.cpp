// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "text/document.hpp"
#include "text/messages.hpp"

namespace pendel::text {

namespace {

namespace fs = std::filesystem;

const std::string* name_of(const Node& item) {
  const Node* name = item.find("name");
  return name != nullptr && name->kind == Kind::string ? &name->text() : nullptr;
}

bool is_named_list(const Node& node) {
  return node.is_array() && !node.items.empty() &&
         std::all_of(node.items.begin(), node.items.end(), [](const Node& item) { return name_of(item) != nullptr; });
}

bool is_removal(const Node& item) {
  const Node* remove = item.find("remove");
  return remove != nullptr && remove->kind == Kind::boolean && remove->boolean();
}

/// `{ low, high, source }` without a value: says something about a number that another file gives.
bool is_range_only(const Node& node) {
  const auto about = [](const Member& m) { return m.key == "low" || m.key == "high" || m.key == "source"; };
  return node.is_table() && !node.members.empty() && std::all_of(node.members.begin(), node.members.end(), about);
}

Node as_banded(Node plain) {
  Node table{Kind::table, plain.place, {}, {}, {}};
  const Place place = plain.place;
  table.members.push_back({"value", place, std::move(plain)});
  return table;
}

bool is_plain_number(const Node& node) { return node.kind == Kind::number || node.kind == Kind::integer; }

class Merger {
 public:
  explicit Merger(Issues& issues) : issues_(issues) {}

  Node merge(Node base, Node overlay, const std::string& path) {
    if (is_plain_number(base) && is_range_only(overlay)) base = as_banded(std::move(base));
    if (base.is_table() && overlay.is_table()) return tables(std::move(base), std::move(overlay), path);
    if (is_named_list(overlay) && (is_named_list(base) || (base.is_array() && base.items.empty()))) {
      return lists(std::move(base), std::move(overlay), path);
    }
    return alone(std::move(overlay), path);
  }

 private:
  Node tables(Node base, Node overlay, const std::string& path) {
    base.place = overlay.place;
    base.whole = base.whole && overlay.whole;
    for (Member& member : overlay.members) {
      const std::string below = path.empty() ? member.key : path + "." + member.key;
      if (Node* under = base.find(member.key)) {
        *under = merge(std::move(*under), std::move(member.value), below);
      } else {
        base.members.push_back({member.key, member.place, alone(std::move(member.value), below)});
      }
    }
    return base;
  }

  /// An item meets the namesake in the base once; a second one of the same name stays apart for the reader to report.
  Node lists(Node base, Node overlay, const std::string& path) {
    base.place = overlay.place;
    const std::size_t in_base = base.items.size();
    std::vector<bool> met(in_base, false), dropped(in_base, false);
    for (Node& item : overlay.items) {
      const std::string name = *name_of(item);
      std::size_t i = 0;
      while (i < in_base && (met[i] || *name_of(base.items[i]) != name)) ++i;
      if (i == in_base && is_removal(item)) {
        report_nothing_to_remove(item, path);
      } else if (i == in_base) {
        base.items.push_back(alone(std::move(item), path));
      } else {
        met[i] = true;
        dropped[i] = is_removal(item);
        base.items[i] = merge(std::move(base.items[i]), std::move(item), path + "." + name);
      }
    }
    std::vector<Node> kept;
    for (std::size_t i = 0; i < base.items.size(); ++i) {
      if (i >= in_base || !dropped[i]) kept.push_back(std::move(base.items[i]));
    }
    base.items = std::move(kept);
    return base;
  }

  /// What has nothing below it must not ask for a removal.
  Node alone(Node node, const std::string& path) {
    if (is_named_list(node)) {
      std::erase_if(node.items, [&](const Node& item) {
        if (is_removal(item)) report_nothing_to_remove(item, path);
        return is_removal(item);
      });
    }
    for (Member& m : node.members) m.value = alone(std::move(m.value), path.empty() ? m.key : path + "." + m.key);
    for (Node& item : node.items) item = alone(std::move(item), path);
    return node;
  }

  void report_nothing_to_remove(const Node& item, const std::string& path) {
    issues_.add(item.find("remove")->place, say(Say::remove_nothing, *name_of(item), path));
  }

  Issues& issues_;
};

std::string shown(const std::vector<fs::path>& chain, const fs::path& again) {
  std::string text;
  for (const fs::path& file : chain) text += file.string() + " -> ";
  return text + again.string();
}

/// `chain`: the files that are being read, the outermost first.
Node read_chain(const fs::path& file, std::vector<fs::path>& chain, Issues& issues) {
  Node node = read_toml(file, issues);
  const auto base =
      std::find_if(node.members.begin(), node.members.end(), [](const Member& m) { return m.key == "base"; });
  if (base == node.members.end()) return node;
  const Node said = base->value;
  node.members.erase(base);
  if (said.kind != Kind::string) {
    issues.add(said.place, say(Say::base_not_text));
    node.whole = false;
    return node;
  }
  const fs::path below = (file.parent_path() / said.text()).lexically_normal();
  chain.push_back(file);
  const auto same = [&](const fs::path& other) {
    std::error_code error;
    return other == below || fs::equivalent(other, below, error);
  };
  std::error_code error;
  const bool cycle = std::any_of(chain.begin(), chain.end(), same);
  node.whole = node.whole && !cycle && fs::is_regular_file(below, error);
  if (cycle) {
    issues.add(said.place, say(Say::base_cycle), shown(chain, below), say(Say::base_cycle_hint));
  } else if (!fs::is_regular_file(below, error)) {
    issues.add(said.place, say(Say::base_missing, below.string()), "", say(Say::base_missing_hint));
  } else {
    Node under = read_chain(below, chain, issues);
    node = Merger(issues).merge(std::move(under), std::move(node), "");
  }
  chain.pop_back();
  return node;
}

}  // namespace

Node merge(Node base, Node overlay, Issues& issues) {
  return Merger(issues).merge(std::move(base), std::move(overlay), "");
}

Node read_overlaid(const fs::path& file, Issues& issues) {
  std::vector<fs::path> chain;
  const Node nothing{Kind::table, {file.string(), 0, 0}, {}, {}, {}};
  // Laid over nothing, so that a `remove` in the lowest file is reported too.
  return merge(nothing, read_chain(file, chain, issues), issues);
}

}  // namespace pendel::text

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "core/contract.hpp"
#include "core/id.hpp"

namespace pendel {

/// One value per id: "Column<LinkId, float> length_m" reads as "link -> metres".
template <class IdType, class T>
class Column {
 public:
  using value_type = T;

  Column() = default;
  explicit Column(std::size_t n, T value = T{}) : values_(n, value) {}
  explicit Column(std::vector<T> values) : values_(std::move(values)) {}

  [[nodiscard]] decltype(auto) operator[](IdType id) const { return values_[id.index()]; }
  [[nodiscard]] decltype(auto) operator[](IdType id) { return values_[id.index()]; }

  IdType push_back(T value) {
    values_.push_back(std::move(value));
    return IdType(values_.size() - 1);
  }
  void assign(std::size_t n, T value) { values_.assign(n, value); }
  void resize(std::size_t n, T value = T{}) { values_.resize(n, value); }
  void reserve(std::size_t n) { values_.reserve(n); }

  [[nodiscard]] std::size_t size() const { return values_.size(); }
  [[nodiscard]] bool empty() const { return values_.empty(); }
  [[nodiscard]] IdRange<IdType> ids() const { return pendel::ids<IdType>(size()); }
  [[nodiscard]] const std::vector<T>& values() const { return values_; }
  [[nodiscard]] std::vector<T>& values() { return values_; }
  [[nodiscard]] std::span<const T> span() const { return values_; }
  [[nodiscard]] auto begin() const { return values_.begin(); }
  [[nodiscard]] auto end() const { return values_.end(); }

  friend bool operator==(const Column&, const Column&) = default;

 private:
  std::vector<T> values_;  // not bool: use std::uint8_t, so that threads may write neighbours
};

/// Several values per id, stored back to back (compressed rows).
template <class IdType, class T>
class Rows {
 public:
  using value_type = T;
  using Offset = std::uint64_t;

  Rows() : offsets_(1, 0) {}
  Rows(std::vector<Offset> offsets, std::vector<T> values) : offsets_(std::move(offsets)), values_(std::move(values)) {
    PENDEL_EXPECT(!offsets_.empty() && offsets_.front() == 0 && offsets_.back() == values_.size());
  }

  [[nodiscard]] std::span<const T> operator[](IdType id) const {
    return {values_.data() + offsets_[id.index()], values_.data() + offsets_[id.index() + 1]};
  }
  [[nodiscard]] std::span<T> operator[](IdType id) {
    return {values_.data() + offsets_[id.index()], values_.data() + offsets_[id.index() + 1]};
  }
  /// Position of the first value of the row within values().
  [[nodiscard]] Offset offset(IdType id) const { return offsets_[id.index()]; }

  /// Appends one row; rows are built in id order.
  template <class Range>
  IdType push_row(const Range& row) {
    values_.insert(values_.end(), std::begin(row), std::end(row));
    offsets_.push_back(values_.size());
    return IdType(offsets_.size() - 2);
  }

  [[nodiscard]] std::size_t size() const { return offsets_.size() - 1; }
  [[nodiscard]] IdRange<IdType> ids() const { return pendel::ids<IdType>(size()); }
  [[nodiscard]] const std::vector<Offset>& offsets() const { return offsets_; }
  [[nodiscard]] const std::vector<T>& values() const { return values_; }
  [[nodiscard]] std::vector<T>& values() { return values_; }

  friend bool operator==(const Rows&, const Rows&) = default;

 private:
  std::vector<Offset> offsets_;
  std::vector<T> values_;
};

/// Groups the ids of a key column: for each key the members in ascending order ("zone -> its persons").
template <class Key, class Member>
Rows<Key, Member> group_by(const Column<Member, Key>& key_of, std::size_t keys) {
  std::vector<std::uint64_t> offsets(keys + 1, 0);
  for (auto key : key_of)
    if (key.valid()) ++offsets[key.index() + 1];
  for (std::size_t i = 0; i < keys; ++i) offsets[i + 1] += offsets[i];
  std::vector<Member> members(offsets.back());
  auto next = offsets;
  for (auto member : key_of.ids())
    if (key_of[member].valid()) members[next[key_of[member].index()]++] = member;
  return {std::move(offsets), std::move(members)};
}

}  // namespace pendel

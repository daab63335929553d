// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <type_traits>
#include <unordered_set>

#include "core/column.hpp"

namespace pendel {
namespace {

TEST(Id, DefaultIsNone) {
  EXPECT_FALSE(LinkId().valid());
  EXPECT_TRUE(LinkId(0).valid());
  EXPECT_EQ(LinkId(), LinkId(LinkId::none));
}

TEST(Id, KindsDoNotMix) {
  static_assert(!std::is_convertible_v<int, LinkId>);
  static_assert(!std::is_convertible_v<NodeId, LinkId>);
  static_assert(!std::equality_comparable_with<NodeId, LinkId>);
  static_assert(!std::is_invocable_v<decltype(&Column<LinkId, int>::size), Column<NodeId, int>>);
}

TEST(Id, OrdersAndHashesByValue) {
  EXPECT_LT(LinkId(1), LinkId(2));
  EXPECT_EQ((std::unordered_set<LinkId>{LinkId(1), LinkId(1), LinkId(2)}.size()), 2U);
  auto id = LinkId(4);
  EXPECT_EQ(++id, LinkId(5));
}

TEST(Id, RangeVisitsAll) {
  std::vector<NodeId> seen;
  for (auto node : ids<NodeId>(3)) seen.push_back(node);
  EXPECT_EQ(seen, (std::vector<NodeId>{NodeId(0), NodeId(1), NodeId(2)}));
  for (auto node : ids<NodeId>(0)) FAIL() << node.value();
}

TEST(Column, HoldsOneValuePerId) {
  Column<LinkId, float> length_m;
  EXPECT_TRUE(length_m.empty());
  EXPECT_EQ(length_m.push_back(12.5F), LinkId(0));
  EXPECT_EQ(length_m.push_back(80.0F), LinkId(1));
  length_m[LinkId(0)] = 13.0F;
  EXPECT_EQ(length_m.values(), (std::vector<float>{13.0F, 80.0F}));
  EXPECT_EQ((Column<LinkId, int>(3, 7).values()), (std::vector<int>{7, 7, 7}));
}

TEST(Rows, HoldSeveralValuesPerId) {
  Rows<NodeId, int> out;
  EXPECT_EQ(out.size(), 0U);
  EXPECT_EQ(out.push_row(std::vector{4, 5}), NodeId(0));
  EXPECT_EQ(out.push_row(std::vector<int>{}), NodeId(1));
  EXPECT_EQ(out.push_row(std::vector{6}), NodeId(2));
  EXPECT_EQ(out.size(), 3U);
  EXPECT_EQ(out[NodeId(0)].size(), 2U);
  EXPECT_TRUE(out[NodeId(1)].empty());
  EXPECT_EQ(out[NodeId(2)][0], 6);
  EXPECT_EQ(out.offset(NodeId(2)), 2U);
  EXPECT_EQ(out, (Rows<NodeId, int>({0, 2, 2, 3}, {4, 5, 6})));
}

TEST(Rows, RefuseOffsetsThatDoNotFitTheValues) {
  using TwoRows = Rows<NodeId, int>;
  EXPECT_THROW(TwoRows({0, 2, 4}, {1, 2, 3}), ContractError);
  EXPECT_THROW(TwoRows({1, 3}, {1, 2, 3}), ContractError);
  EXPECT_THROW(TwoRows({}, {}), ContractError);
}

TEST(GroupBy, GivesTheMembersOfEachKeyInOrder) {
  const Column<PersonId, ZoneId> zone({ZoneId(2), ZoneId(0), ZoneId(2), ZoneId(), ZoneId(0)});
  const auto persons = group_by(zone, 3);
  EXPECT_EQ(persons.offsets(), (std::vector<std::uint64_t>{0, 2, 2, 4}));
  EXPECT_EQ(persons.values(), (std::vector<PersonId>{PersonId(1), PersonId(4), PersonId(0), PersonId(2)}));
}

TEST(Contract, SaysWhatWasExpectedAndWhere) {
  try {
    PENDEL_EXPECT(1 + 1 == 3);
    FAIL();
  } catch (const ContractError& error) {
    EXPECT_NE(std::string(error.what()).find("columns_test.cpp"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("expected 1 + 1 == 3"), std::string::npos);
  }
}

}  // namespace
}  // namespace pendel

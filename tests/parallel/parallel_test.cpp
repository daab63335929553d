// SPDX-License-Identifier: Apache-2.0
#include "parallel/parallel.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <bit>
#include <cmath>
#include <set>
#include <stdexcept>
#include <thread>
#include <tuple>

#include "core/random.hpp"

namespace pendel::parallel {
namespace {

/// Every verb, with as many threads as the parameter says.
class Verbs : public testing::TestWithParam<int> {
 protected:
  Pool pool{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Threads, Verbs, testing::Values(1, 2, 7));

double wild(std::size_t i) {  // twenty orders of magnitude: any change of the order of addition changes the bits
  const auto draw = Random(1, 0)(Stream::test, i);
  return (draw.uniform(0) - 0.5) * std::ldexp(1.0, static_cast<int>(draw.below(64, 1)) - 32);
}

TEST_P(Verbs, ThreadsAreAsAsked) { EXPECT_EQ(pool.threads(), GetParam()); }

TEST(Pool, ZeroTakesAllCores) {
  EXPECT_EQ(Pool(0).threads(), static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}

TEST(Pool, RefusesNegativeThreads) { EXPECT_THROW(Pool(-1), ContractError); }

TEST_P(Verbs, ForEachVisitsEveryIdOnce) {
  for (const std::size_t n : {0UL, 1UL, 6UL, 1000UL, 100'003UL}) {
    Column<LinkId, int> visits(n, 0);
    for_each<LinkId>(pool, n, [&](LinkId link) { ++visits[link]; });
    EXPECT_EQ(visits, (Column<LinkId, int>(n, 1))) << n;
  }
}

TEST_P(Verbs, ForChunksCutsWhereTheSizeSays) {
  std::vector<std::size_t> begin_of(1000, 99999);
  std::atomic<int> scratches = 0;
  for_chunks(
      pool, 1000, 64, [&] { return ++scratches; },
      [&](int, std::size_t begin, std::size_t end) {
        EXPECT_TRUE(end == begin + 64 || end == 1000U);
        for (std::size_t i = begin; i < end; ++i) begin_of[i] = begin;
      });
  for (std::size_t i = 0; i < 1000; ++i) EXPECT_EQ(begin_of[i], i / 64 * 64);
  EXPECT_GE(scratches, 1);
  EXPECT_LE(scratches, pool.threads());
}

TEST_P(Verbs, ScratchIsNeverShared) {
  struct Scratch {
    std::unique_ptr<std::atomic<int>> users = std::make_unique<std::atomic<int>>(0);
  };
  std::atomic<int> clashes = 0;
  for_chunks(
      pool, 2000, 1, [] { return Scratch{}; },
      [&](Scratch& scratch, std::size_t, std::size_t) {
        if (++*scratch.users != 1) ++clashes;
        for_each<NodeId>(pool, 20, [](NodeId) { std::this_thread::yield(); });  // nested: must not bring an outer chunk
        --*scratch.users;
      });
  EXPECT_EQ(clashes, 0);
}

TEST_P(Verbs, RowsHoldWhatFillWrote) {
  const auto built = rows<NodeId, int>(
      pool, 501, [](NodeId node) { return node.value() % 4; },
      [](NodeId node, std::span<int> row) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<int>(10 * node.index() + i);
      });
  ASSERT_EQ(built.size(), 501U);
  EXPECT_TRUE(built[NodeId(4)].empty());
  EXPECT_EQ(std::vector<int>(built[NodeId(7)].begin(), built[NodeId(7)].end()), (std::vector<int>{70, 71, 72}));
  EXPECT_EQ((rows<NodeId, int>(
                 pool, 0, [](NodeId) { return 1; }, [](NodeId, std::span<int>) {})
                 .size()),
            0U);
}

using Event = std::tuple<int, std::size_t>;

TEST_P(Verbs, CollectSortsByTheWholeEvent) {
  const auto events = collect<Event>(pool, 5000, [](std::size_t i, const auto& emit) {
    for (std::size_t k = 0; k < i % 3; ++k) emit(Event(static_cast<int>(i * 7919 % 101), 3 * i + k));
  });
  EXPECT_EQ(events.size(), 1666U * 3U + 1U);
  EXPECT_TRUE(std::is_sorted(events.begin(), events.end()));
  EXPECT_EQ(std::set<Event>(events.begin(), events.end()).size(), events.size());
  EXPECT_TRUE(collect<Event>(pool, 0, [](std::size_t, const auto&) {}).empty());
}

TEST_P(Verbs, CollectKeepsTheOrderOfEqualEvents) {
  struct ByKey {
    int key;
    std::size_t from;
    bool operator<(const ByKey& other) const { return key < other.key; }
  };
  const auto events = collect<ByKey>(pool, 3000, [](std::size_t i, const auto& emit) {
    emit(ByKey{static_cast<int>(i % 5), i});
  });
  for (std::size_t i = 1; i < events.size(); ++i)
    EXPECT_TRUE(events[i - 1].key < events[i].key || events[i - 1].from < events[i].from);
}

TEST_P(Verbs, SumHasTheSameBitsForAnyThreads) {
  Pool alone(1);
  for (const std::size_t n : {0UL, 1UL, 255UL, 1'000UL, 1'100'000UL})
    EXPECT_EQ(std::bit_cast<std::uint64_t>(sum(pool, n, wild)), std::bit_cast<std::uint64_t>(sum(alone, n, wild))) << n;
}

TEST_P(Verbs, SumOfIntegersIsExact) {
  EXPECT_EQ(sum(pool, 100'000, [](std::size_t i) { return static_cast<std::int32_t>(i) * 20'000; }),
            std::int64_t{99'999} * 100'000 / 2 * 20'000);
  EXPECT_EQ(sum<PersonId>(pool, 10, [](PersonId) { return true; }), 10U);
}

TEST_P(Verbs, SumByAddsPerKeyAndSkipsNone) {
  Column<PersonId, ZoneId> zone(30'000);
  for (auto person : zone.ids())
    if (person.value() % 10 != 9) zone[person] = ZoneId(person.value() % 10);
  const auto heads = sum_by(pool, zone, 10, [](PersonId) { return 1; });
  for (auto key : heads.ids()) EXPECT_EQ(heads[key], key.value() == 9 ? 0 : 3000);

  Pool alone(1);
  const auto one = [](PersonId person) { return wild(person.index()); };
  EXPECT_EQ(sum_by(pool, zone, 10, one), sum_by(alone, zone, 10, one));
}

TEST_P(Verbs, TheLowestExceptionReachesTheCaller) {
  for (int repeat = 0; repeat < 20; ++repeat) {
    try {
      for_each<LinkId>(pool, 10'000, [](LinkId link) {
        if (link.value() % 1000 == 321) throw std::runtime_error(std::to_string(link.value()));
      });
      FAIL() << "nothing was thrown";
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "321");
    }
  }
  EXPECT_EQ(sum(pool, 10, [](std::size_t) { return 1; }), 10);  // the pool still works
}

}  // namespace
}  // namespace pendel::parallel

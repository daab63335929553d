// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "core/issue.hpp"
#include "store/reader.hpp"
#include "store/writer.hpp"
#include "support/temporary.hpp"

namespace pendel::store {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::IsEmpty;

template <class T>
std::span<const T> span(const std::vector<T>& values) {
  return values;
}

template <class T>
class EveryType : public testing::Test {};
using Types = testing::Types<float, double, std::uint8_t, std::uint16_t, std::uint32_t, std::uint64_t, std::int32_t,
                             std::int64_t>;
TYPED_TEST_SUITE(EveryType, Types);

TYPED_TEST(EveryType, ComesBackAsItWent) {
  const TemporaryFolder folder;
  const std::vector<TypeParam> values = {std::numeric_limits<TypeParam>::lowest(), 0, 1,
                                         std::numeric_limits<TypeParam>::max()};
  {
    Writer writer(folder / "a.h5");
    writer.write_array("deep/down/values", span(values));
    writer.seal();
  }
  const Reader reader(folder / "a.h5");
  EXPECT_EQ(reader.read<TypeParam>("deep/down/values"), values);
  EXPECT_EQ(reader.type("deep/down/values"), type_of<TypeParam>());
  EXPECT_TRUE(reader.is_group("deep/down"));
}

TEST(Store, RowsWrittenInBlocksAreTheSameAsInOneGo) {
  const TemporaryFolder folder;
  const std::size_t links = 5000;  // two chunks wide, the second one not full
  std::vector<float> values(192 * links);
  std::iota(values.begin(), values.end(), 0.5F);
  {
    Writer writer(folder / "a.h5");
    writer.dimension("time", 192, Growth::unlimited);
    writer.dimension("link", links);
    auto flow = writer.create("flow", Type::f32, {"time", "link"}, {{"units", std::string("h-1")}}, NAN);
    flow.rows(96, span(values).subspan(96 * links));  // the second day first
    flow.rows(0, span(values).first(96 * links));
    auto gap = writer.create("gap", Type::f32, {"time"}, {}, NAN);
    gap.rows(0, span(values).first(3));
    writer.seal();
  }
  const Reader reader(folder / "a.h5");
  EXPECT_EQ(reader.read<float>("flow"), values);
  std::vector<float> row(links);
  reader.read_rows("flow", 191, std::span(row));
  EXPECT_EQ(row.back(), values.back());
  EXPECT_THAT(reader.dimensions("flow"), ElementsAre("time", "link"));
  EXPECT_EQ(reader.read<float>("gap")[2], 2.5F);
  EXPECT_TRUE(std::isnan(reader.read<float>("gap")[3]));
}

TEST(Store, TextsKeepUmlautsAndEmptyOnes) {
  const TemporaryFolder folder;
  const std::vector<std::string> names = {"Köthen (Anhalt)", "", "Zörbig"};
  {
    Writer writer(folder / "a.h5");
    writer.dimension("municipality", 3);
    writer.write_texts("tables/name", names, {"municipality"},
                       {{"long_name", std::string("Name der Gemeinde, größer")}});
    writer.write_text("provenance/scenario", std::string(200000, 'x') + "\n");
    writer.write_text("provenance/empty", "");
    writer.attributes("/", {{"title", std::string("Anhalt-Bitterfeld")}, {"seed", std::int64_t{-7}}, {"share", 0.25}});
    writer.seal();
  }
  const Reader reader(folder / "a.h5");
  EXPECT_EQ(reader.texts("tables/name"), names);
  EXPECT_EQ(reader.attribute_text("tables/name", "long_name"), "Name der Gemeinde, größer");
  EXPECT_EQ(reader.text("provenance/scenario").size(), 200001U);
  EXPECT_EQ(reader.text("provenance/empty"), "");
  EXPECT_EQ(reader.attribute_text("/", "title"), "Anhalt-Bitterfeld");
  EXPECT_EQ(reader.attribute_number("/", "seed"), -7);
  EXPECT_EQ(reader.attribute_number("/", "share"), 0.25);
  EXPECT_FALSE(reader.attribute_text("/", "absent"));
  EXPECT_THAT(reader.members("/"), ElementsAre("municipality", "tables", "provenance"));  // as made, not by name
}

TEST(Store, NothingIsALegalSize) {
  const TemporaryFolder folder;
  {
    Writer writer(folder / "a.h5");
    writer.dimension("gateway", 0);
    writer.write("x", std::span<const double>(), {"gateway"});
    writer.write_texts("tables/name", {}, {"gateway"});
    writer.seal();
  }
  const Reader reader(folder / "a.h5");
  EXPECT_THAT(reader.read<double>("x"), IsEmpty());
  EXPECT_THAT(reader.texts("tables/name"), IsEmpty());
}

TEST(Store, SameCallsSameBytes) {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name) {
    const std::vector<std::int32_t> values(100000, 7);
    Writer writer(folder / name);
    writer.coordinate("time", span(std::vector<double>{0, 900}), {{"units", std::string("s")}}, Growth::unlimited);
    writer.dimension("link", 50000);
    writer.write("flow", span(values), {"time", "link"});
    writer.seal();
  };
  write("a.h5");
  write("b.h5");
  EXPECT_EQ(test::bytes_of(folder / "a.h5"), test::bytes_of(folder / "b.h5"));
}

TEST(Store, SaysWhatTheDiskSaid) {
  const TemporaryFolder folder;
  const auto message = [](auto&& act) -> std::string {
    try {
      act();
    } catch (const SystemError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(message([&] { Writer(folder / "absent" / "a.h5"); }), testing::HasSubstr("No such file or directory"));
  EXPECT_THAT(message([&] { Reader(folder / "a.h5"); }), testing::HasSubstr("a.h5: opening failed"));
  {
    Writer writer(folder / "a.h5");
    writer.seal();
  }
  EXPECT_THAT(message([&] { (void)Reader(folder / "a.h5").read<float>("flow"); }),
              testing::HasSubstr("reading 'flow'"));
  EXPECT_TRUE(Reader::is_hdf5(folder / "a.h5"));
  EXPECT_FALSE(Reader::is_hdf5(folder / "absent.h5"));
  EXPECT_FALSE(Reader(folder / "a.h5").has("no/such/thing"));
}

}  // namespace
}  // namespace pendel::store

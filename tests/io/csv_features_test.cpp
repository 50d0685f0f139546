// Records of a text table as methods read them: by a condition, each with a reason where refused.

#include "point_file.h"
#include "rawan/io/feature_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using fixture::error_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kTable =
    "nomor;desa;peserta;jarak\n"
    "1;a;4;0,5\n"
    "2;b;;1,5\n"
    "3;c;12;\n"
    "4;d\n";

FeatureSet read_where(const std::string& where) {
  const Folder folder;
  return read_feature_set({.path = folder.write("t.csv", kTable),
                           .accepted = {.none = true},
                           .where = where,
                           .numbers = {{"nomor"}},
                           .texts = {"desa"}});
}

/// Lines of the records for which a condition holds.
std::vector<std::uint64_t> lines_where(const std::string& where) {
  return read_where(where).record;
}

TEST(CsvFeatures, AreAllThereWithoutACondition) {
  EXPECT_THAT(lines_where(""), ElementsAre(2, 3, 4));
}

TEST(CsvFeatures, AreThoseForWhichTheConditionHolds) {
  EXPECT_THAT(lines_where("peserta = 4"), ElementsAre(2));
  EXPECT_THAT(lines_where("peserta > 9"), ElementsAre(4)) << "12 is a number";
  EXPECT_THAT(lines_where("desa <> 'b' AND nomor < 4"), ElementsAre(2, 4));
  EXPECT_THAT(lines_where("jarak > 1"), ElementsAre(3));
}

TEST(CsvFeatures, HaveNoValueInAnEmptyCellWhateverTheRowBeforeSaid) {
  EXPECT_THAT(lines_where("peserta IS NULL"), ElementsAre(3));
  EXPECT_THAT(lines_where("jarak IS NOT NULL"), ElementsAre(2, 3));
}

TEST(CsvFeatures, ThatAreDamagedAreRefusedWhateverIsAsked) {
  for (const char* where : {"", "peserta = 4"}) {
    const FeatureSet set = read_where(where);
    ASSERT_EQ(set.rejections.size(), 1U) << where;
    EXPECT_EQ(set.rejections[0].reason, "short_row");
    EXPECT_EQ(set.rejections[0].first, 5U);
  }
}

TEST(CsvFeatures, AreNotReadByAConditionThatIsNone) {
  for (const char* where : {"desa =", "tidak_ada = 1", "nomor = 'a' OR"}) {
    EXPECT_EQ(error_of([&] { read_where(where); }), "where_invalid") << where;
  }
}

}  // namespace
}  // namespace rawan::io

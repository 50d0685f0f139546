#include "tools/values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan::engine {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Length, IsMetersUnlessTheUnitSaysOtherwise) {
  EXPECT_EQ(parse_length("150"), Meters(150.0));
  EXPECT_EQ(parse_length("150m"), Meters(150.0));
  EXPECT_EQ(parse_length("150 m"), Meters(150.0));
  EXPECT_EQ(parse_length("1.25km"), Meters(1250.0));
  EXPECT_EQ(parse_length("0"), Meters(0.0));
}

TEST(Length, IsNothingElse) {
  for (const char* wrong :
       {"", "m", "-1", "1,5km", "1mm", "1e999", "1e300km", "40076km", "nan", "inf", "1 2", "km1"}) {
    EXPECT_FALSE(parse_length(wrong)) << wrong;
  }
}

TEST(Duration, NeedsAUnit) {
  EXPECT_EQ(parse_duration("90s"), seconds(90));
  EXPECT_EQ(parse_duration("90min"), seconds(5400));
  EXPECT_EQ(parse_duration("12h"), seconds(43200));
  EXPECT_EQ(parse_duration("7d"), seconds(604800));
  EXPECT_EQ(parse_duration("1.5 w"), seconds(907200));
  for (const char* wrong : {"", "7", "d", "0d", "-1d", "7 days", "1e300w", "7D"}) {
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
  }
}

TEST(Numbers, ArePlain) {
  EXPECT_EQ(parse_number("-1.5e3"), -1500.0);
  EXPECT_EQ(parse_whole_number("18446744073709551615"), 18446744073709551615U);
  for (const char* wrong : {"", " 1", "1 ", "1,5", "0x10", "nan", "inf", "+1"}) {
    EXPECT_FALSE(parse_number(wrong)) << wrong;
  }
  for (const char* wrong : {"", "-1", "1.0", "18446744073709551616"}) {
    EXPECT_FALSE(parse_whole_number(wrong)) << wrong;
  }
}

TEST(Lists, AreCutAtCommas) {
  EXPECT_THAT(parse_list("a, b ,c"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(parse_list("a,,b"), ElementsAre("a", "", "b"));
  EXPECT_THAT(parse_list(" "), IsEmpty());
}

TEST(Words, AreFollowedByTheirValue) {
  EXPECT_EQ(after_word("auto:scott", "auto"), "scott");
  EXPECT_EQ(after_word("band:1:2", "band"), "1:2");
  for (const char* wrong : {"auto", "auto:", "autoscott", "other:scott"}) {
    EXPECT_FALSE(after_word(wrong, "auto")) << wrong;
  }
}

}  // namespace
}  // namespace rawan::engine

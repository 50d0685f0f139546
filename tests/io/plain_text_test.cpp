// Texts that any reader of XML and of tables takes.

#include "plain_text.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

TEST(PlainText, HoldsNoControlsAndOneKindOfLineEnd) {
  EXPECT_EQ(without_controls("a\r\nb\rc\td\x01"
                             "e"),
            "a\nb\nc\td e");
  EXPECT_EQ(without_controls("a\r"), "a\n");
}

TEST(PlainText, HoldsNothingThatIsNoCharacterOfXml) {
  EXPECT_EQ(without_controls("a\xEF\xBF\xBE"
                             "b\xEF\xBF\xBF"
                             "c"),
            "abc");
  EXPECT_EQ(without_controls("\xEF\xBF\xBD"), "\xEF\xBF\xBD") << "a neighbor of theirs";
}

}  // namespace
}  // namespace rawan::io

// What says how a text is cut into cells.

#include "count_text.h"
#include "csv_dialect.h"
#include "header_row.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

TEST(Separator, IsWhatTheFirstLineDeclares) {
  EXPECT_EQ(declared_separator("sep=;\n1;2"), ';');
  EXPECT_EQ(declared_separator("SEP=,"), ',');
  EXPECT_EQ(declared_separator("\"sep=|\"\r\n"), '|');
  for (const char* text : {"", "\"", "\"\"", "sep=", "sep=;;", "sap=;", "sex=;", "xep=;", "sep:;",
                           "xsep=;\"", "\"sep=;x", "\"\"sep=;\"\""}) {
    EXPECT_FALSE(declared_separator(text)) << text;
  }
}

TEST(Separator, IsMostLikelyWhatTheFirstLineWithAnyHoldsMost) {
  EXPECT_EQ(likely_separator("a;b\n1,5,2,5;1\n"), ';');
  EXPECT_EQ(likely_separator("Rekap\na,b\n1;2;3\n"), ',');
  EXPECT_EQ(likely_separator("\"a;b;c\",d\n"), ',');
}

TEST(NumberLike, IsWhatHoldsDigitsAndMarksAlone) {
  for (const char* text : {"1", "-1.250,5", "(12)", "45 %", "+62"}) {
    EXPECT_TRUE(is_number_like(text)) << text;
  }
  for (const char* text : {"", "-", "12a", "km 4", "1;2"}) EXPECT_FALSE(is_number_like(text));
}

}  // namespace
}  // namespace rawan::io

#include "cell_values.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

TEST(NumberText, IsTheShortestThatReadsBack) {
  EXPECT_EQ(number_text(0.85119999999999996), "0.8512");
  EXPECT_EQ(number_text(6107041001.0), "6107041001");
  EXPECT_EQ(number_text(3.17101e12), "3171010000000");
  EXPECT_EQ(number_text(-6.2), "-6.2");
  EXPECT_EQ(number_text(0.0), "0");
  EXPECT_EQ(number_text(1e300), "1e+300");
}

TEST(NumberFormat, KnowsDatesByNumberAndByCode) {
  EXPECT_EQ(number_format(14, ""), NumberFormat::date);
  EXPECT_EQ(number_format(22, ""), NumberFormat::date);
  EXPECT_EQ(number_format(20, ""), NumberFormat::time);
  EXPECT_EQ(number_format(0, ""), NumberFormat::number);
  EXPECT_EQ(number_format(164, "dd/mm/yyyy"), NumberFormat::date);
  EXPECT_EQ(number_format(164, "[$-421]dd mmmm yyyy;@"), NumberFormat::date);
  EXPECT_EQ(number_format(164, "hh:mm \"WIB\""), NumberFormat::time);
  EXPECT_EQ(number_format(164, "[h]:mm"), NumberFormat::time);
  EXPECT_EQ(number_format(164, "#,##0 \"orang dan hari\""), NumberFormat::number);
  EXPECT_EQ(number_format(164, "0.00E+00"), NumberFormat::number);
  EXPECT_EQ(number_format(164, "[Red]0.00"), NumberFormat::number);
  EXPECT_EQ(number_format(164, "General"), NumberFormat::number);
}

TEST(SerialText, WritesDatesAndTimes) {
  EXPECT_EQ(serial_text(45356, NumberFormat::date, false), "2024-03-05");
  EXPECT_EQ(serial_text(45356.354166666664, NumberFormat::date, false), "2024-03-05T08:30:00");
  EXPECT_EQ(serial_text(0.9999999, NumberFormat::time, false), "0.9999999");
  EXPECT_EQ(serial_text(0.354166666, NumberFormat::time, false), "08:30:00");
  EXPECT_EQ(serial_text(0.354166666, NumberFormat::date, false), "08:30:00");
  EXPECT_EQ(serial_text(0, NumberFormat::date, false), "0");
  EXPECT_EQ(serial_text(1, NumberFormat::date, false), "1900-01-01");
  EXPECT_EQ(serial_text(59, NumberFormat::date, false), "1900-02-28");
  EXPECT_EQ(serial_text(61, NumberFormat::date, false), "1900-03-01");
  EXPECT_EQ(serial_text(2958465, NumberFormat::date, false), "9999-12-31");
  EXPECT_EQ(serial_text(0, NumberFormat::date, true), "1904-01-01");
}

TEST(SerialText, LeavesWhatIsNoDateANumber) {
  EXPECT_EQ(serial_text(-1, NumberFormat::date, false), "-1");
  EXPECT_EQ(serial_text(60, NumberFormat::date, false), "60");
  EXPECT_EQ(serial_text(2958466, NumberFormat::date, false), "2958466");
  EXPECT_EQ(serial_text(27.5, NumberFormat::time, false), "27.5");
  EXPECT_EQ(serial_text(45356, NumberFormat::number, false), "45356");
}

}  // namespace
}  // namespace rawan::io

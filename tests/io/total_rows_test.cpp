// What stands between and below the rows of a table without being one.

#include "table_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::read_text;
using fixture::rows_of;
using ::testing::ElementsAre;

/// A line that goes on with many columns that nobody knows.
std::string sparse_line(const std::string& known, const std::string& unknown = "") {
  std::string line = known;
  for (int i = 0; i < 20; ++i) line += ";" + (unknown.empty() ? "" : unknown + std::to_string(i));
  return line + "\n";
}

TEST(DelimitedText, SetsColumnNumbersSumsAndSignaturesAside) {
  const TextTable table = read_text(
      "tanggal;desa;lokasi;p\n"
      "(1);(2);(3);(4)\n"
      "1;a;b;5\n"
      "Jumlah;;;5\n"
      "2;c;Total Buah Segar;6\n"
      "tanggal;desa;lokasi;p\n"
      ";JUMLAH TOTAL;;11\n"
      ";;Bengkayang, 5 Maret;\n"
      ";;Kepala Satpol PP;\n");
  EXPECT_THAT(rows_of(table), ElementsAre("3: 1|a|b|5", "5: 2|c|Total Buah Segar|6"));
  EXPECT_THAT(bad_rows_of(table),
              ElementsAre("2: column_numbers", "4: total_row", "6: repeated_header", "7: total_row",
                          "8: after_total", "9: after_total"));
  EXPECT_EQ(table.independent_count, 8U);
}

TEST(DelimitedText, APlaceCalledTotalIsNoSum) {
  EXPECT_THAT(rows_of(read_text("lokasi;desa;p\nTotal Buah Segar;a;3\nTotal;;3\n")),
              ElementsAre("2: Total Buah Segar|a|3"));
}

TEST(DelimitedText, KnowsRowsBelowASumByTheColumnsItReads) {
  const TextTable table =
      read_text(sparse_line("tanggal;desa;lokasi;p", "kolom") + sparse_line("1;a;b;5") +
                sparse_line("Jumlah;;;5") + sparse_line("2;c;d;6") + sparse_line("3;e;f;7") +
                sparse_line(";TOTAL;;18") + sparse_line(";;Bengkayang, 5 Maret;", "catatan"));
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|b|5", "4: 2|c|d|6", "5: 3|e|f|7"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: total_row", "6: total_row", "7: after_total"));
}

const std::string kWide = "tanggal;desa;lokasi;kecamatan;p;l;lintang;bujur\n";

TEST(DelimitedText, MeasuresRowsBelowASumByTheEmptiestAbove) {
  const TextTable table = read_text(kWide +
                                    "1;a;b;c;5;6;0.8;109.3\n"
                                    "2;d;e;;;;;\n"
                                    "Jumlah;;;;5;6;;\n"
                                    "3;f;g;;;;;\n"
                                    "Jumlah;;;;5;6;;\n"
                                    ";Mengetahui;;;;Petugas;;\n");
  EXPECT_THAT(rows_of(table),
              ElementsAre("2: 1|a|b|c|5|6|0.8|109.3", "3: 2|d|e|||||", "5: 3|f|g|||||"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("4: total_row", "6: total_row", "7: after_total"));
}

TEST(DelimitedText, RecoversBelowASumThatStandsAboveAllRows) {
  const TextTable table = read_text(kWide +
                                    "Jumlah;;;;5;6;;\n"
                                    "1;a;b;;;;;\n"
                                    "Jumlah;;;;5;6;;\n"
                                    ";Camat;;;;Danru;;\n");
  EXPECT_THAT(rows_of(table), ElementsAre("3: 1|a|b|||||"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: total_row", "4: total_row", "5: after_total"));
}

TEST(DelimitedText, TakesSignaturesForNoRowsBecauseOfATitleAmongTheRows) {
  const TextTable table = read_text(kWide +
                                    "Kecamatan Siding;;;;;;;\n"
                                    "1;a;b;c;5;6;0.8;109.3\n"
                                    "Jumlah;;;;5;6;;\n"
                                    ";Camat;;;;Danru;;\n");
  EXPECT_THAT(bad_rows_of(table), ElementsAre("4: total_row", "5: after_total"));
}

TEST(DelimitedText, ATableOfFewColumnsHasSignaturesToo) {
  const TextTable table = read_text(
      "tanggal;desa;lokasi;kolom;lain\n"
      "1;a;b;;\n"
      "Jumlah;;;;\n"
      "2;c;;;\n"
      "Jumlah;;;;\n"
      ";;Bengkayang;catatan;lain\n");
  EXPECT_THAT(rows_of(table), ElementsAre("2: 1|a|b", "4: 2|c|"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: total_row", "5: total_row", "6: after_total"));
}

}  // namespace
}  // namespace rawan::io

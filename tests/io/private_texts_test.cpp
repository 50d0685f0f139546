// What of a table of reports nobody outside may read.

#include "rawan/io/seen_release.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rawan::io {
namespace {

using ::rawan::testing::TempDir;
using ::rawan::testing::write_file;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> private_of(const std::string& table) {
  const TempDir dir;
  write_file(dir.path() / "laporan.csv", table);
  return private_texts(dir.path() / "laporan.csv");
}

TEST(PrivateTexts, AreTheCellsOfPersonalColumnsEachOnce) {
  EXPECT_THAT(private_of("id;Nama Pelapor;No HP\n1;Siti Aminah;0812345\n2;Budi Santoso\n"
                         "3;Siti Aminah;\n"),
              ElementsAre("0812345", "Budi Santoso", "Siti Aminah"));
}

TEST(PrivateTexts, AreLongerThanWhatStandsInEveryText) {
  EXPECT_THAT(private_of("id;Nama Pelapor;desa\n1;Ani;Siding\n2;Budi;Siding\n"),
              ElementsAre("Budi"));
}

TEST(PrivateTexts, StandBelowAHeaderAmongTheFirstFifteenRows) {
  const auto table = [](int titles) {
    std::string text;
    for (int i = 0; i < titles; ++i) text += "Rekap laporan\n";
    return text + "id;Nama Pelapor;desa\n1;Budi;Siding\n";
  };
  EXPECT_THAT(private_of(table(14)), ElementsAre("Budi"));
  EXPECT_THAT(private_of(table(15)), IsEmpty());
}

TEST(PrivateTexts, AreNoneWhereNothingIsATable) {
  EXPECT_THAT(private_of("Nama Pelapor;desa\nBudi;Siding\n"), IsEmpty()) << "two columns";
  EXPECT_THAT(private_of(std::string("id;Nama Pelapor;desa\n1;Budi;\0\n", 30)), IsEmpty());
  EXPECT_THAT(private_of(""), IsEmpty());
}

}  // namespace
}  // namespace rawan::io

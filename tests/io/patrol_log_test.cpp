#include "desk.h"
#include "rawan/io/error.h"
#include "support/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

using test::day;
using test::text_table;
using test::village;
using ::testing::Contains;
using ::testing::SizeIs;

TEST(PatrolLog, IsReadWithItsEffort) {
  Desk desk;
  const TextTable table = text_table(
      "patrol_log",
      {"patrol_id", "tanggal", "regu", "kode_desa", "jam_mulai", "jam_selesai", "km", "peserta_p",
       "peserta_l", "nama_petugas"},
      {{"P-1", "05/03/2026", "A", "61.07.04.1001", "23.30", "00.30", "12,5", "20", "3", "rahasia"},
       {"P-1", "05/03/2026", "A", "61.07.04.1001", "23.30", "00.30", "12,5", "20", "3", "rahasia"},
       {"P-2", "05/03/2026", "A", "61.07.04.1999", "", "", "1.5", "", "", ""},
       {"P-3", "31/02/2026", "A", "61.07.04.1001", "", "", "", "", "", ""},
       {"P-4", "06/03/2026", "A", "61.07.04.1010", "", "", "", "-2", "", ""}});
  const auto visits = judge_patrol_log(table, desk.context(), desk.ledger).of(0);
  desk.ledger.prove_complete();
  ASSERT_THAT(visits, SizeIs(1));
  EXPECT_EQ(visits[0].minutes_on_site, 60);
  EXPECT_EQ(visits[0].km, 12.5);
  EXPECT_EQ(visits[0].women_consulted, 20);
  EXPECT_EQ(visits[0].village, village("61.07.04.1001"));
  EXPECT_FALSE(visits[0].dialogue_id.empty());
  EXPECT_THAT(desk.reasons(3), Contains("duplicate_row"));
  EXPECT_THAT(desk.reasons(4), Contains("unknown_village"));
  EXPECT_THAT(desk.reasons(5), Contains("date_invalid"));
  EXPECT_THAT(desk.reasons(6), Contains("count_negative"));
  EXPECT_THAT(desk.reasons(0), Contains("personal_column"));
}

TEST(PatrolLog, GivesNoMinutesWithoutBothTimes) {
  Desk desk;
  const TextTable table =
      text_table("patrol_log", {"patrol_id", "tanggal", "kode_desa", "jam_mulai", "jam_selesai"},
                 {{"P-1", "05/03/2026", "61.07.04.1001", "23.30", ""},
                  {"P-2", "05/03/2026", "61.07.04.1001", "", "00.30"},
                  {"P-3", "05/03/2026", "61.07.04.1001", "19.3", "20.30"}});
  const auto visits = judge_patrol_log(table, desk.context(), desk.ledger).of(0);
  ASSERT_THAT(visits, SizeIs(3));
  EXPECT_THAT(desk.reasons(3), ::testing::Not(Contains("time_ignored")));
  EXPECT_THAT(desk.reasons(4), Contains("time_ignored"));
  for (const PatrolVisit& visit : visits) EXPECT_FALSE(visit.minutes_on_site);
}

TEST(PatrolLog, RefusesMoreThanADayOnSite) {
  Desk desk;
  const TextTable table =
      text_table("patrol_log", {"patrol_id", "date", "village_code", "minutes_on_site"},
                 {{"P-1", "2026-03-05", "61.07.04.1001", "1800"},
                  {"P-2", "2026-03-05", "61.07.04.1001", "25"}});
  EXPECT_THAT(judge_patrol_log(table, desk.context(), desk.ledger).of(0), SizeIs(1));
  EXPECT_THAT(desk.reasons(2), Contains("effort_range"));
}

TEST(PatrolLog, IsRefusedWithoutPatrolsOrDays) {
  for (const auto& [header, missing] :
       {std::pair("patrol_id", "date"), std::pair("date", "patrol_id")}) {
    Desk desk;
    const TextTable table =
        text_table("patrol_log", {header, "village_code"}, {{"2026-03-05", "61.07.04.1001"}});
    try {
      judge_patrol_log(table, desk.context(), desk.ledger);
      FAIL() << "without " << missing;
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), "missing_columns");
      EXPECT_EQ(error.detail(), missing);
    }
  }
}

TEST(PatrolLog, OfManyRowsKeepsTheirOrderAndKnowsARepeatedOneFarAway) {
  constexpr int kRows = 70'000;
  test::Rows rows;
  for (int i = 0; i < kRows; ++i) {
    rows.push_back({"P-" + std::to_string(i % (kRows - 1)), "2026-03-05", "61.07.04.1001"});
  }
  Desk desk;
  const TextTable table = text_table("patrol_log", {"patrol_id", "date", "village_code"}, rows);
  const auto visits = judge_patrol_log(table, desk.context(), desk.ledger).of(0);
  ASSERT_THAT(visits, SizeIs(kRows - 1));
  EXPECT_TRUE(std::ranges::is_sorted(visits, {}, &PatrolVisit::source));
  EXPECT_EQ(visits.back().patrol_id, "P-69998");
  EXPECT_THAT(desk.reasons(kRows + 1), Contains("duplicate_row"));
}

TEST(PatrolLog, GivesADialogueTheIdItsReportsGet) {
  Desk desk;
  const TextTable log = text_table("patrol_log", {"patrol_id", "date", "village_code", "kelompok"},
                                   {{"P-1", "2026-03-05", "61.07.04.1001", "pkk"}});
  const TextTable reports = text_table(
      "reports", {"id", "record_type", "patrol_id", "tanggal", "village_code", "kelompok"},
      {{"a", "nihil", "P-1", "2026-03-05", "61.07.04.1001", "pkk"}});
  const ReportSource source;
  const std::vector<ReportText> texts{{&reports, &source, {}}};
  const auto table =
      judge_reports(texts, desk.region, {}, {.as_of = day(2026, 6, 30)}, desk.ledger).of(0);
  EXPECT_EQ(judge_patrol_log(log, desk.context(), desk.ledger).of(0).at(0).dialogue_id,
            table.reports.at(0).dialogue_id);
}

}  // namespace
}  // namespace rawan::io

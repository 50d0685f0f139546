#include "rawan/algorithms/contract.h"
#include "rawan/io/judge_tables.h"
#include "rawan/io/stop_code.h"
#include "support/small_region.h"
#include "support/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace rawan::io {
namespace {

using test::day;
using test::Rows;
using test::text_table;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kPlan = "R0123456789";
const std::string kStop = "D-61.07.04.1001";

TEST(StopCode, ComesBackAsItWent) {
  const StopCode code{kPlan, day(2026, 11, 3), kStop + "/2"};
  const std::string text = stop_code_text(code);
  EXPECT_TRUE(text.starts_with("RAWAN:R0123456789:20261103:D-61.07.04.1001/2:")) << text;
  const StopCodeReading reading = read_stop_code(text);
  EXPECT_EQ(reading.fault, StopCodeFault::none);
  EXPECT_EQ(reading.code, code);
  EXPECT_EQ(read_stop_code("geo:0.8,109.5?q=0.8,109.5(" + text + ")").code, code);
}

/// The number whose digits of base ten are the characters is 1 modulo 97 with its check digits.
TEST(StopCode, HasTheCheckDigitsOfMod97) {
  const std::string text = stop_code_text({kPlan, day(2026, 11, 3), kStop});
  std::uint32_t number = 0;
  for (const char c : text.substr(0, text.size() - 2)) {
    number = (number * 10 + static_cast<std::uint32_t>(c - ' ')) % 97;
  }
  const auto check = static_cast<std::uint32_t>(std::stoi(text.substr(text.size() - 2)));
  EXPECT_EQ((number * 100 + check) % 97, 1U);
}

TEST(StopCode, FindsEveryWrongCharacterAndEverySwapOfNeighbors) {
  const std::string text = stop_code_text({kPlan, day(2026, 11, 3), kStop});
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (char c = ' '; c <= '~'; ++c) {
      std::string wrong = text;
      wrong[i] = c;
      EXPECT_EQ(read_stop_code(wrong).fault == StopCodeFault::none, wrong == text) << wrong;
    }
    if (i + 1 == text.size() || text[i] == text[i + 1]) continue;
    std::string swapped = text;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_NE(read_stop_code(swapped).fault, StopCodeFault::none) << swapped;
  }
}

/// Whatever the check digits, of which one pair is right.
TEST(StopCode, NamesAPlanADayOfEightDigitsAndAStop) {
  for (const char* body : {"R1:2026113:D-1:", "R1:2026111;:D-1:", "R1:20261131:D-1:",
                           "R1:020261103:D-1:", "R1:20261103:", "R1:20261103::", ":20261103:D-1:",
                           "R 1:20261103:D-1:", "R{:20261103:D-1:", "R1:", "R1:20261103"}) {
    for (int check = 0; check < 100; ++check) {
      const std::string text = std::string("RAWAN:") + body + static_cast<char>('0' + check / 10) +
                               static_cast<char>('0' + check % 10);
      EXPECT_NE(read_stop_code(text).fault, StopCodeFault::none) << text;
    }
  }
}

TEST(StopCode, MayHoldBlanks) {
  const StopCode code{kPlan, day(2026, 11, 3), "D 1~"};
  EXPECT_EQ(read_stop_code(stop_code_text(code)).code, code);
}

TEST(StopCode, KnowsWhatIsNone) {
  for (const char* text : {"", "RAWAN", "RAWAN:", "RAWAN::", "https://example.org", "RAWAN:00",
                           "RAWAN:R1:20261340:D-1:00", "\xC3\xA9"}) {
    EXPECT_NE(read_stop_code(text).fault, StopCodeFault::none) << text;
  }
  for (const char* text : {"RAWAN:12", "RAWAN:R1:20261103:D-1:123", "RAWAN:R1:20261103:D-1:1",
                           "RAWAN:R1:20261103:D\xC3\xA9:12", "geo:0.8,109.5?q=0.8,109.5"}) {
    EXPECT_EQ(read_stop_code(text).fault, StopCodeFault::not_a_code) << text;
  }
  const std::string text = stop_code_text({kPlan, day(2026, 11, 3), kStop});
  for (const std::string& more : {text + ")", "geo:0,0?q=0,0(" + text + "x", "(" + text + ")"}) {
    EXPECT_NE(read_stop_code(more).fault, StopCodeFault::none) << more;
  }
  EXPECT_THROW(stop_code_text({"", day(2026, 1, 1), kStop}), ContractViolation);
  EXPECT_THROW(stop_code_text({"R:1", day(2026, 1, 1), kStop}), ContractViolation);
  EXPECT_THROW(stop_code_text({kPlan, day(2026, 1, 1), "D\n"}), ContractViolation);
  EXPECT_THROW(stop_code_text({kPlan, day(2026, 1, 1), ""}), ContractViolation);
}

/// A schedule of three visits, and what scans of its codes give.
struct ScanDesk {
  Region region = test::small_region();
  TableSource source = {.date_order = "ymd"};
  Ledger ledger = {};

  TableContext context() const { return {&source, &region, {}, {.as_of = day(2026, 6, 30)}, {}}; }

  OverrideSheet schedule() {
    return judge_overrides(
        text_table("overrides",
                   {"kode_rencana", "tanggal", "regu", "kode_titik", "kode_desa", "urutan",
                    "jam_mulai", "jam_selesai", "selesai"},
                   {{kPlan, "2026-06-01", "A", "S-1", "61.07.04.1001", "1", "08.00", "08.20", ""},
                    {kPlan, "2026-06-01", "A", "S-2", "61.07.04.1001", "2", "23.50",
                     "00.10 (+1 hari)", ""},
                    {kPlan, "2026-06-02", "A", "S-1", "61.07.04.1001", "1", "08.00", "08.20", ""}}),
        context(), ledger);
  }
  CheckinTable read(const Rows& rows) {
    const OverrideSheet sheet = schedule();
    CheckinTable table =
        judge_checkins(text_table("checkins", {"code", "time"}, rows), context(), sheet, ledger);
    ledger.prove_complete();
    return table;
  }
  std::set<std::string> reasons(std::uint64_t line) const {
    std::set<std::string> found;
    for (const Issue& issue : ledger.issues()) {
      if (ledger.source(issue.record.source).role != "checkins") continue;
      if (issue.record.row == line) found.insert(issue.reason);
    }
    return found;
  }
};

std::string code_of(const std::string& stop, unsigned date = 1) {
  return stop_code_text({kPlan, day(2026, 6, date), stop});
}

TEST(Checkins, LastFromTheFirstScanToTheLastInAnyOrderAndOverMidnight) {
  ScanDesk desk;
  const CheckinTable table = desk.read({{code_of("S-1"), "2026-06-01 08:31:00"},
                                        {code_of("S-2"), "2026-06-01 23:55:00"},
                                        {code_of("S-1"), "2026-06-01 08:05:00"},
                                        {code_of("S-2"), "2026-06-02 00:15:00"}});
  ASSERT_EQ(table.visits.size(), 3U);
  EXPECT_EQ(table.visits[0].planned, Minutes(20));
  EXPECT_EQ(table.visits[0].arrived, Minutes(485));
  EXPECT_EQ(table.visits[0].left, Minutes(511));
  EXPECT_EQ(table.visits[1].planned, Minutes(20));
  EXPECT_EQ(table.visits[1].arrived, Minutes(1435));
  EXPECT_EQ(table.visits[1].left, Minutes(1455));
  EXPECT_FALSE(table.visits[2].arrived);
  EXPECT_EQ(table.accepted, 4U);
  EXPECT_EQ(table.flagged + table.rejected, 0U);
}

TEST(Checkins, TellTheZoneOfTheirClockWhereThePhoneDoes) {
  ScanDesk desk;
  const CheckinTable table = desk.read(
      {{code_of("S-1"), "2026-06-01T01:05:00Z"}, {code_of("S-1"), "2026-06-01T08:30:00+07:00"}});
  EXPECT_EQ(table.visits[0].arrived, Minutes(485));
  EXPECT_EQ(table.visits[0].left, Minutes(510));
}

TEST(Checkins, SayWhyAScanIsNotUsed) {
  ScanDesk desk;
  std::string misread = code_of("S-1");
  misread[8] = misread[8] == '7' ? '8' : '7';
  const CheckinTable table =
      desk.read({{code_of("S-1"), "2026-06-01 08:05:00"},
                 {code_of("S-1"), "2026-06-01 08:05:30"},
                 {code_of("S-1"), "2026-06-01 08:15:00"},
                 {code_of("S-1"), "2026-06-01 08:31:00"},
                 {code_of("S-2"), "2026-06-01 23:55:00"},
                 {misread, "2026-06-01 08:05:00"},
                 {"https://example.org", "2026-06-01 08:05:00"},
                 {stop_code_text({"ROTHER", day(2026, 6, 1), "S-1"}), "2026-06-01 08:05:00"},
                 {code_of("S-9"), "2026-06-01 08:05:00"},
                 {code_of("S-1"), "2026-06-03 08:05:00"},
                 {code_of("S-1"), "kemarin"}});
  EXPECT_THAT(desk.reasons(2), IsEmpty());
  EXPECT_THAT(desk.reasons(3), ElementsAre("scan_repeated"));
  EXPECT_THAT(desk.reasons(4), ElementsAre("scan_between"));
  EXPECT_THAT(desk.reasons(5), IsEmpty());
  EXPECT_THAT(desk.reasons(6), ElementsAre("scan_alone"));
  EXPECT_THAT(desk.reasons(7), ElementsAre("scan_misread"));
  EXPECT_THAT(desk.reasons(8), ElementsAre("scan_not_a_code"));
  EXPECT_THAT(desk.reasons(9), ElementsAre("scan_other_plan"));
  EXPECT_THAT(desk.reasons(10), ElementsAre("scan_unknown_stop"));
  EXPECT_THAT(desk.reasons(11), ElementsAre("scan_clock"));
  EXPECT_THAT(desk.reasons(12), ElementsAre("time_invalid"));
  EXPECT_EQ(table.visits[0].left, Minutes(511));
  EXPECT_EQ(table.accepted, 2U);
  EXPECT_EQ(table.flagged, 3U);
  EXPECT_EQ(table.rejected, 6U);
}

TEST(Checkins, OfAStayLongerThanAShiftGiveNoMinutes) {
  ScanDesk desk;
  const CheckinTable table =
      desk.read({{code_of("S-1"), "2026-06-01 08:05:00"}, {code_of("S-1"), "2026-06-01 17:05:00"}});
  EXPECT_TRUE(table.visits[0].arrived);
  EXPECT_FALSE(table.visits[0].left);
  EXPECT_THAT(desk.reasons(3), ElementsAre("scan_too_long"));
}

TEST(Checkins, AreOfVisitsInTheAreaThatCouldBeMade) {
  ScanDesk desk;
  const OverrideSheet sheet = judge_overrides(
      text_table("overrides",
                 {"kode_rencana", "tanggal", "regu", "kode_titik", "kode_desa", "urutan"},
                 {{kPlan, "2026-06-01", "A", "S-1", "61.07.04.1001", "1"},
                  {kPlan, "2026-06-01", "A", "S-2", "61.02.01.2001", "2"},
                  {kPlan, "2026-06-01", "A", "S-3", "61.07.04.1001", "-3"}}),
      desk.context(), desk.ledger);
  const CheckinTable table =
      judge_checkins(text_table("checkins", {"code", "time"}, {{code_of("S-1"), "20.00"}}),
                     desk.context(), sheet, desk.ledger);
  ASSERT_EQ(table.visits.size(), 1U);
  EXPECT_EQ(table.visits[0].stop_id, "S-1");
}

TEST(Overrides, ReadMarksAndKeepRemarksWithoutPersons) {
  ScanDesk desk;
  const OverrideSheet sheet = judge_overrides(
      text_table("overrides",
                 {"kode_rencana", "tanggal", "regu", "kode_titik", "urutan", "lewati", "selesai",
                  "catatan_petugas"},
                 {{kPlan, "2026-06-01", "A", "S-1", "1", "Ya", "", ""},
                  {kPlan, "2026-06-01", "A", "S-2", "2", "tidak", "x", "lampu padam"},
                  {kPlan, "2026-06-01", "A", "S-3", "3", "", "", "hubungi 081234567890"},
                  {kPlan, "2026-06-01", "A", "S-4", "4", "nanti", "", ""},
                  {kPlan, "2026-06-01", "A", "S-5", "5", "ya", "ya", ""},
                  {kPlan, "2026-06-01", "A", "S-6", "-1", "", "", ""}}),
      desk.context(), desk.ledger);
  ASSERT_EQ(sheet.rows.size(), 6U);
  EXPECT_TRUE(sheet.rows[0].skip);
  EXPECT_FALSE(sheet.rows[1].skip);
  EXPECT_TRUE(sheet.rows[1].done);
  EXPECT_EQ(sheet.rows[1].remarks, "lampu padam");
  EXPECT_TRUE(sheet.rows[2].is_kept);
  EXPECT_EQ(sheet.rows[2].remarks, "");
  for (const std::size_t rejected : {3U, 4U, 5U}) EXPECT_FALSE(sheet.rows[rejected].is_kept);
  EXPECT_EQ(sheet.stop_header, "kode_titik");
}

TEST(Overrides, SayWhichTimesCannotBeFollowed) {
  ScanDesk desk;
  judge_overrides(
      text_table("overrides",
                 {"kode_rencana", "tanggal", "regu", "kode_titik", "urutan", "jam_mulai"},
                 {{kPlan, "2026-06-01", "A", "S-1", "1", "08.00"},
                  {kPlan, "2026-06-01", "A", "S-2", "2", "habis magrib"},
                  {kPlan, "2026-06-01", "A", "S-3", "3", ""}}),
      desk.context(), desk.ledger);
  std::vector<std::uint64_t> lines;
  for (const Issue& issue : desk.ledger.issues()) {
    if (issue.reason == "time_not_followed") lines.push_back(issue.record.row);
  }
  EXPECT_THAT(lines, ElementsAre(3));
}

/// Remarks of which something stands in the sheet that is read, of those that tell of a person.
std::vector<std::string> remarks_that_tell(const std::vector<std::string>& remarks,
                                           const std::vector<std::string>& secrets) {
  ScanDesk desk;
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < remarks.size(); ++i) {
    const std::string order = std::to_string(i + 1);
    rows.push_back({kPlan, "2026-06-01", "A", "S-" + order, order, "", "x", remarks[i]});
  }
  const OverrideSheet sheet =
      judge_overrides(text_table("overrides",
                                 {"kode_rencana", "tanggal", "regu", "kode_titik", "urutan",
                                  "lewati", "selesai", "catatan_petugas"},
                                 rows),
                      desk.context(), desk.ledger);
  std::vector<std::string> telling;
  for (const Override& row : sheet.rows) {
    const bool tells = std::ranges::any_of(secrets, [&](const std::string& secret) {
      return row.remarks.find(secret) != std::string::npos;
    });
    if (tells) telling.push_back(row.remarks);
  }
  return telling;
}

// What officers write reaches commanders; nothing in it may name or number a person.
TEST(Overrides, PassNoRemarkThatNamesOrNumbersAPerson) {
  const std::vector<std::string> secrets{"Sartika", "081234567890", "6107014107900001"};
  EXPECT_THAT(remarks_that_tell({"Ibu Sartika takut lewat sini", "rumah Pak Sartika gelap",
                                 "hubungi 081234567890", "wa +62 812-3456-7890, 081234567890",
                                 "NIK 6107014107900001"},
                                secrets),
              IsEmpty());
  // The same secrets in words the rule does not know as those of a person: the check sees them.
  EXPECT_THAT(remarks_that_tell({"lampu toko Sartika padam", "tiang nomor 0812345 padam"},
                                {"Sartika", "0812345"}),
              SizeIs(2));
}

}  // namespace
}  // namespace rawan::io

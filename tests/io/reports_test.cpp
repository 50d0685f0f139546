#include "rawan/io/error.h"
#include "rawan/io/judge_tables.h"
#include "support/small_region.h"
#include "support/text_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace rawan::io {
namespace {

using test::day;
using test::Rows;
using test::text_table;
using test::village;
using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct Judgement {
  ReportTable table;
  Ledger ledger;

  std::multiset<std::string> reasons(std::uint64_t line) const {
    std::multiset<std::string> found;
    for (const Issue& issue : ledger.issues()) {
      if (issue.record.row == line) found.insert(issue.reason);
    }
    return found;
  }
  std::uint64_t count(Outcome outcome) const {
    return ledger.source(SourceId{}).outcomes[static_cast<std::size_t>(outcome)];
  }
};

ReadRules rules() {
  return {.as_of = day(2024, 12, 31)};
}

Judgement judge(const TextTable& table, const ReportSource& source = {},
                const ReadRules& read = rules()) {
  Judgement result;
  const Region region = test::small_region();
  const auto crosswalk = test::small_crosswalk();
  const std::vector<ReportText> texts{{&table, &source, {}}};
  result.table = judge_reports(texts, region, crosswalk, read, result.ledger);
  result.ledger.prove_complete();
  return result;
}

using Row = std::map<std::string, std::string>;

/// A good report with some cells changed.
Row good(const Row& changes = {}) {
  Row row{{"report_id", "r1"},
          {"record_type", "persepsi"},
          {"source_org", "satpol_pp"},
          {"reported_at", "2024-03-05T20:00:00+07:00"},
          {"occurred_on", "2024-03-05"},
          {"occurred_time", "19:30"},
          {"patrol_id", "P-1"},
          {"lat", "0.8512"},
          {"lon", "109.0512"},
          {"coord_accuracy_m", "5"},
          {"village_code", "61.07.04.1001"},
          {"village_name", ""},
          {"district_name", ""},
          {"place_name", "Simpang pasar"},
          {"place_type", "jalan_umum"},
          {"issue_code", "gelap_sepi"},
          {"env_factors", "gelap sepi"},
          {"severity", ""},
          {"women_consulted", "12"},
          {"men_consulted", "3"},
          {"status", ""},
          {"consent", "agregat"}};
  for (const auto& [field, text] : changes) row[field] = text;
  return row;
}

TextTable table_of(const std::vector<Row>& rows) {
  std::vector<std::string> headers;
  for (const auto& [field, text] : good()) headers.push_back(field);
  Rows cells;
  for (const Row& row : rows) {
    cells.emplace_back();
    for (const std::string& header : headers) cells.back().push_back(row.at(header));
  }
  return text_table("reports", headers, cells);
}

Judgement judge_one(const Row& changes, const ReadRules& read = rules()) {
  return judge(table_of({good(changes)}), {}, read);
}

TEST(Reports, GoodOneIsAcceptedWithAllItSays) {
  const Judgement judged = judge_one({});
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.count(Outcome::accepted), 1U);
  EXPECT_THAT(judged.reasons(2), IsEmpty());
  const Report& report = judged.table.reports[0];
  EXPECT_EQ(report.id, "r1");
  EXPECT_EQ(report.type, RecordType::persepsi);
  EXPECT_EQ(report.org, SourceOrg::satpol_pp);
  EXPECT_EQ(report.source_system, "manual_csv");
  EXPECT_EQ(report.reported_at, Instant(day(2024, 3, 5)) + std::chrono::hours(13));
  EXPECT_EQ(report.occurred_on, day(2024, 3, 5));
  EXPECT_EQ(report.occurred_time, Minutes(1170));
  EXPECT_EQ(report.time_band, TimeBand::malam);
  EXPECT_EQ(report.location, (GeoPoint{109.0512, 0.8512}));
  EXPECT_EQ(report.village, village("61.07.04.1001"));
  EXPECT_EQ(report.coord_quality, CoordQuality::baik);
  EXPECT_EQ(report.coord_method, CoordMethod::gps);
  EXPECT_TRUE(has_usable_point(report));
  EXPECT_TRUE(report.issues[static_cast<std::size_t>(IssueType::gelap_sepi)]);
  EXPECT_EQ(report.factors.count(), 2U);
  EXPECT_EQ(report.severity, 1);
  EXPECT_EQ(report.women_consulted, 12);
  EXPECT_FALSE(report.dialogue_id.empty());
}

struct Case {
  std::string reason;
  Row changes;
  Outcome outcome;
};

TEST(Reports, EndAsTheirRuleSays) {
  const Row no_point{{"lat", ""}, {"lon", ""}, {"coord_accuracy_m", ""}};
  const auto named = [&](Row changes) {
    Row row = no_point;
    for (const auto& [field, text] : changes) row[field] = text;
    return row;
  };
  const std::vector<Case> cases{
      {"code_synonym", {{"issue_code", "Catcalling"}}, Outcome::repaired},
      {"unknown_code", {{"issue_code", "sesuatu"}}, Outcome::repaired},
      {"missing_code", {{"place_type", ""}}, Outcome::repaired},
      {"record_type_unknown", {{"record_type", "apa saja"}}, Outcome::rejected},
      {"missing_value", {{"record_type", ""}}, Outcome::rejected},
      {"missing_value", {{"reported_at", ""}, {"occurred_on", ""}}, Outcome::rejected},
      {"missing_value", {{"record_type", "kejadian"}, {"occurred_on", ""}}, Outcome::rejected},
      {"reported_from_occurred", {{"reported_at", ""}}, Outcome::repaired},
      {"date_invalid", {{"occurred_on", "30/02/2024"}}, Outcome::rejected},
      {"date_future", {{"reported_at", "2025-01-01"}}, Outcome::rejected},
      {"date_before_2000", {{"occurred_on", "1980-01-06"}}, Outcome::rejected},
      {"occurred_after_report", {{"occurred_on", "2024-03-06"}}, Outcome::rejected},
      {"date_serial", {{"occurred_on", "45352"}}, Outcome::repaired},
      {"date_month_name", {{"occurred_on", "5 Maret 2024"}}, Outcome::repaired},
      {"date_two_digit_year", {{"occurred_on", "05/03/24"}}, Outcome::repaired},
      {"zone_offset", {{"reported_at", "2024-03-05T20:00:00+10:00"}}, Outcome::rejected},
      {"time_ignored", {{"occurred_time", "malam"}}, Outcome::repaired},
      {"number_format", {{"women_consulted", "banyak"}}, Outcome::rejected},
      {"number_ignored", {{"coord_accuracy_m", "bagus"}}, Outcome::repaired},
      {"count_negative", {{"women_consulted", "-3"}}, Outcome::rejected},
      {"count_absurd", {{"women_consulted", "100000"}}, Outcome::rejected},
      {"no_effort", {{"women_consulted", "0"}, {"men_consulted", "0"}}, Outcome::rejected},
      {"no_women_count", {{"women_consulted", ""}}, Outcome::accepted},
      {"no_consent", {{"consent", "tidak"}}, Outcome::excluded},
      {"no_consent", {{"consent", "entahlah"}}, Outcome::excluded},
      {"status_rejected", {{"status", "ditolak"}}, Outcome::excluded},
      {"status_duplicate", {{"status", "duplikat"}}, Outcome::excluded},
      {"test_record", {{"place_name", "asdf"}}, Outcome::rejected},
      {"personal_words", {{"place_name", "rumah Pak Budi"}}, Outcome::repaired},
      {"text_cut", {{"place_name", std::string(200, 'x')}}, Outcome::repaired},
      {"id_replaced", {{"report_id", std::string(80, 'x')}}, Outcome::repaired},
      {"id_replaced", {{"report_id", "6107040101900001"}}, Outcome::repaired},
      {"coordinate_swapped", {{"lat", "109.0512"}, {"lon", "0.8512"}}, Outcome::repaired},
      {"coordinate_thousands", {{"lon", "109.051.234"}}, Outcome::repaired},
      {"coordinate_mirrored", {{"lat", "-0.8512"}}, Outcome::repaired},
      {"coordinate_dms", {{"lat", "0°51'04\" LU"}, {"lon", "109°03'04\" BT"}}, Outcome::repaired},
      {"coordinate_format", {{"lat", "di sana"}, {"village_code", ""}}, Outcome::rejected},
      {"coordinate_format", {{"lat", "di sana"}}, Outcome::repaired},
      {"not_finite", {{"lat", "nan"}, {"village_code", ""}}, Outcome::rejected},
      {"null_island", {{"lat", "0"}, {"lon", "0"}, {"village_code", ""}}, Outcome::rejected},
      {"null_island", {{"lat", "0"}, {"lon", "0"}}, Outcome::repaired},
      {"outside_indonesia",
       {{"lat", "48.8512"}, {"lon", "2.3512"}, {"village_code", ""}},
       Outcome::rejected},
      {"outside_area",
       {{"lat", "-6.2012"}, {"lon", "106.8012"}, {"village_code", ""}},
       Outcome::rejected},
      {"outside_area", {{"lat", "-6.2012"}, {"lon", "106.8012"}}, Outcome::repaired},
      {"no_location", named({{"village_code", ""}}), Outcome::rejected},
      {"no_location", no_point, Outcome::accepted},
      {"low_precision", {{"lat", "0.85"}, {"lon", "109.05"}}, Outcome::accepted},
      {"low_accuracy", {{"coord_accuracy_m", "450"}}, Outcome::accepted},
      {"village_mismatch", {{"village_code", "61.07.04.1010"}}, Outcome::accepted},
      {"code_scientific", {{"village_code", "6,107E+09"}}, Outcome::rejected},
      {"code_format", named({{"village_code", "61.07.4.1001"}}), Outcome::rejected},
      {"code_format", {{"village_code", "61.07.4.1001"}}, Outcome::repaired},
      {"code_scheme", named({{"village_code", "6102012001"}, {"district_name", "x"}}),
       Outcome::rejected},
      {"other_regency", named({{"village_code", "61.02.01.2001"}}), Outcome::rejected},
      {"unknown_village", named({{"village_code", "61.07.04.1999"}}), Outcome::rejected},
      {"ambiguous_name", named({{"village_code", ""}, {"village_name", "Suka Maju"}}),
       Outcome::rejected},
      {"name_without_district", named({{"village_code", ""}, {"village_name", "Sebalo"}}),
       Outcome::repaired},
      {"name_candidates",
       named({{"village_code", ""}, {"village_name", "Tanggui"}, {"district_name", "Siding"}}),
       Outcome::rejected},
      {"unknown_district",
       named({{"village_code", ""}, {"village_name", "Sebalo"}, {"district_name", "Entah"}}),
       Outcome::rejected},
      {"confusable_name", named({{"village_code", ""}, {"village_name", "Seb\xD0\xB0lo"}}),
       Outcome::rejected},
      {"name_old_spelling",
       named({{"village_code", ""}, {"village_name", "Soeka Madjoe"}, {"district_name", "Teriak"}}),
       Outcome::repaired},
  };
  for (const Case& c : cases) {
    // A second, good row with a good BPS-free code keeps columns from being refused as a whole.
    const Judgement judged = judge(table_of({good(c.changes), good({{"report_id", "r2"},
                                                                    {"village_code", "6107041010"},
                                                                    {"lat", ""},
                                                                    {"lon", ""},
                                                                    {"coord_accuracy_m", ""}})}));
    EXPECT_THAT(judged.reasons(2), Contains(c.reason)) << c.reason;
    std::vector<Issue> issues;
    for (const Issue& issue : judged.ledger.issues()) {
      if (issue.record.row == 2) issues.push_back(issue);
    }
    EXPECT_EQ(outcome_of(issues), c.outcome) << c.reason;
  }
}

TEST(Reports, NeverEchoTheContentOfACell) {
  const Judgement judged = judge_one({{"place_name", "rumah Pak Budi"}, {"lat", "rahasia"}});
  for (const Issue& issue : judged.ledger.issues()) {
    for (const std::string& text : {issue.column, issue.reason, issue.detail}) {
      EXPECT_EQ(text.find("Budi"), std::string::npos);
      EXPECT_EQ(text.find("rahasia"), std::string::npos);
    }
  }
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].place_name, "");
}

TEST(Reports, WithoutConsentLeaveOnlyTheEffort) {
  const Judgement judged = judge(table_of({good({{"consent", "tidak"}})}));
  EXPECT_THAT(judged.table.reports, IsEmpty());
  EXPECT_EQ(judged.count(Outcome::excluded), 1U);
  ASSERT_THAT(judged.table.effort, SizeIs(1));
  EXPECT_EQ(judged.table.effort[0].women_consulted, 12);
  EXPECT_EQ(judged.table.effort[0].village, village("61.07.04.1001"));
  EXPECT_EQ(judged.table.effort[0].dialogue_id, judge_one({}).table.reports[0].dialogue_id);
}

TEST(Reports, MayMissTheirConsentColumnButNotTheirType) {
  const TextTable bare = text_table("reports", {"record_type", "tanggal", "kode_desa"},
                                    {{"nihil", "05/03/2024", "61.07.04.1001"}});
  const Judgement judged = judge(bare);
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].consent, Consent::agregat);
  EXPECT_THAT(judged.reasons(0), Contains("column_absent"));
  try {
    judge(text_table("reports", {"tanggal", "kode_desa"}, {{"05/03/2024", "61.07.04.1001"}}));
    FAIL() << "a report table without a record type cannot be read";
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "missing_columns");
    EXPECT_EQ(error.detail(), "record_type");
  }
}

TEST(Reports, InAnotherDateOrderAreRefusedAsAWhole) {
  const TextTable table = text_table(
      "reports", {"record_type", "tanggal", "kode_desa"},
      {{"nihil", "03/04/2024", "61.07.04.1001"}, {"nihil", "03/25/2024", "61.07.04.1001"}});
  try {
    judge(table);
    FAIL() << "the column proves month before day";
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "date_order");
    EXPECT_EQ(error.place().row, 3U);
    EXPECT_EQ(error.place().column, "tanggal");
  }
  ReportSource source;
  source.date_order = "mdy";
  EXPECT_THAT(judge(table, source).table.reports, SizeIs(2));
}

/// The same reports as Kobo and as Excel in Indonesia write them.
TEST(Reports, AreEqualWhateverDialectWroteThem) {
  const std::vector<std::string> kobo_headers{"_uuid",
                                              "_submission_time",
                                              "umum/record_type",
                                              "umum/source_org",
                                              "umum/occurred_on",
                                              "umum/occurred_time",
                                              "lokasi/titik",
                                              "lokasi/_titik_latitude",
                                              "lokasi/_titik_longitude",
                                              "lokasi/_titik_precision",
                                              "village_code",
                                              "place_type",
                                              "issue_code",
                                              "env_factors",
                                              "env_factors/gelap",
                                              "env_factors/sepi",
                                              "women_consulted",
                                              "men_consulted",
                                              "reporter_sex",
                                              "consent",
                                              "catatan"};
  const std::vector<std::string> excel_headers{"No. Laporan",       "Tanggal Lapor",
                                               "Jenis Laporan",     "Instansi",
                                               "Tgl Kejadian",      "Jam",
                                               "Lintang",           "Bujur",
                                               "Akurasi",           "Kode Desa",
                                               "Jenis Lokasi",      "Kategori",
                                               "Faktor Lingkungan", "Jumlah Perempuan",
                                               "Jumlah Laki-laki",  "JK Pelapor",
                                               "Persetujuan",       "Nama Pelapor"};
  Rows kobo;
  Rows excel;
  for (int i = 0; i < 20; ++i) {
    const std::string id = "id-" + std::to_string(i);
    const std::string minute = (i < 10 ? "0" : "") + std::to_string(i);
    const std::string dd = (i + 1 < 10 ? "0" : "") + std::to_string(i + 1);
    const std::string fraction = std::to_string(512 + i);
    kobo.push_back({id,
                    "2024-03-" + dd + "T13:" + minute + ":00",
                    "persepsi",
                    "satpol_pp",
                    "2024-03-" + dd,
                    "19:30:00.000+07:00",
                    "0.8" + fraction + " 109.0" + fraction + " 30 4.5",
                    "0.8" + fraction,
                    "109.0" + fraction,
                    "4.5",
                    "61.07.04.1001",
                    "jalan_umum",
                    "pelecehan_verbal gelap_sepi",
                    "gelap sepi",
                    "1",
                    "1",
                    std::to_string(i + 1),
                    "2",
                    "p",
                    "agregat",
                    "rahasia"});
    excel.push_back({id, dd + "/03/2024 20." + minute, "Persepsi/titik rawan", "Satpol PP",
                     dd + "/03/2024", "19.30", "0,8" + fraction, "109,0" + fraction, "4,5",
                     "61.07.04.1001", "Jalan umum", "pelecehan_verbal, gelap_sepi", "Gelap; Sepi",
                     std::to_string(i + 1), "2", "P", "Hanya agregat", "rahasia"});
  }
  ReportSource source;
  source.source_system = "kobo";
  const Judgement a = judge(text_table("reports", kobo_headers, kobo), source);
  const Judgement b = judge(text_table("reports", excel_headers, excel), source);
  EXPECT_EQ(a.count(Outcome::accepted), 20U);
  EXPECT_EQ(b.count(Outcome::accepted), 20U);
  EXPECT_EQ(a.table.reports, b.table.reports);
}

TEST(Reports, OfOneIdKeepTheLastEdit) {
  const Judgement judged = judge(table_of({
      good({{"women_consulted", "10"}, {"reported_at", "2024-03-07"}}),
      good({{"women_consulted", "11"}, {"reported_at", "2024-03-06"}}),
      good({{"women_consulted", "10"}, {"reported_at", "2024-03-07"}}),
      good({{"report_id", "other"}}),
  }));
  ASSERT_THAT(judged.table.reports, SizeIs(2));
  EXPECT_EQ(judged.table.reports[0].source.row, 4U);
  EXPECT_EQ(judged.table.reports[0].women_consulted, 10);
  EXPECT_THAT(judged.reasons(3), UnorderedElementsAre("superseded"));
  EXPECT_THAT(judged.reasons(2), UnorderedElementsAre("duplicate_row"));
  EXPECT_THAT(judged.reasons(4), Contains("id_conflict").Times(0));
  EXPECT_EQ(judged.count(Outcome::excluded), 2U);
}

TEST(Reports, WithdrawnByALaterEditAreGone) {
  const Judgement judged = judge(table_of({
      good({{"reported_at", "2024-03-06"}}),
      good({{"reported_at", "2024-03-07"}, {"consent", "tidak"}}),
  }));
  EXPECT_THAT(judged.table.reports, IsEmpty());
  EXPECT_THAT(judged.reasons(2), UnorderedElementsAre("superseded"));
  EXPECT_THAT(judged.table.effort, SizeIs(1));
}

TEST(Reports, OfEqualContentUnderTwoIdsAreNoted) {
  const Judgement judged = judge(table_of({good(), good({{"report_id", "shifted"}})}));
  EXPECT_THAT(judged.table.reports, SizeIs(2));
  EXPECT_THAT(judged.reasons(3), UnorderedElementsAre("content_duplicate"));
}

TEST(Reports, WithRunningNumbersAreNotTheSameInTwoTables) {
  const std::vector<std::string> headers{"no", "record_type", "tanggal", "kode_desa"};
  const TextTable march =
      text_table("reports", headers, {{"1", "nihil", "05/03/2024", "61.07.04.1001"}});
  const TextTable april =
      text_table("reports", headers, {{"1", "nihil", "05/04/2024", "61.07.04.1001"}});
  const ReportSource source;
  const std::vector<ReportText> texts{{&march, &source, {}}, {&april, &source, {}}};
  Ledger ledger;
  EXPECT_THAT(judge_reports(texts, test::small_region(), {}, rules(), ledger).reports, SizeIs(2));
  const std::vector<ReportText> twice{{&march, &source, {}}, {&march, &source, {}}};
  Ledger again;
  EXPECT_THAT(judge_reports(twice, test::small_region(), {}, rules(), again).reports, SizeIs(1));
}

TEST(Reports, OfManyPlacesOnOnePointAreAPile) {
  std::vector<Row> rows;
  for (int i = 0; i < 5; ++i) {
    rows.push_back(good({{"report_id", "r" + std::to_string(i)},
                         {"place_name", std::string("Tempat ") + static_cast<char>('a' + i)},
                         {"village_code", i == 0 ? "61.07.04.1010" : "61.07.04.1001"}}));
  }
  const Judgement pile = judge(table_of(rows));
  for (const Report& report : pile.table.reports) {
    EXPECT_EQ(report.coord_method, CoordMethod::pusat_desa);
    EXPECT_FALSE(has_usable_point(report));
  }
  EXPECT_EQ(pile.table.reports[0].village, village("61.07.04.1010"));
  EXPECT_THAT(pile.reasons(3), Contains("pile"));
  for (Row& row : rows) row["place_name"] = "Tempat a";
  rows[0]["village_code"] = "61.07.04.1001";
  const Judgement one_place = judge(table_of(rows));
  EXPECT_TRUE(has_usable_point(one_place.table.reports[0]));
}

TEST(Reports, OutsideTheirNamedVillageFollowTheBetterWitness) {
  const auto where = [](const std::string& accuracy) {
    return judge_one({{"village_code", "61.07.04.1010"}, {"coord_accuracy_m", accuracy}})
        .table.reports.at(0);
  };
  EXPECT_EQ(where("5").village, village("61.07.04.1001"));
  EXPECT_TRUE(has_usable_point(where("5")));
  for (const char* accuracy : {"", "450"}) {
    EXPECT_EQ(where(accuracy).village, village("61.07.04.1010"));
    EXPECT_FALSE(has_usable_point(where(accuracy)));
    EXPECT_TRUE(where(accuracy).location);
  }
}

TEST(Reports, OutsideTheAreaStandForTheirNamedVillageWithoutAPoint) {
  const Judgement judged = judge_one({{"lat", "-6.2012"}, {"lon", "106.8012"}});
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].village, village("61.07.04.1001"));
  EXPECT_FALSE(judged.table.reports[0].location);
  EXPECT_EQ(judged.table.reports[0].coord_quality, CoordQuality::ditolak);
  EXPECT_EQ(judged.table.reports[0].coord_method, CoordMethod::tidak_ada);
}

TEST(Reports, OnlineHaveNoPlace) {
  EXPECT_FALSE(judge_one({{"place_type", "daring"}}).table.reports.at(0).location);
}

TEST(Reports, OfMenAreKeptAsSuch) {
  const TextTable table =
      text_table("reports", {"record_type", "tanggal", "kode_desa", "jk", "kategori"},
                 {{"persepsi", "05/03/2024", "61.07.04.1001", "Laki-laki", "gelap_sepi"}});
  EXPECT_EQ(judge(table).table.reports.at(0).reporter_sex, Sex::laki_laki);
}

TEST(Reports, WriteTheirDayInTheZoneOfTheProvince) {
  const Report local = judge_one({{"reported_at", "05/03/2024 06.00"}}).table.reports.at(0);
  EXPECT_EQ(local.reported_at, Instant(day(2024, 3, 4)) + std::chrono::hours(23));
  const Report wita = judge_one({{"reported_at", "05/03/2024 20.00 WITA"}}).table.reports.at(0);
  EXPECT_EQ(wita.reported_at, Instant(day(2024, 3, 5)) + std::chrono::hours(12));
  const Report day_only = judge_one({{"reported_at", "05/03/2024"}}).table.reports.at(0);
  EXPECT_EQ(day_only.reported_at, Instant(day(2024, 3, 5)) + std::chrono::hours(5));
}

TEST(Reports, EndOnceEachWhateverTheyHold) {
  // Every pair of changed cells below is odd in some way; none may be lost or counted twice.
  const std::vector<std::string> odd{
      "",        "0",          "-1",       "x",           "1e400",
      "45352",   "tidak",      "\xC2\xA0", "109.304.567", "61.07.04.1001",
      "ditolak", "08123456789"};
  std::vector<Row> rows;
  for (const auto& [field, text] : good()) {
    for (const std::string& value : odd) rows.push_back(good({{field, value}}));
  }
  const Judgement judged = judge(table_of(rows));
  EXPECT_EQ(judged.ledger.source(SourceId{}).total(), rows.size());
}

TEST(Reports, AreJudgedTheSameTwice) {
  const TextTable table =
      table_of({good(), good({{"report_id", "b"}, {"lat", "109.0512"}, {"lon", "0.8512"}})});
  EXPECT_EQ(judge(table).table.reports, judge(table).table.reports);
}

}  // namespace
}  // namespace rawan::io

#include "judged_reports.h"
#include "rawan/algorithms/control.h"
#include "rawan/io/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using test::day;
using test::Rows;
using test::text_table;
using test::village;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(Reports, GoodOneIsAcceptedWithAllItSays) {
  const Judgement judged = judge_one({});
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.count(Outcome::accepted), 1U);
  EXPECT_THAT(judged.reasons(2), IsEmpty());
  EXPECT_THAT(judged.table.effort, IsEmpty()) << "that of reports that are kept is theirs";
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
      {"on_border", {{"lon", "109.1"}}, Outcome::accepted},
      {"code_scientific", {{"village_code", "6,107E+09"}}, Outcome::rejected},
      {"code_format", named({{"village_code", "61.07.4.1001"}}), Outcome::rejected},
      {"code_format", {{"village_code", "61.07.4.1001"}}, Outcome::repaired},
      {"code_scheme", named({{"village_code", "6102012001"}, {"district_name", "x"}}),
       Outcome::rejected},
      {"other_regency", named({{"village_code", "61.02.01.2001"}}), Outcome::rejected},
      {"other_regency", {{"village_code", "61.02.01.2001"}}, Outcome::repaired},
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

TEST(Reports, OfAnotherKabupatenAreLeftOutAndNotBlamedForTheirPlace) {
  const Row there{{"village_code", "61.02.01.2001"}, {"lat", "0.3512"}, {"lon", "108.9512"}};
  const Judgement judged = judge(table_of({good(there), good({{"report_id", "r2"}})}));
  EXPECT_THAT(judged.reasons(2), ElementsAre("other_regency"));
  EXPECT_EQ(judged.count(Outcome::excluded), 1U);
  EXPECT_EQ(judged.count(Outcome::rejected), 0U);
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

TEST(Reports, KeepTheNameOfAPlaceOnOneLine) {
  const Judgement judged = judge_one({{"place_name", "Simpang\npasar\x7Flama"}});
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].place_name, "Simpang pasar lama");
}

TEST(Reports, CutTheNameOfAPlaceBetweenLetters) {
  std::string longest;
  for (int letter = 0; letter < 120; ++letter) longest += "é";
  const Judgement whole = judge_one({{"place_name", longest}});
  EXPECT_THAT(whole.reasons(2), Not(Contains("text_cut")));
  const Judgement cut = judge_one({{"place_name", longest + "é"}});
  EXPECT_THAT(cut.reasons(2), Contains("text_cut"));
  for (const Judgement* judged : {&whole, &cut}) {
    ASSERT_THAT(judged->table.reports, SizeIs(1));
    EXPECT_EQ(judged->table.reports[0].place_name, longest);
  }
}

TEST(Reports, AreJudgedUntilAStopIsRequested) {
  const TextTable table = table_of({good()});
  const ReportSource source;
  const std::vector<ReportText> texts{{&table, &source, {}}};
  const Region region = test::small_region();
  std::stop_source stop;
  Progress progress;
  const Control control(stop.get_token(), progress);
  Ledger ledger;
  EXPECT_THAT(judge_reports(texts, region, {}, rules(), ledger, control).of(0).reports, SizeIs(1));
  stop.request_stop();
  EXPECT_THROW(judge_reports(texts, region, {}, rules(), ledger, control), Cancelled);
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

TEST(Reports, AreGoodWithinThirtyMeters) {
  for (const auto& [accuracy, quality] :
       {std::pair("30", CoordQuality::baik), std::pair("30.5", CoordQuality::cukup),
        std::pair("", CoordQuality::cukup)}) {
    const Judgement judged = judge_one({{"coord_accuracy_m", accuracy}});
    EXPECT_EQ(judged.table.reports.at(0).coord_quality, quality) << accuracy;
  }
}

TEST(Reports, MayBeOfNoHour) {
  const Judgement judged = judge_one({{"occurred_time", ""}});
  EXPECT_THAT(judged.reasons(2), IsEmpty());
  EXPECT_FALSE(judged.table.reports.at(0).occurred_time);
}

TEST(Reports, AreNoneInATableWithoutColumns) {
  const Judgement judged = judge(text_table("reports", {}, {}));
  EXPECT_THAT(judged.table.reports, IsEmpty());
  EXPECT_THAT(judged.ledger.issues(), IsEmpty());
}

TEST(Reports, SayWhetherHelpWasOffered) {
  const auto is_referred = [](const std::string& answer) {
    return judge_one({{"referred", answer}}).table.reports.at(0).referred;
  };
  for (const char* yes : {"ditawarkan", "diterima", "darurat"})
    EXPECT_TRUE(is_referred(yes)) << yes;
  for (const char* no : {"", "tidak_perlu", "ditolak"}) EXPECT_FALSE(is_referred(no)) << no;
}

TEST(Reports, NeedAColumnThatPlacesThem) {
  try {
    judge(text_table("reports", {"record_type", "tanggal"}, {{"nihil", "05/03/2024"}}));
    FAIL() << "nothing says where";
  } catch (const InputError& error) {
    EXPECT_EQ(error.code(), "missing_columns");
  }
}

TEST(Reports, MayMissTheirConsentColumnButNotTheirType) {
  const TextTable bare = text_table("reports", {"record_type", "tanggal", "kode_desa"},
                                    {{"nihil", "05/03/2024", "61.07.04.1001"}});
  const Judgement judged = judge(bare);
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].consent, Consent::agregat);
  EXPECT_THAT(judged.reasons(0), Contains("column_absent"));
  EXPECT_THAT(judged.reasons(2), Not(Contains("missing_code"))) << "said once, of the table";
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

}  // namespace
}  // namespace rawan::io

#include "judged_reports.h"
#include "rawan/io/error.h"
#include "rawan/io/read_inputs.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using test::day;
using test::text_table;
using test::village;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST(ReportTables, OfOneIdKeepTheLastEdit) {
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

TEST(ReportTables, WithdrawnByALaterEditAreGone) {
  const Judgement judged = judge(table_of({
      good({{"reported_at", "2024-03-06"}}),
      good({{"reported_at", "2024-03-07"}, {"consent", "tidak"}}),
  }));
  EXPECT_THAT(judged.table.reports, IsEmpty());
  EXPECT_THAT(judged.reasons(2), UnorderedElementsAre("superseded"));
  EXPECT_THAT(judged.table.effort, SizeIs(1));
}

TEST(ReportTables, OfEqualContentUnderTwoIdsAreNoted) {
  const Judgement judged = judge(table_of({good(), good({{"report_id", "shifted"}})}));
  EXPECT_THAT(judged.table.reports, SizeIs(2));
  EXPECT_THAT(judged.reasons(3), UnorderedElementsAre("content_duplicate"));
}

std::vector<std::optional<std::uint64_t>> reporters(const Judgement& judged) {
  std::vector<std::optional<std::uint64_t>> all;
  for (const Report& report : judged.table.reports) all.push_back(report.reporter);
  return all;
}

TEST(ReportTables, KnowReportersByAHashThatOnlyItsKeyRepeats) {
  const TextTable table = table_of({good({{"report_id", "a"}, {"reporter_ref", "R-17"}}),
                                    good({{"report_id", "b"}, {"reporter_ref", "r 17"}}),
                                    good({{"report_id", "c"}, {"reporter_ref", "R-18"}}),
                                    good({{"report_id", "d"}, {"reporter_ref", ""}})});
  ReadRules keyed = rules();
  keyed.reporter_key = [] { return std::string(32, 'a'); };
  const auto first = reporters(judge(table, {}, keyed));
  ASSERT_THAT(first, SizeIs(4));
  EXPECT_TRUE(first[0]);
  EXPECT_EQ(first[0], first[1]);
  EXPECT_NE(first[0], first[2]);
  EXPECT_FALSE(first[3]);
  EXPECT_EQ(reporters(judge(table, {}, keyed)), first);
  keyed.reporter_key = [] { return std::string(32, 'b'); };
  EXPECT_NE(reporters(judge(table, {}, keyed))[0], first[0]);
  EXPECT_NE(reporters(judge(table))[0], reporters(judge(table))[0]) << "a key for each call";
}

TEST(ReportTables, OfTwoWomenWhoSayTheSameAreTwo) {
  const auto said = [](const std::string& one, const std::string& other) {
    return judge(table_of({good({{"report_id", "a"}, {"reporter_ref", one}}),
                           good({{"report_id", "b"}, {"reporter_ref", other}})}));
  };
  EXPECT_THAT(said("R-1", "R-2").reasons(3), IsEmpty());
  EXPECT_THAT(said("R-1", "R-1").reasons(3), UnorderedElementsAre("content_duplicate"));
  const Judgement nameless = judge(table_of({good({{"report_id", ""}, {"reporter_ref", "R-1"}}),
                                             good({{"report_id", ""}, {"reporter_ref", "R-2"}}),
                                             good({{"report_id", ""}, {"reporter_ref", "R-2"}})}));
  ASSERT_THAT(nameless.table.reports, SizeIs(2));
  EXPECT_NE(nameless.table.reports[0].id, nameless.table.reports[1].id);
}

TEST(ReportTables, WithoutIdsAreNumberedAmongThoseThatStay) {
  const Judgement nameless = judge(table_of({good({{"report_id", ""}, {"reporter_ref", "R-1"}}),
                                             good({{"report_id", ""}, {"reporter_ref", "R-1"}}),
                                             good({{"report_id", ""}, {"reporter_ref", "R-2"}})}));
  ASSERT_THAT(nameless.table.reports, SizeIs(2));
  EXPECT_EQ(nameless.table.reports[1].id, nameless.table.reports[0].id + "-2");
}

TEST(ReportTables, KeepTheIdThatEachSystemGave) {
  const TextTable one = table_of({good({{"report_id", "a"}})});
  const TextTable other = table_of({good({{"report_id", "a"}, {"women_consulted", "9"}})});
  const ReportSource kobo{.source_system = "kobo"};
  const ReportSource odk{.source_system = "odk"};
  const std::vector<ReportText> texts{{&one, &kobo, {}}, {&other, &odk, {}}};
  Ledger ledger;
  const ReportTable table = judge_reports(texts, test::small_region(), {}, rules(), ledger).of(0);
  ASSERT_THAT(table.reports, SizeIs(2));
  EXPECT_EQ(table.reports[0].id, "a");
  EXPECT_EQ(table.reports[1].id, "a");
}

TEST(ReportTables, AreAboutAChildBelowEighteenOrWhereNobodyKnows) {
  const auto of_age = [](const std::string& age) {
    return judge_one({{"victim_age_band", age}}).table.reports.at(0).involves_child;
  };
  for (const char* child : {"<6", "13-17", "17", "9 tahun", "remaja"}) {
    EXPECT_TRUE(of_age(child)) << child;
  }
  for (const char* adult : {"", "18-24", "18", "60+"}) EXPECT_FALSE(of_age(adult)) << adult;
}

TEST(ReportTables, WithRunningNumbersAreNotTheSameInTwoTables) {
  const std::vector<std::string> headers{"no", "record_type", "tanggal", "kode_desa"};
  const TextTable march =
      text_table("reports", headers, {{"1", "nihil", "05/03/2024", "61.07.04.1001"}});
  const TextTable april =
      text_table("reports", headers, {{"1", "nihil", "05/04/2024", "61.07.04.1001"}});
  const ReportSource source;
  const std::vector<ReportText> texts{{&march, &source, {}}, {&april, &source, {}}};
  Ledger ledger;
  EXPECT_THAT(judge_reports(texts, test::small_region(), {}, rules(), ledger).of(0).reports,
              SizeIs(2));
  const std::vector<ReportText> twice{{&march, &source, {}}, {&march, &source, {}}};
  Ledger again;
  EXPECT_THAT(judge_reports(twice, test::small_region(), {}, rules(), again).of(0).reports,
              SizeIs(1));
}

TEST(ReportTables, OfManyPlacesOnOnePointAreAPile) {
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

TEST(ReportTables, OutsideTheirNamedVillageFollowTheBetterWitness) {
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

TEST(ReportTables, HaveTheirAccuracyByTheDecimalMarkOfItsColumn) {
  const auto accuracies = [](const std::string& proof) {
    const Judgement judged = judge(table_of({
        good({{"coord_accuracy_m", "4,850"}}),
        good({{"report_id", "r2"}, {"coord_accuracy_m", proof}}),
    }));
    std::vector<double> found;
    for (const Report& report : judged.table.reports) found.push_back(report.accuracy_m.value());
    return found;
  };
  EXPECT_THAT(accuracies("5,25"), ElementsAre(4.85, 5.25));
  EXPECT_THAT(accuracies("5.25"), ElementsAre(4850.0, 5.25));
}

TEST(ReportTables, HaveTheAccuracyInATextOfAPointWithAPoint) {
  const TextTable table = text_table(
      "reports", {"report_id", "record_type", "tanggal", "titik", "akurasi", "kode_desa", "lokasi"},
      {{"a", "persepsi", "2024-03-05", "0.8512 109.0512 34.5 4.850", "", "61.07.04.1001", "x"},
       {"b", "persepsi", "2024-03-05", "0.8512 109.0512", "5,25", "61.07.04.1001", "y"}});
  const Judgement judged = judge(table);
  ASSERT_THAT(judged.table.reports, SizeIs(2));
  EXPECT_EQ(judged.table.reports[0].accuracy_m, 4.85);
  EXPECT_EQ(judged.table.reports[1].accuracy_m, 5.25);
}

TEST(ReportTables, OutsideTheAreaStandForTheirNamedVillageWithoutAPoint) {
  const Judgement judged = judge_one({{"lat", "-6.2012"}, {"lon", "106.8012"}});
  ASSERT_THAT(judged.table.reports, SizeIs(1));
  EXPECT_EQ(judged.table.reports[0].village, village("61.07.04.1001"));
  EXPECT_FALSE(judged.table.reports[0].location);
  EXPECT_EQ(judged.table.reports[0].coord_quality, CoordQuality::ditolak);
  EXPECT_EQ(judged.table.reports[0].coord_method, CoordMethod::tidak_ada);
}

TEST(ReportTables, OnlineHaveNoPlace) {
  EXPECT_FALSE(judge_one({{"place_type", "daring"}}).table.reports.at(0).location);
}

TEST(ReportTables, OfMenAreKeptAsSuch) {
  const TextTable table =
      text_table("reports", {"record_type", "tanggal", "kode_desa", "jk", "kategori"},
                 {{"persepsi", "05/03/2024", "61.07.04.1001", "Laki-laki", "gelap_sepi"}});
  EXPECT_EQ(judge(table).table.reports.at(0).reporter_sex, Sex::laki_laki);
}

TEST(ReportTables, WriteTheirDayInTheZoneOfTheProvince) {
  const Report local = judge_one({{"reported_at", "05/03/2024 06.00"}}).table.reports.at(0);
  EXPECT_EQ(local.reported_at, Instant(day(2024, 3, 4)) + std::chrono::hours(23));
  const Report wita = judge_one({{"reported_at", "05/03/2024 20.00 WITA"}}).table.reports.at(0);
  EXPECT_EQ(wita.reported_at, Instant(day(2024, 3, 5)) + std::chrono::hours(12));
  const Report day_only = judge_one({{"reported_at", "05/03/2024"}}).table.reports.at(0);
  EXPECT_EQ(day_only.reported_at, Instant(day(2024, 3, 5)) + std::chrono::hours(5));
}

TEST(ReportTables, EndOnceEachWhateverTheyHold) {
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

TEST(ReportTables, AreJudgedTheSameTwice) {
  const TextTable table =
      table_of({good(), good({{"report_id", "b"}, {"lat", "109.0512"}, {"lon", "0.8512"}})});
  EXPECT_EQ(judge(table).table.reports, judge(table).table.reports);
}

/// Reads files one beside the other.
Judgement read_files(const std::vector<ReportSource>& sources) {
  Judgement result;
  const auto crosswalk = test::small_crosswalk();
  result.table =
      read_reports(sources, test::small_region(), crosswalk, rules(), result.ledger).of(0);
  return result;
}

TEST(ReportTables, OfSeveralFilesStandInTheOrderOfTheFiles) {
  const rawan::testing::TempDir directory;
  std::vector<ReportSource> sources;
  for (const std::string name : {"b.csv", "c.csv", "a.csv"}) {
    const Row row = good({{"report_id", name}});
    std::string head;
    std::string cells;
    for (const auto& [field, text] : row) {
      head += field + ",";
      cells += text + ",";
    }
    sources.push_back({.path = (directory.path() / name).string()});
    rawan::testing::write_file(sources.back().path, head + "x\n" + cells + "x\n");
  }
  const Judgement judged = read_files(sources);
  for (std::uint32_t s = 0; s < 3; ++s) {
    EXPECT_EQ(judged.ledger.source(SourceId{s}).file, sources[s].path);
    EXPECT_EQ(judged.table.reports.at(s).source.source, SourceId{s});
  }
}

TEST(ReportTables, OfSeveralMissingFilesNameTheFirst) {
  for (int run = 0; run < 50; ++run) {
    try {
      read_files({{.path = "/missing/b.csv"}, {.path = "/missing/a.csv"}});
      FAIL() << "was read";
    } catch (const InputError& error) {
      EXPECT_EQ(error.code(), "not_found");
      EXPECT_EQ(error.place().file, "/missing/b.csv");
    }
  }
}

}  // namespace
}  // namespace rawan::io

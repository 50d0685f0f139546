#include "rawan/io/record_stores.h"

#include "drawers.h"
#include "judged_reports.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "rawan/io/scratch.h"
#include "record_bytes.h"
#include "support/failing_call.h"
#include "support/files.h"
#include "support/lowered_limit.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using rawan::testing::code_elsewhere;
using rawan::testing::code_where_a_call_fails;
using rawan::testing::LoweredLimit;
using rawan::testing::TempDir;
using test::village;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// --- bytes --------------------------------------------------------------------------------------

template <class Record>
Record written_and_read(const Record& record) {
  std::string bytes;
  RecordWriter{bytes}(record);
  Record read;
  RecordReader reader(bytes);
  reader(read);
  EXPECT_TRUE(reader.is_done());
  return read;
}

/// No member as it is by itself, so that one that were forgotten would differ.
Report full_report() {
  Report report;
  report.source = {SourceId(3), 70'000'000'000};
  report.id = std::string("a\0b", 3);
  report.type = RecordType::kejadian;
  report.org = SourceOrg::satpol_pp;
  report.source_system = "kobo";
  report.patrol_id = "P-1";
  report.squad_id = "R1";
  report.reported_at = Instant(std::chrono::seconds(-1));
  report.occurred_on = test::day(1969, 12, 31);
  report.occurred_time = Minutes(1439);
  report.time_band = TimeBand::malam;
  report.weekdays = 0b1000001;
  report.location = GeoPoint{-0.0, std::numeric_limits<double>::denorm_min()};
  report.accuracy_m = 4.25;
  report.coord_method = CoordMethod::alamat;
  report.coord_quality = CoordQuality::baik;
  report.village = village("61.07.04.1001");
  report.assigned_nearest = true;
  report.place = PlaceType::jalan_umum;
  report.place_name = "Simpang é";
  report.issues.set(0).set(kIssueTypes - 1);
  report.factors.set(1).set(kEnvFactors - 1);
  report.severity = 4;
  report.dialogue_id = "D-1";
  report.women_consulted = 0;
  report.men_consulted = std::numeric_limits<std::int32_t>::max();
  report.women_declined = std::numeric_limits<std::int32_t>::min();
  report.women_aware_service = 127;
  report.reporter_sex = Sex::perempuan;
  report.reporter = std::numeric_limits<std::uint64_t>::max();
  report.involves_child = true;
  report.consent = Consent::operasional;
  report.status = ReportStatus::selesai;
  report.referred = true;
  report.statement = 1ULL << 63U;
  return report;
}

TEST(RecordBytes, GiveAReportBackAsItWas) {
  EXPECT_EQ(written_and_read(full_report()), full_report());
  EXPECT_EQ(written_and_read(Report{}), Report{});
  EXPECT_TRUE(std::signbit(written_and_read(full_report()).location->lon));
}

TEST(RecordBytes, GiveAVisitBackAsItWas) {
  const PatrolVisit visit{.source = {SourceId(1), 128},
                          .patrol_id = "P",
                          .dialogue_id = "D",
                          .date = test::day(2026, 11, 23),
                          .shift_code = "malam",
                          .squad_id = "R1",
                          .village = village("61.07.04.1001"),
                          .minutes_on_site = 40,
                          .km = 12.5,
                          .women_consulted = 9,
                          .men_consulted = 1,
                          .women_declined = 2,
                          .cards_given = 5};
  const PatrolVisit read = written_and_read(visit);
  EXPECT_EQ(read.source, visit.source);
  EXPECT_EQ(read.date, visit.date);
  EXPECT_EQ(read.village, visit.village);
  EXPECT_THAT((std::vector{read.patrol_id, read.dialogue_id, read.shift_code, read.squad_id}),
              ElementsAre("P", "D", "malam", "R1"));
  EXPECT_THAT((std::vector{read.minutes_on_site, read.women_consulted, read.men_consulted,
                           read.women_declined, read.cards_given}),
              ElementsAre(40, 9, 1, 2, 5));
  EXPECT_EQ(read.km, 12.5);
}

TEST(RecordBytes, AreFew) {
  std::string bytes;
  RecordWriter{bytes}(Report{});
  EXPECT_LE(bytes.size(), 40U);
}

// --- drawers ------------------------------------------------------------------------------------

/// Where rows are put aside while this lives.
class AsideIn {
 public:
  explicit AsideIn(const std::filesystem::path& folder) : before_(aside_folder()) {
    put_aside_in(folder);
  }
  AsideIn(const AsideIn&) = delete;
  AsideIn& operator=(const AsideIn&) = delete;
  ~AsideIn() { put_aside_in(before_); }

 private:
  std::filesystem::path before_;
};

TEST(Drawers, HoldWhatWasAddedInMemoryOrNot) {
  const TempDir dir;
  const AsideIn aside(dir.path());
  for (const std::size_t most : {std::size_t{0}, std::size_t{7}, std::size_t{1} << 20U}) {
    Drawers drawers(3, most);
    std::vector<std::string> meant(3);
    Stream random(1, most);
    for (int i = 0; i < 100; ++i) {
      const auto drawer = static_cast<std::size_t>(random.below(2)) * 2;
      const std::string bytes(random.below(9), static_cast<char>('a' + i % 26));
      drawers.add(drawer, bytes);
      meant[drawer] += bytes;
    }
    if (most % 2 == 1) drawers.close();
    for (std::size_t d = 0; d < 3; ++d) EXPECT_EQ(drawers.bytes_of(d), meant[d]) << most;
    EXPECT_THAT(drawers.bytes_of(1), IsEmpty());
    EXPECT_THROW(drawers.bytes_of(3), ContractViolation);
    EXPECT_THROW(drawers.add(3, "x"), ContractViolation);
    EXPECT_TRUE(std::filesystem::is_empty(dir.path())) << "what is put aside has no name";
  }
}

TEST(Drawers, StayInMemoryWhereNoFolderWasNamed) {
  const AsideIn aside{{}};
  Drawers drawers(1, 0);
  for (int i = 0; i < 3; ++i) drawers.add(0, "abc");
  drawers.close();
  EXPECT_EQ(drawers.bytes_of(0), "abcabcabc");
}

TEST(Drawers, StayInMemoryWhereTheFileSystemKnowsNoFilesWithoutNames) {
  Drawers drawers(1, 0);
  const AsideIn aside("/proc");
  drawers.add(0, "abc");
  EXPECT_EQ(drawers.bytes_of(0), "abc");
}

TEST(Drawers, SayThatTheDiskRefusesThem) {
  const TempDir dir;
  const auto put_aside = [&](const std::filesystem::path& folder) {
    const AsideIn aside(folder);
    Drawers drawers(1, 0);
    drawers.add(0, std::string(2000, 'x'));
    return drawers.bytes_of(0).size();
  };
  EXPECT_EQ(put_aside(dir.path()), 2000U);
  EXPECT_EQ(code_elsewhere([&] { put_aside(dir.path() / "none"); }), "write_failed");
  const auto write_little = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const LoweredLimit bytes(RLIMIT_FSIZE, 1000);
    put_aside(dir.path());
  };
  EXPECT_EQ(code_elsewhere(write_little), "no_space");
  EXPECT_EQ(code_where_a_call_fails(SYS_pread64, EIO, [&] { put_aside(dir.path()); }),
            "write_failed");
  EXPECT_TRUE(std::filesystem::is_empty(dir.path()));
}

// --- stores -------------------------------------------------------------------------------------

TEST(RecordStores, TellTheDrawerOfAVillage) {
  const std::vector<RegencyId> regencies{regency_of(village("61.07.04.1001")),
                                         regency_of(village("62.01.01.2001"))};
  EXPECT_EQ(drawer_of(village("61.07.15.2001"), regencies), 0U);
  EXPECT_EQ(drawer_of(village("62.01.09.2001"), regencies), 1U);
  EXPECT_EQ(drawer_of(village("61.08.01.2001"), regencies), 0U) << "of none of them";
  EXPECT_EQ(drawer_of(village("94.01.01.2001"), regencies), 0U) << "of none of them";
  EXPECT_EQ(drawer_of(std::nullopt, regencies), 0U);
  EXPECT_EQ(drawer_of(village("62.01.09.2001"), {}), 0U);
}

/// The small region, the last two villages of which are another kabupaten's.
Region region_of_two() {
  Region region = test::small_region();
  region.villages[7] = village("62.01.14.2004");
  region.villages[8] = village("62.01.15.2001");
  region.locate = [box = region.box, villages = region.villages](GeoPoint p) {
    const auto square = static_cast<std::size_t>((p.lon - box.low.lon) / 0.1);
    return std::optional(Located{Located::How::inside, villages[square]});
  };
  region.regency = "";
  return region;
}

/// Reports of both kabupaten; a heap of five in the first, one of which is named after the second;
/// repeated and withdrawn ones, and some without an id.
std::vector<Row> told_in_two() {
  std::vector<Row> rows;
  for (int i = 0; i < 5; ++i) {
    rows.push_back(good({{"report_id", "pile" + std::to_string(i)},
                         {"lat", "0.81"},
                         {"lon", "109.01"},
                         {"place_name", "Tempat " + std::to_string(i)},
                         {"village_code", i == 3 ? "62.01.14.2004" : "61.07.04.1001"}}));
  }
  for (int i = 0; i < 4; ++i) {
    const std::string lon = i % 2 == 0 ? "109.75" : "109.15";
    const std::string code = i % 2 == 0 ? "62.01.14.2004" : "61.07.04.1010";
    rows.push_back(good({{"report_id", "own" + std::to_string(i / 2)},
                         {"lon", lon},
                         {"village_code", code},
                         {"women_consulted", std::to_string(i + 1)}}));
    rows.push_back(good({{"report_id", ""},
                         {"lon", lon},
                         {"village_code", code},
                         {"reporter_ref", "R" + std::to_string(i)}}));
    rows.push_back(good({{"report_id", "no" + std::to_string(i)},
                         {"lon", lon},
                         {"village_code", code},
                         {"consent", "tidak"}}));
  }
  rows.push_back(good({{"record_type", "apa saja"}}));
  return rows;
}

struct Kept {
  ReportStore store;
  std::vector<Issue> issues;
};

Kept judged(const StoreOptions& options) {
  const TextTable table = table_of(told_in_two());
  const ReportSource source;
  const std::vector<ReportText> texts{{&table, &source, {}}};
  ReadRules read = rules();
  read.reporter_key = [] { return std::string(32, 'k'); };
  read.store = options;
  Ledger ledger;
  ReportStore store = judge_reports(texts, region_of_two(), {}, read, ledger);
  ledger.prove_complete();
  return {std::move(store), ledger.issues()};
}

TEST(ReportStores, CutByKabupatenHaveTheRowsOfAllInTheirOrder) {
  const Kept whole = judged({});
  const ReportTable all = whole.store.of(0);
  ASSERT_THAT(all.reports, SizeIs(5 + 2 + 4));
  ASSERT_THAT(all.effort, SizeIs(4));
  const std::vector<RegencyId> regencies{regency_of(village("61.07.04.1001")),
                                         regency_of(village("62.01.01.2001"))};
  for (const std::size_t most : {StoreOptions::kMostBytes, std::size_t{0}}) {
    const Kept cut = judged({.regencies = regencies, .most_bytes = most});
    EXPECT_EQ(cut.issues, whole.issues);
    EXPECT_EQ(judged({.regencies = regencies, .keeps_rows = false}).issues, whole.issues);
    for (std::size_t drawer = 0; drawer < 2; ++drawer) {
      std::vector<Report> reports;
      for (const Report& report : all.reports) {
        if (drawer_of(report.village, regencies) == drawer) reports.push_back(report);
      }
      std::vector<DialogueEffort> effort;
      for (const DialogueEffort& own : all.effort) {
        if (drawer_of(own.village, regencies) == drawer) effort.push_back(own);
      }
      const ReportTable own = cut.store.of(drawer);
      EXPECT_EQ(own.reports, reports);
      EXPECT_EQ(own.effort, effort);
      EXPECT_EQ(cut.store.of(drawer).reports, reports) << "asked again";
    }
  }
}

/// What this process holds open below a folder, named or not.
std::string bytes_open_below(const std::filesystem::path& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code closed;
    const std::string target = std::filesystem::read_symlink(entry.path(), closed).string();
    if (!closed && target.starts_with(folder.string())) {
      all += rawan::testing::content_of(entry.path());
    }
  }
  return all;
}

TEST(ReportStores, KeepOfWhoDidNotConsentThatSheWasAsked) {
  const TempDir dir;
  const AsideIn aside(dir.path());
  const TextTable table = table_of({good({{"consent", "tidak"}, {"place_name", "Kenari Raya"}}),
                                    good({{"report_id", "b"}, {"place_name", "Simpang Empat"}})});
  const ReportSource source;
  const std::vector<ReportText> texts{{&table, &source, {}}};
  ReadRules read = rules();
  read.store.most_bytes = 0;
  Ledger ledger;
  const ReportStore store = judge_reports(texts, test::small_region(), {}, read, ledger);
  const std::string aside_bytes = bytes_open_below(dir.path());
  EXPECT_THAT(aside_bytes, ::testing::HasSubstr("Simpang Empat"));
  EXPECT_THAT(aside_bytes, ::testing::Not(::testing::HasSubstr("Kenari")));
  ASSERT_THAT(store.of(0).effort, SizeIs(1));
  EXPECT_EQ(store.of(0).effort[0].women_consulted, 12);
}

TEST(ReportStores, PutAReportOfAHeapWhereItsNameSays) {
  const std::vector<RegencyId> regencies{regency_of(village("61.07.04.1001")),
                                         regency_of(village("62.01.01.2001"))};
  const Kept cut = judged({.regencies = regencies});
  const auto is_piled = [](const Report& r) { return r.coord_method == CoordMethod::pusat_desa; };
  const auto first = cut.store.of(0).reports;
  const auto second = cut.store.of(1).reports;
  EXPECT_EQ(std::ranges::count_if(first, is_piled), 4);
  EXPECT_EQ(std::ranges::count_if(second, is_piled), 1);
  EXPECT_EQ(second.front().id, "pile3");
}

TEST(ReportStores, AreTheSameHoweverManyFilesAreReadAtATime) {
  const TempDir dir;
  std::vector<ReportSource> sources;
  for (int file = 0; file < 5; ++file) {
    std::string text = "report_id,record_type,occurred_on,village_code,women_consulted\n";
    for (int row = 0; row < 3; ++row) {
      text += "r" + std::to_string((file + row) % 6) + ",persepsi,2024-03-0" +
              std::to_string(row + 1) + ",61.07.04.1001," + std::to_string(file + 1) + "\n";
    }
    sources.push_back({.path = (dir.path() / (std::to_string(file) + ".csv")).string()});
    rawan::testing::write_file(sources.back().path, text);
  }
  const auto read = [&](std::size_t most) {
    ReadRules read_rules = rules();
    read_rules.store.most_bytes = most;
    Ledger ledger;
    const auto table = read_reports(sources, test::small_region(), {}, read_rules, ledger).of(0);
    ledger.prove_complete();
    return std::pair(table.reports, ledger.issues());
  };
  const auto together = read(StoreOptions::kMostBytes);
  EXPECT_THAT(together.first, SizeIs(6));
  EXPECT_EQ(read(0), together);
  EXPECT_EQ(read(300), together) << "two at a time";
  sources[2].path = (dir.path() / "none.csv").string();
  EXPECT_THROW(read(0), InputError);
  EXPECT_THROW(read(StoreOptions::kMostBytes), InputError);
}

}  // namespace
}  // namespace rawan::io

#include "rawan/engine/testimony.h"

#include "rawan/engine/bursts.h"
#include "rawan/engine/stages.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace rawan::engine {
namespace {

using testing::SmallWorld;
using namespace std::chrono;

std::vector<Testimony> told(const SmallWorld& world) {
  return testimonies(world.records, world.study(), world.config);
}

io::Report& set_issue(io::Report& report, io::IssueType issue) {
  report.issues.reset();
  report.issues.set(static_cast<std::size_t>(issue));
  return report;
}

/// Moves a report so far that it is another place.
io::Report& shift(io::Report& report, double degrees) {
  report.location->lon += degrees;
  return report;
}

TEST(Origin, IsAskedWhereTheWomenOfTheDialogueWereCounted) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1");
  shift(world.add_mark(0, "no such talk"), 0.01);
  shift(world.add_mark(0, "no such talk"), 0.02).reporter_sex = io::Sex::tidak_tahu;
  shift(world.add_mark(0, "D1"), 0.03).reporter_sex = io::Sex::laki_laki;
  shift(world.add_mark(0, "D1"), 0.04).type = io::RecordType::temuan;
  const std::vector<Testimony> all = told(world);
  EXPECT_EQ(all[0].origin, Origin::asked);
  EXPECT_EQ(all[1].origin, Origin::volunteered);
  EXPECT_EQ(all[2].origin, Origin::third_hand) << "nobody says that a woman told it";
  EXPECT_EQ(all[3].origin, Origin::third_hand) << "a man of the same dialogue";
  EXPECT_EQ(all[4].origin, Origin::seen);
  EXPECT_EQ(all[0].weight, 1.0);
  EXPECT_EQ(all[1].weight, 0.5);
  EXPECT_EQ(all[2].weight, 0.25);
}

TEST(Reporter, IsHerKeyWhereverShePointsSomethingOut) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1").reporter = 11;
  world.add_mark(0, "").reporter = 11;
  world.add_mark(0, "D1").reporter = 12;
  const std::vector<Testimony> all = told(world);
  EXPECT_EQ(all[0].reporter, all[1].reporter);
  EXPECT_NE(all[0].reporter, all[2].reporter);
}

TEST(Reporter, IsOneForADialogueWithoutKeysAndOneForASourceWithoutBoth) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_visit(0, "D2", 12);
  for (const char* dialogue : {"D1", "D1", "D2", "", "told on its own"}) {
    world.add_mark(0, dialogue).source_system = "kobo";
  }
  world.add_mark(0, "").source_system = "sapa129";
  const std::vector<Testimony> all = told(world);
  EXPECT_EQ(all[0].reporter, all[1].reporter);
  EXPECT_NE(all[0].reporter, all[2].reporter);
  EXPECT_EQ(all[3].reporter, all[4].reporter) << "a derived id of a day is no dialogue";
  EXPECT_NE(all[3].reporter, all[0].reporter);
  EXPECT_NE(all[5].reporter, all[3].reporter);
  EXPECT_EQ(all[0].session, all[1].session);
  EXPECT_NE(all[0].session, all[2].session);
}

TEST(Testimony, OfPrivatePlacesViolenceAndChildrenIsAMatterOfReferral) {
  SmallWorld world;
  world.add_mark(0, "D1").place = io::PlaceType::rumah;
  set_issue(world.add_mark(0, "D1"), io::IssueType::kdrt);
  set_issue(world.add_mark(0, "D1"), io::IssueType::tppo_indikasi)
      .issues.set(static_cast<std::size_t>(io::IssueType::gelap_sepi));
  world.add_mark(0, "D1").involves_child = true;
  world.add_mark(0, "D1").place = io::PlaceType::lainnya;
  for (const Testimony& testimony : told(world)) {
    EXPECT_TRUE(testimony.is_referral) << testimony.report;
    EXPECT_FALSE(testimony.about_place) << testimony.report;
    EXPECT_TRUE(testimony.about_person) << testimony.report;
  }
  EXPECT_TRUE(world.exposure().marks.empty());
}

TEST(Testimony, OfAnEventIsAboutAPersonAndOfAFindingAboutAPlace) {
  SmallWorld world;
  world.add_mark(0, "D1").type = io::RecordType::kejadian;
  world.add_mark(0, "D1").type = io::RecordType::temuan;
  world.add_mark(0, "D1").type = io::RecordType::nihil;
  const std::vector<Testimony> all = told(world);
  EXPECT_TRUE(all[0].about_person && !all[0].about_place && !all[0].is_referral);
  EXPECT_TRUE(!all[1].about_person && all[1].about_place);
  EXPECT_TRUE(!all[2].about_person && !all[2].about_place);
  EXPECT_EQ(all[2].weight, 0.0);
}

// --- duplicates ---------------------------------------------------------------------------------

TEST(Duplicates, ExportedTwiceWithOtherIdsAreCountedOnceAndKept) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1").statement = 77;
  world.add_mark(0, "D1").statement = 77;
  world.add_mark(0, "D1").statement = 78;
  const std::vector<Testimony> all = told(world);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_FALSE(all[0].same_as);
  EXPECT_EQ(all[1].same_as, 0U);
  EXPECT_EQ(all[1].weight, 0.0);
  EXPECT_FALSE(all[2].same_as);
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].marks, 2U);
  EXPECT_EQ(exposure.counts.duplicates, 1U);
  EXPECT_EQ(exposure.counts.over_cap, 0U) << "one reason is enough";
}

/// The same dark road told in a dialogue and in an application.
SmallWorld world_with_two_channels() {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "").source_system = "sp4n_lapor";
  world.add_mark(0, "D1").source_system = "kobo";
  return world;
}

TEST(Duplicates, OfTwoChannelsAreCountedWhereTheWomenWereAsked) {
  const std::vector<Testimony> all = told(world_with_two_channels());
  EXPECT_EQ(all[0].same_as, 1U);
  EXPECT_FALSE(all[1].same_as);
}

TEST(Duplicates, AreNotTheMarksOfTwoDialogues) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_visit(0, "D2", 12);
  world.add_mark(0, "D1").source_system = "kobo";
  world.add_mark(0, "D2").source_system = "manual_csv";
  for (const Testimony& t : told(world)) EXPECT_FALSE(t.same_as) << "other women were asked";
}

TEST(Duplicates, AreNotWhatLiesApartInPlaceTimeKindOrVillageOrHasOneSource) {
  const auto is_joined = [](auto&& change) {
    SmallWorld world = world_with_two_channels();
    change(world.records.reports[0]);
    const auto all = told(world);
    return std::ranges::any_of(all, [](const Testimony& t) { return t.same_as.has_value(); });
  };
  EXPECT_TRUE(is_joined([](io::Report&) {}));
  EXPECT_TRUE(is_joined([](io::Report& r) { shift(r, 0.0008); })) << "89 m";
  EXPECT_FALSE(is_joined([](io::Report& r) { shift(r, 0.0010); })) << "111 m";
  EXPECT_TRUE(is_joined([](io::Report& r) { *r.occurred_on += days(1); }));
  EXPECT_FALSE(is_joined([](io::Report& r) { *r.occurred_on += days(2); }));
  EXPECT_FALSE(is_joined([](io::Report& r) { set_issue(r, io::IssueType::pencurian); }));
  EXPECT_FALSE(is_joined([](io::Report& r) { r.source_system = "kobo"; }));
  EXPECT_FALSE(is_joined([](io::Report& r) { r.type = io::RecordType::temuan; }));
  EXPECT_FALSE(is_joined([](io::Report& r) { r.coord_method = io::CoordMethod::pusat_desa; }));
}

TEST(Duplicates, OfADuplicateNameTheOneThatIsCounted) {
  SmallWorld world = world_with_two_channels();
  world.records.reports[0].statement = 5;
  world.add_mark(0, "").source_system = "sp4n_lapor";
  world.records.reports[2].statement = 5;
  const std::vector<Testimony> all = told(world);
  EXPECT_EQ(all[0].same_as, 1U);
  EXPECT_EQ(all[2].same_as, 1U);
}

// --- cap ----------------------------------------------------------------------------------------

std::size_t counted(const std::vector<Testimony>& all) {
  return static_cast<std::size_t>(
      std::ranges::count_if(all, [](const Testimony& t) { return t.weight > 0.0; }));
}

TEST(Cap, IsOneReportOfAReporterPerPlaceAndDay) {
  SmallWorld world;
  for (int i = 0; i < 30; ++i) world.add_mark(0, "").reporter = 4;
  EXPECT_EQ(counted(told(world)), 1U);
  world.records.reports[7].reported_at += days(1);
  EXPECT_EQ(counted(told(world)), 2U);
}

TEST(Cap, IsThreeReportsOfAReporterPerWeek) {
  SmallWorld world;
  for (int i = 0; i < 30; ++i) shift(world.add_mark(0, ""), 0.003 * i).reporter = 4;
  const std::vector<Testimony> all = told(world);
  EXPECT_EQ(counted(all), 3U);
  EXPECT_EQ(world.exposure().counts.over_cap, 27U);
  for (io::Report& report : world.records.reports) report.reported_at += days(6);
  EXPECT_EQ(counted(told(world)), 3U) << "the fifth of May 2026 is a Tuesday";
  world.config.evidence.reports_per_week = 500;
  EXPECT_EQ(counted(told(world)), 30U) << "without the cap the same check fails";
}

TEST(Cap, GrowsWithTheWomenTheLogCountedInADialogueWithoutKeys) {
  SmallWorld world;
  world.add_visit(0, "D1", 4);
  for (int i = 0; i < 30; ++i) shift(world.add_mark(0, "D1"), 0.001 * i);
  EXPECT_EQ(counted(told(world)), 12U) << "three of each of four women";
  world.records.visits[0].dialogue_id = "D2";
  for (io::Report& report : world.records.reports) report.women_consulted = 100;
  EXPECT_EQ(counted(told(world)), 3U) << "a dialogue the log does not know is one reporter";
  world.records.visits.clear();
  EXPECT_EQ(counted(told(world)), 30U) << "without a log the rows are all there is";
}

TEST(Cap, LetsOneDeviceMoveNoVillageByMoreThanABand) {
  const auto classes = [](const SmallWorld& world) {
    const Study study = world.study();
    const Exposure exposure = world.exposure();
    const Findings findings = analyze(world.records, study, exposure, world.config, {});
    std::vector<int> bands;
    for (const auto& village : rank(study, exposure, findings, world.config).villages) {
      bands.push_back(static_cast<int>(village.priority));
    }
    return bands;
  };
  SmallWorld world;
  for (const std::size_t village : {0U, 1U}) {
    for (int d = 0; d < 4; ++d) {
      const std::string dialogue = std::to_string(village) + "-" + std::to_string(d);
      world.add_visit(village, dialogue, 15);
      for (int m = 0; m < 4; ++m) shift(world.add_mark(village, dialogue), 0.002 * m);
    }
  }
  const std::vector<int> before = classes(world);
  for (int i = 0; i < 500; ++i) {
    io::Report& report = shift(world.add_mark(0, "0-" + std::to_string(i % 4)), 0.0025 * (i % 20));
    report.location->lat += 0.0025 * (i / 20);
    report.reporter = 666;
  }
  const std::vector<int> after = classes(world);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_LE(std::abs(after[i] - before[i]), 1) << i;

  SmallWorld open = world;
  open.config.evidence.reports_per_week = 1'000'000;
  EXPECT_GT(std::abs(classes(open)[0] - before[0]), 1) << "the flood moves it without the cap";
}

// --- bursts -------------------------------------------------------------------------------------

/// One woman who was asked, and some strangers who tell the same a week later.
SmallWorld world_with_strangers(int strangers, int days_apart) {
  SmallWorld world;
  world.add_visit(0, "D1", 12);
  world.add_mark(0, "D1");
  for (int i = 0; i < strangers; ++i) {
    io::Report& report = world.add_mark(0, "");
    report.reporter = 100 + static_cast<std::uint64_t>(i);
    report.reported_at += days(7 + i * days_apart);
  }
  return world;
}

bool bursts(const SmallWorld& world) {
  return unverified_bursts(world.records, world.study(), told(world), 3)[0];
}

TEST(Burst, IsManyNewReportersAtOnceWhomNobodyVouchesFor) {
  EXPECT_TRUE(bursts(world_with_strangers(4, 0))) << "k - 1 invented reporters";
  EXPECT_FALSE(bursts(world_with_strangers(2, 0)));
  EXPECT_FALSE(bursts(world_with_strangers(4, 7))) << "one a week is no burst";
  SmallWorld verified = world_with_strangers(4, 0);
  for (io::Report& report : verified.records.reports) {
    report.status = io::ReportStatus::diverifikasi;
  }
  EXPECT_FALSE(bursts(verified));
}

TEST(Burst, IsNoneWhereMostReportersAreKnown) {
  SmallWorld world = world_with_strangers(3, 0);
  for (int i = 0; i < 5; ++i) {
    world.add_mark(0, "D1").reporter = static_cast<std::uint64_t>(i);
  }
  EXPECT_FALSE(bursts(world));
}

TEST(Burst, LeavesTheRateOfTheVillageAlone) {
  const auto rate = [](const SmallWorld& world) { return world.exposure().village[0].marks; };
  EXPECT_EQ(rate(world_with_strangers(4, 0)), rate(world_with_strangers(0, 0)))
      << "who was not asked has no denominator";
}

// --- order --------------------------------------------------------------------------------------

TEST(Testimonies, DoNotDependOnTheOrderOfRows) {
  SmallWorld world;
  world.add_visit(0, "D1", 2);
  for (int i = 0; i < 40; ++i) {
    io::Report& report = shift(world.add_mark(0, i % 3 == 0 ? "D1" : ""), 0.0007 * (i % 11));
    report.source_system = i % 2 == 0 ? "kobo" : "sapa129";
    if (i % 5 == 0) report.reporter = 1 + static_cast<std::uint64_t>(i % 2);
    if (i % 7 == 0) report.statement = 9;
    report.source.row = static_cast<std::uint64_t>(i);
  }
  const auto by_id = [](const SmallWorld& w) {
    std::map<std::string, std::tuple<double, bool, std::string>> result;
    for (const Testimony& t : told(w)) {
      const std::string same = t.same_as ? w.records.reports[*t.same_as].id : "";
      result[w.records.reports[t.report].id] = {t.weight, t.over_cap, same};
    }
    return result;
  };
  const auto expected = by_id(world);
  std::ranges::reverse(world.records.reports);
  EXPECT_EQ(by_id(world), expected);
  std::ranges::rotate(world.records.reports, world.records.reports.begin() + 17);
  EXPECT_EQ(by_id(world), expected);
}

TEST(Testimonies, AreToldApartByEqualityOfKeysAlone) {
  SmallWorld world;
  for (int i = 0; i < 40; ++i) {
    shift(world.add_mark(0, ""), 0.003 * i).reporter = static_cast<std::uint64_t>(i % 7);
  }
  const auto weights = [](const SmallWorld& w) {
    std::vector<double> all;
    for (const Testimony& t : told(w)) all.push_back(t.weight);
    return all;
  };
  const std::vector<double> expected = weights(world);
  for (io::Report& r : world.records.reports) r.reporter = *r.reporter * 0x9e3779b97f4a7c15ULL + 5;
  EXPECT_EQ(weights(world), expected);
}

}  // namespace
}  // namespace rawan::engine

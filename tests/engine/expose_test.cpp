#include "rawan/engine/stages.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

namespace rawan::engine {
namespace {

using testing::SmallWorld;
using namespace std::chrono;

TEST(Exposure, CountsTheWomenOfADialogueOnceAndNotPerMark) {
  SmallWorld world;
  world.add_visit(0, "D1", 20);
  for (int mark = 0; mark < 4; ++mark) world.add_mark(0, "D1").women_consulted = 20;
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].women, 20.0);
  EXPECT_EQ(exposure.village[0].marks, 4U);
  ASSERT_EQ(exposure.dialogues.size(), 1U);
  EXPECT_EQ(exposure.dialogues[0].marks, 4.0);
}

TEST(Exposure, BelievesThePatrolLogOverTheRowsOfReports) {
  SmallWorld world;
  world.add_visit(0, "D1", 20);
  world.add_mark(0, "D1").women_consulted = 80;
  EXPECT_EQ(world.exposure().village[0].women, 20.0);
}

TEST(Exposure, TakesTheWomenFromTheReportsWhereTheLogIsSilent) {
  SmallWorld world;
  world.add_mark(1, "D9").women_consulted = 12;
  world.add_mark(1, "D9").women_consulted = 15;
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[1].women, 15.0);
  EXPECT_EQ(exposure.village[1].dialogues, 1U);
}

TEST(Exposure, CountsAMarkWhereItsDialogueWasHeld) {
  SmallWorld world;
  world.add_visit(0, "D1", 10);
  world.add_mark(1, "D1");
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].marks, 1U);
  EXPECT_EQ(exposure.village[1].marks, 0U);
  EXPECT_EQ(exposure.marks.front().site, 1U);
}

TEST(Exposure, KeepsMenAndPrivatePlacesAndReferralsOutOfTheWomensRate) {
  SmallWorld world;
  world.add_visit(0, "D1", 10);
  world.add_mark(0, "D1").reporter_sex = io::Sex::laki_laki;
  world.add_mark(0, "D1").place = io::PlaceType::rumah;
  io::Report& referral = world.add_mark(0, "D1");
  referral.issues.reset();
  referral.issues.set(static_cast<std::size_t>(io::IssueType::kdrt));
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].marks, 0U);
  EXPECT_TRUE(exposure.marks.empty());
  EXPECT_EQ(exposure.marks_by_men, 1U);
  EXPECT_EQ(exposure.not_public, 2U);
}

TEST(Exposure, NeverMapsAnEventAgainstAPerson) {
  SmallWorld world;
  world.add_mark(0, "D1").type = io::RecordType::kejadian;
  EXPECT_TRUE(world.exposure().marks.empty());
}

TEST(Exposure, SaysHowManyMarksNobodyCountedWomenFor) {
  SmallWorld world;
  world.add_mark(0, "D1");
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.marks_without_effort, 1U);
  EXPECT_TRUE(exposure.dialogues.empty());
}

TEST(Exposure, LeavesOutWhatLiesOutsideThePeriod) {
  SmallWorld world;
  world.add_visit(0, "D1", 10).date = sys_days(year(2025) / 12 / 31);
  world.add_mark(0, "D1").occurred_on = sys_days(year(2026) / 11 / 1);
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].visits, 0U);
  EXPECT_TRUE(exposure.marks.empty());
}

TEST(Exposure, CountsAVisitOncePerPatrolDayAndVillage) {
  SmallWorld world;
  world.add_visit(0, "D1", 10).patrol_id = "P";
  world.add_visit(0, "D2", 5).patrol_id = "P";
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].visits, 1U);
  EXPECT_EQ(exposure.village[0].dialogues, 2U);
  EXPECT_EQ(exposure.village[0].women, 15.0);
}

TEST(Exposure, CountsWhoDidNotConsentAsAskedAndNothingMore) {
  SmallWorld world;
  world.add_mark(0, "D1").women_consulted = 9;
  world.records.unconsented.push_back({.dialogue_id = "D2",
                                       .village = world.village(0),
                                       .date = sys_days(year(2026) / 5 / 6),
                                       .women_consulted = 7});
  const Exposure exposure = world.exposure();
  EXPECT_EQ(exposure.village[0].women, 16.0);
  EXPECT_EQ(exposure.village[0].marks, 1U);
  EXPECT_EQ(exposure.village[0].dialogues, 2U);
}

TEST(Exposure, KnowsNothingOfPopulation) {
  SmallWorld world;
  world.add_visit(0, "D1", 20);
  world.add_mark(0, "D1");
  const Exposure before = world.exposure();
  world.records.population.push_back({.village = world.village(0), .year = 2025, .women = 4000});
  const Exposure after = world.exposure();
  EXPECT_EQ(after.village[0].women, before.village[0].women);
  EXPECT_EQ(after.dialogues.size(), before.dialogues.size());
  EXPECT_EQ(world.study().sites.women[0], 4000.0) << "a second denominator, never mixed in";
}

TEST(Exposure, DatesADialogueByTheLogElseByItsFirstReport) {
  SmallWorld world;
  world.add_visit(0, "D1", 20);
  world.add_mark(0, "D1").occurred_on = sys_days(year(2026) / 4 / 1);
  world.add_mark(0, "D2").women_consulted = 9;
  world.add_mark(0, "D2").occurred_on = sys_days(year(2026) / 5 / 2);
  const Exposure exposure = world.exposure();
  ASSERT_EQ(exposure.dialogue_day.size(), 2U);
  EXPECT_EQ(exposure.dialogue_day[0], sys_days(year(2026) / 5 / 5));
  EXPECT_EQ(exposure.dialogue_day[1], sys_days(year(2026) / 5 / 2));
}

}  // namespace
}  // namespace rawan::engine

#include "gate_parts.h"

#include "protected_places.h"
#include "rawan/engine/gates.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using rawan::testing::SmallWorld;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Day day(int y, unsigned m, unsigned d) {
  return sys_days(year(y) / month(m) / d);
}

std::vector<std::string> names_of(const std::vector<Window>& windows) {
  std::vector<std::string> names;
  for (const Window& window : windows) names.push_back(window.name);
  return names;
}

TEST(Windows, LieWithinThePeriodToTheDay) {
  EXPECT_THAT(names_of(complete_quarters({day(2026, 1, 1), day(2026, 3, 31)})),
              ElementsAre("2026-Q1"));
  EXPECT_THAT(complete_quarters({day(2026, 1, 1), day(2026, 3, 30)}), IsEmpty());
  EXPECT_THAT(complete_quarters({day(2026, 1, 2), day(2026, 3, 31)}), IsEmpty());
  EXPECT_THAT(names_of(complete_years({day(2025, 1, 1), day(2026, 12, 31)})),
              ElementsAre("2025", "2026"));
  const Window first = complete_quarters({day(2026, 1, 1), day(2026, 3, 31)}).front();
  EXPECT_EQ(first.from, day(2026, 1, 1));
  EXPECT_EQ(first.to, day(2026, 3, 31));
}

TEST(Windows, BeginAfterTheLastOfWhichItIsForgottenWhoTold) {
  const auto first_after = [](const std::string& tier, const io::LedgerCell& cell) {
    rawan::testing::KeptLedger kept;
    kept.remember({{.tier = tier, .cells = {cell}}});
    const auto period = remembered_windows({day(2026, 1, 1), day(2026, 12, 31)}, kept.ledger);
    return complete_quarters(period).front().name;
  };
  const io::LedgerCell forgotten{.window = "2026-Q2", .measure = kReporters, .shown = "5-9"};
  EXPECT_EQ(first_after("planning", forgotten), "2026-Q3");
  io::LedgerCell cell = forgotten;
  cell.measure = kReferrals;
  EXPECT_EQ(first_after("planning", cell), "2026-Q3");
  cell = forgotten;
  cell.shown.clear();
  cell.complementary = true;
  EXPECT_EQ(first_after("planning", cell), "2026-Q3") << "hidden for others, as it had enough";
  cell.complementary = false;
  EXPECT_EQ(first_after("planning", cell), "2026-Q1") << "nobody told";
  cell = forgotten;
  cell.reporters = {1};
  EXPECT_EQ(first_after("planning", cell), "2026-Q1") << "known";
  cell = forgotten;
  cell.measure = "prioritas";
  EXPECT_EQ(first_after("planning", cell), "2026-Q1") << "no people are counted";
  cell = forgotten;
  cell.window = kRunning;
  EXPECT_EQ(first_after("planning", cell), "2026-Q1") << "of no window";
  EXPECT_EQ(first_after("public", forgotten), "2026-Q1");
}

TEST(Agreements, AreNamedWhereThePolicyAsksForOne) {
  Policy policy = load_policy("ketat", "");
  try {
    expect_agreement(policy);
    FAIL() << "nobody named one";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.code(), "agreement_missing");
    EXPECT_EQ(refusal.exit_code(), 7);
  }
  policy.sharing_agreement = "MoU-1";
  EXPECT_NO_THROW(expect_agreement(policy));
  EXPECT_NO_THROW(expect_agreement(load_policy("baku", "")));
}

TEST(Agreements, AreAskedForWhereverNumbersLeaveTheHouse) {
  const SmallWorld world;
  const io::ReleaseLedger ledger;
  const Memory memory{ledger, std::string(32, 'k')};
  const Policy policy = load_policy("ketat", "");
  Results results{.records = world.records, .study = world.study()};
  results.exposure.village.resize(2);
  results.ranking.villages.resize(2);
  EXPECT_THROW(Gate::planning(results, world.config, policy, memory), GateRefusal);
  EXPECT_THROW(Gate::open(results, world.config, policy, memory, [] { return 1; }), GateRefusal);
  const Policy without = load_policy("baku", "");
  EXPECT_EQ(Gate::planning(results, world.config, without, memory).cleared.view().least, 5U);
}

TEST(Differences, CountPeopleOfWhomOnlyOneListKnows) {
  EXPECT_EQ(difference_of({1, 2, 3}, {2, 3, 4, 5}), 3U);
  EXPECT_EQ(difference_of({}, {}), 0U);
}

TEST(Repetition, EndsWithEnoughPeople) {
  io::LedgerCell before{.reporters = {1, 2, 3}};
  EXPECT_FALSE(must_repeat(nullptr, {1}, 5)) << "nothing was said";
  EXPECT_TRUE(must_repeat(&before, {1, 2, 3}, 2));
  EXPECT_TRUE(must_repeat(&before, {1, 2, 3, 4}, 2));
  EXPECT_FALSE(must_repeat(&before, {2, 3, 4}, 2));
}

TEST(PortraitTexts, KeepAllThatWasSaid) {
  Portrait said;
  const auto kept = [&] { return portrait_from(portrait_text(said)); };
  EXPECT_FALSE(kept().issue || kept().factor || kept().place || kept().hours);
  said.issue = io::IssueType::pelecehan_verbal;
  said.factor = io::EnvFactor::gelap;
  said.place = io::PlaceType::jalan_umum;
  said.hours = HourRange{18, 29};
  EXPECT_EQ(kept().issue, said.issue) << "the first of the list, too";
  EXPECT_EQ(kept().factor, said.factor);
  EXPECT_EQ(kept().place, said.place);
  EXPECT_EQ(kept().hours, said.hours);
  said.issue = io::IssueType::gelap_sepi;
  EXPECT_EQ(kept().issue, said.issue);
}

TEST(ClassTexts, NameBoundsOrAnOpenEnd) {
  const disclosure::Classes classes{5, 10, 50};
  EXPECT_FALSE(class_text(4, classes));
  EXPECT_EQ(class_text(5, classes), "5-9");
  EXPECT_EQ(class_text(49, classes), "10-49");
  EXPECT_EQ(class_text(50, classes), "50+");
}

/// The effort in the western village that the log tells of some days.
struct Log : SmallWorld {
  io::PatrolVisit& visit(Day date, const std::string& patrol, const std::string& dialogue,
                         int women) {
    io::PatrolVisit& visit = add_visit(0, dialogue, women);
    visit.date = date;
    visit.patrol_id = patrol;
    return visit;
  }
  LoggedEffort effort(Day from = day(2026, 5, 1), Day to = day(2026, 5, 31)) const {
    return logged_effort({.records = records, .study = study()}, from, to).front();
  }
};

TEST(LoggedEffort, CountsWhatLiesWithinTheDays) {
  Log log;
  for (const unsigned d : {4U, 5U, 6U, 7U}) {
    log.visit(day(2026, 5, d), "P-1", "D-" + std::to_string(d), 10);
  }
  EXPECT_EQ(log.effort(day(2026, 5, 5), day(2026, 5, 6)).visits, 2U);
  EXPECT_EQ(log.effort(day(2026, 5, 5), day(2026, 5, 6)).women, 20U);
  EXPECT_EQ(log.effort(day(2026, 5, 5), day(2026, 5, 6)).last_asked, day(2026, 5, 6));
}

TEST(LoggedEffort, CountsAPatrolOncePerDayAndVillage) {
  Log log;
  log.visit(day(2026, 5, 5), "P-1", "D-1", 10);
  log.visit(day(2026, 5, 5), "P-1", "D-2", 10);
  EXPECT_EQ(log.effort().visits, 1U);
  EXPECT_EQ(log.effort().dialogues, 2U);
  log.visit(day(2026, 5, 6), "P-1", "D-3", 10);
  log.visit(day(2026, 5, 5), "P-2", "D-4", 10);
  EXPECT_EQ(log.effort().visits, 3U);
}

TEST(LoggedEffort, CountsTheWomenOfADialogueOnce) {
  Log log;
  log.visit(day(2026, 5, 6), "P-1", "D-1", 10);
  log.visit(day(2026, 5, 5), "P-2", "D-1", 10);
  EXPECT_EQ(log.effort().dialogues, 1U);
  EXPECT_EQ(log.effort().women, 10U);
  log.visit(day(2026, 5, 5), "P-3", "D-2", 7);
  EXPECT_EQ(log.effort().last_asked, day(2026, 5, 6)) << "the last one, in any order of rows";
}

TEST(LoggedEffort, CallsItADialogueWhereSomebodyWasAsked) {
  Log log;
  log.visit(day(2026, 5, 5), "P-1", "D-1", 0).women_declined = 4;
  EXPECT_EQ(log.effort().dialogues, 0U);
  EXPECT_FALSE(log.effort().last_asked);
  EXPECT_FALSE(log.effort().declined);
  log.records.visits.back().men_consulted = 1;
  EXPECT_EQ(log.effort().dialogues, 1U);
  EXPECT_EQ(log.effort().men, 1U);
  EXPECT_EQ(log.effort().women, 0U);
  EXPECT_EQ(log.effort().declined, 4U);
}

TEST(LoggedEffort, TellsNothingOfColumnsThatNobodyFilledIn) {
  Log log;
  log.visit(day(2026, 5, 5), "P-1", "D-1", 5);
  EXPECT_FALSE(log.effort().cards);
  EXPECT_FALSE(log.effort().declined);
  log.records.visits.back().cards_given = 0;
  EXPECT_EQ(log.effort().cards, 0U);
  log.visit(day(2026, 5, 6), "P-1", "D-2", 5).cards_given = 3;
  EXPECT_EQ(log.effort().cards, 3U);
}

/// A shelter in the western village, in meters of the study.
struct Shelter : SmallWorld {
  io::GeoPoint place{109.44, 0.84};
  io::Projector projector{records.crs.crs};
  Point at = projector.to_meters(place);

  Shelter() { records.protected_places.push_back({.location = place}); }
  Point east(double meters) const { return {at.x + meters, at.y}; }
  Polygon square_east(double meters) const {
    return {{.outer = {{at.x + meters, at.y - 50.0},
                       {at.x + meters + 100.0, at.y - 50.0},
                       {at.x + meters + 100.0, at.y + 50.0},
                       {at.x + meters, at.y + 50.0}},
             .holes = {}}};
  }
};

TEST(ProtectedPlaces, AreNearWithinHalfAKilometer) {
  const Shelter shelter;
  const ProtectedPlaces places(shelter.records);
  EXPECT_TRUE(places.are_near(shelter.at));
  EXPECT_TRUE(places.are_near(shelter.east(500.0)));
  EXPECT_FALSE(places.are_near(shelter.east(501.0)));
  EXPECT_TRUE(places.are_near(shelter.square_east(-50.0))) << "in it";
  EXPECT_TRUE(places.are_near(shelter.square_east(500.0)));
  EXPECT_FALSE(places.are_near(shelter.square_east(501.0)));
  EXPECT_FALSE(ProtectedPlaces(Records{}).are_near(shelter.at));
}

TEST(CellProtection, EndsWhereManyLive) {
  Shelter shelter;
  const NationalGrid grid(Meters{250.0});
  const NationalCell home = grid.cell_of(shelter.place);
  const auto protects = [&](std::int64_t residents) {
    Results results{.records = shelter.records, .study = shelter.study()};
    if (residents > 0) {
      results.records.population.push_back(
          {.village = shelter.village(0), .year = 2026, .total = residents});
    }
    return CellProtection(results, grid).protects(home);
  };
  EXPECT_TRUE(protects(0)) << "nobody knows how many live there";
  // A village of 10 by 10 km has 1,642 cells of 247 m.
  EXPECT_TRUE(protects(16'000'000));
  EXPECT_FALSE(protects(17'000'000));
}

TEST(MeetingPlaces, AreTheCenterWhereNothingIsNear) {
  const Shelter shelter;
  const ProtectedPlaces places(shelter.records);
  const Polygon village = shelter.square_east(450.0);
  EXPECT_EQ(meeting_place(village, shelter.east(600.0), places, Stream(1, 0)), shelter.east(600.0));
  const auto moved = meeting_place(village, shelter.east(490.0), places, Stream(1, 0));
  ASSERT_TRUE(moved);
  EXPECT_FALSE(places.are_near(*moved));
  EXPECT_GE(moved->x, shelter.at.x + 500.0);
  EXPECT_LE(moved->x, shelter.at.x + 550.0);
  EXPECT_FALSE(meeting_place(shelter.square_east(100.0), shelter.east(150.0), places, Stream(1, 0)))
      << "all of the village is near";
}

}  // namespace
}  // namespace rawan::engine

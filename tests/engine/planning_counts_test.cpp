// Who is counted for planners, in which windows, and what earlier releases and sums allow to show.

#include "rawan/engine/gates.h"
#include "support/kept_ledger.h"
#include "support/told_district.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::engine {
namespace {

using rawan::testing::day;
using rawan::testing::KeptLedger;
using rawan::testing::ToldDistrict;

constexpr const char* kDistrict = "61.07.01";

/// A policy that shows every number from one person on.
Policy policy_of_numbers() {
  Policy policy = load_policy("baku", "");
  TierPolicy& planning = policy.tiers[static_cast<std::size_t>(Tier::planning)];
  planning.unit = {.min_reporters = 1, .min_sessions = 1, .max_share = 1.0};
  planning.classes.clear();
  for (std::uint32_t count = 1; count <= 60; ++count) planning.classes.push_back(count);
  return policy;
}

std::string village(std::size_t i) {
  return "61.07.01.200" + std::to_string(i + 1);
}

const AreaCount& count_of(const PlanningView& view, const std::string& area,
                          const std::string& window, const std::string& measure = "pelapor") {
  return *std::ranges::find_if(view.counts, [&](const AreaCount& count) {
    return count.area == area && count.window == window && count.measure == measure;
  });
}

/// "-": masked.
std::string shown(const PlanningView& view, const std::string& area, const std::string& window,
                  const std::string& measure = "pelapor") {
  return count_of(view, area, window, measure).shown.value_or("-");
}

struct District : ToldDistrict {
  using ToldDistrict::ToldDistrict;

  /// A visit of a patrol.
  void ask(std::size_t village, Day when) {
    io::PatrolVisit visit{.patrol_id = "P-1"};
    visit.date = when;
    visit.village = results.records.villages.villages[village].id;
    results.records.visits.push_back(visit);
  }

  PlanningView view(const Policy& policy, const Memory& memory) {
    return planning(policy, memory).cleared.view();
  }
  PlanningView view(const Policy& policy = load_policy("baku", "")) {
    const io::ReleaseLedger ledger;
    return view(policy, {ledger, std::string(32, 'k')});
  }
};

TEST(PlanningCounts, HoldTheFirstAndTheLastDayOfAWindow) {
  District district(1);
  district.config.period.to = day(2025, 3, 31);
  district.add_report(0, day(2025, 1, 1), 1);
  district.add_report(0, day(2025, 3, 31), 2);
  district.add_report(0, day(2025, 4, 1), 3);
  EXPECT_EQ(shown(district.view(policy_of_numbers()), village(0), "2025-Q1"), "2-2");
}

TEST(PlanningCounts, AddTheQuartersOfTheirOwnYear) {
  District district(1);
  district.config.period.from = day(2024, 1, 1);
  district.tell(0, day(2024, 2, 2), 6);
  district.tell(0, day(2024, 11, 11), 7);
  district.tell(0, day(2025, 2, 2), 20);
  district.tell(0, day(2025, 11, 11), 21);
  const PlanningView view = district.view(policy_of_numbers());
  for (const char* area : {"61.07.01.2001", "61.07.01", "61.07"}) {
    EXPECT_EQ(shown(view, area, "2024"), "13-13") << area;
    EXPECT_EQ(shown(view, area, "2025"), "41-41") << area;
  }
}

TEST(PlanningCounts, AreOfPeopleWhoToldOfAVillage) {
  District district(1);
  district.config.period.to = day(2025, 3, 31);
  district.tell(0, day(2025, 2, 2), 10);
  for (int i = 0; i < 30; ++i) {
    io::Report& report = district.add_report(0, day(2025, 2, 2), 500 + i);
    if (i < 10) report.type = io::RecordType::temuan;
    if (i >= 10 && i < 20) report.place = io::PlaceType::rumah;
    if (i >= 20) report.village = *io::parse_village_code("61.07.99.2001");
  }
  const PlanningView view = district.view(policy_of_numbers());
  EXPECT_EQ(shown(view, village(0), "2025-Q1"), "10-10");
  EXPECT_EQ(shown(view, kDistrict, "2025-Q1", "rujukan"), "10-10");
}

TEST(PlanningCounts, TellApartNobodyAndNotAsked) {
  District district(2);
  district.tell(0, day(2025, 2, 2), 3);
  io::PatrolVisit visit{.patrol_id = "P-1"};
  visit.date = day(2025, 2, 2);
  visit.village = district.results.records.villages.villages[0].id;
  district.results.records.visits.push_back(visit);
  const PlanningView view = district.view();
  EXPECT_EQ(shown(view, village(0), "2025-Q1"), "-");
  EXPECT_TRUE(count_of(view, village(0), "2025-Q1").has_data);
  EXPECT_FALSE(count_of(view, village(0), "2025-Q2").has_data);
  EXPECT_FALSE(count_of(view, village(1), "2025-Q1").has_data);
}

// 8 and 3 of which the first was shown as 5-9 and the sum as 10-19: somebody is in the second.
TEST(PlanningCounts, AreRefusedWhereAnEarlierReleaseGivesThemAway) {
  KeptLedger kept;
  District district(2);
  district.config.period.to = day(2025, 3, 31);
  district.tell(0, day(2025, 2, 2), 8);
  district.tell(1, day(2025, 2, 2), 3);
  Policy lax = load_policy("baku", "");
  TierPolicy& planning = lax.tiers[static_cast<std::size_t>(Tier::planning)];
  planning.unit.min_reporters = 1;
  planning.classes = {1, 5, 10, 20};
  kept.remember(district.planning(lax, kept.memory()).record);
  try {
    district.view(load_policy("baku", ""), kept.memory());
    FAIL() << "the second is given away";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.code(), "gate_determined");
    EXPECT_EQ(refusal.exit_code(), 7);
  }
  EXPECT_NO_THROW(district.view()) << "without an earlier release";
}

TEST(PlanningCounts, AreRepeatedWhereOnePersonCame) {
  KeptLedger kept;
  District district(1);
  district.config.period.to = day(2025, 3, 31);
  district.tell(0, day(2025, 2, 2), 9);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  district.tell(0, day(2025, 2, 2), 1);
  EXPECT_EQ(shown(district.view(policy, kept.memory()), village(0), "2025-Q1"), "5-9");
  EXPECT_EQ(shown(district.view(), village(0), "2025-Q1"), "10-19") << "the ledger decides";
}

TEST(PlanningCounts, StayHiddenWhereTooFewCameThoughTheyWouldBeSafe) {
  KeptLedger kept;
  District district(1);
  district.config.period.to = day(2025, 3, 31);
  for (int i = 0; i < 6; ++i) district.add_report(0, day(2025, 2, 2), 500 + i);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  EXPECT_EQ(shown(district.view(), village(0), "2025-Q1"), "-") << "one dialogue";
  for (int i = 0; i < 2; ++i) district.add_report(0, day(2025, 2, 3), 600 + i);
  EXPECT_EQ(shown(district.view(), village(0), "2025-Q1"), "5-9");
  EXPECT_EQ(shown(district.view(policy, kept.memory()), village(0), "2025-Q1"), "-");
}

TEST(PlanningCounts, OfNobodyStayHiddenInAWindowThatIsRepeated) {
  KeptLedger kept;
  District district(3);
  district.config.period.to = day(2025, 3, 31);
  for (const std::size_t i : {0U, 1U}) district.tell(i, day(2025, 2, 2), 30);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  district.tell(2, day(2025, 2, 2), 8);
  district.tell(0, day(2025, 2, 2), 1);
  EXPECT_EQ(shown(district.view(policy, kept.memory()), village(2), "2025-Q1"), "-")
      << "the window is as it was";
  EXPECT_EQ(shown(district.view(), village(2), "2025-Q1"), "5-9");
}

TEST(PlanningCounts, AreRememberedAsNothingOnceEveryoneTookBackWhatTheyTold) {
  KeptLedger kept;
  District district(1);
  district.config.period.to = day(2025, 3, 31);
  district.tell(0, day(2025, 2, 2), 9);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  district.results.records.reports.clear();
  const auto cleared = district.planning(policy, kept.memory());
  EXPECT_EQ(shown(cleared.cleared.view(), village(0), "2025-Q1"), "-");
  for (const io::LedgerRelease& release : cleared.record) {
    EXPECT_FALSE(release.cells.empty());
    for (const io::LedgerCell& cell : release.cells) {
      EXPECT_TRUE(cell.reporters.empty()) << cell.measure;
    }
  }
}

/// Of the first quarter nobody knows anymore who told: neither it nor its year is said again.
TEST(PlanningCounts, AreNotSaidAgainOfWindowsWhosePeopleWereForgotten) {
  KeptLedger kept;
  District district(2);
  for (const unsigned month : {2U, 5U, 8U, 11U}) district.tell(0, day(2025, month, 2), 20);
  district.tell(1, day(2025, 2, 2), 3);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  kept.ledger.forget_reporters([](const io::LedgerRelease&, const io::LedgerCell& cell) {
    return cell.window == "2025-Q1";
  });
  district.tell(0, day(2025, 2, 2), 1);
  const PlanningView view = district.view(policy, kept.memory());
  EXPECT_EQ(view.windows, (std::vector<std::string>{"2025-Q2", "2025-Q3", "2025-Q4"}));
  for (const AreaCount& count : view.counts) {
    EXPECT_THAT(view.windows, ::testing::Contains(count.window));
  }
  EXPECT_EQ(shown(view, village(0), "2025-Q2"), "20-49");
}

TEST(PlanningCounts, AreMadeOfAYearThatWasNotYetPublished) {
  KeptLedger kept;
  District district(1);
  for (const unsigned month : {2U, 5U, 8U, 11U}) district.tell(0, day(2025, month, 2), 20);
  const Policy policy = load_policy("baku", "");
  district.config.period.to = day(2025, 6, 30);
  kept.remember(district.planning(policy, kept.memory()).record);
  district.config.period.to = day(2025, 12, 31);
  district.tell(0, day(2025, 2, 2), 1);
  const PlanningView view = district.view(policy, kept.memory());
  EXPECT_EQ(shown(view, village(0), "2025"), "50+");
  EXPECT_EQ(shown(view, village(0), "2025-Q3"), "20-49");
}

TEST(PlanningCounts, SaySinceWhenTheyAreAsTheyAre) {
  KeptLedger kept;
  District district(1);
  district.tell(0, day(2025, 2, 2), 8);
  const Policy policy = load_policy("baku", "");
  district.config.period.to = day(2025, 6, 30);
  kept.remember(district.planning(policy, kept.memory()).record);
  district.config.period.to = day(2025, 9, 30);
  const auto as_of = [&] {
    return count_of(district.view(policy, kept.memory()), village(0), "2025-Q1").as_of;
  };
  EXPECT_EQ(as_of(), "2025-06-30") << "nobody came";
  district.tell(0, day(2025, 2, 2), 5);
  EXPECT_EQ(as_of(), "2025-09-30");
}

TEST(PlanningCounts, SayHowManyAreHiddenForThemselvesAndForOthers) {
  District district(4);
  district.config.period.to = day(2025, 3, 31);
  const int people[] = {6, 7, 3, 8};
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), people[i]);
  const io::ReleaseLedger ledger;
  const auto passed = district.planning(load_policy("baku", ""), {ledger, std::string(32, 'k')});
  const PlanningView view = passed.cleared.view();
  EXPECT_EQ(view.masked_primary, 3U) << "a village, and referrals of kecamatan and kabupaten";
  EXPECT_GE(view.masked_complementary, 1U);
  std::uint64_t for_others = 0;
  for (const io::LedgerCell& cell : passed.record.at(0).cells) {
    EXPECT_NE(cell.measure, "rujukan") << "nobody told";
    for_others += cell.complementary ? 1 : 0;
    EXPECT_FALSE(cell.complementary && (cell.unit == village(2) || !cell.shown.empty()));
  }
  EXPECT_EQ(for_others, view.masked_complementary);
}

/// Villages that are hidden in the first quarter.
std::vector<std::size_t> hidden_villages(const PlanningView& view) {
  std::vector<std::size_t> hidden;
  for (std::size_t i = 0; i < 4; ++i) {
    if (shown(view, village(i), "2025-Q1") == "-") hidden.push_back(i);
  }
  return hidden;
}

TEST(PlanningCounts, StayHiddenForOthersWhenTheyNeedNotBeAnyMore) {
  KeptLedger kept;
  District district(4);
  district.config.period.to = day(2025, 3, 31);
  const int people[] = {6, 7, 3, 8};
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), people[i]);
  const Policy policy = load_policy("baku", "");
  const auto first = district.planning(policy, kept.memory());
  const auto hidden = hidden_villages(first.cleared.view());
  ASSERT_EQ(hidden.size(), 2U);
  kept.remember(first.record);
  district.tell(2, day(2025, 2, 2), 6);
  EXPECT_TRUE(hidden_villages(district.view()).empty()) << "enough told by now";
  EXPECT_EQ(hidden_villages(district.view(policy, kept.memory())).size(), 1U);
}

TEST(PlanningCounts, CannotTakeBackWhatWasShown) {
  KeptLedger kept;
  District district(4);
  district.config.period.to = day(2025, 3, 31);
  const int people[] = {6, 7, 8, 8};
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), people[i]);
  const Policy policy = load_policy("baku", "");
  kept.remember(district.planning(policy, kept.memory()).record);
  auto& reports = district.results.records.reports;
  reports.erase(reports.begin() + 6 + 7, reports.begin() + 6 + 7 + 5);
  EXPECT_EQ(hidden_villages(district.view(policy, kept.memory())), std::vector<std::size_t>{2});
  EXPECT_EQ(hidden_villages(district.view()).size(), 2U) << "the ledger decides";
}

// Readers take it that nobody told where no patrol asked and nothing is shown.
TEST(PlanningCounts, AreNotHiddenForOthersWhereNoPatrolAsked) {
  for (const std::size_t unasked : {0U, 1U, 3U}) {
    District district(4);
    district.config.period.to = day(2025, 3, 31);
    const int people[] = {6, 7, 3, 8};
    for (std::size_t i = 0; i < 4; ++i) {
      district.tell(i, day(2025, 2, 2), people[i]);
      if (i != unasked) district.ask(i, day(2025, 2, 2));
    }
    EXPECT_NE(shown(district.view(), village(unasked), "2025-Q1"), "-") << unasked;
  }
}

TEST(PlanningCounts, NeedAWholeQuarter) {
  District district(1);
  district.config.period.to = day(2025, 3, 30);
  district.tell(0, day(2025, 2, 2), 8);
  EXPECT_TRUE(district.view().counts.empty());
}

// 5-9 and 5-9 of 20-49: somebody is in the two others, though in neither of them for sure.
TEST(PlanningCounts, TellOfNoTwoHiddenVillagesThatSomebodyToldThere) {
  District district(4);
  district.config.period.to = day(2025, 3, 31);
  const int people[] = {8, 8, 3, 4};
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), people[i]);
  const PlanningView view = district.view();
  const auto hidden = [&](const std::string& area) { return shown(view, area, "2025-Q1") == "-"; };
  EXPECT_TRUE(hidden(village(2)) && hidden(village(3)));
  EXPECT_TRUE(hidden(village(0)) || hidden(village(1)) || hidden(kDistrict));
}

TEST(PlanningCounts, TellOfNoTwoHiddenQuartersThatSomebodyToldInThem) {
  District district(1);
  const int people[] = {8, 8, 3, 4};
  for (unsigned q = 0; q < 4; ++q) district.tell(0, day(2025, 3 * q + 2, 2), people[q]);
  const PlanningView view = district.view();
  const auto hidden = [&](const std::string& window) {
    return shown(view, village(0), window) == "-";
  };
  EXPECT_TRUE(hidden("2025-Q3") && hidden("2025-Q4"));
  EXPECT_TRUE(hidden("2025-Q1") || hidden("2025-Q2") || hidden("2025"));
}

/// In classes of which 37 people say more than four times 9: one or two of others told.
Policy policy_of_thirty_seven() {
  Policy policy = load_policy("baku", "");
  policy.tiers[static_cast<std::size_t>(Tier::planning)].classes = {5, 10, 20, 37};
  return policy;
}

// Only what is told apart by nothing else is protected together. Where no patrol asked somebody
// told as well: a sum whose class hangs on her is not shown.
TEST(PlanningCounts, MayTellThatSomebodyToldInOneOfTwoKecamatan) {
  District district(4);
  district.add_villages(4, "61.07.02.200");
  district.config.period.to = day(2025, 3, 31);
  const int people[] = {9, 9, 1, 1, 1, 9, 9, 1};
  for (std::size_t i = 0; i < 8; ++i) {
    district.tell(i, day(2025, 2, 2), people[i]);
    if (i % 4 != 3) district.ask(i, day(2025, 2, 2));
  }
  const PlanningView view = district.view(policy_of_thirty_seven());
  EXPECT_EQ(shown(view, "61.07", "2025-Q1"), "37+");
  EXPECT_EQ(shown(view, kDistrict, "2025-Q1"), "-");
  for (const char* told : {"01.2001", "01.2002", "02.2002", "02.2003"}) {
    EXPECT_EQ(shown(view, std::string("61.07.") + told, "2025-Q1"), "5-9") << told;
  }
  EXPECT_EQ(shown(view, village(2), "2025-Q1"), "-");
}

TEST(PlanningCounts, MayTellThatSomebodyToldInOneOfTwoVillagesInDifferentQuarters) {
  District district(2);
  const int people[2][4] = {{1, 9, 9, 1}, {1, 9, 9, 1}};
  for (std::size_t i = 0; i < 2; ++i) {
    for (unsigned q = 0; q < 4; ++q) {
      district.tell(i, day(2025, 3 * q + 2, 2), people[i][q]);
      if (q != (i == 0 ? 3 : 0)) district.ask(i, day(2025, 3 * q + 2, 2));
    }
  }
  const PlanningView view = district.view(policy_of_thirty_seven());
  EXPECT_EQ(shown(view, kDistrict, "2025"), "37+");
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_EQ(shown(view, village(i), "2025"), "-");
    EXPECT_EQ(shown(view, village(i), "2025-Q2"), "5-9");
    EXPECT_EQ(shown(view, village(i), "2025-Q3"), "5-9");
  }
  EXPECT_EQ(shown(view, village(0), "2025-Q1"), "-");
}

}  // namespace
}  // namespace rawan::engine

#include "rawan/engine/gate.h"

#include "burden_rows.h"
#include "gate_parts.h"
#include "national_grid.h"
#include "rawan/engine/gates.h"
#include "support/kept_ledger.h"
#include "support/told_district.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rawan::engine {
namespace {

using namespace std::chrono;
using rawan::testing::counting_bits;
using rawan::testing::day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using District = rawan::testing::ToldDistrict;
using Kept = rawan::testing::KeptLedger;

std::vector<std::string> masked_villages(const PlanningView& view, const std::string& window) {
  std::vector<std::string> masked;
  for (const AreaCount& count : view.counts) {
    const bool village = count.level == AreaLevel::village && count.measure == "pelapor";
    if (village && count.window == window && !count.shown) masked.push_back(count.area);
  }
  return masked;
}

Policy policy_with_least(std::uint32_t least) {
  Policy policy = load_policy("baku", "");
  TierPolicy& planning = policy.tiers[static_cast<std::size_t>(Tier::planning)];
  planning.unit.min_reporters = least;
  planning.classes.front() = least;
  return policy;
}

TEST(Windows, AreWholeQuartersAndYearsOfTheCalendar) {
  const PeriodConfig period{day(2025, 2, 1), day(2026, 12, 30)};
  std::vector<std::string> names;
  for (const Window& window : complete_quarters(period)) names.push_back(window.name);
  EXPECT_THAT(names, ElementsAre("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"));
  EXPECT_THAT(complete_years(period), IsEmpty());
}

TEST(NationalGrid, HasTheSameCellsWhereverTheDataLie) {
  const NationalGrid grid(Meters{250.0});
  EXPECT_EQ(grid.seconds(), 8);
  const NationalCell cell = grid.cell_of({109.5, 0.85});
  EXPECT_EQ(cell, (NationalCell{49275, 382}));
  const io::GeoArea outline = grid.outline_of({&cell, 1});
  for (const io::GeoPoint corner : outline.front().outer) {
    EXPECT_DOUBLE_EQ(corner.lon * 450.0, std::round(corner.lon * 450.0));
  }
  EXPECT_EQ(grid.cell_of(grid.center_of(cell)), cell);
  EXPECT_EQ(NationalGrid(Meters{500.0}).seconds(), 16);
  EXPECT_EQ(NationalGrid(Meters{10.0}).seconds(), 8) << "never finer";
}

TEST(Planning, MasksASecondVillageWhereTheSumWouldTellOfTheFirst) {
  District district(4);
  district.config.period.to = day(2025, 3, 31);  // one quarter: nothing else to subtract
  const int people[] = {6, 7, 3, 8};
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), people[i]);
  const io::ReleaseLedger ledger;
  const auto passed = district.planning(load_policy("baku", ""), {ledger, std::string(32, 'k')});
  const auto masked = masked_villages(passed.cleared.view(), "2025-Q1");
  EXPECT_EQ(masked.size(), 2U);
  EXPECT_THAT(masked, ::testing::Contains("61.07.01.2003"));
  const auto lax = district.planning(policy_with_least(1), {ledger, std::string(32, 'k')});
  EXPECT_THAT(masked_villages(lax.cleared.view(), "2025-Q1"), IsEmpty()) << "the rule decides";
}

TEST(Planning, ShowsNoClassBelowTheLowest) {
  District district(3);
  for (const int people : {0, 1, 4}) district.tell(0, day(2025, 5, 5), people);
  district.tell(1, day(2025, 5, 5), 4);
  const io::ReleaseLedger ledger;
  const auto passed = district.planning(load_policy("baku", ""), {ledger, std::string(32, 'k')});
  for (const AreaCount& count : passed.cleared.view().counts) {
    if (!count.shown) continue;
    EXPECT_GE(std::stoi(*count.shown), 5);
  }
}

TEST(Planning, RepeatsAWindowUntilEnoughPeopleArrived) {
  Kept kept;
  District district(4);
  for (std::size_t i = 0; i < 4; ++i) district.tell(i, day(2025, 2, 2), 8);
  const Policy policy = load_policy("baku", "");
  const auto first = district.planning(policy, kept.memory());
  kept.remember(first.record);
  const auto shown = [](const Passed<Tier::planning>& passed) {
    std::vector<std::string> all;
    for (const AreaCount& count : passed.cleared.view().counts) {
      all.push_back(count.area + count.window + count.shown.value_or("-") + count.as_of);
    }
    return all;
  };
  district.tell(0, day(2025, 2, 3), 4);
  EXPECT_EQ(shown(district.planning(policy, kept.memory())), shown(first));
  district.tell(0, day(2025, 2, 3), 1);
  EXPECT_NE(shown(district.planning(policy, kept.memory())), shown(first));
  const io::ReleaseLedger forgotten;
  EXPECT_NE(shown(district.planning(policy, {forgotten, std::string(32, 'k')})), shown(first))
      << "without the ledger the difference tells";
}

/// Two kecamatan of two villages each, patrolled every week.
struct PatrolledDistrict : District {
  PatrolledDistrict() : District(4) {
    for (std::size_t i = 2; i < 4; ++i) {
      results.records.villages.villages[i].id =
          *io::parse_village_code("61.07.02.200" + std::to_string(i + 1));
    }
    config.patrol.start = day(2026, 1, 1);
    for (std::size_t i = 0; i < 4; ++i) {
      tell(i, day(2025, 11, 3), i == 3 ? 2 : 20);
      tell(i, day(2025, 12, 1), i == 3 ? 1 : 20);
    }
  }

  /// In each of the last weeks, in each of some villages, of an hour.
  void patrol(std::initializer_list<std::size_t> villages, int weeks) {
    for (int week = 1; week <= weeks; ++week) {
      for (const std::size_t village : villages) {
        io::PatrolVisit visit{.patrol_id = std::to_string(results.records.visits.size())};
        visit.date = day(2026, 1, 1) - days(7 * week);
        visit.village = results.records.villages.villages[village].id;
        visit.minutes_on_site = 60;
        results.records.visits.push_back(visit);
      }
    }
  }

  Passed<Tier::planning> planning(const Memory& memory) {
    return District::planning(load_policy("baku", ""), memory);
  }
};

const PlannedBurden& burden_of(const PlanningView& view, const std::string& code) {
  return *std::ranges::find(view.burden, code, &PlannedBurden::code);
}

std::vector<std::string> texts_of(const PlanningView& view) {
  std::vector<std::string> texts;
  for (const PlannedBurden& row : view.burden) {
    const auto& [least, most] = row.hours_per_report;
    texts.push_back(row.code + " " + row.reports.value_or("-") + " " +
                    std::to_string(least.value_or(-1)) + " " + std::to_string(most.value_or(-1)) +
                    " " + std::to_string(row.estimated.value_or(-1)) + " " +
                    std::to_string(row.burden.hours) + (row.burden.alert ? " !" : ""));
  }
  return texts;
}

TEST(PlannedBurden, SaysOfReportsWhatTheCountsSay) {
  PatrolledDistrict district;
  district.patrol({0, 1, 2, 3}, 10);
  const io::ReleaseLedger ledger;
  const auto passed = district.planning({ledger, std::string(32, 'k')});
  const PlanningView& view = passed.cleared.view();
  std::size_t shown = 0;
  for (const AreaCount& count : view.counts) {
    const bool is_sum = count.level != AreaLevel::village && count.measure == "pelapor";
    if (!is_sum || count.window != "2025") continue;
    const PlannedBurden& row = burden_of(view, count.area);
    EXPECT_EQ(row.reports, count.shown) << count.area;
    EXPECT_EQ(row.hours_per_report.second.has_value(), count.shown.has_value()) << count.area;
    shown += count.shown ? 1 : 0;
  }
  EXPECT_GE(shown, 1U);
  for (const PlannedBurden& row : view.burden) {
    if (row.level != BurdenLevel::village) continue;
    EXPECT_FALSE(row.reports || row.estimated || row.hours_per_report.second) << row.code;
    EXPECT_DOUBLE_EQ(row.burden.hours, 10.0) << "effort is exact";
  }
}

TEST(PlannedBurden, DividesHoursByTheBoundsOfTheClass) {
  PatrolledDistrict district;
  district.patrol({0, 1}, 10);
  const io::ReleaseLedger ledger;
  const auto passed = district.planning({ledger, std::string(32, 'k')});
  const PlannedBurden& row = burden_of(passed.cleared.view(), "61.07.01");
  ASSERT_EQ(row.reports, "50+");  // 80 people, 20 hours.
  EXPECT_FALSE(row.hours_per_report.first);
  EXPECT_DOUBLE_EQ(row.hours_per_report.second.value_or(0), 20.0 / 50.0);
}

// One woman and one finding more where few told must not move a number of the table.
TEST(PlannedBurden, TellsNothingOfPeopleWhoAreMasked) {
  const io::ReleaseLedger ledger;
  const Memory memory{ledger, std::string(32, 'k')};
  PatrolledDistrict district;
  district.patrol({0, 1, 2, 3}, 10);
  const auto before = texts_of(district.planning(memory).cleared.view());
  const auto seen = [](const std::vector<BurdenRow>& rows) {
    std::vector<std::uint32_t> reports;
    for (const BurdenRow& row : rows) reports.push_back(row.reports);
    return reports;
  };
  const std::vector<double> even(4, 0.25);
  const auto all = seen(burden_rows(district.analysed(), district.config, even));
  district.tell(3, day(2025, 8, 2), 1);
  io::Report& finding =
      district.results.records.reports.emplace_back(district.results.records.reports.front());
  finding.id = "one more";
  finding.type = io::RecordType::temuan;
  finding.village = district.results.records.villages.villages[3].id;
  finding.occurred_on = day(2026, 1, 1) - days(7);
  finding.reporter = 7;
  EXPECT_EQ(texts_of(district.planning(memory).cleared.view()), before);
  // The same check of the data steward's rows fails: they count her.
  EXPECT_NE(seen(burden_rows(district.analysed(), district.config, even)), all);
}

TEST(PlannedBurden, EndsTheAutomaticRankingAfterTwoReleasesWithAnAlert) {
  Kept kept;
  PatrolledDistrict one_sided;
  one_sided.patrol({0, 1}, 10);
  AllocationConfig config;
  kept.remember(one_sided.planning(kept.memory()).record);
  EXPECT_FALSE(ranking_is_suspended(kept.ledger.releases(), config)) << "one alert";
  kept.remember(one_sided.planning(kept.memory()).record);
  EXPECT_FALSE(ranking_is_suspended(kept.ledger.releases(), config)) << "the same data again";
  one_sided.patrol({0, 1}, 10);
  kept.remember(one_sided.planning(kept.memory()).record);
  EXPECT_TRUE(ranking_is_suspended(kept.ledger.releases(), config));
  config.resume = "Kepala Seksi, 2100-01-01";
  EXPECT_FALSE(ranking_is_suspended(kept.ledger.releases(), config));
}

TEST(PlannedBurden, LeavesTheRankingAloneWherePatrolsAreShared) {
  Kept kept;
  PatrolledDistrict shared;
  shared.patrol({0, 1, 2, 3}, 10);
  for (int release = 0; release < 2; ++release) {
    kept.remember(shared.planning(kept.memory()).record);
  }
  EXPECT_FALSE(ranking_is_suspended(kept.ledger.releases(), AllocationConfig{}));
}

TEST(Open, KeepsItsNoise) {
  Kept kept;
  District district(3);
  district.tell(0, day(2025, 2, 2), 40);
  const Policy policy = load_policy("baku", "");
  const auto publish = [&](const BitSource& bits) {
    auto passed = Gate::open(district.analysed(), district.config, policy, kept.memory(), bits);
    kept.remember(passed.record);
    return passed.cleared.view().counts.front().count;
  };
  const BitSource bits = counting_bits();
  const std::int64_t first = publish(bits);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(publish(bits), first);
  EXPECT_EQ(first % 5, 0);
  EXPECT_NEAR(static_cast<double>(first), 40.0, 40.0);
}

TEST(Open, RefusesASecondDrawInAYear) {
  Kept kept;
  District district(3);
  district.tell(0, day(2025, 2, 2), 40);
  const Policy policy = load_policy("baku", "");
  const BitSource bits = counting_bits();
  kept.remember(
      Gate::open(district.analysed(), district.config, policy, kept.memory(), bits).record);
  District larger(3);
  const District other(2, "61.07.02.200");
  for (const io::Village& village : other.results.records.villages.villages) {
    larger.results.records.villages.villages.push_back(village);
  }
  larger.tell(0, day(2025, 2, 2), 40);
  try {
    Gate::open(larger.analysed(), larger.config, policy, kept.memory(), bits);
    FAIL() << "a new kecamatan needs new noise";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.code(), "budget_spent");
    EXPECT_EQ(refusal.exit_code(), 7);
  }
}

TEST(Open, CountsEveryPersonInOneKecamatan) {
  Kept kept;
  District district(2);
  const District other(2, "61.07.02.200");
  for (const io::Village& village : other.results.records.villages.villages) {
    district.results.records.villages.villages.push_back(village);
  }
  for (int i = 0; i < 400; ++i) {
    district.tell(static_cast<std::size_t>(i % 4), day(2025, 2, 2), 1);
    district.results.records.reports.back().reporter = 5000 + i / 4;
  }
  const auto passed = Gate::open(district.analysed(), district.config, load_policy("baku", ""),
                                 kept.memory(), counting_bits());
  std::int64_t sum = 0;
  for (const NoisyCount& count : passed.cleared.view().counts) sum += count.count;
  // 100 people in two counts, each with noise of at most 15 (P < 1e-6) and rounding of 3.
  EXPECT_NEAR(static_cast<double>(sum), 100.0, 36.0);
}

}  // namespace
}  // namespace rawan::engine

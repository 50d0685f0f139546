#include "rawan/engine/gate.h"
#include "rawan/engine/gates.h"
#include "support/small_world.h"
#include "support/told_district.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace rawan::engine {
namespace {

using testing::SmallWorld;
using ::testing::UnorderedElementsAre;

/// Both villages told by many women of several dialogues, in one quarter.
Results told_results(SmallWorld& world) {
  for (const std::size_t village : {0U, 1U}) {
    for (int d = 0; d < 4; ++d) {
      const std::string dialogue = std::to_string(village) + "-" + std::to_string(d);
      world.add_visit(village, dialogue, 30);
      for (int woman = 0; woman < 15; ++woman) {
        world.add_mark(village, dialogue).reporter = world.records.reports.size();
      }
    }
  }
  Results results{.records = world.records, .study = world.study(), .exposure = world.exposure()};
  results.ranking.villages.resize(results.study.sites.size());
  results.allocation.draw.risk.assign(results.study.sites.size(), 0.5);
  return results;
}

TEST(StrictRules, AskForASharingAgreement) {
  SmallWorld world;
  const Results results = told_results(world);
  const io::ReleaseLedger ledger;
  const Memory memory{ledger, std::string(32, 'k')};
  const auto refused = [&](const Policy& policy, auto publish) {
    try {
      publish(policy);
      return false;
    } catch (const GateRefusal& refusal) {
      EXPECT_EQ(refusal.exit_code(), 7);
      EXPECT_EQ(refusal.code(), "agreement_missing");
      return true;
    }
  };
  const auto plan = [&](const Policy& policy) {
    Gate::planning(results, world.config, policy, memory);
  };
  const auto open = [&](const Policy& policy) {
    Gate::open(results, world.config, policy, memory, [] { return std::uint64_t{1}; });
  };
  Policy ketat = load_policy("ketat", "");
  EXPECT_TRUE(refused(ketat, plan));
  EXPECT_TRUE(refused(ketat, open));
  ketat.sharing_agreement = "PKS-1";
  EXPECT_FALSE(refused(ketat, plan));
  EXPECT_FALSE(refused(ketat, open));
  EXPECT_FALSE(refused(load_policy("baku", ""), plan)) << "the standard rules do not ask";
}

void tell_lately(SmallWorld& world, Results& results) {
  for (io::Report& report : results.records.reports) {
    report.consent = io::Consent::operasional;
    report.reported_at = world.config.period.to - std::chrono::days(10);
    report.occurred_on = world.config.period.to - std::chrono::days(10);
  }
}

Policy ketat_without_households() {
  Policy ketat = load_policy("ketat", "");
  ketat.tiers[static_cast<std::size_t>(Tier::operational)].cell.min_households = 0.0;
  return ketat;
}

std::vector<SafeCell> cells_under(const Policy& policy, const SmallWorld& world,
                                  const Results& results) {
  const io::ReleaseLedger ledger;
  return Gate::operational(results, world.config, policy, {ledger, std::string(32, 'k')})
      .cleared.view()
      .cells;
}

TEST(StrictRules, HaveCellsOfTheirOwn) {
  SmallWorld world;
  Results results = told_results(world);
  tell_lately(world, results);
  const auto first_cell = [&](const Policy& policy) {
    return cells_under(policy, world, results).at(0).id;
  };
  EXPECT_TRUE(first_cell(ketat_without_households()).starts_with("G16-")) << "500 m";
  EXPECT_TRUE(first_cell(load_policy("baku", "")).starts_with("G8-")) << "as the project asks";
}

TEST(StrictRules, KnowTheVillageOfACellWhoseCenterLiesBeyondIt) {
  SmallWorld world;
  // The corner of the second village reaches a tenth of a cell of 16 seconds into the last one.
  io::GeoRing& corner = world.records.villages.villages[1].area.front().outer;
  corner = {{109.49, 0.8}, {109.5782, 0.8}, {109.5782, 0.8893}, {109.49, 0.8893}};
  Results results = told_results(world);
  tell_lately(world, results);
  for (io::Report& report : results.records.reports) {
    if (report.village == world.village(1)) report.location = io::GeoPoint{109.578, 0.8891};
  }
  std::vector<std::uint32_t> sites;
  for (const SafeCell& cell : cells_under(ketat_without_households(), world, results)) {
    sites.push_back(cell.site);
  }
  EXPECT_THAT(sites, UnorderedElementsAre(0U, 1U));
}

// --- each floor of the strict rules (reliability.md 6.4) ----------------------------------------

/// What stands behind a place: as much as a rule asks for, but for what a test takes away.
struct Evidence {
  int people = 0;
  bool in_one_session = false;
  int more_of_one = 0;  ///< Reports of the first of them, in other weeks.
  std::optional<std::int64_t> households;
};

/// Four villages with the same evidence at their centers.
rawan::testing::ToldDistrict district_of(const Evidence& evidence) {
  rawan::testing::ToldDistrict district(4);
  const auto& villages = district.results.records.villages.villages;
  for (std::size_t v = 0; v < villages.size(); ++v) {
    const auto tell = [&](std::uint64_t person, Day when) {
      io::Report& report = district.add_report(v, when, person);
      report.location = io::GeoPoint{109.405 + 0.01 * static_cast<double>(v), 0.805};
      report.coord_method = io::CoordMethod::gps;
      report.coord_quality = io::CoordQuality::baik;
      report.consent = io::Consent::operasional;
    };
    for (int i = 0; i < evidence.people; ++i) {
      const int later = evidence.in_one_session ? 0 : i % 2;
      tell(100 * (v + 1) + static_cast<std::uint64_t>(i),
           rawan::testing::day(2025, 10, 6) + std::chrono::days(later));
    }
    for (int i = 1; i <= evidence.more_of_one; ++i) {
      tell(100 * (v + 1), rawan::testing::day(2025, 10, 6) + std::chrono::weeks(i));
    }
    district.results.records.population.push_back({.village = villages[v].id,
                                                   .year = 2025,
                                                   .total = 4000,
                                                   .households = evidence.households});
  }
  return district;
}

/// How much is shown of all that was told, by rules like the strict ones.
using Shown = std::function<std::size_t(const Evidence&, const Policy&)>;

std::size_t shown_windows(const Evidence& evidence, const Policy& policy) {
  const io::ReleaseLedger ledger;
  const auto passed = district_of(evidence).planning(policy, {ledger, std::string(32, 'k')});
  return static_cast<std::size_t>(
      std::ranges::count_if(passed.cleared.view().counts, [](const AreaCount& count) {
        return count.level == AreaLevel::village && count.shown.has_value();
      }));
}

std::size_t shown_cells(const Evidence& evidence, const Policy& policy) {
  auto district = district_of(evidence);
  const io::ReleaseLedger ledger;
  const auto passed = Gate::operational(district.analysed(), district.config, policy,
                                        {ledger, std::string(32, 'k')});
  return passed.cleared.view().cells.size();
}

/// A floor: less evidence, and a mutant of the rule that does not ask for what is missing.
struct Floor {
  const char* name;
  Evidence less;
  std::function<void(disclosure::SafetyRule&, disclosure::Classes&)> looser;
};

void expect_floors(const std::vector<Floor>& floors, const Evidence& enough, Tier tier, bool cell,
                   const Shown& shown) {
  Policy ketat = load_policy("ketat", "");
  ketat.sharing_agreement = "PKS-1";
  EXPECT_GT(shown(enough, ketat), 0U);
  for (const Floor& floor : floors) {
    EXPECT_EQ(shown(floor.less, ketat), 0U) << floor.name;
    Policy mutant = ketat;
    TierPolicy& rules = mutant.tiers[static_cast<std::size_t>(tier)];
    floor.looser(cell ? rules.cell : rules.unit, rules.classes);
    EXPECT_GT(shown(floor.less, mutant), 0U) << floor.name << ": nothing else hides it";
  }
}

TEST(StrictRules, OfPlanningEachHideWhatIsBelowThem) {
  const Evidence enough{.people = 10, .households = 100};
  const auto no_houses = [](auto& rule, auto&) { rule.min_households = 0.0; };
  expect_floors({{"9 reporters",
                  {.people = 9, .households = 100},
                  [](auto& rule, auto& classes) { rule.min_reporters = classes.front() = 9; }},
                 {"one session",
                  {.people = 10, .in_one_session = true, .households = 100},
                  [](auto& rule, auto&) { rule.min_sessions = 1; }},
                 {"6 of 15 reports by one",
                  {.people = 10, .more_of_one = 5, .households = 100},
                  [](auto& rule, auto&) { rule.max_share = 0.4; }},
                 {"99 households", {.people = 10, .households = 99}, no_houses},
                 {"households unknown", {.people = 10, .households = {}}, no_houses}},
                enough, Tier::planning, false, shown_windows);
}

std::size_t shown_figures(const Evidence& evidence, const Policy& policy) {
  const io::ReleaseLedger ledger;
  const auto passed = district_of(evidence).planning(policy, {ledger, std::string(32, 'k')});
  return static_cast<std::size_t>(
      std::ranges::count_if(passed.cleared.view().ape, [](const ApeFigure& figure) {
        return figure.key == "ape_05" && figure.detail == "dilaporkan" && !figure.shown.empty();
      }));
}

TEST(StrictRules, OfPlanningHoldForFiguresOfTheDistrict) {
  expect_floors({{"households unknown",
                  {.people = 10, .households = {}},
                  [](auto& rule, auto&) { rule.min_households = 0.0; }},
                 {"4 x 24 households",
                  {.people = 10, .households = 24},
                  [](auto& rule, auto&) { rule.min_households = 96.0; }}},
                {.people = 10, .households = 25}, Tier::planning, false, shown_figures);
}

// A cell of 500 m is a fifth of its village: of 260 households it holds 51, of 240 47.
TEST(StrictRules, OfCellsEachHideWhatIsBelowThem) {
  const Evidence enough{.people = 5, .households = 260};
  const auto no_houses = [](auto& rule, auto&) { rule.min_households = 0.0; };
  expect_floors({{"4 reporters",
                  {.people = 4, .households = 260},
                  [](auto& rule, auto&) { rule.min_reporters = 4; }},
                 {"one session",
                  {.people = 5, .in_one_session = true, .households = 260},
                  [](auto& rule, auto&) { rule.min_sessions = 1; }},
                 {"6 of 10 reports by one",
                  {.people = 5, .more_of_one = 5, .households = 260},
                  [](auto& rule, auto&) { rule.max_share = 0.6; }},
                 {"too few households", {.people = 5, .households = 240}, no_houses},
                 {"households unknown", {.people = 5, .households = {}}, no_houses}},
                enough, Tier::operational, true, shown_cells);
}

}  // namespace
}  // namespace rawan::engine

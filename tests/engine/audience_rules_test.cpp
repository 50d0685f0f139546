#include "planned_hotspots.h"
#include "rawan/engine/gate.h"
#include "rawan/engine/gates.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::engine {
namespace {

using ::testing::ElementsAre;
using testing::SmallWorld;

// --- hotspots of planners -----------------------------------------------------------------------

/// Square villages in a row with these bands; nothing: masked.
PlanningView view_of(const std::vector<std::optional<PriorityClass>>& bands) {
  Registers registers;
  PlanningView view;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const double west = 1000.0 * static_cast<double>(i);
    registers.sites.area.push_back(
        {{.outer = {{west, 0}, {west + 1000, 0}, {west + 1000, 1000}, {west, 1000}}, .holes = {}}});
    PlannedVillage village{.band = bands[i], .has_data = true};
    if (bands[i]) village.rank_quarters = std::pair(1, 1);
    view.villages.push_back(village);
  }
  view.registers = std::make_shared<const Registers>(std::move(registers));
  return view;
}

std::vector<std::vector<std::uint32_t>> villages_of(const PlanningView& view) {
  std::vector<std::vector<std::uint32_t>> villages;
  for (const VillageHotspot& hotspot : village_hotspots(view)) villages.push_back(hotspot.sites);
  return villages;
}

TEST(VillageHotspots, AreUnionsOfWholeVillagesThatPlannersSee) {
  using enum PriorityClass;
  PlanningView view = view_of({high, very_high, std::nullopt, high, low, very_high});
  EXPECT_THAT(villages_of(view), ElementsAre(ElementsAre(0, 1), ElementsAre(3), ElementsAre(5)));
  EXPECT_EQ(village_hotspots(view)[0].highest, very_high);
  EXPECT_EQ(village_hotspots(view)[1].highest, high);
  // Were the masked village shown, it would join its neighbors.
  view.villages[2].band = high;
  EXPECT_THAT(villages_of(view), ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(5)));
}

TEST(VillageHotspots, AreAsStableAsTheQuartersThatAreShown) {
  using enum PriorityClass;
  PlanningView view = view_of({high, high, low});
  const auto stability = [&] { return village_hotspots(view).at(0).stability; };
  EXPECT_EQ(stability(), Stability::core);
  view.villages[1].rank_quarters = std::pair(1, 2);
  EXPECT_EQ(stability(), Stability::likely);
  view.villages[0].rank_quarters = std::pair(1, 3);
  EXPECT_EQ(stability(), Stability::fragile) << "the least stable village";
}

// --- strict rules -------------------------------------------------------------------------------

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

TEST(StrictRules, ShowNothingWhereHouseholdsAreUnknown) {
  SmallWorld world;
  const Results results = told_results(world);
  const io::ReleaseLedger ledger;
  const auto shown = [&](const Policy& policy) {
    const auto passed =
        Gate::planning(results, world.config, policy, {ledger, std::string(32, 'k')});
    return std::ranges::count_if(passed.cleared.view().counts,
                                 [](const AreaCount& count) { return count.shown.has_value(); });
  };
  Policy ketat = load_policy("ketat", "");
  ketat.sharing_agreement = "PKS-1";
  EXPECT_EQ(shown(ketat), 0);
  ketat.tiers[static_cast<std::size_t>(Tier::planning)].unit.min_households = 0.0;
  EXPECT_GT(shown(ketat), 0) << "rules that do not ask for households show the same counts";
}

TEST(StrictRules, HaveCellsOfTheirOwn) {
  SmallWorld world;
  Results results = told_results(world);
  for (io::Report& report : results.records.reports) {
    report.consent = io::Consent::operasional;
    report.reported_at = world.config.period.to - std::chrono::days(10);
    report.occurred_on = world.config.period.to - std::chrono::days(10);
  }
  const io::ReleaseLedger ledger;
  const auto first_cell = [&](const Policy& policy) {
    const auto passed =
        Gate::operational(results, world.config, policy, {ledger, std::string(32, 'k')});
    return passed.cleared.view().cells.at(0).id;
  };
  Policy ketat = load_policy("ketat", "");
  ketat.tiers[static_cast<std::size_t>(Tier::operational)].cell.min_households = 0.0;
  EXPECT_TRUE(first_cell(ketat).starts_with("G16-")) << "500 m";
  EXPECT_TRUE(first_cell(load_policy("baku", "")).starts_with("G8-")) << "as the project asks";
}

}  // namespace
}  // namespace rawan::engine

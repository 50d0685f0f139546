#include "rawan/engine/gate.h"
#include "rawan/engine/gates.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::engine {
namespace {

using testing::SmallWorld;

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

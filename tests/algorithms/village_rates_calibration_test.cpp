// Worlds with known rates: does the order of the estimates follow the truth, and do the intervals
// hold what they promise? Fixed seeds; the bounds allow for the finite number of worlds.

#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/ranking.h"
#include "rawan/algorithms/rate_summaries.h"
#include "rawan/algorithms/village_rates.h"
#include "support/dialogue_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace rawan {
namespace {

/// What one world says about the method.
struct Verdict {
  double gain = 0.0;           ///< Spearman of expected ranks minus that of raw counts.
  double rank_coverage = 0.0;  ///< Share of assessed sites whose true rank lies in the interval.
  double rate_coverage = 0.0;
};

Verdict judge(const testing::World& world, const VillageRates& rates) {
  const std::vector<SiteEffort> effort = effort_by_site(world.dialogues, world.rate.size());
  std::vector<double> truth;
  std::vector<double> counts;
  std::vector<double> estimate;
  for (std::size_t k = 0; k < rates.site.size(); ++k) {
    truth.push_back(world.rate[rates.site[k]]);
    counts.push_back(effort[rates.site[k]].marks);
    estimate.push_back(-rates.rate[k].rank.expected);
  }
  Verdict verdict{.gain = *spearman(estimate, truth) - *spearman(counts, truth)};
  const std::vector<double> true_rank = mean_ranks(truth);
  const double share = 1.0 / static_cast<double>(truth.size());
  for (std::size_t k = 0; k < truth.size(); ++k) {
    const SiteRate& rate = rates.rate[k];
    if (rate.rank.low <= true_rank[k] && true_rank[k] <= rate.rank.high) {
      verdict.rank_coverage += share;
    }
    if (rate.interval.low <= truth[k] && truth[k] <= rate.interval.high) {
      verdict.rate_coverage += share;
    }
  }
  return verdict;
}

Verdict judge_worlds(const testing::WorldOptions& options, std::size_t worlds,
                     std::uint32_t draws) {
  std::vector<Verdict> verdicts(worlds);
  parallel_for(worlds, [&](std::size_t w) {
    const testing::World world = testing::make_world(options, 1000 + w);
    verdicts[w] =
        judge(world, rate_villages(world.dialogues, options.sites, {.draws = draws, .seed = w}));
  });
  Verdict all;
  std::vector<double> gains;
  for (const Verdict& verdict : verdicts) {
    gains.push_back(verdict.gain);
    all.rank_coverage += verdict.rank_coverage / static_cast<double>(worlds);
    all.rate_coverage += verdict.rate_coverage / static_cast<double>(worlds);
  }
  std::sort(gains.begin(), gains.end());
  all.gain = 0.5 * (gains[(worlds - 1) / 2] + gains[worlds / 2]);
  return all;
}

TEST(RateVillagesCalibration, RanksFollowTheTruthAndIntervalsHoldItOver200Worlds) {
  const Verdict verdict = judge_worlds({}, 200, 500);
  RecordProperty("gain", std::to_string(verdict.gain));
  RecordProperty("rank_coverage", std::to_string(verdict.rank_coverage));
  RecordProperty("rate_coverage", std::to_string(verdict.rate_coverage));
  EXPECT_GE(verdict.gain, 0.2);
  EXPECT_GE(verdict.rank_coverage, 0.89);
  EXPECT_LE(verdict.rank_coverage, 0.93);
  EXPECT_GE(verdict.rate_coverage, 0.88);
  EXPECT_LE(verdict.rate_coverage, 0.92);
}

TEST(RateVillagesCalibration, HoldsAboveTheNumberOfSitesWhereSurvivalCurvesReplaceDraws) {
  const testing::WorldOptions options{.sites = 2400, .mean_dialogues = 2.0};
  const testing::World world = testing::make_world(options, 12);
  const VillageRates rates = rate_villages(world.dialogues, options.sites);
  ASSERT_GT(rates.rate.size(), 2000U);
  const Verdict verdict = judge(world, rates);
  EXPECT_NEAR(verdict.rank_coverage, 0.9, 0.03);
  EXPECT_NEAR(verdict.rate_coverage, 0.9, 0.03);
}

// Sums of marks and women, as if women of one dialogue had not heard each other: in a world of
// moody dialogues the intervals are too narrow, and the check must say so.
TEST(RateVillagesCalibration, WouldNoticeThatDialoguesAreForgotten) {
  const testing::WorldOptions moody{.dialogue_shape = 1.5};
  double covered = 0.0;
  double asked = 0.0;
  for (std::uint64_t w = 0; w < 20; ++w) {
    const testing::World world = testing::make_world(moody, 1000 + w);
    std::vector<double> marks(world.rate.size(), 0.0);
    std::vector<double> women(world.rate.size(), 0.0);
    for (const Dialogue& dialogue : world.dialogues) {
      marks[dialogue.site] += dialogue.marks;
      women[dialogue.site] += dialogue.women;
    }
    const auto rates = summarize_rates(marks, women, {.draws = 500, .seed = w});
    for (std::size_t i = 0; i < rates.size(); ++i) {
      if (!(rates[i].estimate > 0.0)) continue;  // Nobody, or too few, were asked.
      const bool holds =
          rates[i].interval.low <= world.rate[i] && world.rate[i] <= rates[i].interval.high;
      covered += holds ? 1.0 : 0.0;
      asked += 1.0;
    }
  }
  EXPECT_LT(covered / asked, 0.88);
}

struct Variant {
  const char* name = "";
  testing::WorldOptions options;
  std::size_t worlds = 50;
  double least_rate_coverage = 0.88;
};

void PrintTo(const Variant& variant, std::ostream* out) {
  *out << variant.name;
}

class RateVillagesVariants : public ::testing::TestWithParam<Variant> {};

TEST_P(RateVillagesVariants, IntervalsHoldTheTruth) {
  const Verdict verdict = judge_worlds(GetParam().options, GetParam().worlds, 500);
  RecordProperty("rank_coverage", std::to_string(verdict.rank_coverage));
  RecordProperty("rate_coverage", std::to_string(verdict.rate_coverage));
  EXPECT_GE(verdict.rank_coverage, 0.88);
  EXPECT_LE(verdict.rank_coverage, 0.96);
  EXPECT_GE(verdict.rate_coverage, GetParam().least_rate_coverage);
  EXPECT_LE(verdict.rate_coverage, 0.925);
}

INSTANTIATE_TEST_SUITE_P(Worlds, RateVillagesVariants,
                         ::testing::Values(Variant{"SkewedRates", {.rate_shape = 0.8}},
                                           Variant{"SimilarRates", {.rate_shape = 4.0}},
                                           Variant{"MoodyDialogues", {.dialogue_shape = 1.5}},
                                           Variant{"SteadyDialogues", {.dialogue_shape = 20.0}},
                                           Variant{"FewMarks", {.mean_rate = 0.03}},
                                           Variant{"ManyMarks", {.mean_rate = 0.4}},
                                           Variant{"EvenEffort", {.effort_shape = 0.0}},
                                           Variant{"FewSites", {.sites = 30}, 150, 0.875},
                                           Variant{"LittleEffort", {.mean_dialogues = 1.5}}),
                         [](const ::testing::TestParamInfo<Variant>& variant) {
                           return std::string(variant.param.name);
                         });

}  // namespace
}  // namespace rawan

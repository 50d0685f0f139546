// Large villages in public releases: parts of a kecamatan in which noise is drawn once.

#include "noisy_counts.h"
#include "rawan/algorithms/noise_sum.h"
#include "rawan/engine/gates.h"
#include "support/kept_ledger.h"
#include "support/told_district.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::engine {
namespace {

using rawan::testing::counting_bits;
using rawan::testing::day;
using rawan::testing::KeptLedger;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A kecamatan of villages with so many residents; below 0: nobody knows.
struct PeopledDistrict : rawan::testing::ToldDistrict {
  explicit PeopledDistrict(const std::vector<int>& residents) : ToldDistrict(residents.size()) {
    for (std::size_t i = 0; i < residents.size(); ++i) {
      if (residents[i] < 0) continue;
      results.records.population.push_back({.village = results.records.villages.villages[i].id,
                                            .year = 2025,
                                            .total = residents[i]});
    }
  }

  Passed<Tier::open> open(const Memory& memory, const BitSource& bits,
                          const Policy& policy = load_policy("baku", "")) {
    return Gate::open(analysed(), config, policy, memory, bits);
  }
};

std::vector<std::string> shown_villages(PeopledDistrict district,
                                        const Policy& policy = load_policy("baku", "")) {
  const KeptLedger kept;
  const auto passed = district.open(kept.memory(), counting_bits(), policy);
  std::vector<std::string> codes;
  for (const NoisyClass& village : passed.cleared.view().villages) codes.push_back(village.area);
  return codes;
}

using Said = std::vector<std::string>;

Said all_of(const Passed<Tier::open>& passed) {
  Said said;
  for (const NoisyCount& count : passed.cleared.view().counts) {
    said.push_back(count.area + " " + std::to_string(count.count));
  }
  for (const NoisyClass& village : passed.cleared.view().villages) {
    said.push_back(village.area + " " + village.shown);
  }
  return said;
}

TEST(LargeVillages, AreClassesAndTheirKecamatanIsTheSumOfItsParts) {
  const KeptLedger kept;
  PeopledDistrict district({6000, 4000, 3000});
  district.tell(0, day(2025, 2, 2), 100);
  district.tell(1, day(2025, 2, 2), 60);
  const auto passed = district.open(kept.memory(), counting_bits());
  const OpenView& view = passed.cleared.view();
  ASSERT_THAT(view.villages, SizeIs(1));
  EXPECT_EQ(view.villages[0].area, "61.07.01.2001");
  EXPECT_EQ(view.villages[0].year, "2025");
  EXPECT_EQ(view.villages[0].shown, "50+");
  ASSERT_THAT(view.counts, SizeIs(1));
  EXPECT_EQ(view.counts[0].half_width, half_width_of_sum({1, 1}, 2));
  EXPECT_GT(view.counts[0].half_width, view.half_width) << "two draws are wider than one";
  // Two draws of at most 15 each (P < 1e-6) and rounding of 3.
  EXPECT_NEAR(static_cast<double>(view.counts[0].count), 160.0, 33.0);
}

TEST(LargeVillages, SayOfFewReportersWhatTheySayOfNone) {
  for (const int people : {0, 1, 2}) {
    const KeptLedger kept;
    PeopledDistrict district({6000, 6000});
    if (people > 0) district.tell(0, day(2025, 2, 2), people);
    // Noise of 8 has P < 4e-4; these bits do not draw it.
    const auto passed = district.open(kept.memory(), counting_bits());
    EXPECT_EQ(passed.cleared.view().villages.at(0).shown, "0-9");
  }
}

TEST(LargeVillages, StandAloneOnlyWhereEnoughPeopleLiveBesideThem) {
  EXPECT_THAT(shown_villages(PeopledDistrict({5000, 3000, 2000})), ElementsAre("61.07.01.2001"));
  EXPECT_THAT(shown_villages(PeopledDistrict({5000, 6000})),
              ElementsAre("61.07.01.2001", "61.07.01.2002"))
      << "nobody lives beside them";
  EXPECT_THAT(shown_villages(PeopledDistrict({4999, 3000, 2000})), IsEmpty()) << "not large";
  EXPECT_THAT(shown_villages(PeopledDistrict({9000, 3000, 1999})), IsEmpty()) << "a small rest";
  EXPECT_THAT(shown_villages(PeopledDistrict({9000, 9000, -1})), IsEmpty()) << "an unknown one";
  // A rule that asks for less shows what is refused above.
  Policy loose = load_policy("baku", "");
  loose.tiers[static_cast<std::size_t>(Tier::open)].min_inhabitants = 1999.0;
  EXPECT_THAT(shown_villages(PeopledDistrict({9000, 3000, 1999}), loose), SizeIs(3));
}

TEST(LargeVillages, KeepTheirNoise) {
  KeptLedger kept;
  PeopledDistrict district({6000, 4000, 3000});
  district.tell(0, day(2025, 2, 2), 10);
  district.tell(1, day(2025, 2, 2), 12);
  const BitSource bits = counting_bits();
  const auto first = district.open(kept.memory(), bits);
  kept.remember(first.record);
  for (int i = 0; i < 20; ++i) {
    const auto again = district.open(kept.memory(), bits);
    EXPECT_EQ(all_of(again), all_of(first));
    EXPECT_THAT(again.record, IsEmpty());
  }
  // Without the ledger noise is drawn anew: that 20 releases agree has a chance below 1e-4.
  bool differs = false;
  const KeptLedger forgotten;
  for (int i = 0; i < 20; ++i) {
    differs = differs || all_of(district.open(forgotten.memory(), bits)) != all_of(first);
  }
  EXPECT_TRUE(differs);
}

TEST(LargeVillages, SpendTogetherWhatOneCountSpends) {
  KeptLedger kept;
  PeopledDistrict district({6000, 7000, 5000});
  const BitSource bits = counting_bits();
  kept.remember(district.open(kept.memory(), bits).record);
  EXPECT_EQ(kept.ledger.epsilon_spent("public", "2025"), 1.0);
  // A fourth village is a new part of the year, and nothing is left for its noise.
  district.add_villages(1, "61.07.01.201");
  district.results.records.population.push_back(
      {.village = district.results.records.villages.villages.back().id,
       .year = 2025,
       .total = 9000});
  try {
    district.open(kept.memory(), bits);
    FAIL() << "a second draw in the year";
  } catch (const GateRefusal& refusal) {
    EXPECT_EQ(refusal.code(), "budget_spent");
    EXPECT_EQ(refusal.exit_code(), 7);
  }
}

TEST(LargeVillages, StayInTheSumOfAYearThatWasPublishedWithoutThem) {
  KeptLedger kept;
  PeopledDistrict unknown({-1, -1});
  unknown.tell(0, day(2025, 2, 2), 30);
  const BitSource bits = counting_bits();
  const auto first = unknown.open(kept.memory(), bits);
  kept.remember(first.record);
  PeopledDistrict known({6000, 7000});
  known.tell(0, day(2025, 2, 2), 30);
  EXPECT_EQ(all_of(known.open(kept.memory(), bits)), all_of(first));
  EXPECT_THAT(all_of(known.open(KeptLedger().memory(), bits)), SizeIs(3)) << "had it not been";
}

TEST(LargeVillages, StayAsTheyWereDividedWhenTheirPopulationFalls) {
  KeptLedger kept;
  PeopledDistrict before({6000, 4000, 3000});
  const BitSource bits = counting_bits();
  const auto first = before.open(kept.memory(), bits);
  kept.remember(first.record);
  PeopledDistrict after({4000, 4000, 3000});
  EXPECT_EQ(all_of(after.open(kept.memory(), bits)), all_of(first));
}

// --- what one person changes (reliability.md P11) ------------------------------------------------

using Histogram = std::map<std::pair<std::string, std::int64_t>, double>;
constexpr int kDraws = 4'000;  // About 2 ms each.

/// What is published of 9 people in a large village, 2 beside it, and these.
Histogram published(const std::vector<std::pair<std::size_t, std::uint64_t>>& more,
                    std::uint64_t seed) {
  const KeptLedger kept;
  PeopledDistrict district({6000, 6000});
  district.results.records.population.back().total = 5500;
  district.tell(0, day(2025, 2, 2), 9);
  district.tell(1, day(2025, 2, 2), 2);
  for (const auto& [village, person] : more) district.add_report(village, day(2025, 3, 3), person);
  const Results& results = district.analysed();
  const Policy policy = load_policy("baku", "");
  const Memory memory = kept.memory();
  const BitSource bits = counting_bits(seed);
  Histogram histogram;
  for (int i = 0; i < kDraws; ++i) {
    const NoisyCounts noisy =
        count_with_noise(results, district.config, policy.of(Tier::open), memory, bits);
    ++histogram[{noisy.villages.at(0).shown + noisy.villages.at(1).shown,
                 noisy.counts.at(0).count}];
  }
  return histogram;
}

/// By how much the log ratio of the likeliest tell exceeds the budget, beyond four standard errors
/// of it; of outputs with at least 200 draws on both sides.
double excess(const Histogram& with, const Histogram& without) {
  double most = -1.0;
  for (const auto& [output, n] : with) {
    const auto found = without.find(output);
    if (found == without.end() || std::min(n, found->second) < 200.0) continue;
    const double error = std::sqrt(1.0 / n + 1.0 / found->second);
    most = std::max(most, std::abs(std::log(n / found->second)) - 1.0 - 4.0 * error);
  }
  return most;
}

TEST(LargeVillages, TellOfOnePersonNoMoreThanEpsilonWhereverSheTold) {
  const Histogram without = published({}, 11);
  EXPECT_LE(excess(published({{0, 7777}}, 12), without), 0.0);
  EXPECT_LE(excess(published({{0, 7777}, {1, 7777}}, 13), without), 0.0) << "in two parts";
  // Were she counted in both parts, as two people are, both draws would tell of her.
  EXPECT_GT(excess(published({{0, 7777}, {1, 8888}}, 14), without), 0.0);
}

}  // namespace
}  // namespace rawan::engine

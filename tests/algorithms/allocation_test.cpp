#include "rawan/algorithms/allocation.h"

#include "oracles/joint_risk.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "support/threads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rawan::allocation {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

constexpr double kExact = 1e-9;  ///< The fixed point is reached to 1e-10 (joint_risk.cpp).

double total(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::uint32_t total(const std::vector<std::uint32_t>& values) {
  return std::accumulate(values.begin(), values.end(), 0U);
}

/// Rounds of visits and findings at sites whose rates are given; every site is also asked.
History drawn_history(const std::vector<double>& rates, std::size_t rounds, std::uint64_t seed) {
  rawan::Stream random(seed, 1);
  History history{.sites = rates.size(), .rounds = rounds, .streams = std::vector<Stream>(2)};
  for (std::size_t cell = 0; cell < rounds * rates.size(); ++cell) {
    const double rate = rates[cell % rates.size()];
    const double visits = static_cast<double>(random.below(3));
    history.streams[0].effort.push_back(visits);
    history.streams[0].events.push_back(static_cast<double>(random.poisson(rate * visits)));
    history.streams[1].effort.push_back(12.0);
    history.streams[1].events.push_back(static_cast<double>(random.poisson(0.3 * rate)));
  }
  return history;
}

std::vector<double> uneven_rates(std::size_t sites, std::uint64_t seed) {
  rawan::Stream random(seed, 2);
  std::vector<double> rates;
  for (std::size_t i = 0; i < sites; ++i) rates.push_back(2.0 * std::exp(random.normal()));
  return rates;
}

History without_history(std::size_t sites) {
  return {.sites = sites, .rounds = 0, .streams = std::vector<Stream>(2)};
}

/// One stream and the same effort everywhere.
History one_round(std::vector<double> events, double effort) {
  const std::size_t sites = events.size();
  Stream stream{.events = std::move(events), .effort = std::vector<double>(sites, effort)};
  return {.sites = sites, .rounds = 1, .streams = {std::move(stream)}};
}

TEST(JointRisk, IsTheSameEverywhereWithoutHistory) {
  EXPECT_THAT(joint_risk(without_history(5), 0.96), Each(1.0));
  EXPECT_TRUE(joint_risk(without_history(0), 0.96).empty());
}

TEST(JointRisk, AgreesWithTheEquationsWrittenDownPlainly) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    History history = drawn_history(uneven_rates(30, seed), 20, seed);
    history.streams.pop_back();
    const std::vector<double> risk = joint_risk(history, 0.9);
    const std::vector<double> plain = oracle::risk_of_one_stream(history, 0.9);
    for (std::size_t i = 0; i < risk.size(); ++i) EXPECT_NEAR(risk[i], plain[i], 1e-7);
  }
}

TEST(JointRisk, HasTheMeanOne) {
  const std::vector<double> risk = joint_risk(drawn_history(uneven_rates(37, 3), 30, 3), 0.96);
  EXPECT_NEAR(total(risk), 37.0, 1e-9);
}

TEST(JointRisk, DoesNotKnowWhereEffortWasWhenRatesAreEqual) {
  // Ten times the visits found ten times as much: no place is worse than another.
  History history = one_round({40, 4, 4, 4}, 1.0);
  history.streams[0].effort = {10, 1, 1, 1};
  EXPECT_THAT(joint_risk(history, 0.96), Each(::testing::DoubleNear(1.0, kExact)));
}

TEST(JointRisk, IgnoresEventsWithoutEffort) {
  History history = drawn_history(uneven_rates(8, 4), 10, 4);
  const std::vector<double> risk = joint_risk(history, 0.96);
  history.streams[0].events.insert(history.streams[0].events.begin(), 8, 1000.0);
  history.streams[0].effort.insert(history.streams[0].effort.begin(), 8, 0.0);
  history.streams[1].events.insert(history.streams[1].events.begin(), 8, 0.0);
  history.streams[1].effort.insert(history.streams[1].effort.begin(), 8, 0.0);
  ++history.rounds;
  EXPECT_EQ(joint_risk(history, 0.96), risk);
}

TEST(JointRisk, FollowsThePermutationOfSites) {
  const History history = drawn_history(uneven_rates(12, 5), 15, 5);
  std::vector<std::size_t> order(12);
  std::iota(order.begin(), order.end(), std::size_t{0});
  rawan::Stream random(9, 9);
  random.shuffle(std::span(order));
  History moved = history;
  for (std::size_t k = 0; k < 2; ++k) {
    for (std::size_t cell = 0; cell < 12 * 15; ++cell) {
      const std::size_t from = cell / 12 * 12 + order[cell % 12];
      moved.streams[k].events[cell] = history.streams[k].events[from];
      moved.streams[k].effort[cell] = history.streams[k].effort[from];
    }
  }
  const std::vector<double> risk = joint_risk(history, 0.96);
  const std::vector<double> other = joint_risk(moved, 0.96);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(other[i], risk[order[i]], 1e-8);
}

TEST(JointRisk, KeepsItsValuesWhenEffortIsCountedInOtherUnits) {
  History history = drawn_history(uneven_rates(12, 6), 15, 6);
  const std::vector<double> risk = joint_risk(history, 0.96);
  for (double& women : history.streams[1].effort) women *= 1000.0;
  const std::vector<double> other = joint_risk(history, 0.96);
  for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(other[i], risk[i], 1e-8);
}

TEST(JointRisk, ForgetsAsTheMemorySays) {
  // Ten rounds folded into one by hand are the ten rounds.
  const History history = drawn_history(uneven_rates(9, 7), 10, 7);
  History folded{.sites = 9, .rounds = 1, .streams = std::vector<Stream>(2)};
  for (std::size_t k = 0; k < 2; ++k) {
    const oracle::AgedSums sums = oracle::aged_sums(history, k, 0.8);
    folded.streams[k].events = sums.events;
    folded.streams[k].effort = sums.effort;
  }
  const std::vector<double> risk = joint_risk(history, 0.8);
  const std::vector<double> other = joint_risk(folded, 0.8);
  for (std::size_t i = 0; i < 9; ++i) EXPECT_NEAR(other[i], risk[i], 1e-8);
}

/// Two streams with plenty of events; the first sees `first` at each of eight sites.
History two_streams(const std::vector<double>& first) {
  History history = one_round(first, 100.0);
  history.streams.push_back(history.streams[0]);
  history.streams[1].events = {5000, 5000, 5000, 5000, 25000, 25000, 25000, 25000};
  return history;
}

TEST(JointRisk, BelievesStreamsThatAgree) {
  const auto risk = joint_risk(two_streams({500, 500, 500, 500, 2500, 2500, 2500, 2500}), 1.0);
  EXPECT_NEAR(risk[7] / risk[0], 5.0, 0.05);
}

TEST(JointRisk, DoesNotBelieveWhatOneStreamAloneSaysHoweverMuchItSays) {
  // The larger stream calls half of the sites five times worse, the other sees no difference: they
  // share nothing. By information alone the ratio were (500 + 25000) / (500 + 5000) = 4.6.
  const auto risk = joint_risk(two_streams(std::vector(8, 500.0)), 1.0);
  EXPECT_LT(risk[7] / risk[0], 1.5);
  EXPECT_GE(risk[7] / risk[0], 1.0);
}

TEST(JointRisk, RefusesWhatIsNoHistory) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(joint_risk(one_round({1, nan}, 1.0), 0.96), ContractViolation);
  EXPECT_THROW(joint_risk(one_round({1, -1}, 1.0), 0.96), ContractViolation);
  EXPECT_THROW(joint_risk(one_round({1, 2}, nan), 0.96), ContractViolation);
  EXPECT_THROW(joint_risk(one_round({1, 2}, 1.0), 0.0), ContractViolation);
  History short_one = one_round({1, 2}, 1.0);
  short_one.rounds = 2;
  EXPECT_THROW(joint_risk(short_one, 0.96), ContractViolation);
}

TEST(IntendedShares, SumToOneAndRespectTheFloor) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::vector<double> risk = uneven_rates(40, seed);
    const std::vector<double> intent = intended_shares(risk, {}, 0.15, 0.25);
    EXPECT_NEAR(total(intent), 1.0, 1e-12);
    EXPECT_GE(*std::ranges::min_element(intent), 0.25 / 40.0 - 1e-15);
  }
}

TEST(IntendedShares, AreFloorAndRiskWhereNobodyFallsBelowTheLeast) {
  const std::vector<double> intent = intended_shares(std::vector{3.0, 1.0}, {}, 0.2, 0.1);
  EXPECT_THAT(intent, ElementsAre(::testing::DoubleNear(0.8 * 0.75 + 0.1, 1e-15),
                                  ::testing::DoubleNear(0.8 * 0.25 + 0.1, 1e-15)));
}

TEST(IntendedShares, AreEvenWhenAllIsFloorOrNothingIsKnown) {
  EXPECT_THAT(intended_shares(std::vector{9.0, 1.0}, {}, 1.0, 0.0), Each(0.5));
  EXPECT_THAT(intended_shares(std::vector{0.0, 0.0}, {}, 0.15, 0.25), Each(0.5));
  EXPECT_THAT(intended_shares(std::vector{7.0}, {}, 0.15, 0.25), ElementsAre(1.0));
}

TEST(IntendedShares, BendWithPriorityWithinItsBounds) {
  const std::vector<double> risk(10, 1.0);
  std::vector<double> priority(10, 1.0);
  priority[0] = kMostPriority;
  const std::vector<double> intent = intended_shares(risk, priority, 0.15, 0.25);
  EXPECT_GT(intent[0], intent[1]);
  EXPECT_LE(intent[0], kMostPriority * intent[1]);
  priority[0] = 2.5;
  EXPECT_THROW(intended_shares(risk, priority, 0.15, 0.25), ContractViolation);
  priority[0] = 0.4;
  EXPECT_THROW(intended_shares(risk, priority, 0.15, 0.25), ContractViolation);
}

TEST(Allocate, LeavesTheRiskAloneWhateverThePriority) {
  const History history = drawn_history(uneven_rates(20, 8), 12, 8);
  std::vector<double> priority(20, 1.0);
  priority[3] = 1.5;
  const Options options{.slots = 10};
  const Allocation plain = allocate(history, options);
  const Allocation bent = allocate(history, options, priority);
  EXPECT_EQ(bent.risk, plain.risk);
  EXPECT_NE(bent.intent, plain.intent);
}

TEST(Allocate, DrawsExactlyTheSlotsThatThereAre) {
  const History history = drawn_history(uneven_rates(20, 9), 12, 9);
  for (const std::uint32_t slots : {0U, 1U, 7U, 20U, 300U}) {
    for (std::uint64_t round = 0; round < 20; ++round) {
      const Allocation drawn = allocate(history, {.max_gap = 0, .slots = slots, .round = round});
      EXPECT_EQ(total(drawn.visits), slots);
    }
  }
}

TEST(Allocate, StaysWithinOneVisitOfTheIntentInEveryRound) {
  const History history = drawn_history(uneven_rates(20, 10), 12, 10);
  for (std::uint64_t round = 0; round < 100; ++round) {
    const Allocation drawn = allocate(history, {.max_gap = 0, .slots = 15, .round = round});
    for (std::size_t i = 0; i < 20; ++i) {
      EXPECT_LT(std::abs(drawn.visits[i] - 15.0 * drawn.intent[i]), 1.0 + kExact);
    }
  }
}

TEST(Allocate, VisitsEachSiteAsOftenAsItIsMeantOverManySeeds) {
  // Each seed alone is a systematic sample: a site's visits are a Bernoulli number above the whole
  // part. 4,000 seeds, five standard errors of the widest: 5 * sqrt(0.25 / 4000) = 0.040.
  const History history = drawn_history(uneven_rates(10, 11), 12, 11);
  std::vector<double> mean(10, 0.0);
  std::vector<double> intent;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const Allocation drawn =
        allocate(history, {.max_gap = 0, .slots = 4, .seed = seed, .round = 5});
    for (std::size_t i = 0; i < 10; ++i) mean[i] += drawn.visits[i] / 4000.0;
    intent = drawn.intent;
  }
  for (std::size_t i = 0; i < 10; ++i) EXPECT_NEAR(mean[i], 4.0 * intent[i], 0.040);
}

TEST(Allocate, NeverGivesAllToTheLargest) {
  // One site is a hundred times worse than the rest.
  std::vector<double> events(40, 10.0);
  events[7] = 1000.0;
  const History history = one_round(events, 10.0);
  std::vector<std::uint32_t> visits(40, 0);
  for (std::uint64_t round = 0; round < 60; ++round) {
    const Allocation drawn = allocate(history, {.slots = 10, .round = round});
    for (std::size_t i = 0; i < 40; ++i) visits[i] += drawn.visits[i];
  }
  EXPECT_GE(*std::ranges::min_element(visits), 1U);
}

/// The longest stretch of rounds from a visit (or the start) to the next (or the end).
std::uint32_t longest_gap(std::size_t sites, std::uint32_t rounds, const Options& base,
                          bool with_rule) {
  std::vector<std::optional<std::uint32_t>> last(sites);
  std::uint32_t longest = 0;
  History history = without_history(sites);
  std::vector<double> risk_like(sites, 0.0);
  for (std::uint32_t round = 0; round < rounds; ++round) {
    history.since_visit.assign(sites, std::nullopt);
    for (std::size_t i = 0; i < sites; ++i) {
      if (last[i]) history.since_visit[i] = round - *last[i];
    }
    Options options = base;
    options.round = round;
    if (!with_rule) options.max_gap = 0;
    const Allocation drawn = allocate(history, options);
    for (std::size_t i = 0; i < sites; ++i) {
      const std::uint32_t waited = last[i] ? round - *last[i] : round + 1;
      if (drawn.visits[i] == 0) continue;
      longest = std::max(longest, waited);
      last[i] = round;
    }
    for (Stream& stream : history.streams) {
      for (std::size_t i = 0; i < sites; ++i) {
        // Most is found at the first site, so that the draw alone would stay there.
        stream.events.push_back(i == 0 ? 500.0 : 0.0);
        stream.effort.push_back(1.0);
      }
    }
    ++history.rounds;
  }
  for (std::size_t i = 0; i < sites; ++i) {
    longest = std::max(longest, last[i] ? rounds - *last[i] : rounds + 1);
  }
  return longest;
}

TEST(MaximumGap, IsNeverExceededWhateverIsFound) {
  const Options options{.floor = 0.0, .least = 0.0, .max_gap = 8, .slots = 6};
  EXPECT_LE(longest_gap(40, 60, options, true), 8U);
  // Without the rule some site is left out far longer: the check can fail.
  EXPECT_GT(longest_gap(40, 60, options, false), 8U);
}

TEST(MaximumGap, HoldsWhereSlotsAreJustEnough) {
  // 48 sites, 6 slots, 8 rounds: every slot is owed.
  EXPECT_LE(longest_gap(48, 60, {.max_gap = 8, .slots = 6}, true), 8U);
}

TEST(MaximumGap, TakesTheLongestWaitingWhereNoRuleCouldHoldIt) {
  History history = without_history(10);
  for (std::uint32_t i = 0; i < 10; ++i) history.since_visit.emplace_back(10 + i);
  const Allocation drawn = allocate(history, {.max_gap = 4, .slots = 3});
  EXPECT_THAT(drawn.visits, ElementsAre(0, 0, 0, 0, 0, 0, 0, 1, 1, 1));
}

TEST(MaximumGap, CountsWhoWasNeverVisitedFromTheFirstRound) {
  History history = one_round({0, 0, 0}, 1.0);
  history.since_visit = {1, std::nullopt, 1};
  // Two rounds after the start the second site has waited 2: due with a gap of 2, not of 9.
  EXPECT_THAT(due_sites(history, {.max_gap = 2, .slots = 2}), ElementsAre(false, true, false));
  EXPECT_THAT(due_sites(history, {.max_gap = 9, .slots = 2}), Each(false));
}

TEST(Allocate, GivesTheSameBitsOnAnyNumberOfThreads) {
  const History history = drawn_history(uneven_rates(200, 12), 26, 12);
  const auto bits = [&] {
    const Allocation a = allocate(history, {.slots = 50, .round = 3});
    return std::tuple(a.risk, a.intent, a.visits, a.due);
  };
  const auto answers = testing::on_1_2_8_threads(bits);
  EXPECT_EQ(answers[1], answers[0]);
  EXPECT_EQ(answers[2], answers[0]);
}

TEST(Allocate, SpreadsVisitsEvenlyWithoutHistory) {
  const Allocation drawn = allocate(without_history(8), {.slots = 16});
  EXPECT_THAT(drawn.intent, Each(0.125));
  EXPECT_THAT(drawn.visits, Each(2));
}

}  // namespace
}  // namespace rawan::allocation

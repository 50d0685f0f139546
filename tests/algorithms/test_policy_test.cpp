#include "rawan/algorithms/test_policy.h"

#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>

namespace rawan {
namespace {

TEST(TestPolicy, KeepsReplicatesThatCanRejectALoneVillage) {
  const TestAdvice advice = advise(124, {.replicates = 4959});
  EXPECT_EQ(advice.route, TestRoute::enough);
  EXPECT_EQ(advice.replicates, 4959U);
  EXPECT_EQ(advice.fewest, 1U);
}

TEST(TestPolicy, RaisesReplicatesWhereThatIsAllItTakes) {
  const TestAdvice two = advise(124, {});
  EXPECT_EQ(two.route, TestRoute::raise_replicates);
  EXPECT_EQ(two.replicates, 4959U);
  const TestAdvice one = advise(124, {.sides = Sides::one});
  EXPECT_EQ(one.replicates, 2479U);
  EXPECT_EQ(one.fewest, 1U);
}

// 83,402 villages would take 3.3 million replicates.
TEST(TestPolicy, TakesTheExactTailForACountry) {
  const TestAdvice advice = advise(83'402, {.has_exact_tail = true});
  EXPECT_EQ(advice.route, TestRoute::exact_tail);
  EXPECT_EQ(advice.needed, 3'336'079U);
  EXPECT_EQ(advice.replicates, 0U);
}

TEST(TestPolicy, SaysThatItCannotDecide) {
  const TestAdvice advice = advise(83'402, {});
  EXPECT_EQ(advice.route, TestRoute::cannot_decide);
  EXPECT_EQ(advice.replicates, 999U);
  EXPECT_EQ(advice.fewest, 3337U);  // 2 x 83,402 / (0.05 x 1,000), rounded up
  EXPECT_GT(rawan::advise(50, {.replicates = 9, .most_replicates = 9}).fewest, 50U);
}

TEST(TestPolicy, AgreesWithTheCountsItIsMadeOf) {
  for (const std::size_t tests : {1U, 20U, 333U}) {
    for (const std::uint64_t replicates : {19U, 999U}) {
      const TestAdvice advice =
          advise(tests, {.replicates = replicates, .most_replicates = replicates});
      EXPECT_EQ(advice.fewest, fewest_rejections(tests, 0.05, replicates, Sides::two));
      EXPECT_EQ(advice.route == TestRoute::enough, advice.fewest <= 1);
    }
  }
}

TEST(TestPolicy, HasNothingToDecideWithoutTests) {
  EXPECT_EQ(advise(0, {}).route, TestRoute::enough);
  EXPECT_EQ(advise(0, {}).fewest, 0U);
  EXPECT_THROW(advise(5, {.alpha = 0.0}), ContractViolation);
}

}  // namespace
}  // namespace rawan

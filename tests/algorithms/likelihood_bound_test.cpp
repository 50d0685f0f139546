#include "likelihood_bound.h"

#include "leave_one_out.h"
#include "support/clustered_points.h"

#include <gtest/gtest.h>

#include <vector>

namespace rawan {
namespace {

/// The bound and what it bounds, for a ladder of bandwidths.
struct Bounded {
  double bound = 0.0;
  double exact = 0.0;
};

std::vector<Bounded> bounds_of(std::size_t events) {
  const LeaveOneOut pattern(testing::clustered_points(events, 7));
  std::vector<Bounded> all;
  for (double sigma = 100.0; sigma < 50'000.0; sigma *= 1.3) {
    const auto bound = log_likelihood_at_most(pattern.columns(), sigma);
    if (bound) all.push_back({*bound, pattern.log_likelihood(sigma)});
  }
  return all;
}

TEST(LikelihoodBound, IsNeverBelowTheLikelihood) {
  std::size_t known = 0;
  for (const std::size_t events : {2U, 30U, 300U, 3000U}) {
    for (const Bounded& one : bounds_of(events)) {
      EXPECT_GE(one.bound, one.exact - 1e-9 * std::abs(one.exact));
      ++known;
    }
  }
  EXPECT_GT(known, 20U);
}

// Half a sigma nearer along both axes raises a density by a factor of two or three.
TEST(LikelihoodBound, IsNearEnoughToExclude) {
  for (const Bounded& one : bounds_of(1000)) {
    EXPECT_LE(one.bound - one.exact, 1.1 * 1000) << one.exact;
  }
}

TEST(LikelihoodBound, IsKnownOfFewEventsWhereTheBandwidthIsWide) {
  EXPECT_GE(bounds_of(1000).size(), 8U);
}

}  // namespace
}  // namespace rawan

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

std::vector<Bounded> bounds_of(std::size_t events, double cells_per_sigma) {
  const LeaveOneOut pattern(testing::clustered_points(events, 7));
  std::vector<Bounded> all;
  for (double sigma = 100.0; sigma < 50'000.0; sigma *= 1.3) {
    const auto bound = log_likelihood_at_most(pattern.columns(), sigma, cells_per_sigma);
    if (bound) all.push_back({*bound, pattern.log_likelihood(sigma)});
  }
  return all;
}

TEST(LikelihoodBound, IsNeverBelowTheLikelihood) {
  for (const double cells : {1.0, 2.0, 4.0, 8.0}) {
    std::size_t known = 0;
    for (const std::size_t events : {2U, 30U, 300U, 3000U}) {
      for (const Bounded& one : bounds_of(events, cells)) {
        EXPECT_GE(one.bound, one.exact - 1e-9 * std::abs(one.exact));
        ++known;
      }
    }
    EXPECT_GT(known, 20U) << cells;
  }
}

// A cell nearer along both axes.
TEST(LikelihoodBound, ComesNearerWithMoreCells) {
  for (const double cells : {2.0, 4.0, 8.0}) {
    const auto bounds = bounds_of(1000, cells);
    EXPECT_GE(bounds.size(), 8U);
    for (const Bounded& one : bounds) EXPECT_LE(one.bound - one.exact, 2.2 * 1000 / cells);
  }
}

}  // namespace
}  // namespace rawan

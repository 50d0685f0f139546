#include "scan_maxima.h"

#include "oracles/scan.h"
#include "scan_cases.h"
#include "support/patterns.h"

#include <gtest/gtest.h>

#include <numeric>

namespace rawan {
namespace {

/// Random sites; populations from small to large.
ScanPlaces random_places(std::size_t n, Stream& random) {
  const auto sites = on_plane(testing::random_points(n, 50.0, random));
  std::vector<double> population;
  for (std::size_t i = 0; i < n; ++i) population.push_back(1.0 + double(random.below(40)));
  return gather_places(sites, std::vector<std::uint32_t>(n, 0), population);
}

double largest_of_all(const ScanPlaces& places, const std::vector<std::uint32_t>& cases,
                      const ScanOptions& options) {
  double largest = 0.0;
  for (const auto& window :
       oracle::all_windows({places.position, cases, places.population}, options)) {
    largest = std::max(largest, window.statistic);
  }
  return largest;
}

TEST(LargestStatistics, AreThoseOfListingAllWindowsForEachReplicate) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const ScanPlaces places = random_places(24, random);
    ScanOptions options{.model = seed % 2 == 0 ? ScanModel::poisson : ScanModel::bernoulli,
                        .largest_share = seed % 3 == 0 ? 0.5 : 0.1};
    if (seed % 4 > 1) options.ellipses = {{.shape = 3.0, .angles = 3}};
    const double people = std::accumulate(places.population.begin(), places.population.end(), 0.0);
    const std::uint64_t total = 2 + random.below(seed % 5 == 0 ? std::uint64_t(people) - 2 : 60);
    const RandomCases random_cases(options.model, places.population, total);
    std::vector<LaneCounts> groups(2, LaneCounts(places.size() * kLanes, 0));
    for (std::size_t r = 0; r < 2 * kLanes; ++r) {
      random_cases.draw(random, std::span(groups[r / kLanes]).subspan(r % kLanes), kLanes);
    }
    const ScanWindows windows(places, options);
    const ScanStudy study{windows, places.population, {options.model, double(total), people}, 2};
    const auto found = largest_statistics(study, groups, {});
    for (std::size_t r = 0; r < 2 * kLanes; ++r) {
      std::vector<std::uint32_t> cases;
      for (std::size_t p = 0; p < places.size(); ++p) {
        cases.push_back(std::uint32_t(groups[r / kLanes][p * kLanes + r % kLanes]));
      }
      EXPECT_NEAR(found[r], largest_of_all(places, cases, options), 1e-9);
    }
  }
}

TEST(RandomCases, KeepTheirTotalAndFollowThePopulation) {
  const std::vector<double> population{5, 0, 20, 75};
  for (const ScanModel model : {ScanModel::poisson, ScanModel::bernoulli}) {
    const RandomCases random_cases(model, population, 10);
    Stream random(1, 0);
    std::vector<std::int32_t> sum(4, 0);
    for (int i = 0; i < 10'000; ++i) {
      std::vector<std::int32_t> counts(4, 0);
      random_cases.draw(random, counts, 1);
      EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0), 10);
      for (std::size_t p = 0; p < 4; ++p) sum[p] += counts[p];
    }
    // Four standard deviations of a multinomial count of 100,000.
    EXPECT_NEAR(sum[0], 5'000, 280);
    EXPECT_EQ(sum[1], 0);
    EXPECT_NEAR(sum[2], 20'000, 510);
    EXPECT_NEAR(sum[3], 75'000, 550);
  }
}

TEST(RandomCases, OfBernoulliNeverExceedTheMembers) {
  const std::vector<double> population{3, 4, 5};
  for (const std::uint64_t total : {1U, 6U, 11U, 12U}) {
    const RandomCases random_cases(ScanModel::bernoulli, population, total);
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      Stream random(seed, 0);
      std::vector<std::int32_t> counts(3, 0);
      random_cases.draw(random, counts, 1);
      EXPECT_EQ(std::uint64_t(counts[0] + counts[1] + counts[2]), total);
      for (std::size_t p = 0; p < 3; ++p) {
        EXPECT_GE(counts[p], 0);
        EXPECT_LE(counts[p], population[p]);
      }
    }
  }
}

}  // namespace
}  // namespace rawan

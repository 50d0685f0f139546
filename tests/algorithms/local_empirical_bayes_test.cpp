#include "rawan/algorithms/local_empirical_bayes.h"

#include "rawan/algorithms/contract.h"
#include "support/carolina.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rawan {
namespace {

struct Found {
  testing::Carolina map;
  std::vector<GammaPrior> prior = local_gamma_priors(map.weights, map.deaths, map.births);
  std::vector<Gamma> posterior = shrink_locally(map.deaths, map.births, prior);

  double estimate(const std::string& county) const {
    return posterior[map.place.at(county)].mean();
  }
  GammaPrior of(const std::string& county) const { return prior[map.place.at(county)]; }
};

// EBlocal(geoda = TRUE) of spdep 1.2-7 with ncCC89.gal.
TEST(LocalEmpiricalBayes, GivesTheKnownRatesOfTheNorthCarolinaDeaths) {
  const Found found;
  EXPECT_NEAR(found.estimate("Anson"), 0.00813542367898, 1e-14);
  EXPECT_NEAR(found.estimate("Halifax"), 0.00445529018985, 1e-14);
  EXPECT_NEAR(found.estimate("Robeson"), 0.004114490161, 1e-14);
  EXPECT_NEAR(found.estimate("Northampton"), 0.0052461039963, 1e-14);
  EXPECT_NEAR(found.estimate("Ashe"), 0.000992227550852, 1e-14);
  EXPECT_NEAR(found.estimate("Mecklenburg"), 0.00195698165308, 1e-14);
  EXPECT_NEAR(found.of("Anson").variance, 6.48101108039e-06, 1e-16);
  EXPECT_NEAR(found.of("Anson").mean, 0.00261493040911, 1e-14);
  EXPECT_EQ(found.of("Robeson").variance, 0.0);
  double linked = 0.0;
  int even = 0;
  for (std::size_t i = 0; i < found.prior.size(); ++i) {
    if (i == found.map.place.at("Dare") || i == found.map.place.at("Hyde")) continue;
    linked += found.posterior[i].mean();
    even += found.prior[i].variance == 0.0 ? 1 : 0;
  }
  EXPECT_NEAR(linked, 0.206395152959443, 1e-13);
  EXPECT_EQ(even, 63);
}

// The island's own value is undefined in spdep and the raw rate elsewhere.
TEST(LocalEmpiricalBayes, GivesIslandsTheMomentsOfTheWholeMap) {
  const Found found;
  const GammaPrior global = fit_gamma_prior(found.map.deaths, found.map.births);
  const auto shrunk = shrink(found.map.deaths, found.map.births, global);
  EXPECT_EQ(found.of("Dare").mean, global.mean);
  EXPECT_EQ(found.of("Dare").variance, global.variance);
  EXPECT_EQ(found.estimate("Hyde"), shrunk[found.map.place.at("Hyde")].mean());
}

TEST(LocalEmpiricalBayes, MatchesThePrintedFormulaOnRandomInput) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const std::size_t n = 2 + random.below(20);
    const Weights weights = testing::random_weights(n, random);
    std::vector<double> y;
    std::vector<double> e;
    for (std::size_t i = 0; i < n; ++i) e.push_back(1.0 + 40.0 * random.uniform());
    for (std::size_t i = 0; i < n; ++i) {
      y.push_back(double(random.poisson(0.3 * random.gamma(1.0) * e[i])));
    }
    const auto posterior = shrink_locally(y, e, local_gamma_priors(weights, y, e));
    for (std::size_t i = 0; i < n; ++i) {
      double cases = y[i];
      double exposure = e[i];
      double count = 1.0;
      for (Weights::InnerIterator link(weights, long(i)); link; ++link) {
        cases += y[std::size_t(link.col())];
        exposure += e[std::size_t(link.col())];
        count += 1.0;
      }
      if (count == 1.0) continue;
      const double b = cases / exposure;
      double spread = e[i] * std::pow(y[i] / e[i] - b, 2.0);
      for (Weights::InnerIterator link(weights, long(i)); link; ++link) {
        const auto j = std::size_t(link.col());
        spread += e[j] * std::pow(y[j] / e[j] - b, 2.0);
      }
      const double a = std::max(0.0, spread / exposure - b / (exposure / count));
      const double raw = y[i] / e[i];
      const double known = a > 0.0 ? b + (raw - b) * a / (a + b / e[i]) : b;
      EXPECT_NEAR(posterior[i].mean(), known, 1e-12);
      EXPECT_GE(posterior[i].mean(), std::min(raw, b) - 1e-12);
      EXPECT_LE(posterior[i].mean(), std::max(raw, b) + 1e-12);
    }
  }
}

TEST(LocalEmpiricalBayes, LooksAtNeitherTheSizeOfWeightsNorTheDiagonal) {
  const testing::Carolina map;
  const auto one = shrink_locally(map.deaths, map.births,
                                  local_gamma_priors(map.weights, map.deaths, map.births));
  const Weights other = row_standardized(with_self(map.weights, 3.0));
  const auto two =
      shrink_locally(map.deaths, map.births, local_gamma_priors(other, map.deaths, map.births));
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].mean(), two[i].mean());
}

TEST(LocalEmpiricalBayes, RefusesWhatItCannotMean) {
  const Weights weights = testing::rook_lattice(2);
  const std::vector<double> ones(4, 1.0);
  const std::vector<double> three(3, 1.0);
  const std::vector<double> with_zero{1, 1, 1, 0};
  EXPECT_THROW(local_gamma_priors(weights, three, three), ContractViolation);
  EXPECT_THROW(local_gamma_priors(weights, ones, with_zero), ContractViolation);
  EXPECT_THROW(shrink_locally(ones, ones, std::vector<GammaPrior>(3)), ContractViolation);
  EXPECT_TRUE(local_gamma_priors(Weights(0, 0), {}, {}).empty());
}

}  // namespace
}  // namespace rawan

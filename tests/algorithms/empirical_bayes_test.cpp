#include "rawan/algorithms/empirical_bayes.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "rawan/algorithms/ranking.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>
#include <string>

namespace rawan {
namespace {

struct Counties {
  std::vector<std::string> name;
  std::vector<double> births;
  std::vector<double> deaths;

  std::size_t find(const std::string& county) const {
    return static_cast<std::size_t>(std::find(name.begin(), name.end(), county) - name.begin());
  }
};

Counties read_counties() {
  std::ifstream file(RAWAN_SOURCE_DIR "/tests/data/nc_sids_1974.csv");
  Counties counties;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("county,")) continue;
    std::istringstream fields(line);
    std::string name;
    std::string births;
    std::string deaths;
    std::getline(fields, name, ',');
    std::getline(fields, births, ',');
    std::getline(fields, deaths, ',');
    counties.name.push_back(name);
    counties.births.push_back(std::stod(births));
    counties.deaths.push_back(std::stod(deaths));
  }
  return counties;
}

// Reference values computed independently from the same table with the formulas of Marshall (1991).
TEST(FitGammaPrior, GivesTheKnownMomentsOfTheNorthCarolinaDeaths) {
  const Counties counties = read_counties();
  ASSERT_EQ(counties.name.size(), 100U);
  const GammaPrior prior = fit_gamma_prior(counties.deaths, counties.births);
  EXPECT_NEAR(prior.mean, 0.002021444894, 5e-13);
  EXPECT_NEAR(prior.variance, 7.692930647e-07, 5e-17);
}

TEST(Shrink, GivesTheKnownPosteriorOfAnson) {
  const Counties counties = read_counties();
  const GammaPrior prior = fit_gamma_prior(counties.deaths, counties.births);
  const std::size_t anson = counties.find("Anson");
  const Gamma posterior = shrink(counties.deaths, counties.births, prior)[anson];
  EXPECT_NEAR(posterior.shape, 20.311681134, 1e-8);
  EXPECT_NEAR(posterior.rate, 4197.665563, 1e-5);
  EXPECT_NEAR(posterior.mean(), 0.004838804052, 5e-13);
  EXPECT_NEAR(exceedance(posterior, prior.mean), 0.99961, 5e-6);
  EXPECT_NEAR(exceedance(posterior, 1.5 * prior.mean), 0.96979, 5e-6);
}

TEST(Shrink, Finds17CountiesThatExceedTheMeanWithProbability80Percent) {
  const Counties counties = read_counties();
  const GammaPrior prior = fit_gamma_prior(counties.deaths, counties.births);
  const auto posteriors = shrink(counties.deaths, counties.births, prior);
  EXPECT_EQ(std::count_if(posteriors.begin(), posteriors.end(),
                          [&](const Gamma& g) { return exceedance(g, prior.mean) > 0.8; }),
            17);
}

TEST(ExpectedRanks, AreTheKnownOnesOfTheNorthCarolinaDeaths) {
  const Counties counties = read_counties();
  const GammaPrior prior = fit_gamma_prior(counties.deaths, counties.births);
  const auto ranks = expected_ranks(shrink(counties.deaths, counties.births, prior));
  EXPECT_NEAR(ranks[counties.find("Anson")], 3.148, 1e-3);
  EXPECT_NEAR(ranks[counties.find("Halifax")], 8.606, 1e-3);
  EXPECT_NEAR(ranks[counties.find("Robeson")], 10.366, 1e-3);
  EXPECT_NEAR(ranks[counties.find("Northampton")], 12.657, 1e-3);
  EXPECT_NEAR(ranks[counties.find("Columbus")], 12.777, 1e-3);
}

struct Counts {
  std::vector<double> cases;
  std::vector<double> exposure;
};

Counts random_counts(std::size_t sites, Stream& random) {
  Counts counts;
  for (std::size_t i = 0; i < sites; ++i) {
    counts.exposure.push_back(1.0 + 50.0 * random.uniform());
    const double mean = 0.2 * random.gamma(1.5) * counts.exposure[i];
    counts.cases.push_back(static_cast<double>(random.poisson(mean)));
  }
  return counts;
}

TEST(Shrink, HasTheMarshallEstimateAsPosteriorMean) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    Stream random(seed, 0);
    const Counts counts = random_counts(2 + random.below(40), random);
    const auto [b, a] = fit_gamma_prior(counts.cases, counts.exposure);
    const auto posteriors = shrink(counts.cases, counts.exposure, {b, a});
    for (std::size_t i = 0; i < posteriors.size(); ++i) {
      const double raw = counts.cases[i] / counts.exposure[i];
      const double estimate = a > 0.0 ? b + (raw - b) * a / (a + b / counts.exposure[i]) : b;
      EXPECT_NEAR(posteriors[i].mean(), estimate, 1e-12);
      EXPECT_LE(posteriors[i].mean(), std::max(raw, b) + 1e-12);
      EXPECT_GE(posteriors[i].mean(), std::min(raw, b) - 1e-12);
    }
  }
}

TEST(Shrink, GivesEverySiteTheMeanWithoutHeterogeneity) {
  const std::vector<double> cases{2.0, 4.0, 6.0};
  const std::vector<double> exposure{10.0, 20.0, 30.0};
  const GammaPrior prior = fit_gamma_prior(cases, exposure);
  EXPECT_EQ(prior.variance, 0.0);
  for (const Gamma& posterior : shrink(cases, exposure, prior)) {
    EXPECT_NEAR(posterior.mean(), 0.2, 1e-15);
    EXPECT_NEAR(quantile(posterior, 0.95), 0.2, 1e-6);
    EXPECT_EQ(exceedance(posterior, 0.21), 0.0);
    EXPECT_EQ(exceedance(posterior, 0.19), 1.0);
  }
}

TEST(Shrink, KnowsOnlyZeroWhereNothingWasCounted) {
  const std::vector<double> none{0.0, 0.0};
  const std::vector<double> exposure{10.0, 20.0};
  const auto posteriors = shrink(none, exposure, fit_gamma_prior(none, exposure));
  for (const Gamma& posterior : posteriors) {
    EXPECT_EQ(posterior.mean(), 0.0);
    EXPECT_EQ(quantile(posterior, 0.5), 0.0);
    EXPECT_EQ(exceedance(posterior, 0.0), 0.0);
  }
  EXPECT_EQ(expected_ranks(posteriors), (std::vector<double>{1.5, 1.5}));
}

TEST(FitGammaPrior, RefusesWhatHasNoExposure) {
  const std::vector<double> one{1.0};
  const std::vector<double> zero{0.0};
  EXPECT_THROW(fit_gamma_prior(one, zero), ContractViolation);
  EXPECT_THROW(fit_gamma_prior(one, {}), ContractViolation);
  EXPECT_THROW(fit_gamma_prior({}, {}), ContractViolation);
  EXPECT_THROW(fit_gamma_prior(std::vector<double>{-1.0}, one), ContractViolation);
}

TEST(GammaQuantile, InvertsTheExceedance) {
  for (const double shape : {0.05, 0.8, 3.0, 400.0, 1e6, 1e9}) {
    for (const double p : {0.05, 0.5, 0.95}) {
      const Gamma gamma{shape, 7.0};
      EXPECT_NEAR(exceedance(gamma, quantile(gamma, p)), 1.0 - p, 1e-7) << shape << ' ' << p;
    }
  }
}

// Exponential with rate 2: P(X > 1) = exp(-2), median ln 2 / 2.
TEST(GammaQuantile, IsExactForAnExponential) {
  EXPECT_NEAR(exceedance({1.0, 2.0}, 1.0), std::exp(-2.0), 1e-15);
  EXPECT_NEAR(quantile({1.0, 2.0}, 0.5), 0.5 * std::log(2.0), 1e-14);
}

double poisson_at_most(int count, double mean) {
  double term = std::exp(-mean);
  double sum = term;
  for (int k = 1; k <= count; ++k) sum += term *= mean / k;
  return sum;
}

TEST(GarwoodInterval, PutsHalfOfTheErrorIntoEachTail) {
  for (const int cases : {1, 2, 5, 17, 60}) {
    const Interval interval = garwood_interval(cases, 0.9);
    EXPECT_NEAR(poisson_at_most(cases, interval.high), 0.05, 1e-10);
    EXPECT_NEAR(1.0 - poisson_at_most(cases - 1, interval.low), 0.05, 1e-10);
  }
}

// With no case the upper bound at 95 % is -ln 0.025.
TEST(GarwoodInterval, BeginsAtZeroWithoutCases) {
  EXPECT_EQ(garwood_interval(0.0, 0.95).low, 0.0);
  EXPECT_NEAR(garwood_interval(0.0, 0.95).high, 3.688879454, 1e-9);
}

struct Summary {
  double mean = 0.0;
  double low = 0.0;
  double high = 0.0;
};

Summary summary_of(const std::vector<double>& draws, std::size_t sites, std::size_t site) {
  std::vector<double> own;
  for (std::size_t k = site; k < draws.size(); k += sites) own.push_back(draws[k]);
  std::sort(own.begin(), own.end());
  return {std::accumulate(own.begin(), own.end(), 0.0) / static_cast<double>(own.size()),
          own[own.size() / 20], own[own.size() - 1 - own.size() / 20]};
}

// With thousands of sites the prior is known and the draws are those of the conjugate posterior.
TEST(DrawRates, AgreesWithTheConjugatePosteriorWhereThePriorIsKnown) {
  Stream random(4, 0);
  Counts counts = random_counts(1200, random);
  const auto draws = draw_rates(counts.cases, counts.exposure, 600, 1);
  const double shape = 1.5;
  const double rate = 1.0 / 0.2;
  for (const std::size_t i : {0U, 7U, 100U, 1199U}) {
    const Gamma posterior{counts.cases[i] + shape, counts.exposure[i] + rate};
    const Summary summary = summary_of(draws, 1200, i);
    const double spread = std::sqrt(posterior.shape) / posterior.rate;
    EXPECT_NEAR(summary.mean, posterior.mean(), 0.2 * spread);
    EXPECT_NEAR(summary.low, quantile(posterior, 0.05), 0.25 * spread);
    EXPECT_NEAR(summary.high, quantile(posterior, 0.95), 0.35 * spread);
  }
}

TEST(DrawRates, CoversTheTruthAsOftenAsItSays) {
  double covered = 0.0;
  double asked = 0.0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Stream random(seed, 9);
    std::vector<double> truth;
    Counts counts;
    for (int i = 0; i < 40; ++i) {
      truth.push_back(0.15 * random.gamma(1.5) / 1.5);
      counts.exposure.push_back(5.0 + 60.0 * random.uniform());
      counts.cases.push_back(
          static_cast<double>(random.poisson(truth.back() * counts.exposure.back())));
    }
    const auto draws = draw_rates(counts.cases, counts.exposure, 400, seed);
    for (std::size_t i = 0; i < truth.size(); ++i) {
      const Summary summary = summary_of(draws, truth.size(), i);
      covered += summary.low <= truth[i] && truth[i] <= summary.high ? 1.0 : 0.0;
      asked += 1.0;
    }
  }
  EXPECT_NEAR(covered / asked, 0.9, 0.02);
}

TEST(DrawRates, GivesEqualBitsOnAnyNumberOfThreads) {
  Stream random(5, 0);
  const Counts counts = random_counts(30, random);
  const auto answers =
      testing::on_1_2_8_threads([&] { return draw_rates(counts.cases, counts.exposure, 200, 3); });
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

TEST(DrawRates, SurvivesDegenerateCounts) {
  EXPECT_TRUE(draw_rates({}, {}, 10, 1).empty());
  for (const auto& cases : {std::vector<double>{0.0, 0.0}, std::vector<double>{3.0, 3.0},
                            std::vector<double>{0.0, 5000.0}}) {
    for (const double rate : draw_rates(cases, std::vector<double>{10.0, 10.0}, 50, 1)) {
      EXPECT_TRUE(std::isfinite(rate));
      EXPECT_GE(rate, 0.0);
    }
  }
}

}  // namespace
}  // namespace rawan

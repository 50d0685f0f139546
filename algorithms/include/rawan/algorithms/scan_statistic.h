#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// Kulldorff (1997): c ln(c/E) + (C-c) ln((C-c)/(C-E)) if c > E, else 0.
/// @throws ContractViolation unless 0 <= cases <= total and, where there are cases, expected > 0.
double poisson_log_likelihood_ratio(double cases, double expected, double total);

/// Kulldorff & Nagarwalla (1995): cases among `population` inside, the rest outside; 0 unless the
/// share of cases is higher inside. @throws ContractViolation unless cases <= population inside,
/// outside and in total.
double bernoulli_log_likelihood_ratio(double cases, double population, double total_cases,
                                      double total_population);

/// What long ellipses pay (Kulldorff et al. 2006): (4 s / (s + 1)^2)^exponent.
double ellipse_penalty(double shape, double exponent);

enum class ScanModel : std::uint8_t {
  poisson,    ///< Cases in proportion to a population, or to any expected counts.
  bernoulli,  ///< Each member of a whole population is a case or not.
};

/// Ellipses of one ratio of the axes, at `angles` equal turns of the long axis over 180 degrees.
struct EllipseFamily {
  double shape = 2.0;  ///< Long axis / short axis, > 1.
  std::uint32_t angles = 6;
};

struct ScanOptions {
  ScanModel model = ScanModel::poisson;
  double largest_share = 0.5;   ///< Of the population in a window; at most one half.
  std::uint32_t min_cases = 2;  ///< In a window; at least 1.
  std::uint32_t replicates = 999;
  std::uint32_t stop_after =
      0;  ///< Replicates as extreme as the data that end the test; 0: run all.
  std::uint64_t seed = 0;
  std::vector<EllipseFamily> ellipses;  ///< Beside circles; positions must be on a plane.
  double ellipse_exponent = 1.0;        ///< Of `ellipse_penalty`; 0: no penalty.
};

struct ScanCluster {
  std::uint32_t center = 0;            ///< A site; of several at one place the first.
  std::vector<std::uint32_t> members;  ///< Sites inside, nearest first, ties by position.
  Meters radius{};     ///< Straight line to the farthest; of an ellipse half the short axis.
  double shape = 1.0;  ///< Long axis / short axis.
  double angle = 0.0;  ///< Of the long axis, radians from east toward north.
  std::uint64_t cases = 0;
  double population = 0.0;
  double expected = 0.0;
  std::optional<double> relative_risk;  ///< (c/E) / ((C-c)/(C-E)); none if all cases are inside.
  double log_likelihood_ratio = 0.0;
  double statistic = 0.0;          ///< The ratio times the penalty.
  double p_value = 1.0;            ///< rank / (replicates + 1), see `rank_p_value`.
  std::optional<double> gumbel_p;  ///< From a Gumbel distribution fitted to the replicates.
};

struct ScanResult {
  std::vector<ScanCluster> clusters;  ///< The most likely first; no site in two of them.
  std::vector<double> maxima;         ///< Largest statistic of each replicate that was run.
};

/// Most likely and secondary clusters: the best window of each center, in decreasing order of the
/// statistic, that do not overlap one already taken. Sites at one distance from a center enter a
/// window together, so neither the order of the input nor the number of threads changes anything.
///
/// The p-value of a secondary cluster compares it with the maxima too and is conservative.
///
/// @param cases, population one per site.
/// @throws ContractViolation if sizes differ, a number is not finite or negative, there are cases
///         without population, or an option is out of its range; for Bernoulli also unless
///         populations are whole and hold the cases.
ScanResult scan(std::span<const Position> sites, std::span<const std::uint32_t> cases,
                std::span<const double> population, const ScanOptions& options = {},
                const Control& control = {});

/// (1 + replicates at least as large) / (1 + replicates). With `stop_after` > 0 the test ends at
/// that many replicates as large, the l-th of them gives p = stop_after / l (Besag & Clifford
/// 1991).
double rank_p_value(double observed, std::span<const double> maxima, std::uint32_t stop_after = 0);

/// P(X >= observed) for the Gumbel distribution with the mean and standard deviation of the maxima
/// (Abrams, Kulldorff & Kleinman 2010); none if all maxima are equal.
std::optional<double> gumbel_p_value(double observed, std::span<const double> maxima);

/// Time in which looking again and again would give one signal as strong by chance: the interval
/// between looks / p. In the unit of the interval. @throws ContractViolation unless 0 < p <= 1.
double recurrence_interval(double p_value, double interval_between_looks);

}  // namespace rawan

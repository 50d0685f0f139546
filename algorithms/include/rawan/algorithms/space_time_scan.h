#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/scan_statistic.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Cases of one site in one period (a day, a week, ...). Several rows of both add up.
struct SpaceTimeCases {
  std::uint32_t site = 0;
  std::uint32_t period = 0;
  std::uint32_t cases = 0;
};

enum class SpaceTimeModel : std::uint8_t {
  poisson,      ///< Cases in proportion to a population of each site in each period.
  permutation,  ///< Cases of a site spread over time as all cases are; needs no population.
};

struct SpaceTimeScanOptions {
  double largest_share = 0.5;     ///< In a circle, of the population (`permutation`: of the cases)
                                  ///< of all periods; at most one half.
  double longest_share = 0.5;     ///< Of the periods in a window, at least one period; at most 1.
  bool only_still_alive = false;  ///< Prospective: windows that last to the end of the study.
  std::uint32_t min_cases = 2;    ///< In a window; at least 1.
  std::uint32_t replicates = 999;
  std::uint32_t stop_after = 0;  ///< As in `ScanOptions`.
  std::uint64_t seed = 0;
};

/// A cylinder: sites in a circle during consecutive periods.
struct SpaceTimeCluster {
  ScanCluster window;  ///< Cases, population and expected of the cylinder.
  std::uint32_t first_period = 0;
  std::uint32_t last_period = 0;  ///< Inside.
};

struct SpaceTimeScanResult {
  std::vector<SpaceTimeCluster> clusters;  ///< The most likely first; no site in two of them.
  std::vector<double> maxima;              ///< Largest statistic of each replicate that was run.
};

/// Most likely and secondary cylinders: circles of `scan` times intervals of periods. Of each
/// center the best cylinder, in decreasing order, that shares no site with one taken before.
///
/// `poisson`: expected are C n / N for n of all N people of all sites and periods in the cylinder;
/// replicates are multinomial. `permutation`: expected are (cases in the circle) x (cases in the
/// interval) / C, replicates shuffle the times among the cases; `population` of a cluster is its
/// expected number then. Both take the Poisson ratio.
///
/// @param cases rows of sites < sites.size() and periods < periods, in any order.
/// @param population `poisson`: one per site (the same in each period) or sites x periods, those of
///        a site together. `permutation`: empty.
/// @throws ContractViolation if a row is out of range, sizes differ, a number is not finite or
///         negative, there are cases without population, or an option is out of its range.
///
/// Cost: per replicate windows in space x periods x longest interval (prospective: x longest
/// interval). Memory: cases of the replicates at hand, sites x periods only if so given.
///
/// Kulldorff, M., Athas, W. F. et al. (1998). Evaluating cluster alarms. American Journal of Public
/// Health 88. Kulldorff, M. (2001). Prospective time periodic geographical disease surveillance
/// using a scan statistic. JRSS A 164. Kulldorff, M. et al. (2005). A space-time permutation scan
/// statistic for disease outbreak detection. PLoS Medicine 2.
SpaceTimeScanResult space_time_scan(std::span<const Position> sites,
                                    std::span<const SpaceTimeCases> cases, std::uint32_t periods,
                                    std::span<const double> population, SpaceTimeModel model,
                                    const SpaceTimeScanOptions& options = {},
                                    const Control& control = {});

}  // namespace rawan

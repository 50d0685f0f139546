#pragma once

#include "rawan/algorithms/space_time_scan.h"
#include "scan_bars.h"
#include "scan_windows.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rawan {

/// Intervals of periods as runs that grow by one period at a time: forward from each start, or, if
/// only those still alive count, one run back from the end.
struct Runs {
  std::size_t periods = 0;
  std::size_t longest = 0;
  bool from_the_end = false;

  std::size_t count() const { return from_the_end ? 1 : periods; }
  std::size_t length(std::size_t run) const {
    return from_the_end ? longest : std::min(longest, periods - run);
  }
  std::size_t period(std::size_t run, std::size_t step) const {
    return from_the_end ? periods - 1 - step : run + step;
  }
  /// First and last period after a step.
  std::pair<std::size_t, std::size_t> interval(std::size_t run, std::size_t step) const {
    const std::size_t at = period(run, step);
    return from_the_end ? std::pair(at, periods - 1) : std::pair(run, at);
  }
};

/// Population of places by period: weight x profile, or each number where `by_period` has them.
struct PopulationInTime {
  std::vector<double> weight;     ///< Of each place, over all periods or in proportion.
  std::vector<double> profile;    ///< Of each period.
  std::vector<double> by_period;  ///< Place by place; empty if weight x profile says it all.

  std::size_t periods() const { return profile.size(); }
};

/// The population by period of a circle that grows.
class GrowingPopulation {
 public:
  explicit GrowingPopulation(const PopulationInTime& all) : all_(all), now_(all.periods(), 0.0) {}

  void clear();
  void add(std::size_t place);
  /// To be called once all places of a window are in.
  std::span<const double> by_period();

 private:
  const PopulationInTime& all_;
  double weight_ = 0.0;
  std::vector<double> now_;
};

/// Cases of kLanes replicates: those of place p are at[start[p]] ... at[start[p + 1] - 1], each
/// period * kLanes + lane.
struct LaneEvents {
  std::vector<std::uint32_t> start;
  std::vector<std::uint32_t> at;
};

struct CylinderStudy {
  const ScanWindows& windows;
  const PopulationInTime& population;
  WindowRules rules;
  Runs runs;
};

/// The largest statistic over all cylinders for each lane of each group.
std::vector<double> largest_statistics(const CylinderStudy& study,
                                       std::span<const LaneEvents> groups, const Control& control);

/// The best cylinder of one center.
struct Cylinder {
  double statistic = 0.0;
  std::uint32_t center = 0;
  std::size_t length = 0;  ///< Entries of the nest.
  std::size_t first = 0;
  std::size_t last = 0;
  std::uint64_t cases = 0;
  double population = 0.0;
};

/// Cases of one place in one period.
struct PeriodCases {
  std::uint32_t period;
  std::uint32_t cases;
};

/// Of each center, in their order. `observed` is by place.
std::vector<Cylinder> best_cylinders(const CylinderStudy& study,
                                     std::span<const std::vector<PeriodCases>> observed,
                                     const Control& control);

}  // namespace rawan

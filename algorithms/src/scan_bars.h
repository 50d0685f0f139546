#pragma once

#include "scan_likelihood.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace rawan {

/// Replicates are scanned side by side: the counts of one place lie together for this many.
inline constexpr std::size_t kLanes = 16;

using LaneCases = std::array<std::int32_t, kLanes>;
using LaneStatistics = std::array<double, kLanes>;

/// Adds the counts of a place or a period to a window. Not unrolled, as the comparison in
/// `Contest`: compilers take unrolled loops lane by lane, or in vectors of another width, which
/// makes each wait for the other.
inline void add_row(const std::int32_t* row, LaneCases& cases) {
#pragma GCC unroll 1
  for (std::size_t lane = 0; lane < kLanes; ++lane) cases[lane] += row[lane];
}

/// Which windows count, and how much.
struct WindowRules {
  ScanLikelihood likelihood;
  std::uint32_t min_cases;
  double largest_population;
};

/// For kLanes replicates: how many cases a window must hold to beat the best one so far, bounded
/// from below by bins of its population. The bins are even in the square root, so that one is a
/// fixed part of the standard deviation of a count wide: a quarter of it if kMostBins allow.
class Bars {
 public:
  explicit Bars(const WindowRules& rules);

  /// The most cases of each lane that do not pass. Single precision: its rounding is far below the
  /// slack of a bar.
  const std::int32_t* of(double population) const {
    const auto bin = static_cast<std::int32_t>(std::sqrt(static_cast<float>(population * scale_)));
    return &most_[static_cast<std::size_t>(bin) * kLanes];
  }

  /// Raises the bar of a lane to a statistic.
  void set(std::size_t lane, double best);

  std::size_t bins() const { return bins_; }

 private:
  static constexpr std::size_t kMostBins = 256;

  double lowest(std::size_t bin) const;
  bool beats(double cases, double population, double bar) const;
  double fewest(double population, double bar, double least, double guess) const;

  WindowRules rules_;
  std::size_t bins_;
  double scale_;
  std::array<std::int32_t, kMostBins * kLanes> most_;
};

/// The best of kLanes replicates so far.
struct Leaders {
  LaneStatistics best{};
  Bars bars;

  explicit Leaders(const WindowRules& rules) : bars(rules) {}
  void raise(std::size_t lane, double statistic);
};

/// Windows of a block against the leaders before it.
class Contest {
 public:
  Contest(const ScanLikelihood& likelihood, const Leaders& leaders)
      : likelihood_(likelihood), leaders_(leaders), best_(leaders.best) {}

  /// `cases` by lane in a window; the value counts times the penalty.
  void enter(const LaneCases& cases, double population, double penalty) {
    const std::int32_t* most = leaders_.bars.of(population);
    std::int32_t sign = 0;
#pragma GCC unroll 1
    for (std::size_t lane = 0; lane < kLanes; ++lane) sign |= most[lane] - cases[lane];
    if (sign < 0) look_closer(cases, most, population, penalty);
  }

  /// A bar is raised once looking closer has cost as much as raising it.
  void raise_bars();

  const LaneStatistics& best() const {
    return best_;
  }

 private:
  /// Rare. By value and out of line, so that the counts stay in registers in the caller's loop.
  void look_closer(LaneCases cases, const std::int32_t* most, double population, double penalty);

  ScanLikelihood likelihood_;
  Leaders leaders_;
  LaneStatistics best_;
  std::array<std::size_t, kLanes> looks_{};
};

}  // namespace rawan

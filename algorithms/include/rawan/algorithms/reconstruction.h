#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"
#include "rawan/algorithms/kde.h"

#include <cstdint>
#include <span>
#include <vector>

/// What a published map gives away of the points behind it (reliability.md 7.1 to 7.3).
namespace rawan::reconstruction {

struct Options {
  Kernel kernel = Kernel::quartic;
  std::uint32_t iterations = 400;  ///< Of Richardson-Lucy.
  double least_mass = 0.5;         ///< Events that a peak must hold to be a guess.
  double events = 0.0;  ///< The whole map stands for so many; 0: its own integral (a density).
};

/// Where an attacker says an event is.
struct Guess {
  Point at;
  double mass = 0.0;  ///< Events believed to be there.
};

/// The places alone, in the same order.
std::vector<Point> places_of(std::span<const Guess> guesses);

/// Richardson-Lucy deconvolution: U <- U * K^T(Z / (K * U)), from an even U.
/// @param surface density per square meter; NaN: not published.
/// @return events per cell; 0 where nothing is known.
/// Cost: iterations x cells x cells under the kernel.
/// Richardson, W. H. (1972), J. Opt. Soc. Am. 62; Lucy, L. B. (1974), Astron. J. 79.
Grid<double> deconvolve(const Grid<double>& surface, Meters bandwidth, const Options& options = {},
                        const Control& control = {});

/// Share of the map that events under this kernel do not explain: |Z - K * U| / |Z|, sums over all
/// known cells. 0 for an empty map.
double residual(const Grid<double>& surface, const Grid<double>& events, Meters bandwidth,
                const Options& options = {});

/// Cells no lower than their eight neighbors whose 3 x 3 holds the least mass; the guess is the
/// center of mass of the nine. Heaviest first.
std::vector<Guess> peaks(const Grid<double>& events, double least_mass = 0.5);

/// What remains of a map after taking, again and again, the one kernel that explains most of it
/// (Mallat & Zhang 1993). One guess per kernel taken; heaviest first.
std::vector<Guess> matching_pursuit(const Grid<double>& surface, Meters bandwidth,
                                    const Options& options = {}, const Control& control = {});

/// The best explanation of a map.
struct Reconstruction {
  Meters bandwidth{};
  double residual = 1.0;
  std::vector<Guess> guesses;
};

/// Deconvolves with every candidate and keeps the last one before the steepest rise of the
/// residual: a smaller kernel imitates a larger one well, a larger one cannot imitate a smaller.
/// @param candidates two or more, ascending by equal factors; the last one is never chosen.
Reconstruction reconstruct(const Grid<double>& surface, std::span<const Meters> candidates,
                           const Options& options = {}, const Control& control = {});

/// For each true point whether a guess lies within `radius`.
std::vector<bool> hits(std::span<const Point> truth, std::span<const Point> guesses, Meters radius);

/// How much more often an attack hits than guessing does.
struct Advantage {
  double attack = 0.0;    ///< Share hit by the attack.
  double baseline = 0.0;  ///< Expected share hit by the best of the guessers without the release.
  double value = 0.0;     ///< attack - baseline.
  double upper = 0.0;     ///< One-sided 95 % limits of `value`.
  double lower = 0.0;
};

/// Over the points of one map. @param chance one per hit: the probability that guessing hits.
/// Limits by the normal law of the differences, at least the binomial width of the baseline.
Advantage advantage(const std::vector<bool>& hit, std::span<const double> chance);

/// The same of an attack whose chance to hit is known for each point. Points of one cluster hit or
/// miss together, so that the limits are those of the clusters: what one of them adds to the mean
/// (the cluster-robust variance of Liang & Zeger 1986), at least the width of the baseline.
/// @param cluster one per point, any numbers. Empty: each for itself.
Advantage advantage(std::span<const double> attack, std::span<const double> chance,
                    std::span<const std::uint64_t> cluster = {});

/// Over independent maps: Student's t of their values. Two or more.
Advantage over_worlds(std::span<const Advantage> worlds);

/// Somebody who knows the published areas and open population data alone.
struct Guesser {
  /// People per cell, 0 where nothing is published. All 1: only the area is known.
  const Grid<double>& people;
  std::span<const Point> centers;  ///< Of the published areas.
  std::size_t guesses = 0;
};

/// For each true point the probability that a guess lies within `radius`: guesses laid among
/// the people (hexagons at an unknown phase: no other way covers more), or a random choice of the
/// centers, whichever hits more on average. Nothing is drawn.
/// @throws ContractViolation if nothing is published.
std::vector<double> best_chance(std::span<const Point> truth, const Guesser& guesser,
                                Meters radius);

}  // namespace rawan::reconstruction

#pragma once

#include <cstddef>

namespace rawan {

/// Places of events with a factor each, side by side in memory.
struct WeightedPlaces {
  const double* x = nullptr;
  const double* y = nullptr;
  const double* factor = nullptr;
  std::size_t size = 0;
};

/// A Gaussian around a place, relative to its value at the squared distance `least`.
struct GaussTerm {
  double x = 0.0;
  double y = 0.0;
  double least = 0.0;
  double steepness = 0.0;  ///< Per squared meter. > 0.
};

/// Sum of factor * exp((least - squared distance) * steepness) over places that are not nearer than
/// `least`; each exponential is good to 2e-15 of itself, and those below 1e-304 count as that. In
/// eight sums side by side, whatever the processor: the same bits.
double sum_terms(const GaussTerm& term, const WeightedPlaces& places);

}  // namespace rawan

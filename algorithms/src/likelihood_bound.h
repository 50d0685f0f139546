#pragma once

#include <optional>
#include <span>

namespace rawan {

/// Events as columns, with the squared distance of each to its nearest neighbor.
struct PatternColumns {
  std::span<const double> x;
  std::span<const double> y;
  std::span<const double> nearest;
};

/// What the sum of the leave-one-out log densities of a pattern under a Gaussian kernel does not
/// exceed: events are taken to be as near to each other as the cells that they lie in. More cells
/// mean a lower bound. Cost: cells of the pattern's box times the cells within eight sigma, along
/// either axis; nothing where these are more than the pairs of events that the sum would add, or
/// the cells more than a million.
/// @param cells_per_sigma how many cells are as wide as sigma, >= 1.
std::optional<double> log_likelihood_at_most(const PatternColumns& events, double sigma,
                                             double cells_per_sigma);

}  // namespace rawan

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
/// exceed: events are taken to be as near to each other as the cells that they lie in, an eighth of
/// sigma wide, a quarter or half. Cost: cells of the pattern's box times the cells within eight
/// sigma, along either axis; the narrowest are taken where these are fewer than the pairs of
/// events, and the cells a million at most, and none where those of the widest are not.
std::optional<double> log_likelihood_at_most(const PatternColumns& events, double sigma);

}  // namespace rawan

#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/random.h"

#include <vector>

namespace rawan::testing {

/// Towns of 1.5 km spread (one standard deviation) over a square with a side of 50 km times
/// sqrt(n / 10^6), so that the density is the same for any n; one point in five is background.
inline std::vector<Point> clustered_points(std::size_t n, std::uint64_t seed = 1) {
  Stream random(seed, 0);
  const double side = 50'000.0 * std::sqrt(static_cast<double>(n) / 1e6);
  std::vector<Point> towns(1 + n / 5000);
  for (Point& p : towns) p = {side * random.uniform(), side * random.uniform()};
  std::vector<Point> points(n);
  for (Point& p : points) {
    p = {side * random.uniform(), side * random.uniform()};
    if (random.uniform() < 0.2) continue;
    const Point town = towns[random.below(towns.size())];
    p = {town.x + 1500.0 * random.normal(), town.y + 1500.0 * random.normal()};
  }
  return points;
}

}  // namespace rawan::testing

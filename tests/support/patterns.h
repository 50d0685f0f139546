#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/random.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace rawan::testing {

struct Pattern {
  std::string name;
  std::vector<Point> points;
};

inline std::vector<Point> random_points(std::size_t n, double side, Stream& random) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < n; ++i)
    points.push_back({side * random.uniform(), side * random.uniform()});
  return points;
}

/// Points with whole coordinates below `side`: full of duplicates and exact ties.
inline std::vector<Point> random_lattice_points(std::size_t n, std::uint64_t side, Stream& random) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < n; ++i) {
    points.push_back(
        {static_cast<double>(random.below(side)), static_cast<double>(random.below(side))});
  }
  return points;
}

inline std::vector<Point> moved(std::vector<Point> points, Point by) {
  for (Point& p : points) p = {p.x + by.x, p.y + by.y};
  return points;
}

inline std::vector<Point> shuffled(std::vector<Point> points, std::uint64_t seed) {
  Stream(seed, 1).shuffle(std::span(points));
  return points;
}

/// The inputs every algorithm on points must survive, at a scale of some ten meters.
inline std::vector<Pattern> degenerate_patterns() {
  std::vector<Point> lattice;
  std::vector<Point> line;
  for (int i = 0; i < 36; ++i) lattice.push_back({double(i % 6), double(i / 6)});
  for (int i = 0; i < 20; ++i) line.push_back({1.5 * i, 0.75 * i});
  std::vector<Point> outlier = lattice;
  outlier.push_back({1e6, -1e6});
  Stream random(7, 0);
  return {{"none", {}},
          {"one", {{3.0, 4.0}}},
          {"two equal", {{3.0, 4.0}, {3.0, 4.0}}},
          {"all equal", std::vector<Point>(40, Point{3.0, 4.0})},
          {"collinear", line},
          {"lattice with ties", lattice},
          {"one far outlier", outlier},
          {"far from the origin", moved(random_points(40, 30.0, random), {1e7, 1e7})}};
}

/// A pattern with one coordinate that is not a number; to be refused.
inline std::vector<Point> with_nan() {
  return {{0.0, 0.0}, {1.0, std::numeric_limits<double>::quiet_NaN()}};
}

}  // namespace rawan::testing

#pragma once

#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

/// The synthetic worlds of reliability.md 7.2: 5 km square, 50 m lattice, quartic kernel of 250 m.
namespace rawan::testing {

inline constexpr Meters kSurfaceBandwidth{250.0};

inline GridFrame surface_frame() {
  return {.north_west = {400'000.0, 95'000.0}, .cell = Meters(50.0), .rows = 100, .columns = 100};
}

/// Half of the points around six settlements (300 m), half anywhere.
/// @param who other people of the same world.
inline std::vector<Point> surface_points(std::size_t count, std::uint64_t world,
                                         std::uint64_t who = 0) {
  Stream random(7, world);
  const auto anywhere = [&] {
    return Point{400'000.0 + 5'000.0 * random.uniform(), 90'000.0 + 5'000.0 * random.uniform()};
  };
  std::vector<Point> centers(6);
  for (Point& center : centers) center = anywhere();
  random = Stream(8 + who, world);
  std::vector<Point> points;
  while (points.size() < count) {
    Point p = anywhere();
    if (random.below(2) == 0) {
      const Point center = centers[random.below(centers.size())];
      p = {center.x + 300.0 * random.normal(), center.y + 300.0 * random.normal()};
    }
    const bool inside = p.x > 400'000.0 && p.x < 405'000.0 && p.y > 90'000.0 && p.y < 95'000.0;
    if (inside) points.push_back(p);
  }
  return points;
}

inline Grid<double> kernel_surface(const std::vector<Point>& points) {
  return kernel_density(points, {}, {surface_frame(), {}},
                        {.bandwidth = kSurfaceBandwidth, .edge = EdgeCorrection::none});
}

inline Grid<double> rounded_to_digits(Grid<double> surface, int digits) {
  for (double& value : surface.values) {
    if (value <= 0.0) continue;
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - digits + 1);
    value = std::round(value / unit) * unit;
  }
  return surface;
}

/// Quantile classes of the cells above 0; each cell gets the middle of its class.
inline Grid<double> in_classes(Grid<double> surface, std::size_t classes) {
  std::vector<double> sorted;
  std::ranges::copy_if(surface.values, std::back_inserter(sorted), [](double v) { return v > 0; });
  std::ranges::sort(sorted);
  const auto limit = [&](std::size_t i) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * i / classes)];
  };
  for (double& value : surface.values) {
    if (value <= 0.0) continue;
    std::size_t c = classes - 1;
    while (c > 0 && value < limit(c)) --c;
    value = (limit(c) + limit(c + 1)) / 2.0;
  }
  return surface;
}

/// A square of a coarser lattice: row and column.
using Square = std::pair<std::size_t, std::size_t>;

/// Points per square of `side` cells.
inline std::map<Square, std::uint32_t> count_in_squares(const std::vector<Point>& points,
                                                        std::size_t side) {
  const GridFrame frame = surface_frame();
  std::map<Square, std::uint32_t> counts;
  for (const Point p : points) {
    const auto row = static_cast<std::size_t>((frame.north_west.y - p.y) / frame.cell.value);
    const auto column = static_cast<std::size_t>((p.x - frame.north_west.x) / frame.cell.value);
    ++counts[{row / side, column / side}];
  }
  return counts;
}

/// A product whose numbers belong to whole areas, as an attacker draws it on a fine lattice.
struct AreaProduct {
  Grid<double> surface{};        ///< Middle of the class per square meter; NaN: not published.
  Grid<double> people{};         ///< Where it is published, as open data of the areas have them.
  std::vector<Point> centers{};  ///< Of the published areas.
  std::vector<Point> inside{};   ///< True points in them.
  double events = 0.0;           ///< Sum of the middles.
};

inline double middle_of_class(std::uint32_t count, const std::vector<std::uint32_t>& bounds) {
  const auto above = std::ranges::upper_bound(bounds, count);
  const double low = *(above - 1);
  return above == bounds.end() ? 1.5 * low : (low + *above - 1.0) / 2.0;
}

/// Counts of square areas of `side` cells in classes; areas below the first class are hidden.
/// @param population of the same world: known per area to anybody.
inline AreaProduct squares_in_classes(const std::vector<Point>& points,
                                      const std::vector<Point>& population, std::size_t side,
                                      const std::vector<std::uint32_t>& bounds) {
  const GridFrame frame = surface_frame();
  auto counts = count_in_squares(points, side);
  auto people = count_in_squares(population, side);
  AreaProduct product{.surface = {frame, std::vector<double>(frame.size(), std::nan(""))},
                      .people = {frame, std::vector<double>(frame.size(), 0.0)}};
  std::map<Square, std::vector<std::size_t>> cells;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const Square square{i / frame.columns / side, i % frame.columns / side};
    if (counts[square] >= bounds.front()) cells[square].push_back(i);
  }
  for (const auto& [square, members] : cells) {
    const double middle = middle_of_class(counts[square], bounds);
    const auto n = static_cast<double>(members.size());
    const double area = n * frame.cell.value * frame.cell.value;
    Point center;
    for (const std::size_t i : members) {
      const Point at = frame.center(i / frame.columns, i % frame.columns);
      center = {center.x + at.x / n, center.y + at.y / n};
      product.surface.values[i] = middle / area;
      product.people.values[i] = (people[square] + 1.0) / n;
    }
    product.events += middle;
    product.centers.push_back(center);
  }
  for (const Point p : points) {
    const auto [square, one] = *count_in_squares({p}, side).begin();
    if (cells.contains(square)) product.inside.push_back(p);
  }
  return product;
}

}  // namespace rawan::testing

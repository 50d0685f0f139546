#pragma once

#include "rawan/algorithms/geometry.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

namespace rawan::oracle {

inline double squared_distance(Point a, Point b) {
  return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

inline std::vector<std::uint32_t> within(std::span<const Point> points, Point center,
                                         double radius) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (squared_distance(points[i], center) <= radius * radius) found.push_back(i);
  }
  return found;
}

inline std::vector<std::uint32_t> nearest(std::span<const Point> points, Point center,
                                          std::size_t k) {
  std::vector<std::uint32_t> order(points.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    return std::tuple(squared_distance(points[i], center), i);
  });
  order.resize(std::min(k, order.size()));
  return order;
}

}  // namespace rawan::oracle

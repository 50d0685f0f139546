#include "rawan/algorithms/zonal_sums.h"

#include "cell_shares.h"
#include "edges.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

namespace rawan {
namespace {

void check(const GridFrame& frame, std::size_t values, std::span<const Polygon> zones) {
  expects(values == frame.size(), "one value per cell");
  expects(frame.size() == 0 || frame.cell.value > 0.0, "a grid needs a positive cell size");
  for (const Polygon& zone : zones) {
    for_each_ring(zone, [](const Ring& ring) {
      for (const Point p : ring) {
        expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
      }
    });
  }
}

double cell_area(const GridFrame& frame) {
  return frame.cell.value * frame.cell.value;
}

/// The shares of an area in the cells of a window, with their sum.
struct Spread {
  std::vector<std::pair<std::size_t, double>> shares;
  double sum = 0.0;
};

Spread spread_of(const Polygon& area, const Grid<std::uint8_t>& window) {
  Spread spread;
  CellShares(area, window.frame).visit([&](std::size_t cell, double share) {
    if (!window.values.empty() && window.values[cell] == 0) return;
    spread.shares.emplace_back(cell, share);
    spread.sum += share;
  });
  return spread;
}

std::size_t nearest_cell(const Polygon& area, const Grid<std::uint8_t>& window) {
  const GridFrame& frame = window.frame;
  double least = std::numeric_limits<double>::infinity();
  std::size_t nearest = 0;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    if (!window.values.empty() && window.values[i] == 0) continue;
    const double d = distance_to(area, frame.center(i / frame.columns, i % frame.columns)).value;
    if (d < least) nearest = i;
    least = std::min(least, d);
  }
  expects(std::isfinite(least), "a window with at least one cell");
  return nearest;
}

/// Positions of the areas in an order that their own order does not change.
std::vector<std::size_t> in_fixed_order(std::span<const Polygon> areas,
                                        std::span<const double> weights) {
  std::vector<std::size_t> order(areas.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) {
    const Box box = bounding_box(areas[i]);
    return std::tuple(box.low.y, box.low.x, box.high.y, box.high.x, area(areas[i]).value,
                      weights.empty() ? 1.0 : weights[i]);
  });
  return order;
}

}  // namespace

ZonalSums zonal_sums(const Grid<double>& surface, std::span<const Polygon> zones,
                     const Control& control) {
  check(surface.frame, surface.values.size(), zones);
  for (const double v : surface.values) expects(!std::isinf(v), "values must be finite or NaN");
  const double unit = cell_area(surface.frame);
  ZonalSums result{std::vector<double>(zones.size()), std::vector<SquareMeters>(zones.size()), 0.0};
  control.expect(zones.size());
  parallel_for(zones.size(), [&](std::size_t zone) {
    control.step();
    double sum = 0.0;
    double shares = 0.0;
    CellShares(zones[zone], surface.frame).visit([&](std::size_t cell, double share) {
      const double value = surface.values[cell];
      if (std::isnan(value)) return;
      sum += share * value;
      shares += share;
    });
    result.sums[zone] = sum * unit;
    result.valued[zone] = SquareMeters(shares * unit);
  });
  result.outside = unit * parallel_sum(surface.values.size(), [&](std::size_t i) {
                     return std::isnan(surface.values[i]) ? 0.0 : surface.values[i];
                   });
  for (const double sum : result.sums) result.outside -= sum;
  return result;
}

Grid<double> spread_over_areas(std::span<const Polygon> areas, std::span<const double> weights,
                               const Grid<std::uint8_t>& window) {
  const GridFrame& frame = window.frame;
  check(frame, window.values.empty() ? frame.size() : window.values.size(), areas);
  expects(weights.empty() || weights.size() == areas.size(), "one weight per area");
  for (const double w : weights) expects(std::isfinite(w), "weights must be finite");
  Grid<double> density{frame, std::vector<double>(frame.size(), 0.0)};
  for (const Polygon& area : areas) expects(!bounding_box(area).empty(), "an area has a vertex");
  for (const std::size_t i : in_fixed_order(areas, weights)) {
    const double per_cell = (weights.empty() ? 1.0 : weights[i]) / cell_area(frame);
    const Spread spread = spread_of(areas[i], window);
    if (spread.shares.empty()) density.values[nearest_cell(areas[i], window)] += per_cell;
    for (const auto& [cell, share] : spread.shares) {
      density.values[cell] += per_cell * (share / spread.sum);
    }
  }
  for (std::size_t i = 0; i < window.values.size(); ++i) {
    if (window.values[i] == 0) density.values[i] = std::numeric_limits<double>::quiet_NaN();
  }
  return density;
}

}  // namespace rawan

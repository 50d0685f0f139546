#include "density.h"

#include "lattice.h"
#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/polygons.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr double kSquareMetersPerKm2 = 1e6;

std::vector<Point> positions_of(const std::vector<Mark>& marks) {
  std::vector<Point> positions;
  positions.reserve(marks.size());
  for (const Mark& mark : marks) positions.push_back(mark.position);
  return positions;
}

std::size_t position_of(Point inside, const GridFrame& frame) {
  const auto index = [&](double meters, std::size_t count) {
    const auto at = static_cast<std::size_t>(std::max(0.0, meters / frame.cell.value));
    return std::min(at, count - 1);
  };
  return index(frame.north_west.y - inside.y, frame.rows) * frame.columns +
         index(inside.x - frame.north_west.x, frame.columns);
}

/// The cells of the villages. One that holds no center of a cell, an islet or a crowded kampung,
/// still has the cell its middle lies in: nothing told there may land on a neighbor.
Grid<std::uint8_t> window_of(const Sites& sites, Meters cell) {
  Grid<std::uint8_t> window = rasterize(sites.area, frame_over(extent_of(sites), cell));
  for (const Point center : sites.center) window.values[position_of(center, window.frame)] = 1;
  return window;
}

/// From the size of a cell, below which a grid cannot show a difference, to a quarter of the
/// window's longer side, by steps of a fifth.
std::vector<Meters> candidates(const GridFrame& frame) {
  const double longest = static_cast<double>(std::max(frame.rows, frame.columns));
  std::vector<Meters> sigmas;
  for (double cells = 0.5; cells <= std::max(0.5, longest / 4.0); cells *= 1.2) {
    sigmas.push_back(cells * frame.cell);
  }
  return sigmas;
}

Meters scott_sigma(std::span<const Point> events) {
  const AxisBandwidths axes = scott_bandwidth(events);
  return Meters(std::sqrt(axes.x.value * axes.y.value));
}

/// The Gaussian-equivalent bandwidth by the rule of the project, at least half a cell.
Meters choose_sigma(std::span<const Point> events, const GridFrame& frame,
                    const AnalysisConfig& config, const Control& control, Findings& findings) {
  const Meters least = 0.5 * frame.cell;
  if (config.bandwidth_rule == BandwidthRule::fixed) {
    return equivalent_bandwidth(config.kernel, Kernel::gaussian, config.bandwidth);
  }
  if (config.bandwidth_rule == BandwidthRule::likelihood && events.size() >= 2) {
    findings.choice = likelihood_bandwidth(events, candidates(frame), control);
    return std::max(least, findings.choice->sigma);
  }
  return std::max(least, scott_sigma(events));
}

}  // namespace

void add_density(const Study& study, const Exposure& exposure, const AnalysisConfig& config,
                 const Control& control, Findings& findings) {
  const std::vector<Point> events = positions_of(exposure.marks);
  const Grid<std::uint8_t> window = window_of(study.sites, config.density_cell);
  if (events.empty()) return;
  findings.sigma = choose_sigma(events, window.frame, config, control, findings);
  findings.radius = equivalent_bandwidth(Kernel::gaussian, Kernel::quartic, findings.sigma);
  const Meters own = config.kernel == Kernel::quartic ? findings.radius : findings.sigma;
  findings.density = kernel_density(
      events, {}, window,
      {.kernel = config.kernel, .bandwidth = own, .edge = EdgeCorrection::jones_diggle}, control);
  for (double& value : findings.density.values) value *= kSquareMetersPerKm2;
}

}  // namespace rawan::engine

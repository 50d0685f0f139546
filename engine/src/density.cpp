#include "density.h"

#include "lattice.h"
#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/variable_density.h"
#include "rawan/algorithms/zonal_sums.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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
    findings.choice = likeliest_bandwidth(events, candidates(frame), control);
    return std::max(least, findings.choice->sigma);
  }
  return std::max(least, scott_sigma(events));
}

/// Each place as sharp as it is known: what a position's own error adds to the bandwidth
/// (statistics.md 4.5) is exact for the Gaussian and equal in variance for the other kernel.
Grid<double> density_of_marks(std::span<const Point> events, const std::vector<Mark>& marks,
                              Meters sigma, const Grid<std::uint8_t>& window, Kernel kernel,
                              const Control& control) {
  std::vector<double> weights;
  std::vector<Meters> deviations;
  for (const Mark& mark : marks) {
    weights.push_back(mark.weight);
    deviations.push_back(mark.deviation);
  }
  std::vector<Meters> bandwidths = bandwidths_of_uncertain(sigma, deviations);
  for (Meters& own : bandwidths) own = equivalent_bandwidth(Kernel::gaussian, kernel, own);
  return variable_density(events, weights, bandwidths, window,
                          {.kernel = kernel, .edge = EdgeCorrection::jones_diggle}, control)
      .density;
}

/// The weights of the marks that are known by their village alone, by site. Added in the order of
/// their size, not of their rows.
std::vector<double> placeless_weights(const Exposure& exposure) {
  std::vector<std::pair<std::uint32_t, double>> told;
  for (const PlacelessMark& mark : exposure.placeless) told.emplace_back(mark.site, mark.weight);
  std::ranges::sort(told);
  std::vector<double> weights(exposure.village.size(), 0.0);
  for (const auto& [site, weight] : told) weights[site] += weight;
  return weights;
}

/// Spreads them over the cells of their villages.
void add_placeless(const Study& study, std::span<const double> weights,
                   const Grid<std::uint8_t>& window, Grid<double>& density) {
  std::vector<Polygon> areas;
  std::vector<double> told;
  for (std::size_t site = 0; site < weights.size(); ++site) {
    if (weights[site] <= 0.0) continue;
    areas.push_back(study.sites.area[site]);
    told.push_back(weights[site]);
  }
  const Grid<double> spread = spread_over_areas(areas, told, window);
  for (std::size_t i = 0; i < density.values.size(); ++i) density.values[i] += spread.values[i];
}

double sum_of(std::vector<double> values) {
  std::ranges::sort(values);
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double share_of(double part, double rest) {
  return part > 0.0 ? part / (part + rest) : 0.0;
}

}  // namespace

void add_density(const Study& study, const Exposure& exposure, const AnalysisConfig& config,
                 const Control& control, Findings& findings) {
  if (exposure.marks.empty() && exposure.placeless.empty()) return;
  const std::vector<Point> events = positions_of(exposure.marks);
  const Grid<std::uint8_t> window = window_of(study.sites, config.density_cell);
  findings.sigma = choose_sigma(events, window.frame, config, control, findings);
  findings.radius = equivalent_bandwidth(Kernel::gaussian, Kernel::quartic, findings.sigma);
  findings.density =
      density_of_marks(events, exposure.marks, findings.sigma, window, config.kernel, control);
  const std::vector<double> placeless = placeless_weights(exposure);
  add_placeless(study, placeless, window, findings.density);
  for (double& value : findings.density.values) value *= kSquareMetersPerKm2;

  std::vector<double> located;
  for (const Mark& mark : exposure.marks) located.push_back(mark.weight);
  findings.spread_share = share_of(sum_of(placeless), sum_of(std::move(located)));
}

}  // namespace rawan::engine

#include "rawan/algorithms/adaptive_density.h"

#include "point_tree.h"
#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

namespace rawan {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void check(std::span<const Point> events, std::span<const double> weights,
           const Grid<double>& pilot, Meters global, double trim) {
  expects(weights.empty() || weights.size() == events.size(), "one weight per event");
  expects(pilot.values.size() == pilot.frame.size(), "one pilot value per cell");
  expects(global.value > 0.0 && std::isfinite(global.value), "a positive bandwidth");
  expects(trim >= 1.0, "a trim of at least 1");
  for (const Point p : events) {
    expects(std::isfinite(p.x) && std::isfinite(p.y), "coordinates must be finite");
  }
  for (const double w : weights) expects(w >= 0.0 && std::isfinite(w), "weights of 0 or more");
  for (const double v : pilot.values) {
    expects(std::isnan(v) || (v >= 0.0 && std::isfinite(v)), "a pilot that is not negative");
  }
}

/// The pilot at places.
class Pilot {
 public:
  explicit Pilot(const Grid<double>& grid) : grid_(grid) {}

  double at(Point p) {
    const auto own = cell_of(p);
    if (own && grid_.values[*own] > 0.0) return grid_.values[*own];
    return grid_.values[nearest_positive(p)];
  }

 private:
  std::optional<std::size_t> cell_of(Point p) const {
    const GridFrame& frame = grid_.frame;
    const double column = std::floor((p.x - frame.north_west.x) / frame.cell.value);
    const double row = std::floor((frame.north_west.y - p.y) / frame.cell.value);
    if (column < 0.0 || column >= static_cast<double>(frame.columns)) return std::nullopt;
    if (row < 0.0 || row >= static_cast<double>(frame.rows)) return std::nullopt;
    return static_cast<std::size_t>(row) * frame.columns + static_cast<std::size_t>(column);
  }

  std::size_t nearest_positive(Point p) {
    if (!tree_) build_tree();
    return cells_[tree_->nearest(p, 1).front()];
  }

  void build_tree() {
    std::vector<Point> centers;
    for (std::size_t i = 0; i < grid_.values.size(); ++i) {
      if (!(grid_.values[i] > 0.0)) continue;
      cells_.push_back(i);
      centers.push_back(grid_.frame.center(i / grid_.frame.columns, i % grid_.frame.columns));
    }
    tree_.emplace(centers);
  }

  const Grid<double>& grid_;
  std::optional<PointTree> tree_;
  std::vector<std::size_t> cells_;
};

struct Weighted {
  double value;
  double weight;
};

std::vector<Weighted> sorted_by_value(std::span<const Meters> values,
                                      std::span<const double> weights) {
  std::vector<Weighted> sorted;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sorted.push_back({values[i].value, weights.empty() ? 1.0 : weights[i]});
  }
  std::ranges::sort(sorted, {}, [](const Weighted& w) { return std::tuple(w.value, w.weight); });
  return sorted;
}

double sum_of_weights(std::span<const Weighted> sorted) {
  double sum = 0.0;
  for (const Weighted& w : sorted) sum += w.weight;
  return sum;
}

/// Halfway between the two values in the middle where the weights part evenly.
double median(std::span<const Weighted> sorted) {
  const double half = 0.5 * sum_of_weights(sorted);
  double below = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    below += sorted[i].weight;
    if (below < half || sorted[i].weight == 0.0) continue;
    if (below > half) return sorted[i].value;
    const auto above = std::find_if(sorted.begin() + std::ptrdiff_t(i) + 1, sorted.end(),
                                    [](const Weighted& w) { return w.weight > 0.0; });
    return above == sorted.end() ? sorted[i].value : 0.5 * (sorted[i].value + above->value);
  }
  return sorted.back().value;
}

double mean_of_logs(std::span<const Weighted> sorted) {
  double sum = 0.0;
  for (const Weighted& w : sorted) sum += w.weight * std::log(w.value);
  return sum / sum_of_weights(sorted);
}

Grid<double> bandwidths_of(const Grid<double>& pilot, double scale, Meters limit) {
  Grid<double> result{pilot.frame, std::vector<double>(pilot.frame.size(), kNone)};
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const double value = pilot.values[i];
    if (std::isnan(value)) continue;
    result.values[i] = value > 0.0 ? std::min(limit.value, scale / std::sqrt(value)) : limit.value;
  }
  return result;
}

/// Nothing tells places apart.
AbramsonBandwidths without_pilot(std::size_t events, const Grid<double>& pilot, Meters global) {
  AbramsonBandwidths result{.of_events = std::vector<Meters>(events, global),
                            .of_cells = pilot,
                            .gamma = 1.0,
                            .limit = global,
                            .trimmed = 0};
  for (double& h : result.of_cells.values) h = std::isnan(h) ? h : global.value;
  return result;
}

}  // namespace

AbramsonBandwidths abramson_bandwidths(std::span<const Point> events,
                                       std::span<const double> weights, const Grid<double>& pilot,
                                       Meters global, double trim) {
  check(events, weights, pilot, global, trim);
  AbramsonBandwidths result;
  result.of_cells = {pilot.frame, std::vector<double>(pilot.frame.size(), kNone)};
  if (events.empty()) return result;
  if (std::ranges::none_of(pilot.values, [](double v) { return v > 0.0; })) {
    return without_pilot(events.size(), pilot, global);
  }
  Pilot values(pilot);
  std::vector<Meters> factors;
  for (const Point p : events) factors.push_back(Meters(1.0 / std::sqrt(values.at(p))));
  const auto sorted = sorted_by_value(factors, weights);
  expects(sum_of_weights(sorted) > 0.0, "a positive weight");
  result.gamma = std::exp(mean_of_logs(sorted));
  const double scale = global.value / result.gamma;
  result.limit = Meters(trim * scale * median(sorted));
  for (const Meters factor : factors) {
    const Meters h = scale * factor;
    if (h > result.limit) ++result.trimmed;
    result.of_events.push_back(std::min(h, result.limit));
  }
  result.of_cells = bandwidths_of(pilot, scale, result.limit);
  return result;
}

AdaptiveDensity adaptive_density(std::span<const Point> events, std::span<const double> weights,
                                 const Grid<std::uint8_t>& window, const AdaptiveOptions& options,
                                 const Control& control) {
  AdaptiveDensity result;
  result.pilot = kernel_density(
      events, weights, window,
      {.kernel = options.kernel, .bandwidth = options.pilot_bandwidth, .edge = options.edge},
      control);
  result.bandwidths =
      abramson_bandwidths(events, weights, result.pilot, options.bandwidth, options.trim);
  if (events.empty()) {
    result.estimate = {result.pilot, options.standard_error ? result.pilot : Grid<double>{}};
    return result;
  }
  result.estimate = variable_density(events, weights, result.bandwidths.of_events, window,
                                     {.kernel = options.kernel,
                                      .edge = options.edge,
                                      .bandwidth_of_cells = result.bandwidths.of_cells.values,
                                      .standard_error = options.standard_error},
                                     control);
  return result;
}

}  // namespace rawan

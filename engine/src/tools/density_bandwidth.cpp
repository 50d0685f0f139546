#include "tools/density_bandwidth.h"

#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/random.h"
#include "rawan/io/error.h"
#include "tools/density_grid.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rawan::engine {
namespace {

/// A sample that depends on the points alone, not on their order.
std::vector<Point> sample_of(std::vector<Point> points) {
  std::ranges::sort(points, {}, [](Point p) { return std::tuple(p.x, p.y); });
  if (points.size() <= kMostPlaces) return points;
  Stream(0, 0).shuffle(std::span(points));
  points.resize(kMostPlaces);
  return points;
}

std::vector<Point> distinct(std::span<const Point> events) {
  std::vector<Point> places(events.begin(), events.end());
  std::ranges::sort(places, {}, [](Point p) { return std::tuple(p.x, p.y); });
  const auto repeated = std::ranges::unique(places);
  places.erase(repeated.begin(), repeated.end());
  return places;
}

void scale(BandwidthChoice& choice, double factor) {
  choice.sigma = factor * choice.sigma;
  for (Meters& candidate : choice.candidates) candidate = factor * candidate;
}

/// Places, not events: reports pinned to one anchor would draw the choice to 0.
BandwidthChoice by_likelihood(std::span<const Point> events, const DensityRequest& request,
                              const std::vector<Polygon>& window, const Control& control) {
  const std::vector<Point> all = distinct(events);
  if (all.size() < 2) return {};
  const std::vector<Point> places = sample_of(all);
  // Loader's criterion has one density in the window: e(u) is that of the place.
  const EdgeCorrection edge =
      window.empty() || request.edge == "none" ? EdgeCorrection::none : EdgeCorrection::uniform;
  BandwidthChoice choice = likelihood_bandwidth_in(coarse_window(window), edge, places,
                                                   bandwidth_candidates(places), control);
  // The rate at which the best bandwidth shrinks with n (Scott 1992).
  const double part = static_cast<double>(places.size()) / static_cast<double>(all.size());
  scale(choice, std::pow(part, 1.0 / 6.0));
  return choice;
}

BandwidthChoice by_criterion(std::span<const Point> events, const DensityRequest& request,
                             const std::vector<Polygon>& window, const Control& control) {
  if (request.rule == "lcv") return by_likelihood(events, request, window, control);
  const std::vector<Point> sample = sample_of({events.begin(), events.end()});
  if (distinct(sample).size() < 2) return {};
  const Polygon whole = united(window);
  if (request.rule == "cvl") {
    return cronie_van_lieshout_bandwidth(sample, area(whole), bandwidth_candidates(sample),
                                         control);
  }
  return berman_diggle_bandwidth(sample, whole, berman_diggle_candidates(whole), control,
                                 events.size());
}

bool has_criterion(const std::string& rule) {
  return rule == "lcv" || rule == "cvl" || rule == "diggle";
}

/// Of a Gaussian kernel.
Meters by_thumb(std::span<const Point> events, const std::string& rule) {
  if (rule == "esri") {
    return equivalent_bandwidth(Kernel::quartic, Kernel::gaussian, esri_radius(events));
  }
  if (rule == "terrell") return terrell_bandwidth(events);
  const AxisBandwidths axes = scott_bandwidth(events);
  return Meters(std::sqrt(axes.x.value * axes.y.value));
}

void tell(const BandwidthChoice& choice, std::size_t events, ToolSummary& summary) {
  ToolSummary::Json curve = ToolSummary::Json::array();
  for (std::size_t i = 0; i < choice.candidates.size(); ++i) {
    curve.push_back({{"sigma", choice.candidates[i].value}, {"criterion", choice.criterion[i]}});
  }
  summary.detail("bandwidth_curve", curve);
  summary.detail("bandwidth_at_end_of_range", choice.at_end_of_range);
  if (choice.at_end_of_range) summary.warn("bandwidth_at_end");
  if (events > kMostPlaces) {
    summary.warn("bandwidth_sample", {{"count", std::to_string(kMostPlaces)}});
  }
}

}  // namespace

ChosenBandwidth choose_density_bandwidth(const DensityRequest& request,
                                         std::span<const Point> events,
                                         const std::vector<Polygon>& window,
                                         const ToolContext& context, ToolSummary& summary) {
  if (request.bandwidth) {
    summary.word("bandwidth_rule", "given");
    return {*request.bandwidth, {}};
  }
  context.stage("tool.stage.bandwidth");
  summary.word("bandwidth_rule", request.rule);
  ChosenBandwidth chosen;
  if (has_criterion(request.rule)) {
    chosen.choice = by_criterion(events, request, window, context.control);
    tell(chosen.choice, events.size(), summary);
  } else {
    chosen.choice.sigma = by_thumb(events, request.rule);
  }
  if (!(chosen.choice.sigma > Meters())) {
    throw io::InputError("no_spread", {.file = request.input.path});
  }
  chosen.bandwidth =
      equivalent_bandwidth(Kernel::gaussian, request.kernel_used(), chosen.choice.sigma);
  return chosen;
}

}  // namespace rawan::engine

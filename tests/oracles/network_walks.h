#pragma once

#include "rawan/algorithms/network_density.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace rawan::oracle {

/// The kernel of one event at one place by going every walk to its end, one by one.
class NetworkWalks {
 public:
  NetworkWalks(const LineNetwork& network, const NetworkDensityOptions& options)
      : network_(network), options_(options) {
    reach_ = options.bandwidth.value * (options.kernel == Kernel::gaussian ? 6.5 : 1.0);
    leaving_.resize(network.nodes());
    for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
      leaving_[network.edges()[e].from].push_back({e, true});
      leaving_[network.edges()[e].to].push_back({e, false});
    }
  }

  double density(NetworkPosition event, NetworkPosition place) {
    place_ = place;
    if (options_.method == NetworkKernel::simple) return kernel(shortest_way(event, place));
    sum_ = 0.0;
    const NetworkEdge& edge = network_.edges()[event.edge];
    const double length = edge.length.value;
    const double t = event.along.value;
    if (t == 0.0) return from_node(edge.from);
    if (t == length) return from_node(edge.to);
    if (event.edge == place.edge) sum_ += kernel(std::abs(t - place.along.value));
    arrive(edge.to, {event.edge, true}, length - t, 1.0);
    arrive(edge.from, {event.edge, false}, t, 1.0);
    return sum_;
  }

  /// By relaxing all edges until nothing changes.
  double shortest_way(NetworkPosition a, NetworkPosition b) const {
    const NetworkEdge& start = network_.edges()[a.edge];
    std::vector<double> way(network_.nodes(), std::numeric_limits<double>::infinity());
    way[start.to] = start.length.value - a.along.value;
    way[start.from] = std::min(way[start.from], a.along.value);
    for (std::uint32_t round = 0; round < network_.nodes(); ++round) {
      for (const NetworkEdge& e : network_.edges()) {
        way[e.to] = std::min(way[e.to], way[e.from] + e.length.value);
        way[e.from] = std::min(way[e.from], way[e.to] + e.length.value);
      }
    }
    const NetworkEdge& end = network_.edges()[b.edge];
    double best =
        std::min(way[end.from] + b.along.value, way[end.to] + end.length.value - b.along.value);
    if (a.edge == b.edge) best = std::min(best, std::abs(a.along.value - b.along.value));
    return best;
  }

 private:
  struct Step {
    std::uint32_t edge = 0;
    bool forward = true;
  };

  /// The printed formulas of statistics.md 4.1, for a line.
  double kernel(double d) const {
    if (d > reach_) return 0.0;
    const double h = options_.bandwidth.value;
    const double u = d / h;
    switch (options_.kernel) {
      case Kernel::uniform:
        return 0.5 / h;
      case Kernel::triangular:
        return (1.0 - u) / h;
      case Kernel::epanechnikov:
        return 0.75 / h * (1.0 - u * u);
      case Kernel::quartic:
        return 15.0 / 16.0 / h * std::pow(1.0 - u * u, 2);
      case Kernel::triweight:
        return 35.0 / 32.0 / h * std::pow(1.0 - u * u, 3);
      case Kernel::gaussian:
        break;
    }
    return std::exp(-0.5 * u * u) / (h * std::sqrt(2.0 * std::acos(-1.0)));
  }

  double from_node(std::uint32_t node) {
    const std::vector<Step>& steps = leaving_[node];
    double share = 2.0 / double(steps.size());
    if (steps.size() == 1 && options_.dead_end == DeadEnd::absorbs) share = 1.0;
    for (const Step step : steps) go(step, 0.0, share);
    return sum_;
  }

  void go(Step step, double way, double share) {
    const NetworkEdge& edge = network_.edges()[step.edge];
    if (step.edge == place_.edge) {
      const double t = place_.along.value;
      sum_ += share * kernel(way + (step.forward ? t : edge.length.value - t));
    }
    arrive(step.forward ? edge.to : edge.from, step, way + edge.length.value, share);
  }

  void arrive(std::uint32_t node, Step by, double way, double share) {
    if (way >= reach_ || share == 0.0) return;
    const std::vector<Step>& steps = leaving_[node];
    const auto n = double(steps.size());
    for (const Step step : steps) {
      const bool back = step.edge == by.edge && step.forward != by.forward;
      go(step, way, share * (back ? share_back(n) : share_ahead(n)));
    }
  }

  double share_ahead(double n) const {
    return options_.method == NetworkKernel::continuous ? 2.0 / n : 1.0 / (n - 1.0);
  }
  double share_back(double n) const {
    if (n == 1.0) return options_.dead_end == DeadEnd::reflects ? 1.0 : 0.0;
    return options_.method == NetworkKernel::continuous ? -(n - 2.0) / n : 0.0;
  }

  const LineNetwork& network_;
  NetworkDensityOptions options_;
  double reach_ = 0.0;
  std::vector<std::vector<Step>> leaving_;
  NetworkPosition place_;
  double sum_ = 0.0;
};

}  // namespace rawan::oracle

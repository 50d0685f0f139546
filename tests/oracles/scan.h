#pragma once

#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/scan_statistic.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace rawan::oracle {

/// A window found by listing all of them.
struct ScanWindow {
  std::uint32_t center = 0;
  std::set<std::uint32_t> members;
  double statistic = 0.0;
  std::uint32_t first = 0;  ///< Period; of windows in space only 0.
  std::uint32_t last = 0;
};

inline double ratio(ScanModel model, double c, double n, double total, double people) {
  const auto term = [](double x, double y) { return x > 0.0 ? x * std::log(x / y) : 0.0; };
  if (c * people <= total * n) return 0.0;
  if (model == ScanModel::poisson) {
    return term(c, n * total / people) + term(total - c, total - n * total / people);
  }
  const double inside = term(c, n) + term(n - c, n);
  const double outside = term(total - c, people - n) + term(people - n - (total - c), people - n);
  return inside + outside - term(total, people) - term(people - total, people);
}

struct ScanData {
  std::span<const Position> sites;
  std::span<const std::uint32_t> cases;
  std::span<const double> population;
};

/// Distance after squeezing the long axis of an ellipse; shape 1 is a circle.
inline double squared_distance(const Position& a, const Position& b, double shape, double angle) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double along = (std::cos(angle) * dx + std::sin(angle) * dy) / shape;
  const double across = std::cos(angle) * dy - std::sin(angle) * dx;
  return along * along + across * across + (a.z - b.z) * (a.z - b.z);
}

/// All windows of one shape: for each center and each distance of a site from it, the sites that
/// are not farther.
inline void list_windows(const ScanData& data, const ScanOptions& options, double shape,
                         double angle, std::vector<ScanWindow>& windows) {
  double total = 0.0;
  double people = 0.0;
  for (const auto c : data.cases) total += c;
  for (const auto p : data.population) people += p;
  for (std::uint32_t i = 0; i < data.sites.size(); ++i) {
    for (std::uint32_t far = 0; far < data.sites.size(); ++far) {
      const double limit =
          squared_distance(data.sites[i], data.sites[far], shape, angle) * (1.0 + 1e-9);
      ScanWindow window{i, {}, 0.0};
      double c = 0.0;
      double n = 0.0;
      for (std::uint32_t j = 0; j < data.sites.size(); ++j) {
        if (squared_distance(data.sites[i], data.sites[j], shape, angle) > limit) continue;
        window.members.insert(j);
        c += data.cases[j];
        n += data.population[j];
      }
      if (n > options.largest_share * people * (1.0 + 1e-9) || c < options.min_cases) continue;
      window.statistic = ratio(options.model, c, n, total, people) *
                         ellipse_penalty(shape, options.ellipse_exponent);
      windows.push_back(window);
    }
  }
}

inline std::vector<ScanWindow> all_windows(const ScanData& data, const ScanOptions& options) {
  std::vector<ScanWindow> windows;
  list_windows(data, options, 1.0, 0.0, windows);
  for (const EllipseFamily& family : options.ellipses) {
    for (std::uint32_t k = 0; k < family.angles; ++k) {
      list_windows(data, options, family.shape, std::acos(-1.0) * k / family.angles, windows);
    }
  }
  return windows;
}

/// What is wrong with the clusters, in sentences: each must be the best of its center, disjoint
/// from those before; any window with a larger statistic must belong to a center whose best
/// overlaps an earlier cluster.
inline std::vector<std::string> window_faults(const std::vector<ScanWindow>& clusters,
                                              const std::vector<ScanWindow>& windows,
                                              std::size_t sites) {
  constexpr double kTolerance = 1e-9;
  std::vector<double> best(sites, 0.0);
  for (const ScanWindow& w : windows) best[w.center] = std::max(best[w.center], w.statistic);
  std::vector<std::string> faults;
  std::set<std::uint32_t> taken;
  double previous = INFINITY;
  for (const ScanWindow& cluster : clusters) {
    const bool exists = std::ranges::any_of(windows, [&](const ScanWindow& w) {
      return w.center == cluster.center && w.members == cluster.members &&
             w.first == cluster.first && w.last == cluster.last &&
             std::abs(w.statistic - cluster.statistic) < kTolerance;
    });
    if (!exists) faults.push_back("a cluster is no window of its center");
    if (std::abs(best[cluster.center] - cluster.statistic) > kTolerance) {
      faults.push_back("a cluster is not the best of its center");
    }
    if (cluster.statistic > previous) faults.push_back("clusters are out of order");
    previous = cluster.statistic;
    for (const std::uint32_t m : cluster.members) {
      if (!taken.insert(m).second) faults.push_back("clusters overlap");
    }
  }
  // A center left out: all its best windows meet clusters at least as strong.
  for (std::uint32_t i = 0; i < best.size(); ++i) {
    if (best[i] <= kTolerance) continue;
    const bool excused = std::ranges::any_of(windows, [&](const ScanWindow& w) {
      if (w.center != i || w.statistic < best[i] - kTolerance) return false;
      return std::ranges::any_of(clusters, [&](const ScanWindow& cluster) {
        return cluster.statistic >= best[i] - kTolerance &&
               std::ranges::any_of(cluster.members,
                                   [&](std::uint32_t m) { return w.members.contains(m); });
      });
    });
    if (!excused) faults.push_back("a cluster is missing");
  }
  return faults;
}

inline ScanWindow as_window(const ScanCluster& cluster) {
  return {cluster.center, {cluster.members.begin(), cluster.members.end()}, cluster.statistic};
}

inline std::vector<std::string> scan_faults(const std::vector<ScanCluster>& clusters,
                                            const ScanData& data, const ScanOptions& options) {
  std::vector<ScanWindow> claimed;
  for (const ScanCluster& cluster : clusters) claimed.push_back(as_window(cluster));
  return window_faults(claimed, all_windows(data, options), data.sites.size());
}

}  // namespace rawan::oracle

#pragma once

#include "oracles/scan.h"
#include "rawan/algorithms/flexible_scan.h"

#include <numeric>

namespace rawan::oracle {

/// P(N > n) + P(N = n) / 2 by adding up the probabilities of smaller counts.
inline double mid_p_by_summing(ScanModel model, std::uint32_t n, double members, double share) {
  double below = 0.0;
  double at = 0.0;
  for (std::uint32_t k = 0; k <= n; ++k) {
    const double mean = members * share;
    if (model == ScanModel::poisson) {
      at = mean > 0.0 ? std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0)) : double(k == 0);
    } else {
      const double log_choose =
          std::lgamma(members + 1.0) - std::lgamma(k + 1.0) - std::lgamma(members - k + 1.0);
      at = k > members
               ? 0.0
               : std::exp(log_choose + k * std::log(share) + (members - k) * std::log1p(-share));
    }
    if (k < n) below += at;
  }
  return 1.0 - below - 0.5 * at;
}

inline std::vector<std::uint32_t> nearest_by_sorting(std::span<const Position> sites,
                                                     std::uint32_t start, std::uint32_t nearest) {
  std::vector<std::uint32_t> order(sites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t i) {
    return std::tuple(i != start, distance(sites[start], sites[i]).value, sites[i]);
  });
  order.resize(std::min<std::size_t>(nearest, order.size()));
  return order;
}

/// Whether a walk along the links from one member meets all.
inline bool connected(const Weights& adjacency, const std::set<std::uint32_t>& members) {
  std::set<std::uint32_t> met{*members.begin()};
  for (bool grew = true; grew;) {
    grew = false;
    for (const std::uint32_t a : members) {
      for (const std::uint32_t b : members) {
        const bool linked = adjacency.coeff(a, b) != 0.0 || adjacency.coeff(b, a) != 0.0;
        if (linked && met.contains(a) && met.insert(b).second) grew = true;
      }
    }
  }
  return met.size() == members.size();
}

/// All subsets of the nearest areas of each start that hold it, are connected and are allowed.
inline std::vector<ScanWindow> flexible_windows(const ScanData& data, const Weights& adjacency,
                                                const FlexibleScanOptions& options) {
  const double total = std::accumulate(data.cases.begin(), data.cases.end(), 0.0);
  const double people = std::accumulate(data.population.begin(), data.population.end(), 0.0);
  const auto may_join = [&](std::uint32_t i) {
    return options.mid_p_limit >= 1.0 ||
           mid_p_by_summing(options.model, data.cases[i], data.population[i], total / people) <
               options.mid_p_limit;
  };
  std::vector<ScanWindow> windows;
  for (std::uint32_t start = 0; start < data.sites.size(); ++start) {
    const auto around = nearest_by_sorting(data.sites, start, options.nearest);
    for (std::uint64_t subset = 0; subset < (1U << (around.size() - 1)); ++subset) {
      ScanWindow window{start, {start}, 0.0};
      for (std::size_t k = 1; k < around.size(); ++k) {
        if ((subset >> (k - 1) & 1U) != 0) window.members.insert(around[k]);
      }
      double c = 0.0;
      double n = 0.0;
      for (const std::uint32_t m : window.members) {
        c += data.cases[m];
        n += data.population[m];
      }
      if (n > options.largest_share * people * (1.0 + 1e-9) || c < options.min_cases) continue;
      if (!std::ranges::all_of(window.members, may_join)) continue;
      if (!connected(adjacency, window.members)) continue;
      window.statistic = ratio(options.model, c, n, total, people);
      windows.push_back(window);
    }
  }
  return windows;
}

}  // namespace rawan::oracle

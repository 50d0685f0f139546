#pragma once

#include <cmath>
#include <numeric>
#include <span>
#include <vector>

namespace rawan::testing {

/// Ranks from the highest; equal values share their mean rank.
inline std::vector<double> ranks_from_highest(std::span<const double> values) {
  std::vector<double> ranks;
  for (const double value : values) {
    double rank = 0.5;
    for (const double other : values) rank += other > value ? 1.0 : (other == value ? 0.5 : 0.0);
    ranks.push_back(rank);
  }
  return ranks;
}

inline double correlation(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / std::sqrt(xx * yy);
}

/// Pearson of the ranks; not a number where a list is flat.
inline double spearman(std::span<const double> x, std::span<const double> y) {
  return correlation(ranks_from_highest(x), ranks_from_highest(y));
}

}  // namespace rawan::testing

#pragma once

#include "rawan/algorithms/weights.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

/// Statistics by their printed formulas on full matrices, and their moments by going through all
/// arrangements of the values.
namespace rawan::oracle {

using Values = std::vector<double>;

inline double mean(const Values& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / double(x.size());
}

inline double squared_spread(const Values& x) {
  double sum = 0.0;
  for (const double v : x) sum += (v - mean(x)) * (v - mean(x));
  return sum;
}

inline double moran(const Weights& weights, const Values& x) {
  const Eigen::MatrixXd w(weights);
  double products = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      products += w(long(i), long(j)) * (x[i] - mean(x)) * (x[j] - mean(x));
    }
  }
  return double(x.size()) / w.sum() * products / squared_spread(x);
}

inline double geary(const Weights& weights, const Values& x) {
  const Eigen::MatrixXd w(weights);
  double differences = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      differences += w(long(i), long(j)) * (x[i] - x[j]) * (x[i] - x[j]);
    }
  }
  return (double(x.size()) - 1.0) * differences / (2.0 * w.sum() * squared_spread(x));
}

inline double general_g(const Weights& weights, const Values& x) {
  const Eigen::MatrixXd w(weights);
  double neighbors = 0.0;
  double all = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    for (std::size_t j = 0; j < x.size(); ++j) {
      if (i == j) continue;
      neighbors += w(long(i), long(j)) * x[i] * x[j];
      all += x[i] * x[j];
    }
  }
  return neighbors / all;
}

/// Without site i in mean, variance and sum if `star` is false (Ord & Getis 1995).
inline double getis_ord(const Weights& weights, const Values& x, std::size_t i, bool star) {
  const Eigen::MatrixXd w(weights);
  Values counted;
  double lag = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    if (j == i && !star) continue;
    counted.push_back(x[j]);
    lag += w(long(i), long(j)) * x[j];
    sum += w(long(i), long(j));
    squares += w(long(i), long(j)) * w(long(i), long(j));
  }
  const auto m = double(counted.size());
  const double s = std::sqrt(squared_spread(counted) / m);
  return (lag - sum * mean(counted)) / (s * std::sqrt((m * squares - sum * sum) / (m - 1.0)));
}

inline double local_moran(const Weights& weights, const Values& x, std::size_t i) {
  const Eigen::MatrixXd w(weights);
  double lag = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) lag += w(long(i), long(j)) * (x[j] - mean(x));
  return (x[i] - mean(x)) / (squared_spread(x) / double(x.size())) * lag;
}

inline double local_geary(const Weights& weights, const Values& x, std::size_t i) {
  const Eigen::MatrixXd w(weights);
  double sum = 0.0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    sum += w(long(i), long(j)) * (x[i] - x[j]) * (x[i] - x[j]);
  }
  return sum / (squared_spread(x) / double(x.size()));
}

/// The statistic of every arrangement of x, of those only that keep x[fixed] if fixed < n.
template <class Statistic>
Values over_arrangements(const Values& x, std::size_t fixed, const Statistic& statistic) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Values found;
  do {
    if (fixed < x.size() && order[fixed] != fixed) continue;
    Values arranged;
    for (const std::size_t from : order) arranged.push_back(x[from]);
    found.push_back(statistic(arranged));
  } while (std::ranges::next_permutation(order).found);
  return found;
}

inline double variance(const Values& x) {
  return squared_spread(x) / double(x.size());
}

}  // namespace rawan::oracle

#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace rawan {

/// Rates cut into cells of equal length on the log scale. Within a cell a rate is spread evenly on
/// that scale; the lowest cell reaches down to 0 and is even on the plain scale.
class RateCells {
 public:
  RateCells(double low, double high, double log_step);

  std::size_t size() const { return node_.size(); }
  std::span<const double> nodes() const { return node_; }  ///< The geometric middle of each cell.

  /// The rate below which lies `share` of what is in cell `g`.
  double within(std::size_t g, double share) const;

  /// Mass of Gamma(mean, relative variance) per cell; the highest cell takes the tail.
  std::vector<double> gamma_masses(double mean, double relative_variance) const;

  double mean(std::span<const double> masses) const;
  double quantile(std::span<const double> masses, double probability) const;
  double exceedance(std::span<const double> masses, double threshold) const;

 private:
  double low_edge(std::size_t g) const;

  double log_low_;
  double log_step_;
  std::vector<double> node_;
};

}  // namespace rawan

#include "rate_cells.h"

#include "rawan/algorithms/contract.h"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// Boost would compute in long double, three times slower, for digits that a cell does not need.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace

RateCells::RateCells(double low, double high, double log_step)
    : log_low_(std::log(low)), log_step_(log_step) {
  expects(low > 0.0 && high > low && log_step > 0.0, "cells need a range of positive rates");
  const auto cells = static_cast<std::size_t>(std::ceil((std::log(high) - log_low_) / log_step));
  for (std::size_t g = 0; g < cells; ++g) {
    node_.push_back(std::exp(log_low_ + (static_cast<double>(g) + 0.5) * log_step));
  }
}

double RateCells::low_edge(std::size_t g) const {
  return g == 0 ? 0.0 : std::exp(log_low_ + static_cast<double>(g) * log_step_);
}

double RateCells::within(std::size_t g, double share) const {
  if (g == 0) return share * low_edge(1);
  return std::exp(log_low_ + (static_cast<double>(g) + share) * log_step_);
}

std::vector<double> RateCells::gamma_masses(double mean, double relative_variance) const {
  const double shape = 1.0 / relative_variance;
  const double rate = shape / mean;
  // The nearer tail at each edge, so that far cells keep their relative precision.
  std::vector<double> tail(size() + 1, 0.0);
  for (std::size_t g = 1; g < size(); ++g) {
    const double edge = low_edge(g);
    tail[g] = edge < mean ? boost::math::gamma_p(shape, rate * edge, InDouble())
                          : boost::math::gamma_q(shape, rate * edge, InDouble());
  }
  std::vector<double> masses(size());
  for (std::size_t g = 0; g < size(); ++g) {
    const bool begins_below = low_edge(g) < mean;
    const bool ends_below = g + 1 < size() && low_edge(g + 1) < mean;
    const double inside =
        begins_below == ends_below ? std::abs(tail[g + 1] - tail[g]) : 1.0 - tail[g] - tail[g + 1];
    masses[g] = std::max(0.0, inside);
  }
  return masses;
}

double RateCells::mean(std::span<const double> masses) const {
  double sum = 0.0;
  for (std::size_t g = 0; g < size(); ++g) {
    const double inside = g == 0 ? 0.5 * low_edge(1) : (low_edge(g + 1) - low_edge(g)) / log_step_;
    sum += masses[g] * inside;
  }
  return sum;
}

double RateCells::quantile(std::span<const double> masses, double probability) const {
  double below = 0.0;
  for (std::size_t g = 0; g < size(); ++g) {
    if (below + masses[g] >= probability && masses[g] > 0.0) {
      return within(g, (probability - below) / masses[g]);
    }
    below += masses[g];
  }
  return within(size() - 1, 1.0);
}

double RateCells::exceedance(std::span<const double> masses, double threshold) const {
  double above = 0.0;
  for (std::size_t g = size(); g-- > 0;) {
    if (low_edge(g) < threshold) {
      const double top = within(g, 1.0);
      if (top <= threshold) return above;
      const double share =
          g == 0 ? 1.0 - threshold / top : (std::log(top) - std::log(threshold)) / log_step_;
      return above + masses[g] * share;
    }
    above += masses[g];
  }
  return above;
}

}  // namespace rawan

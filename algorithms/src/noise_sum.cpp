#include "rawan/algorithms/noise_sum.h"

#include "rawan/algorithms/contract.h"

#include <cmath>
#include <vector>

namespace rawan {
namespace {

/// One more draw added to a distribution. Its weights fall by one factor on both sides, so that two
/// passes do what a convolution would.
std::vector<double> add_draw(const std::vector<double>& before, double a) {
  std::vector<double> after(before.size());
  double below = 0.0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    below = before[i] + a * below;
    after[i] = below;
  }
  double above = 0.0;
  for (std::size_t i = before.size(); i-- > 0;) {
    after[i] += a * above;
    above = before[i] + a * above;
  }
  for (double& weight : after) weight *= (1.0 - a) / (1.0 + a);
  return after;
}

/// Of -reach ... reach, so far that next to nothing of any draw lies beyond its part of it.
std::vector<double> distribution_of_sum(double epsilon, std::uint32_t draws) {
  constexpr double kBeyond = 28.0;  // exp(-28) is below 1e-12
  const auto reach = static_cast<std::size_t>(std::ceil(kBeyond / epsilon)) * draws;
  std::vector<double> weights(2 * reach + 1, 0.0);
  weights[reach] = 1.0;
  for (std::uint32_t i = 0; i < draws; ++i) weights = add_draw(weights, std::exp(-epsilon));
  return weights;
}

}  // namespace

std::int64_t half_width_of_sum(Epsilon epsilon, std::uint32_t draws, double alpha) {
  expects(draws >= 1, "a sum has a term");
  if (draws == 1) return noise_half_width(epsilon, alpha);
  expects(epsilon.numerator >= 1 && epsilon.denominator >= 1, "a privacy budget is above 0");
  expects(alpha > 0.0 && alpha < 1.0, "a level lies between 0 and 1");
  const std::vector<double> weights = distribution_of_sum(value_of(epsilon), draws);
  const std::size_t center = weights.size() / 2;
  double inside = weights[center];
  std::size_t z = 0;
  while (inside < 1.0 - alpha && z < center) {
    ++z;
    inside += weights[center - z] + weights[center + z];
  }
  return static_cast<std::int64_t>(z);
}

}  // namespace rawan

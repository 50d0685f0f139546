#pragma once

#include "likelihood_bound.h"
#include "point_tree.h"
#include "rawan/algorithms/bandwidth.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/units.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace rawan {

/// Events in an order that does not depend on the one they came in.
std::vector<Point> sorted_by_place(std::span<const Point> points);
std::vector<Point> distinct_places(std::span<const Point> events);

/// Leave-one-out densities of a pattern under a Gaussian kernel. The sum at a point is taken
/// relative to its nearest neighbor's term, so it neither underflows nor is empty, and stops where
/// all that is left out adds less than 1e-9 of it. Cost: n times the events within about six sigma,
/// a nanosecond each; many in one place are added at once.
class LeaveOneOut {
 public:
  explicit LeaveOneOut(std::span<const Point> events);

  /// By place; results below are in this order.
  std::span<const Point> events() const { return events_; }

  /// log of the density at each event that the others make, each with a factor of its own (none:
  /// 1).
  std::vector<double> log_densities(double sigma, std::span<const double> factors = {}) const;
  /// The sum of log_densities().
  double log_likelihood(double sigma) const;

  /// In an order of their own.
  PatternColumns columns() const { return {x_, y_, nearest_}; }

 private:
  /// A factor for each slot, and their sum for each node that is a pile.
  struct Factors {
    std::vector<double> of;
    std::vector<double> of_pile;
  };
  Factors by_slot(std::span<const double> factors) const;
  double log_density(std::uint32_t slot, double sigma, const Factors& factors,
                     double neglected) const;

  std::vector<Point> events_;
  PointTree tree_;
  std::vector<double> x_;  // by slot, as what follows
  std::vector<double> y_;
  std::vector<double> nearest_;     // squared distance
  std::vector<std::uint8_t> pile_;  // by node: whether many in one place are below
};

/// The choice with the candidate whose criterion is largest, the smaller one of two equals.
/// @param choice with its candidates, sorted, and the criterion of each.
BandwidthChoice with_best(BandwidthChoice choice);

/// The candidate whose criterion is largest, the smaller one of two equals.
/// @param candidates sorted; positive and finite.
template <class Criterion>
BandwidthChoice choose_bandwidth(std::vector<Meters> candidates, const Control& control,
                                 const Criterion& criterion) {
  BandwidthChoice choice{.sigma = {}, .candidates = std::move(candidates), .criterion = {}};
  control.expect(choice.candidates.size());
  for (const Meters sigma : choice.candidates) {
    control.step();
    choice.criterion.push_back(criterion(sigma.value));
  }
  return with_best(std::move(choice));
}

/// Sorts the candidates.
/// @throws ContractViolation if there is none or one is not positive and finite, or with fewer than
///         two events.
void check_choice(std::span<const Point> events, std::vector<Meters>& candidates);

}  // namespace rawan

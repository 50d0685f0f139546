#pragma once

#include "kernel_stamp.h"
#include "rawan/algorithms/control.h"
#include "rawan/algorithms/grid.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rawan {

struct WeightedEvent {
  Point at;
  double weight = 1.0;
};

/// Sums of kernels on the cells of a frame, and the mass of kernels in a window of it.
class KernelSum {
 public:
  KernelSum() = default;
  KernelSum(const KernelSum&) = delete;
  KernelSum& operator=(const KernelSum&) = delete;
  virtual ~KernelSum() = default;

  /// Puts events into the order the other two expect; that order does not depend on the old one.
  virtual void arrange(std::vector<WeightedEvent>& events) const = 0;

  /// The sum of weighted kernels at the centers of all cells.
  virtual std::vector<double> densities(std::span<const WeightedEvent> events,
                                        const Control& control) const = 0;

  /// The part of each event's kernel (its weight aside) on the cells of the window: the sum of
  /// its values there times the area of a cell. Empty values mean the endless lattice.
  virtual std::vector<double> masses(std::span<const WeightedEvent> events,
                                     const Grid<std::uint8_t>& window) const = 0;
};

/// Evaluates every kernel at every center in its reach.
std::unique_ptr<KernelSum> direct_sum(const KernelShape& shape, const GridFrame& frame);

/// For kernels that are a power of (reach^2 - r^2): bands of cells that are summed as one, whose
/// moments give their sum to the targets within reach of their middle, and lists of the targets
/// where that is wrong for an event.
/// @param events how many to expect; it decides how the plane is cut.
std::unique_ptr<KernelSum> moment_sum(const KernelShape& shape, const GridFrame& frame,
                                      std::size_t events);

/// For the Gaussian, which is the convolution of two of half its variance: the first takes events
/// to nodes 0.4 sigma apart, the second the nodes to the cells. The trapezoidal rule errs by 2e-13
/// of each kernel there (Trefethen & Weideman 2014), the cut of either by less than 1e-10 of its
/// peak.
std::unique_ptr<KernelSum> gauss_sum(const KernelShape& shape, const GridFrame& frame);

/// Whichever of these takes least work.
std::unique_ptr<KernelSum> cheapest_sum(const KernelShape& shape, const GridFrame& frame,
                                        std::size_t events);

}  // namespace rawan

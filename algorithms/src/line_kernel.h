#pragma once

#include "rawan/algorithms/kde.h"

namespace rawan {

/// A kernel on a line: scale * (1 - u^2)^power, scale * (1 - u) or scale * exp(-u^2 / 2), with u
/// the distance in bandwidths.
class LineKernel {
 public:
  LineKernel(Kernel kernel, Meters bandwidth);

  double reach() const { return reach_; }
  /// 0 beyond the reach.
  double operator()(double distance) const;

 private:
  Kernel kernel_;
  double bandwidth_;
  double reach_;
  double scale_;
};

}  // namespace rawan

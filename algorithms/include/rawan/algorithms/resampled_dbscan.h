#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/dbscan.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// `dbscan` of many samples from the same points, drawn with replacement: who lies near whom is
/// asked once. Points have their positions as keys; a point that is drawn several times lies there
/// several times.
///
/// Cost: of a sample, the pairs of neighbors; where a point has more than 256 of them on average,
/// a `dbscan` each instead, for which no memory is needed.
class ResampledDbscan {
 public:
  /// @throws ContractViolation as `dbscan` does.
  ResampledDbscan(std::span<const Point> points, const DbscanOptions& options,
                  const Control& control = {});

  /// Label of each point, as `dbscan` gives it; `kNoise` for what was not drawn.
  /// @param times how often each point was drawn.
  std::vector<std::int32_t> labels(std::span<const std::uint32_t> times,
                                   const Control& control = {}) const;

 private:
  void list_neighbors(const Control& control);
  std::vector<std::int32_t> labels_of_many(std::span<const std::uint32_t> times,
                                           const Control& control) const;
  std::span<const std::uint32_t> near(std::size_t point) const {
    return std::span(neighbor_).subspan(first_[point], first_[point + 1] - first_[point]);
  }

  std::vector<Point> points_;
  DbscanOptions options_;
  std::vector<std::size_t> first_;       ///< Where the neighbors of each begin; empty: too many.
  std::vector<std::uint32_t> neighbor_;  ///< The nearest first, itself among them.
};

}  // namespace rawan

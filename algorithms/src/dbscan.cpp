#include "rawan/algorithms/dbscan.h"

#include "density_clusters.h"
#include "rawan/algorithms/contract.h"

namespace rawan {

Clustering dbscan(std::span<const Point> points, std::span<const std::uint64_t> keys,
                  const DbscanOptions& options, const Control& control) {
  expects(options.radius.value > 0.0, "a positive radius");
  expects(options.min_points > 0, "min_points counts the point itself");
  return density_clusters<2>(spots_of(points), keys, {.radius = options.radius.value},
                             options.min_points, control);
}

}  // namespace rawan

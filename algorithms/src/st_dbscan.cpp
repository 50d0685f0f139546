#include "rawan/algorithms/st_dbscan.h"

#include "density_clusters.h"
#include "rawan/algorithms/contract.h"

namespace rawan {

Clustering st_dbscan(std::span<const Point> points, std::span<const double> times,
                     std::span<const std::uint64_t> keys, const StDbscanOptions& options,
                     const Control& control) {
  expects(times.size() == points.size(), "one time per point");
  expects(options.radius.value > 0.0, "a positive radius");
  expects(options.time_radius >= 0.0, "a time radius of 0 or more");
  expects(options.min_points > 0, "min_points counts the point itself");
  std::vector<Spot<3>> spots;
  spots.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    spots.push_back({points[i].x, points[i].y, times[i]});
  }
  const Reach reach{.radius = options.radius.value, .time_radius = options.time_radius};
  return density_clusters<3>(spots, keys, reach, options.min_points, control);
}

}  // namespace rawan

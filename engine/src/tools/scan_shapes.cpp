#include "tools/scan_shapes.h"

#include "rawan/algorithms/spatial_index.h"
#include "rawan/io/unite.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace rawan::engine {
namespace {

constexpr int kCorners = 72;
constexpr double kEarth = 6'371'008.8;  // meters

double turn_of(int corner) {
  return 2.0 * std::numbers::pi * corner / kCorners;
}

/// The long axis along `angle`; the short one is `radius`.
Polygon ellipse(Point center, double radius, double shape, double angle) {
  Ring ring;
  for (int corner = 0; corner < kCorners; ++corner) {
    const double along = shape * radius * std::cos(turn_of(corner));
    const double across = radius * std::sin(turn_of(corner));
    ring.push_back({center.x + std::cos(angle) * along - std::sin(angle) * across,
                    center.y + std::sin(angle) * along + std::cos(angle) * across});
  }
  return {{std::move(ring), {}}};
}

/// All places at one distance along the globe, as longitudes around the center's.
Ring ring_on_globe(const LonLat& center, double radius) {
  const double degree = std::numbers::pi / 180.0;
  const double arc = radius / kEarth;
  const double latitude = center.latitude * degree;
  Ring ring;
  for (int corner = 0; corner < kCorners; ++corner) {
    const double bearing = -turn_of(corner);
    const double to = std::asin(std::sin(latitude) * std::cos(arc) +
                                std::cos(latitude) * std::sin(arc) * std::cos(bearing));
    const double turn = std::atan2(std::sin(bearing) * std::sin(arc) * std::cos(latitude),
                                   std::cos(arc) - std::sin(latitude) * std::sin(to));
    ring.push_back({center.longitude + turn / degree, to / degree});
  }
  return ring;
}

/// Distance from the center once the long axis is squeezed to the short one.
double squeezed(const ScanData& data, const ScanCluster& cluster, std::uint32_t site) {
  const Position& center = data.positions[cluster.center];
  const Position& at = data.positions[site];
  if (cluster.shape == 1.0) return distance(center, at).value;
  const double x = at.x - center.x;
  const double y = at.y - center.y;
  const double cosine = std::cos(cluster.angle);
  const double sine = std::sin(cluster.angle);
  return std::hypot((cosine * x + sine * y) / cluster.shape, cosine * y - sine * x);
}

std::vector<std::uint8_t> membership(const ScanData& data, const ScanCluster& cluster) {
  std::vector<std::uint8_t> inside(data.places.size(), 0);
  for (const std::uint32_t site : cluster.members) inside[site] = 1;
  return inside;
}

/// A circle through the farthest site would cut it in two.
double drawn_radius(const ScanData& data, const ScanCluster& cluster) {
  const std::vector<std::uint8_t> inside = membership(data, cluster);
  double nearest = std::numeric_limits<double>::infinity();
  for (std::uint32_t site = 0; site < inside.size(); ++site) {
    if (inside[site] == 0) nearest = std::min(nearest, squeezed(data, cluster, site));
  }
  const double radius = cluster.radius.value;
  if (!std::isfinite(nearest)) return std::max(1.0, 1.05 * radius);
  return std::max(1e-3, 0.5 * (radius + nearest));
}

Polygon united_areas(const io::FeatureSet& set, const ScanData& data, const ScanCluster& cluster) {
  std::vector<std::uint8_t> wanted = membership(data, cluster);
  std::vector<Polygon> areas;
  for (std::size_t row = 0; row < data.site_of_row.size(); ++row) {
    if (wanted[data.site_of_row[row]] == 0) continue;
    wanted[data.site_of_row[row]] = 0;
    areas.push_back(set.areas()[row]);
  }
  return io::unite(areas);
}

/// Each half as large as the way to the nearest other site, so that they do not cross others'.
Polygon united_discs(const ScanData& data, const ScanCluster& cluster) {
  const SpatialIndex index(data.places);
  std::vector<Polygon> discs;
  for (const std::uint32_t site : cluster.members) {
    const Point at = data.places[site];
    double radius = 1.0;
    for (const std::uint32_t other : index.nearest(at, 8)) {
      const double apart = std::hypot(data.places[other].x - at.x, data.places[other].y - at.y);
      if (apart == 0.0) continue;
      radius = 0.5 * apart;
      break;
    }
    discs.push_back(ellipse(at, radius, 1.0, 0.0));
  }
  return io::unite(discs);
}

}  // namespace

Polygon cluster_shape(const ScanRequest& request, const io::FeatureSet& set, const ScanData& data,
                      const ScanCluster& cluster) {
  if (set.has_areas()) return united_areas(set, data, cluster);
  if (request.shape == "flexible") return united_discs(data, cluster);
  const double radius = drawn_radius(data, cluster);
  if (!request.on_globe()) {
    return ellipse(data.places[cluster.center], radius, cluster.shape, cluster.angle);
  }
  Ring ring = ring_on_globe(data.degrees[cluster.center], arc_of(Meters(radius)).value);
  io::Reprojection(io::coordinate_system("EPSG:4326"), set.metric.system).apply(ring);
  return {{std::move(ring), {}}};
}

}  // namespace rawan::engine

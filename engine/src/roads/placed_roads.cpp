#include "roads/placed_roads.h"

#include "rawan/algorithms/parallel.h"

#include <cmath>

namespace rawan::engine {
namespace {

constexpr double kReported = 10.0;  ///< Limits within which the nearest road is still told.

io::CoordinateSystem degrees() {
  return io::coordinate_system("EPSG:4326");
}

io::CoordinateSystem meters_for(const RoadNetwork& network) {
  Box box;
  for (const RoadStretch& stretch : network.stretches) {
    for (const io::GeoPoint p : stretch.shape) box.extend({p.lon, p.lat});
  }
  return box.empty() ? io::CoordinateSystem() : io::metric_system_for(degrees(), box).system;
}

std::vector<Polyline> shapes_in(const io::CoordinateSystem& metric, const RoadNetwork& network) {
  std::vector<Polyline> shapes;
  if (metric.planar()) return shapes;
  const io::Reprojection projection(degrees(), metric);
  for (const RoadStretch& stretch : network.stretches) {
    Polyline& shape = shapes.emplace_back();
    for (const io::GeoPoint p : stretch.shape) shape.push_back({p.lon, p.lat});
    projection.apply(shape);
  }
  return shapes;
}

std::vector<Point> points_in(const io::CoordinateSystem& metric,
                             std::span<const io::GeoPoint> places) {
  std::vector<Point> points;
  for (const io::GeoPoint p : places) points.push_back({p.lon, p.lat});
  io::Reprojection(degrees(), metric).apply(points);
  return points;
}

}  // namespace

PlacedRoads::PlacedRoads(const RoadNetwork& network, const SpeedTable& speeds,
                         const TravelProfile& profile, std::span<const io::GeoPoint> places,
                         Meters limit)
    : metric_(meters_for(network)), graph_(0, {}), shapes_(shapes_in(metric_, network)) {
  const ProfileRoads roads(network, speeds, profile);
  graph_ = roads.main_graph();
  std::vector<bool> stops = roads.main.kept;
  for (std::size_t e = 0; e < stops.size(); ++e) {
    if (network.stretches[e].traits.road_class == "ferry") stops[e] = false;
  }
  place_all(places, stops, limit);
}

void PlacedRoads::place_all(std::span<const io::GeoPoint> places, const std::vector<bool>& stops,
                            Meters limit) {
  places_.resize(places.size());
  reports_.resize(places.size());
  if (metric_.planar()) return;
  const NearestRoad nearest(shapes_, stops);
  const std::vector<std::uint32_t> island = islands(graph_);
  const std::vector<Point> points = points_in(metric_, places);
  parallel_for(points.size(), [&](std::size_t i) {
    reports_[i].state = PlaceOnRoads::State::too_far;
    if (!std::isfinite(points[i].x) || !std::isfinite(points[i].y)) return;
    const auto found = nearest.find(points[i], kReported * limit);
    if (!found) return;
    reports_[i].meters = found->distance.value;
    if (found->distance > limit) return;
    reports_[i].state = PlaceOnRoads::State::on_road;
    reports_[i].island = static_cast<std::int32_t>(island[graph_.edges()[found->place.edge].from]);
    places_[i] = found->place;
  });
}

io::GeoLine PlacedRoads::path_of(const Way& way, RoadPlace start) const {
  Polyline line;
  for (const WayPart& part : way) {
    for (const Point p : part_of_road(shapes_[part.edge], part.begin, part.end)) {
      if (line.empty() || line.back() != p) line.push_back(p);
    }
  }
  if (line.empty()) {
    line.assign(2, part_of_road(shapes_[start.edge], start.share, start.share).front());
  }
  io::Reprojection(metric_, degrees()).apply(line);
  io::GeoLine path;
  for (const Point p : line) path.push_back({p.x, p.y});
  return path;
}

}  // namespace rawan::engine

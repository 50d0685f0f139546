#include "attack/attack.h"
#include "attack/shapes.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/random.h"

#include <boost/math/distributions/binomial.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rawan::engine::attack {
namespace {

constexpr double kNear = 25.0;       ///< Meters (P02).
constexpr double kExact = 0.01;      ///< Meters: a coordinate written with seven decimals.
constexpr double kUnlikely = 0.001;  ///< p-value (P02).
constexpr std::size_t kShifts = 40;
constexpr double kMostShift = 300.0;

/// Positions sorted by x.
class Vertices {
 public:
  explicit Vertices(std::vector<Point> points) : points_(std::move(points)) {
    std::ranges::sort(points_, {}, &Point::x);
  }

  std::size_t size() const { return points_.size(); }

  bool any_within(Point p, double radius) const {
    const auto first = std::ranges::lower_bound(points_, p.x - radius, {}, &Point::x);
    for (auto at = first; at != points_.end() && at->x <= p.x + radius; ++at) {
      if (std::hypot(at->x - p.x, at->y - p.y) <= radius) return true;
    }
    return false;
  }

 private:
  std::vector<Point> points_;
};

Vertices vertices_of(const io::SeenTable& table, const io::Projector& projector) {
  std::vector<Point> points;
  for (const auto& shape : table.shapes) {
    for (const auto& ring : shape) {
      if (ring.size() < 2) continue;  // A point is a stop or a post, no corner.
      for (const io::GeoPoint p : ring) points.push_back(projector.to_meters(p));
    }
  }
  return Vertices(std::move(points));
}

std::size_t count_near(const std::vector<Point>& points, const Vertices& vertices, double radius) {
  return static_cast<std::size_t>(
      std::ranges::count_if(points, [&](Point p) { return vertices.any_within(p, radius); }));
}

/// A point moved some way within the area it lies in (outside of all: to another place outside):
/// the neighborhood stays, the coincidence goes. Nothing if no such place was found.
std::optional<Point> moved(Point p, const AreaIndex& areas, Stream& random) {
  constexpr int kTries = 20;
  const Placement home = areas.locate(p, Meters(0.0));
  for (int i = 0; i < kTries; ++i) {
    const double angle = 2.0 * std::numbers::pi * random.uniform();
    const double way = kMostShift * std::sqrt(random.uniform());
    const Point there{p.x + way * std::cos(angle), p.y + way * std::sin(angle)};
    if (areas.locate(there, Meters(0.0)) == home) return there;
  }
  return std::nullopt;
}

/// Share of points near a vertex if each lay anywhere in its neighborhood.
double chance_of_near(const std::vector<Point>& points, const Vertices& vertices,
                      const AreaIndex& areas, std::uint64_t seed) {
  std::size_t near = 0;
  std::size_t tried = 0;
  for (std::size_t shift = 0; shift < kShifts; ++shift) {
    Stream random(seed, shift);
    for (const Point p : points) {
      const auto there = moved(p, areas, random);
      if (!there) continue;
      ++tried;
      if (vertices.any_within(*there, kNear)) ++near;
    }
  }
  return tried == 0 ? 0.0 : static_cast<double>(near) / static_cast<double>(tried);
}

/// Probability of so many or more by chance.
double upper_tail(std::size_t near, std::size_t points, double chance) {
  if (near == 0) return 1.0;
  if (chance <= 0.0) return 0.0;
  const boost::math::binomial law(static_cast<double>(points), chance);
  return boost::math::cdf(boost::math::complement(law, static_cast<double>(near) - 1.0));
}

void attack_layer(const io::SeenTable& table, const std::vector<Point>& points,
                  const io::Projector& projector, std::uint64_t seed, Line& line) {
  const Vertices vertices = vertices_of(table, projector);
  if (vertices.size() == 0) return;
  line.tried += vertices.size();
  const std::string where = fmt::format("{}:{}", table.file, table.name);
  if (count_near(points, vertices, kExact) > 0) line.leak("vertex_exact", where);
  const std::size_t near = count_near(points, vertices, kNear);
  const AreaIndex areas(areas_of(table, projector));
  const double chance = chance_of_near(points, vertices, areas, seed);
  if (upper_tail(near, points.size(), chance) <= kUnlikely) line.leak("vertex_near", where);
}

}  // namespace

void attack_vertices(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  if (!scene.truth || scene.truth->points.empty()) return;
  const io::Projector projector(scene.truth->crs);
  std::vector<Point> points;
  for (const io::GeoPoint p : scene.truth->points) points.push_back(projector.to_meters(p));
  for (const io::SeenRelease& release : scene.releases) {
    Line line{.attack = "hull", .subject = release.title};
    for (const io::SeenTable& table : release.tables) {
      control.check();
      attack_layer(table, points, projector, scene.seed, line);
    }
    lines.push_back(std::move(line));
  }
}

}  // namespace rawan::engine::attack

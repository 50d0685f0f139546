#include "simplify_borders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::io {
namespace {

using Place = std::pair<double, double>;
using Points = std::vector<Point>;

Place place_of(Point p) {
  return {p.x, p.y};
}

/// The corners beside a corner; more than two are not told apart.
struct Beside {
  std::array<Place, 2> known{};
  std::size_t count = 0;

  void add(Place place) {
    if (count > known.size()) return;
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(count);
    if (std::find(known.begin(), end, place) != end) return;
    if (count < known.size()) known[count] = place;
    ++count;
  }
  bool is_meeting() const { return count > known.size(); }
};

using Corners = std::map<Place, Beside>;

double squared_distance(Point p, Point a, Point b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double along = length > 0.0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0.0;
  const double share = std::clamp(along, 0.0, 1.0);
  const double x = p.x - a.x - share * dx;
  const double y = p.y - a.y - share * dy;
  return x * x + y * y;
}

Points between_ends(const Points& line, double tolerance) {
  if (line.size() < 3) return line;
  std::vector<bool> kept(line.size(), false);
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, line.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double farthest = tolerance * tolerance;
    std::size_t corner = first;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double distance = squared_distance(line[i], line[first], line[last]);
      if (distance <= farthest) continue;
      farthest = distance;
      corner = i;
    }
    if (corner == first) continue;
    kept[corner] = true;
    open.emplace_back(first, corner);
    open.emplace_back(corner, last);
  }
  Points points;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kept[i]) points.push_back(line[i]);
  }
  return points;
}

/// The same corners whichever end the way begins at.
Points either_way(Points line, double tolerance) {
  const bool turned = place_of(line.back()) < place_of(line.front());
  if (turned) std::ranges::reverse(line);
  Points points = between_ends(line, tolerance);
  if (turned) std::ranges::reverse(points);
  return points;
}

/// Where the ring is cut: where borders meet, or at its lowest place and what is farthest from it.
std::vector<std::size_t> cuts_of(const Points& ring, const Corners& corners) {
  std::vector<std::size_t> cuts;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (corners.at(place_of(ring[i])).is_meeting()) cuts.push_back(i);
  }
  if (cuts.size() > 1) return cuts;
  const auto index = [&](auto found) { return static_cast<std::size_t>(found - ring.begin()); };
  const std::size_t start =
      cuts.empty() ? index(std::ranges::min_element(ring, {}, place_of)) : cuts.front();
  const auto rank = [&](Point p) {
    return std::pair(std::hypot(p.x - ring[start].x, p.y - ring[start].y), place_of(p));
  };
  const std::size_t end = index(std::ranges::max_element(ring, {}, rank));
  return {std::min(start, end), std::max(start, end)};
}

Points simplified_ring(const Points& ring, const Corners& corners, double tolerance) {
  const std::vector<std::size_t> cuts = cuts_of(ring, corners);
  Points points;
  for (std::size_t c = 0; c < cuts.size(); ++c) {
    const std::size_t last = c + 1 < cuts.size() ? cuts[c + 1] : cuts[0] + ring.size();
    Points way;
    for (std::size_t i = cuts[c]; i <= last; ++i) way.push_back(ring[i % ring.size()]);
    way = either_way(std::move(way), tolerance);
    points.insert(points.end(), way.begin(), way.end() - 1);
  }
  return points.size() < 3 ? ring : points;
}

}  // namespace

Trace simplified(const Trace& line, double tolerance) {
  return {.points = between_ends(line.points, tolerance), .closed = line.closed};
}

void simplify_borders(std::span<std::vector<Trace>> areas, double tolerance) {
  Corners corners;
  for (std::vector<Trace>& area : areas) {
    for (Trace& ring : area) {
      // A ring whose ends were rounded to one place would have a corner beside itself.
      while (ring.points.size() > 1 && ring.points.front() == ring.points.back()) {
        ring.points.pop_back();
      }
      const std::size_t size = ring.points.size();
      for (std::size_t i = 0; i < size; ++i) {
        Beside& beside = corners[place_of(ring.points[i])];
        beside.add(place_of(ring.points[(i + 1) % size]));
        beside.add(place_of(ring.points[(i + size - 1) % size]));
      }
    }
  }
  for (std::vector<Trace>& area : areas) {
    for (Trace& ring : area) {
      if (ring.points.size() > 3) ring.points = simplified_ring(ring.points, corners, tolerance);
    }
  }
}

}  // namespace rawan::io

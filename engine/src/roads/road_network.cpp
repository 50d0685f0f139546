#include "roads/road_network.h"

#include "rawan/io/release.h"
#include "roads/finish_network.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace rawan::engine {
namespace {

using io::GeoLine;
using io::Passage;

/// Vertices where a way must be cut: ends, barriers, and where not all ways have the same vertices
/// before and after.
std::vector<bool> junctions_of(const io::RoadSource& source) {
  using Neighbors = std::pair<std::uint32_t, std::uint32_t>;
  constexpr Neighbors kNone{~0U, ~0U};
  std::vector<Neighbors> seen(source.vertices.size(), kNone);
  std::vector<bool> result(source.vertices.size());
  for (std::size_t v = 0; v < result.size(); ++v) result[v] = source.barriers[v] != 0;
  for (const io::RoadWay& way : source.ways) {
    const std::vector<std::uint32_t>& vertices = way.vertices;
    result[vertices.front()] = result[vertices.back()] = true;
    for (std::size_t i = 1; i + 1 < vertices.size(); ++i) {
      const Neighbors here = std::minmax(vertices[i - 1], vertices[i + 1]);
      Neighbors& before = seen[vertices[i]];
      if (before == kNone) before = here;
      if (before != here) result[vertices[i]] = true;
    }
  }
  return result;
}

/// Without vertices that repeat the place before them.
GeoLine shape_between(const io::RoadSource& source, std::span<const std::uint32_t> vertices) {
  GeoLine shape;
  for (const std::uint32_t v : vertices) {
    if (shape.empty() || shape.back() != source.vertices[v]) shape.push_back(source.vertices[v]);
  }
  return shape;
}

double length_of(const GeoLine& shape) {
  double meters = 0.0;
  for (std::size_t i = 1; i < shape.size(); ++i) meters += geo_length(shape[i - 1], shape[i]);
  return meters;
}

RoadStretch stretch_of(const io::RoadSource& source, const io::RoadWay& way, std::size_t begin,
                       std::size_t end) {
  const auto vertices = std::span(way.vertices).subspan(begin, end - begin + 1);
  RoadStretch stretch{.from = vertices.front(),
                      .to = vertices.back(),
                      .traits = way.traits,
                      .record = way.record,
                      .shape = shape_between(source, vertices)};
  stretch.barriers = {source.barriers[stretch.from], source.barriers[stretch.to]};
  stretch.meters = length_of(stretch.shape);
  return stretch;
}

void add_stretches(const io::RoadSource& source, const io::RoadWay& way,
                   const std::vector<bool>& junctions, std::vector<RoadStretch>& stretches) {
  const std::size_t first = stretches.size();
  double meters = 0.0;
  std::size_t begin = 0;
  for (std::size_t i = 1; i < way.vertices.size(); ++i) {
    if (!junctions[way.vertices[i]]) continue;
    stretches.push_back(stretch_of(source, way, begin, i));
    meters += stretches.back().meters;
    begin = i;
  }
  for (std::size_t s = first; s < stretches.size(); ++s) {
    double& duration = stretches[s].traits.duration;
    duration = meters > 0.0 ? duration * stretches[s].meters / meters : 0.0;
  }
  std::erase_if(stretches, [](const RoadStretch& s) { return !(s.meters > 0.0); });
}

Passage turned(Passage passage) {
  if (passage == Passage::forward) return Passage::backward;
  return passage == Passage::backward ? Passage::forward : passage;
}

void turn_round(RoadStretch& stretch) {
  std::swap(stretch.from, stretch.to);
  std::swap(stretch.barriers[0], stretch.barriers[1]);
  std::ranges::reverse(stretch.shape);
  for (Passage& passage : stretch.traits.passage) passage = turned(passage);
}

bool is_before(const GeoLine& a, const GeoLine& b) {
  const auto place = [](io::GeoPoint p) { return std::pair(p.lon, p.lat); };
  return std::ranges::lexicographical_compare(a, b, {}, place, place);
}

/// Drawn from the end that comes first, whoever drew it.
void orient(RoadStretch& stretch) {
  if (is_before({stretch.shape.rbegin(), stretch.shape.rend()}, stretch.shape)) {
    turn_round(stretch);
  }
}

auto rest_of(const RoadStretch& s) {
  return std::tie(s.from, s.to, s.traits, s.barriers, s.record);
}

bool comes_before(const RoadStretch& a, const RoadStretch& b) {
  if (a.shape != b.shape) return is_before(a.shape, b.shape);
  return rest_of(a) < rest_of(b);
}

bool are_twins(const RoadStretch& a, const RoadStretch& b) {
  return a.from == b.from && a.to == b.to && a.shape == b.shape;
}

/// What is drawn twice counts once, and is open to whoever may use any of the two.
void merge_twins(std::vector<RoadStretch>& stretches) {
  std::ranges::sort(stretches, comes_before);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    if (kept > 0 && are_twins(stretches[kept - 1], stretches[i])) {
      auto& mine = stretches[kept - 1].traits.passage;
      const auto& other = stretches[i].traits.passage;
      for (std::size_t v = 0; v < io::kVehicles; ++v) {
        mine[v] =
            static_cast<Passage>(static_cast<unsigned>(mine[v]) | static_cast<unsigned>(other[v]));
      }
      continue;
    }
    if (kept != i) stretches[kept] = std::move(stretches[i]);
    ++kept;
  }
  stretches.resize(kept);
}

/// One-way roads are drawn as they are driven.
void draw_as_driven(RoadStretch& stretch) {
  const auto& passage = stretch.traits.passage;
  const auto backward = [](Passage p) { return p == Passage::backward || p == Passage::closed; };
  const auto closed = [](Passage p) { return p == Passage::closed; };
  if (std::ranges::all_of(passage, backward) && !std::ranges::all_of(passage, closed)) {
    turn_round(stretch);
  }
}

}  // namespace

double geo_length(io::GeoPoint a, io::GeoPoint b) {
  // Radii of curvature of WGS 84 at the middle.
  constexpr double kRadian = std::numbers::pi / 180.0;
  constexpr double kSemiMajor = 6378137.0;
  constexpr double kEccentricity2 = 6.69437999014e-3;
  const double sine = std::sin(0.5 * (a.lat + b.lat) * kRadian);
  const double w2 = 1.0 - kEccentricity2 * sine * sine;
  const double east = kSemiMajor / std::sqrt(w2) * std::sqrt(1.0 - sine * sine);
  const double north = kSemiMajor * (1.0 - kEccentricity2) / (w2 * std::sqrt(w2));
  return std::hypot(east * (b.lon - a.lon) * kRadian, north * (b.lat - a.lat) * kRadian);
}

RoadNetwork network_of(const io::RoadSource& source) {
  const std::vector<bool> junctions = junctions_of(source);
  std::vector<RoadStretch> stretches;
  std::vector<RoadStretch> of_way;
  for (const io::RoadWay& way : source.ways) {
    of_way.clear();
    add_stretches(source, way, junctions, of_way);
    stretches.insert(stretches.end(), of_way.begin(), of_way.end());
  }
  for (RoadStretch& stretch : stretches) orient(stretch);
  merge_twins(stretches);
  for (RoadStretch& stretch : stretches) draw_as_driven(stretch);
  const auto place = [&](std::uint32_t v) {
    const io::GeoPoint p = source.vertices[v];
    return std::tuple(p.lon, p.lat, v);
  };
  return finished(std::move(stretches),
                  [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
}

}  // namespace rawan::engine

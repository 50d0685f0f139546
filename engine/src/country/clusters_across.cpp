#include "border.h"
#include "rawan/algorithms/dbscan.h"
#include "rawan/algorithms/disjoint_sets.h"
#include "rawan/io/crs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace rawan::engine {
namespace {

constexpr double kZoneWidth = 6.0;  ///< Degrees of longitude.
constexpr int kNorthernZones = 32600;
/// Meters in a degree of longitude where Indonesia ends in the south (11 degrees): the least.
constexpr double kDegree = 109'000.0;
/// Radii beyond a zone's meridians: within two of them all neighbors' neighbors are known.
constexpr double kKnown = 2.0;
constexpr double kSeen = 4.0;

struct Marks {
  std::vector<BorderMark> from;
  std::vector<io::GeoPoint> place;
};

Marks marks_of(std::span<const Results> regencies) {
  Marks marks;
  for (std::uint32_t r = 0; r < regencies.size(); ++r) {
    const std::vector<Mark>& own = regencies[r].exposure.marks;
    for (std::uint32_t m = 0; m < own.size(); ++m) {
      marks.from.push_back({r, m});
      marks.place.push_back(own[m].place);
    }
  }
  return marks;
}

int zone_of(double lon) {
  return static_cast<int>(std::floor((lon + 180.0) / kZoneWidth)) + 1;
}

/// How far, in degrees, a longitude lies outside of a zone.
double outside_of(int zone, double lon) {
  const double west = (zone - 1) * kZoneWidth - 180.0;
  return std::max({0.0, west - lon, lon - (west + kZoneWidth)});
}

/// Joins the marks of each cluster of one zone, as far as its neighborhood is known.
void join_in_zone(int zone, const Marks& marks, const DbscanOptions& options,
                  const Control& control, DisjointSets& groups) {
  const double radius = options.radius.value / kDegree;
  const io::Projector projector(io::MetricCrs(kNorthernZones + zone));
  std::vector<std::uint32_t> seen;
  std::vector<Point> points;
  std::vector<std::uint64_t> keys;
  for (std::uint32_t i = 0; i < marks.place.size(); ++i) {
    if (outside_of(zone, marks.place[i].lon) > kSeen * radius) continue;
    seen.push_back(i);
    points.push_back(projector.to_meters(marks.place[i]));
    keys.push_back(i);
  }
  const Clustering found = dbscan(points, keys, options, control);
  std::vector<std::optional<std::uint32_t>> first(static_cast<std::size_t>(found.clusters));
  for (std::size_t p = 0; p < seen.size(); ++p) {
    if (found.label[p] == kNoise) continue;
    if (outside_of(zone, marks.place[seen[p]].lon) > kKnown * radius) continue;
    auto& known = first[static_cast<std::size_t>(found.label[p])];
    if (known) groups.join(*known, seen[p]);
    if (!known) known = seen[p];
  }
}

/// The marks of groups that lie in several kabupaten, in order: most groups are one mark.
std::vector<std::uint32_t> marks_across(const Marks& marks, DisjointSets& groups) {
  const auto count = static_cast<std::uint32_t>(marks.from.size());
  std::vector<bool> is_across(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t root = groups.find(i);
    if (marks.from[i].regency != marks.from[root].regency) is_across[root] = true;
  }
  std::vector<std::uint32_t> across;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (is_across[groups.find(i)]) across.push_back(i);
  }
  return across;
}

std::uint32_t owner_of(std::span<const BorderMark> marks) {
  std::map<std::uint32_t, std::size_t> count;
  for (const BorderMark& mark : marks) ++count[mark.regency];
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

}  // namespace

std::vector<BorderCluster> clusters_across(std::span<const Results> regencies,
                                           const AnalysisConfig& config, const Control& control) {
  const Marks marks = marks_of(regencies);
  DisjointSets groups(marks.from.size());
  std::map<int, bool> zones;
  for (const io::GeoPoint place : marks.place) zones.emplace(zone_of(place.lon), true);
  const DbscanOptions options{.radius = config.cluster_radius,
                              .min_points = config.cluster_min_points};
  for (const auto& [zone, used] : zones) join_in_zone(zone, marks, options, control, groups);
  std::map<std::uint32_t, std::vector<BorderMark>> members;
  for (const std::uint32_t i : marks_across(marks, groups)) {
    members[groups.find(i)].push_back(marks.from[i]);
  }
  std::vector<BorderCluster> clusters;
  for (auto& [root, group] : members) {
    const std::uint32_t owner = owner_of(group);
    clusters.push_back({.owner = owner, .marks = std::move(group)});
  }
  return clusters;
}

}  // namespace rawan::engine

#include "read_road_lines.h"

#include "rawan/io/error.h"
#include "rawan/io/feature_set.h"
#include "road_tags.h"
#include "road_tally.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <variant>

namespace rawan::io {
namespace {

/// What columns are called elsewhere: Geofabrik, osmnx, people.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kOtherNames{{
    {"fclass", "highway"},
    {"road_class", "highway"},
    {"kelas_jalan", "highway"},
    {"speed", "speed_kph"},
    {"speed_kmh", "speed_kph"},
    {"max_speed", "maxspeed"},
    {"motorbike", "motorcycle"},
}};

/// The columns of a table of lines as tags.
class LineTags {
 public:
  explicit LineTags(const FeatureSet& set) {
    for (const Attribute& column : set.attributes) {
      const std::string name = lower_case(column.name);
      columns_.emplace(name, &column);
      for (const auto& [other, tag] : kOtherNames) {
        if (name == other) columns_.emplace(tag, &column);
      }
    }
    geofabrik_ = columns_.contains("fclass");
  }

  bool has(std::string_view key) const { return columns_.contains(key); }

  std::string text(std::string_view key, std::size_t row) const {
    const auto found = columns_.find(key);
    if (found == columns_.end() || !found->second->has(row)) return {};
    const std::string word = lower_case(plain(*found->second, row));
    const bool missing = word == "nan" || word == "none" || word == "null";
    if (missing) return {};
    return key == "oneway" ? direction(word) : word;
  }

 private:
  static std::string plain(const Attribute& column, std::size_t row) {
    if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) {
      return std::to_string((*whole)[row]);
    }
    if (const auto* real = std::get_if<std::vector<double>>(&column.values)) {
      return std::to_string((*real)[row]);
    }
    return std::string(std::get<PackedTexts>(column.values)[row]);
  }

  /// Geofabrik writes F, T and B for from-to, to-from and both.
  std::string direction(const std::string& word) const {
    if (word == "f") return geofabrik_ ? "yes" : "no";
    if (word == "t") return geofabrik_ ? "-1" : "yes";
    if (word == "b") return "no";
    if (word.starts_with("1.0")) return "yes";
    return word.starts_with("-1") ? "-1" : word;
  }

  std::map<std::string, const Attribute*, std::less<>> columns_;
  bool geofabrik_ = false;
};

/// Points of a plane by number; ends that lie near each other are one.
class Vertices {
 public:
  std::uint32_t at(Point p) {
    const auto [found, fresh] =
        number_.emplace(std::pair(p.x, p.y), static_cast<std::uint32_t>(places_.size()));
    if (fresh) places_.push_back(p);
    return found->second;
  }

  const std::vector<Point>& places() const { return places_; }

 private:
  std::map<std::pair<double, double>, std::uint32_t> number_;
  std::vector<Point> places_;
};

using Numbers = std::vector<std::uint32_t>;

std::uint32_t root_of(Numbers& parent, std::uint32_t v) {
  while (parent[v] != v) v = parent[v] = parent[parent[v]];
  return v;
}

/// Joins ends of ways that lie within a distance: by vertex the one that stands for it, the first
/// by its place, so that the order of the lines does not matter.
Numbers joined_ends(const std::vector<Point>& places, Numbers ends, double distance) {
  Numbers parent(places.size());
  for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = v;
  const auto by_place = [&](std::uint32_t v) { return std::pair(places[v].x, places[v].y); };
  std::ranges::sort(ends, {}, by_place);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  for (std::size_t i = 0; i < ends.size(); ++i) {
    for (std::size_t j = i; j-- > 0;) {
      const Point a = places[ends[i]];
      const Point b = places[ends[j]];
      if (a.x - b.x > distance) break;
      if (std::hypot(a.x - b.x, a.y - b.y) > distance) continue;
      const std::uint32_t one = root_of(parent, ends[i]);
      const std::uint32_t other = root_of(parent, ends[j]);
      if (by_place(one) < by_place(other)) parent[other] = one;
      if (by_place(other) < by_place(one)) parent[one] = other;
    }
  }
  for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = root_of(parent, v);
  return parent;
}

void join_ends(RoadSource& source, const std::vector<Point>& places, double distance) {
  Numbers ends;
  for (const RoadWay& way : source.ways) {
    ends.push_back(way.vertices.front());
    ends.push_back(way.vertices.back());
  }
  const Numbers stands_for = joined_ends(places, std::move(ends), distance);
  for (RoadWay& way : source.ways) {
    way.vertices.front() = stands_for[way.vertices.front()];
    way.vertices.back() = stands_for[way.vertices.back()];
  }
}

std::vector<GeoPoint> in_degrees(std::vector<Point> places, const FeatureSet& set,
                                 const RoadRequest& request) {
  Reprojection(set.metric.system, coordinate_system("EPSG:4326")).apply(places);
  std::vector<GeoPoint> result;
  for (const Point p : places) {
    if (!std::isfinite(p.x)) throw InputError("crs_area", {.file = request.path});
    result.push_back({p.x, p.y});
  }
  return result;
}

/// The parts of a feature that lead anywhere, as ways.
bool add_parts(const Lines& parts, const RoadWay& way, Vertices& vertices, RoadSource& source) {
  const std::size_t before = source.ways.size();
  for (const Polyline& line : parts) {
    RoadWay part = way;
    for (const Point p : line) {
      const std::uint32_t vertex = vertices.at(p);
      if (part.vertices.empty() || part.vertices.back() != vertex) part.vertices.push_back(vertex);
    }
    if (part.vertices.size() > 1) source.ways.push_back(std::move(part));
  }
  return source.ways.size() > before;
}

JudgedRoad judge_row(const LineTags& tags, std::size_t row) {
  const bool classless = tags.text("highway", row).empty() && tags.text("route", row) != "ferry";
  JudgedRoad road = judge_road([&](std::string_view key) -> std::string {
    if (key == "highway" && classless) return "unclassified";
    return tags.text(key, row);
  });
  road.traits.assumed = classless;
  return road;
}

}  // namespace

RoadSource read_road_lines(const RoadRequest& request, const Control& control) {
  const FeatureSet set = read_feature_set({.path = request.path,
                                           .layer = request.layer,
                                           .accepted = {.lines = true},
                                           .system = request.system,
                                           .where = request.where,
                                           .keeps_everything = true},
                                          control);
  const Place place{.file = request.path, .layer = set.layer};
  if (set.stored.planar()) throw InputError("crs_needed", place);
  RoadSource source;
  source.read = set.rejected();
  RoadTally tally;
  const LineTags tags(set);
  Vertices vertices;
  for (std::size_t row = 0; row < set.size(); ++row) {
    tally.found();
    JudgedRoad road = judge_row(tags, row);
    const RoadWay way{{}, std::move(road.traits), static_cast<std::int64_t>(set.record[row])};
    if (!road.refusal.empty()) {
      tally.refuse(road.refusal, set.record[row]);
    } else if (!add_parts(set.lines()[row], way, vertices, source)) {
      tally.refuse("no_length", set.record[row]);
    }
  }
  tally.tell(source);
  for (const Rejection& rejection : set.rejections) {
    source.rejections.push_back(rejection);
    source.used -= rejection.count;
  }
  std::ranges::sort(source.rejections, {}, &Rejection::reason);
  if (request.join.value > 0.0) join_ends(source, vertices.places(), request.join.value);
  source.vertices = in_degrees(vertices.places(), set, request);
  source.barriers.assign(source.vertices.size(), 0);
  return source;
}

}  // namespace rawan::io

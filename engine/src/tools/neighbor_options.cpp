#include "tools/neighbor_options.h"

#include "tools/refusal.h"
#include "tools/values.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// Vertices drawn twice for two neighbors seldom agree to the last digit.
constexpr Meters kTolerance(0.01);

constexpr std::uint64_t kMostNearest = 1000;

bool read_spec(const std::string& text, NeighborOptions& options) {
  using Rule = NeighborOptions::Rule;
  options.spec = text;
  if (text == "queen" || text == "rook") {
    options.rule = text == "queen" ? Rule::queen : Rule::rook;
    return true;
  }
  if (const auto band = after_word(text, "band")) {
    const auto radius = parse_length(*band);
    options.rule = Rule::band;
    options.band = radius.value_or(Meters(0.0));
    return options.band > Meters(0.0);
  }
  if (const auto nearest = after_word(text, "nearest")) {
    const auto count = parse_whole_number(*nearest).value_or(0);
    options.rule = Rule::nearest;
    options.nearest = static_cast<std::uint32_t>(std::min(count, kMostNearest));
    return count >= 1 && count <= kMostNearest;
  }
  return false;
}

/// Area and first moments of a ring around `origin`, which keeps large coordinates exact.
struct Moments {
  double area = 0.0;
  double x = 0.0;
  double y = 0.0;

  void add(const Ring& ring, Point origin) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Point a{ring[i].x - origin.x, ring[i].y - origin.y};
      const Point next = ring[i + 1 < ring.size() ? i + 1 : 0];
      const Point b{next.x - origin.x, next.y - origin.y};
      const double cross = a.x * b.y - b.x * a.y;
      area += cross / 2.0;
      x += (a.x + b.x) * cross / 6.0;
      y += (a.y + b.y) * cross / 6.0;
    }
  }
};

Point centroid(const Polygon& polygon) {
  const Point origin = polygon.front().outer.front();
  Moments moments;
  for (const PolygonPart& part : polygon) {
    moments.add(part.outer, origin);
    for (const Ring& hole : part.holes) moments.add(hole, origin);
  }
  return {origin.x + moments.x / moments.area, origin.y + moments.y / moments.area};
}

Weights made(const NeighborOptions& options, const io::FeatureSet& set) {
  const Meters tolerance = options.tolerance.value_or(kTolerance);
  switch (options.rule) {
    case NeighborOptions::Rule::queen:
      return contiguity_weights(set.areas(), Contiguity::queen, tolerance);
    case NeighborOptions::Rule::rook:
      return contiguity_weights(set.areas(), Contiguity::rook, tolerance);
    case NeighborOptions::Rule::band:
      return distance_band_weights(sites_of(set), options.band);
    default:
      return nearest_weights(sites_of(set), options.nearest);
  }
}

}  // namespace

void add_neighbors(OptionSet& options, NeighborOptions& neighbors) {
  options
      .value("--weights", "queen|rook|band:150m|nearest:6", "usage_weights",
             [&neighbors](const std::string& text) { return read_spec(text, neighbors); })
      .length("--tolerance", neighbors.tolerance)
      .flag("--row-standardize", neighbors.row_standardize);
}

std::vector<Point> sites_of(const io::FeatureSet& set) {
  if (set.has_points()) return set.points();
  std::vector<Point> sites;
  sites.reserve(set.size());
  for (const Polygon& area : set.areas()) sites.push_back(centroid(area));
  return sites;
}

Weights neighbor_weights(const NeighborOptions& options, const io::FeatureSet& set,
                         const ToolContext& context, ToolSummary& summary) {
  using Rule = NeighborOptions::Rule;
  const bool by_border = options.rule == Rule::queen || options.rule == Rule::rook;
  if (by_border && !set.has_areas()) {
    refuse(context, "usage_weights_areas");
  }
  context.stage("tool.stage.neighbors");
  Weights weights = made(options, set);
  summary.word("weights", options.spec);
  summary.detail("row_standardized", options.row_standardize);
  summary.count("links", static_cast<std::uint64_t>(weights.nonZeros()));
  const std::size_t alone = islands(weights).size();
  summary.count("islands", alone);
  if (alone > 0) summary.warn("islands", {{"count", std::to_string(alone)}});
  return weights;
}

}  // namespace rawan::engine

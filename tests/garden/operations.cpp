#include "garden/operations.h"

#include "rawan/algorithms/bandwidth_selectors.h"
#include "rawan/algorithms/cluster_identity.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/line_network.h"
#include "rawan/algorithms/nearest_road.h"
#include "rawan/algorithms/outlines.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/algorithms/tangle.h"
#include "rawan/algorithms/weights.h"
#include "rawan/algorithms/zonal_sums.h"
#include "rawan/io/crs.h"
#include "rawan/io/dissolve.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/picture.h"
#include "rawan/io/unite.h"
#include "support/temp_dir.h"

#include <cmath>
#include <cstddef>
#include <numeric>

namespace rawan::garden {
namespace {

using Numbers = std::vector<double>;

constexpr Point kAnywhere{500'000.0, 90'000.0};

std::vector<Point> vertices_of(const Polygon& area) {
  std::vector<Point> points;
  for (const PolygonPart& part : area) {
    points.insert(points.end(), part.outer.begin(), part.outer.end());
  }
  return points;
}

std::vector<Polyline> lines_of(const Polygon& area) {
  std::vector<Polyline> lines;
  for (const PolygonPart& part : area) {
    if (part.outer.size() >= 2) lines.push_back(part.outer);
  }
  return lines;
}

/// Some 20 cells each way.
GridFrame frame_of(const Polygon& area) {
  const Box box = bounding_box(area);
  const double extent = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  expects(std::isfinite(extent) && extent > 0.0, "there is something to lay cells over");
  return frame_over(box, Meters(extent / 20.0));
}

Grid<double> surface_over(const Polygon& area) {
  const GridFrame frame = frame_of(area);
  return {frame, std::vector<double>(frame.size(), 1.0)};
}

std::vector<Polygon> twice(const Polygon& area) {
  return {area, area};
}

Numbers areas_of(const Polygon& polygon) {
  return {area(polygon).value};
}

double total(const Polygon& polygon) {
  return area(polygon).value;
}

/// Two places in the area, so that there is a pair.
std::vector<Point> events_in(const Polygon& area) {
  const Point inside = interior_point(area);
  return {inside, inside};
}

Numbers places(const Polygon& area) {
  const Point inside = interior_point(area);
  expects(std::isnan(inside.x) || covers(area, inside), "the place lies in the area");
  return {inside.x, inside.y, distance_to(area, kAnywhere).value,
          covers(area, kAnywhere) ? 1. : 0.};
}

Numbers found_in_index(const Polygon& area) {
  const AreaIndex index(twice(area));
  const auto found = index.locate(vertices_of(area), Meters(1.0));
  return {static_cast<double>(found.size())};
}

Numbers cells(const Polygon& area) {
  const auto inside = rasterize(twice(area), frame_of(area));
  return {std::accumulate(inside.values.begin(), inside.values.end(), 0.0)};
}

Numbers zones(const Polygon& area) {
  const ZonalSums sums = zonal_sums(surface_over(area), twice(area));
  return {sums.sums.at(0), sums.sums.at(1), sums.outside};
}

Numbers spread(const Polygon& area) {
  const auto density = spread_over_areas(twice(area), {}, {.frame = frame_of(area), .values = {}});
  return {std::accumulate(density.values.begin(), density.values.end(), 0.0)};
}

Numbers neighbors(const Polygon& area) {
  const auto rook = contiguity_weights(twice(area), Contiguity::rook, Meters(0.01));
  const auto queen = contiguity_weights(twice(area), Contiguity::queen, Meters(0.01));
  return {rook.sum(), queen.sum()};
}

Numbers bandwidth(const Polygon& area) {
  const auto candidates = berman_diggle_candidates(area, 4);
  const auto choice = berman_diggle_bandwidth(events_in(area), area, candidates);
  return {choice.sigma.value};
}

Numbers pairs(const Polygon& area) {
  const std::vector<Meters> distances{Meters(0.0), Meters(1.0)};
  return ripley_k(events_in(area), area, distances);
}

Numbers overlaps(const Polygon& area) {
  Numbers shared;
  for (const auto& overlap : overlaps_by_area(twice(area), twice(area))) {
    shared.push_back(overlap.shared);
  }
  return shared;
}

Numbers tangle(const Polygon& area) {
  std::vector<Ring> rings;
  for (const PolygonPart& part : area) rings.push_back(part.outer);
  return {is_tangled(rings) ? 1. : 0.};
}

Numbers union_of_both(const Polygon& area) {
  return areas_of(io::unite(twice(area)));
}

Numbers degrees_and_back(const Polygon& area) {
  const io::Projector zone(io::MetricCrs{32649});
  Numbers numbers = areas_of(zone.to_meters(zone.to_degrees(area)));
  for (const Polyline& line : lines_of(area)) {
    for (const io::GeoPoint p : zone.to_degrees(line)) numbers.push_back(p.lon);
  }
  numbers.push_back(io::ellipsoidal_area(zone.to_degrees(area)));
  return numbers;
}

Numbers dissolved(const Polygon& area) {
  const io::GeoArea degrees = io::Projector(io::MetricCrs{32649}).to_degrees(area);
  const std::vector<io::GeoArea> both{degrees, degrees};
  return {io::ellipsoidal_area(io::dissolve(both))};
}

Numbers outlines(const Polygon& area) {
  const auto points = vertices_of(area);
  return {total(convex_hull(points)), total(alpha_shape(points, Meters(100.0))),
          total(buffered_hull(points, Meters(10.0)))};
}

Numbers network(const Polygon& area) {
  const LineNetwork lines(lines_of(area), {.junctions = Junctions::crossings});
  return {lines.length().value, static_cast<double>(lines.nodes())};
}

Numbers roads(const Polygon& area) {
  const auto lines = lines_of(area);
  const NearestRoad index(lines, std::vector<bool>(lines.size(), true));
  const auto found = index.find(kAnywhere, Meters(1e6));
  Numbers numbers{found ? found->distance.value : 0.0};
  for (const Polyline& line : lines) {
    for (const Point p : part_of_road(line, 0.25, 0.75)) numbers.push_back(p.x);
  }
  return numbers;
}

Numbers picture(const Polygon& area) {
  const io::Picture drawn{
      .title = "kebun",
      .note = {},
      .classes = {{.color = "#d7301f", .label = "a"}},
      .layers = {io::PictureShapes<Polygon>{.shapes = {area}, .classes = {0}},
                 io::PictureShapes<Polyline>{
                     .shapes = lines_of(area),
                     .classes = std::vector<std::uint16_t>(lines_of(area).size(), 0)}}};
  return {static_cast<double>(io::picture_as_svg(drawn).size())};
}

/// Written and read back by the writer itself, in every format.
Numbers files(const Polygon& area) {
  const testing::TempDir dir;
  const io::FeatureTable table{.name = "kebun", .label = "uji", .shapes = twice(area)};
  for (const char* name : {"a.gpkg", "a.geojson", "a.fgb"}) {
    io::write_feature_tables(dir.path() / name, {&table, 1});
  }
  return {};
}

constexpr Operation kOperations[] = {
    {"area", areas_of},
    {"bounding_box interior_point covers distance_to", places},
    {"AreaIndex", found_in_index},
    {"rasterize", cells},
    {"zonal_sums", zones},
    {"spread_over_areas", spread},
    {"contiguity_weights", neighbors},
    {"berman_diggle_bandwidth berman_diggle_candidates", bandwidth},
    {"ripley_k", pairs},
    {"overlaps_by_area", overlaps},
    {"is_tangled", tangle},
    {"unite", union_of_both},
    {"to_meters to_degrees ellipsoidal_area", degrees_and_back},
    {"dissolve", dissolved},
    {"convex_hull alpha_shape buffered_hull", outlines},
    {"LineNetwork", network},
    {"NearestRoad part_of_road", roads},
    {"picture_as_svg", picture},
    {"write_feature_tables", files},
};

}  // namespace

std::span<const Operation> operations() {
  return kOperations;
}

}  // namespace rawan::garden

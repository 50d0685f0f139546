#include "route_map.h"

#include "layer_words.h"
#include "rawan/io/crs.h"

#include <algorithm>

namespace rawan::engine {
namespace {

/// Positions in classes_of().
enum Class : std::uint16_t { kVillage, kZone, kHotspot, kRoute, kStop, kPost };

/// Of the longer side of a route, so that the places around it can be found.
constexpr double kMarginShare = 0.12;
constexpr double kLeastMeters = 1500;

std::vector<io::PictureClass> classes_of(const Catalogue& words) {
  return {
      {.color = "#f2f2f2", .label = words.text("sheet.map.village")},
      {.color = "#009e73", .label = words.text("layer.krppa"), .width = 2.0, .border = true},
      {.color = "#fdae61", .label = words.text("layer.hotspot")},
      {.color = "#0072b2", .label = words.text("sheet.map.route"), .width = 2.0, .arrows = true},
      {.color = "#8a1c1c", .label = words.text("sheet.map.stop")},
      {.color = "#222222", .label = words.text("sheet.map.post")}};
}

bool meet(const Box& a, const Box& b) {
  return a.low.x <= b.high.x && b.low.x <= a.high.x && a.low.y <= b.high.y && b.low.y <= a.high.y;
}

Box widened(Box box) {
  const double side = std::max(box.high.x - box.low.x, box.high.y - box.low.y);
  const double by = std::max(kMarginShare * side, kLeastMeters);
  return {{box.low.x - by, box.low.y - by}, {box.high.x + by, box.high.y + by}};
}

}  // namespace

RouteMaps::RouteMaps(const PatrolContext& context) : context_(context) {
  for (const io::Village& village : context.registers().villages) {
    villages_.push_back(context.projector.to_meters(village.area));
    boxes_.push_back(bounding_box(villages_.back()));
  }
  for (const SafeHotspot& hotspot : context.view().hotspots) {
    hotspots_.push_back(context.projector.to_meters(hotspot.area));
  }
}

void RouteMaps::add_background(const Box& view, io::Picture& picture) const {
  const Sites& sites = context_.registers().sites;
  io::PictureShapes<Polygon> around;
  io::PictureShapes<Polygon> zones;
  io::PictureShapes<Polygon> places;
  for (std::size_t site = 0; site < villages_.size(); ++site) {
    if (!meet(boxes_[site], view)) continue;
    around.shapes.push_back(villages_[site]);
    around.classes.push_back(kVillage);
    around.words.push_back({.name = sites.name[site], .group = {}, .label = sites.name[site]});
    if (!sites.krppa[site]) continue;
    zones.shapes.push_back(villages_[site]);
    zones.classes.push_back(kZone);
  }
  for (const Polygon& area : hotspots_) {
    if (!meet(bounding_box(area), view)) continue;
    places.shapes.push_back(area);
    places.classes.push_back(kHotspot);
  }
  picture.layers.emplace_back(std::move(around));
  picture.layers.emplace_back(std::move(places));
  picture.layers.emplace_back(std::move(zones));
}

io::MapFigure RouteMaps::map_of(std::size_t tour, const std::vector<StopRow>& stops) const {
  const Catalogue& words = context_.words;
  Polyline path;
  for (const io::GeoPoint p : tour_path(tour, context_)) {
    path.push_back(context_.projector.to_meters(p));
  }
  io::PictureShapes<Point> points;
  const io::Post& home = post_of(tour, context_);
  points.shapes.push_back(context_.projector.to_meters(home.location));
  points.classes.push_back(kPost);
  points.words.push_back({.name = home.name, .group = {}, .label = words.text("sheet.post.mark")});
  for (const StopRow& row : stops) {
    points.shapes.push_back(row.stop->position);
    points.classes.push_back(kStop);
    points.words.push_back(
        {.name = place_name(*row.stop, context_), .group = {}, .label = std::to_string(row.order)});
  }
  Box reach = bounding_box(points.shapes);
  for (const Point p : path) reach.extend(p);
  io::Picture picture{.title = words.text("sheet.map.title"),
                      .note = estimate_text(tour, context_),
                      .classes = classes_of(words),
                      .layers = {},
                      .north = words.text("page.north"),
                      .view = widened(reach)};
  add_background(picture.view, picture);
  picture.layers.emplace_back(io::PictureShapes<Polyline>{{std::move(path)}, {kRoute}});
  picture.layers.emplace_back(std::move(points));
  return {
      .picture = std::move(picture),
      .alternative = words.text("sheet.map.alternative",
                                {{"stops", std::to_string(stops.size())}, {"post", home.name}})};
}

}  // namespace rawan::engine

#include "garden/shapes.h"

#include "area_repair.h"
#include "geometry_exchange.h"
#include "geos.h"

#include <ogr_geometry.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <numbers>
#include <utility>

namespace rawan::garden {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Beside Bengkayang.
constexpr std::pair<const char*, const char*> kTexts[] = {
    {"square", "POLYGON ((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.9,109.2 0.8))"},
    {"clockwise", "POLYGON ((109.2 0.8,109.2 0.9,109.3 0.9,109.3 0.8,109.2 0.8))"},
    {"bow-tie", "POLYGON ((109.2 0.8,109.3 0.9,109.3 0.8,109.2 0.9,109.2 0.8))"},
    {"spike",
     "POLYGON ((109.2 0.8,109.25 0.8,109.25 0.7,109.25 0.8,109.3 0.8,109.3 0.9,109.2 0.9,"
     "109.2 0.8))"},
    {"repeated vertices",
     "POLYGON ((109.2 0.8,109.2 0.8,109.3 0.8,109.3 0.8,109.3 0.9,109.2 0.8))"},
    {"hole outside",
     "POLYGON ((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.8),(110 0.8,110.1 0.8,110.1 "
     "0.9,110 0.8))"},
    {"overlapping holes",
     "POLYGON ((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.9,109.2 0.8),(109.22 0.82,109.24 0.82,109.24 "
     "0.84,109.22 0.82),(109.23 0.82,109.25 0.82,109.25 0.84,109.23 0.82))"},
    {"hole of everything",
     "POLYGON ((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.8),(109.2 0.8,109.3 0.8,109.3 0.9,109.2 "
     "0.8))"},
    {"self-touching",
     "POLYGON ((109.2 0.8,109.25 0.8,109.2484 0.8032,109.2516 0.8032,109.25 0.8,"
     "109.3 0.8,109.3 0.9,109.2 0.9,109.2 0.8))"},
    {"nested shells",
     "MULTIPOLYGON (((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.9,109.2 0.8)),((109.22 "
     "0.82,109.229 0.82,109.229 0.829,109.22 0.82)))"},
    {"empty polygon", "POLYGON EMPTY"},
    {"empty multipolygon", "MULTIPOLYGON EMPTY"},
    {"parts that are empty", "MULTIPOLYGON (EMPTY,((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.8)))"},
    {"a line", "POLYGON ((109.2 0.8,109.3 0.9,109.2 0.8,109.2 0.8))"},
    {"a place", "POLYGON ((109.2 0.8,109.2 0.8,109.2 0.8,109.2 0.8))"},
    {"gigantic", "POLYGON ((1e15 0,2e15 0,2e15 1e15,1e15 0))"},
    {"microscopic", "POLYGON ((109.2 0.8,109.200000001 0.8,109.200000001 0.800000001,109.2 0.8))"},
    {"across the antimeridian", "POLYGON ((179 0,-179 0,-179 1,179 1,179 0))"},
    {"with heights", "POLYGON Z ((109.2 0.8 5,109.3 0.8 5,109.3 0.9 5,109.2 0.8 5))"},
    {"with measures", "POLYGON M ((109.2 0.8 5,109.3 0.8 5,109.3 0.9 5,109.2 0.8 5))"},
    {"with both", "POLYGON ZM ((109.2 0.8 5 1,109.3 0.8 5 1,109.3 0.9 5 1,109.2 0.8 5 1))"},
    {"curve",
     "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (109.2 0.8,109.25 0.75,109.3 0.8),(109.3 "
     "0.8,109.3 0.9,109.2 0.9,109.2 0.8)))"},
    {"curves", "MULTISURFACE (CURVEPOLYGON (CIRCULARSTRING (109.2 0.8,109.3 0.9,109.2 0.8)))"},
    {"TIN", "TIN Z (((109.2 0.8 0,109.3 0.8 0,109.3 0.9 0,109.2 0.8 0)))"},
    {"polyhedral surface",
     "POLYHEDRALSURFACE Z (((109.2 0.8 0,109.3 0.8 0,109.3 0.9 0,109.2 0.8 0)))"},
    {"triangle", "TRIANGLE ((109.2 0.8,109.3 0.8,109.3 0.9,109.2 0.8))"},
    {"point", "POINT (109.2 0.8)"},
    {"empty point", "POINT EMPTY"},
    {"points", "MULTIPOINT (109.2 0.8,109.3 0.9)"},
    {"line string", "LINESTRING (109.2 0.8,109.3 0.9)"},
    {"line strings", "MULTILINESTRING ((109.2 0.8,109.3 0.9),(109.2 0.9,109.3 0.8))"},
    {"collection",
     "GEOMETRYCOLLECTION (POINT (109.2 0.8),POLYGON ((109.2 0.8,109.3 0.8,109.3 "
     "0.9,109.2 0.8)))"},
    {"empty collection", "GEOMETRYCOLLECTION EMPTY"},
};

template <class Value>
void append(std::string& bytes, Value value) {
  static_assert(std::endian::native == std::endian::little);
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// A ring of WKB that says it has `count` vertices.
std::string ring(const std::vector<Point>& vertices, std::uint32_t count) {
  std::string bytes(1, '\1');
  append(bytes, std::uint32_t{3});
  append(bytes, std::uint32_t{1});
  append(bytes, count);
  for (const Point p : vertices) {
    append(bytes, p.x);
    append(bytes, p.y);
  }
  return bytes;
}

std::string ring(const std::vector<Point>& vertices) {
  return ring(vertices, static_cast<std::uint32_t>(vertices.size()));
}

/// Every edge of a star crosses nearly all the others.
std::vector<Point> star(std::size_t corners, Point center, double radius) {
  std::vector<Point> vertices;
  for (std::size_t i = 0; i <= corners; ++i) {
    const double turn = std::numbers::pi * static_cast<double>(i * (corners - 1) % (2 * corners)) /
                        static_cast<double>(corners);
    vertices.push_back({center.x + radius * std::cos(turn), center.y + radius * std::sin(turn)});
  }
  return vertices;
}

const std::vector<Point> kSquare{{109.2, 0.8}, {109.3, 0.8}, {109.3, 0.9}, {109.2, 0.8}};

std::vector<Point> with(Point odd) {
  std::vector<Point> vertices = kSquare;
  vertices[2] = odd;
  return vertices;
}

std::string nested_collections(int depth) {
  std::string text = "POINT (109.2 0.8)";
  for (int i = 0; i < depth; ++i) text = "GEOMETRYCOLLECTION (" + text + ")";
  return text;
}

std::string wkb_of_text(const std::string& text) {
  OGRGeometry* raw = nullptr;
  if (OGRGeometryFactory::createFromWkt(text.c_str(), nullptr, &raw) != OGRERR_NONE) return {};
  const std::unique_ptr<OGRGeometry> geometry(raw);
  std::string bytes(geometry->WkbSize(), '\0');
  geometry->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(bytes.data()), wkbVariantIso);
  return bytes;
}

}  // namespace

std::vector<Shape> shapes() {
  std::vector<Shape> all;
  for (const auto& [name, text] : kTexts) all.push_back({name, wkb_of_text(text)});
  all.push_back({"collections in collections", wkb_of_text(nested_collections(20))});
  all.push_back({"a vertex that is no number", ring(with({kNan, 0.9}))});
  all.push_back({"a vertex at infinity", ring(with({109.3, kInfinity}))});
  all.push_back({"a vertex beyond all numbers", ring(with({1e308, -1e308}))});
  all.push_back({"denormal", ring(with({1e-310, 1e-310}))});
  all.push_back({"more vertices declared than there are", ring(kSquare, 4'000'000'000U)});
  all.push_back({"two vertices", ring({kSquare[0], kSquare[1]})});
  all.push_back({"no vertex", ring({})});
  all.push_back({"star", ring(star(101, {109.25, 0.85}, 0.05))});
  all.push_back({"no bytes", ""});
  all.push_back({"unknown type", std::string("\1\x63\0\0\0", 5)});
  return all;
}

io::GeoArea admitted(const Shape& shape) {
  OGRGeometry* raw = nullptr;
  const OGRErr error =
      OGRGeometryFactory::createFromWkb(shape.wkb.data(), nullptr, &raw, shape.wkb.size());
  const std::unique_ptr<OGRGeometry> geometry(raw);
  if (error != OGRERR_NONE) return {};
  const io::StoredArea stored = io::read_area(geometry.get());
  if (!stored.refusal.empty()) return {};
  const io::Geos geos;
  return io::repair_area(geos, stored.area).area;
}

std::vector<Polygon> unrepaired() {
  const auto area = [](Ring outer) { return Polygon{{.outer = std::move(outer), .holes = {}}}; };
  const Ring square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  return {{},
          area({}),
          area({{5, 5}}),
          area({{0, 0}, {100, 0}}),
          area({{0, 0}, {50, 50}, {100, 100}}),
          area({{7, 7}, {7, 7}, {7, 7}, {7, 7}}),
          area({{0, 0}, {100, 100}, {100, 0}, {0, 100}}),
          area({{0, 0}, {100, 0}, {kNan, 100}}),
          area({{0, 0}, {100, 0}, {kInfinity, 100}}),
          area({{0, 0}, {1e308, 0}, {-1e308, 1e308}}),
          area({{0, 0}, {1e-308, 0}, {0, 1e-308}}),
          area({{1e7, 1e7}, {1e7 + 1, 1e7}, {1e7, 1e7 + 1}}),
          area(star(201, {500, 500}, 400)),
          {{.outer = square, .holes = {square}}},
          {{.outer = square, .holes = {{{200, 200}, {300, 200}, {300, 300}}}}},
          {{.outer = square, .holes = {{}}}, {.outer = square, .holes = {}}}};
}

}  // namespace rawan::garden

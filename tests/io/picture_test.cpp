#include "rawan/io/picture.h"

#include "draw_picture.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "simplify_borders.h"
#include "xml_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rawan::io {
namespace {

/// What a reader of XML finds in it.
struct Found {
  bool whole = true;
  std::size_t paths = 0;
  std::string text;
};

Found read(const std::string& svg) {
  Found found;
  XmlStream stream({.open = [&](std::string_view name,
                                const XmlAttributes&) { found.paths += name == "path" ? 1 : 0; },
                    .text = [&](std::string_view piece) { found.text += piece; }});
  found.whole = stream.feed(svg) && stream.finish();
  return found;
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

Polygon square_with_hole(Point corner, double side) {
  const auto [x, y] = corner;
  const double third = side / 3;
  const Ring outer = {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
  const Ring hole = {{x + third, y + third},
                     {x + third, y + 2 * third},
                     {x + 2 * third, y + 2 * third},
                     {x + 2 * third, y + third}};
  return {{outer, {hole}}};
}

Picture sample() {
  Picture picture{.title = "Kerawanan <uji> & \"desa\"",
                  .note = "Internal",
                  .classes = {{"#fef0d9", "rendah"}, {"#d7301f", "tinggi"}, {"#222222", ""}}};
  picture.layers.emplace_back(Grid<std::uint16_t>{{{0, 3000}, Meters(1000), 3, 4},
                                                  {0, 0, 1, 1, kNoClass, 0, 0, 1, 1, 1, 1, 1}});
  picture.layers.emplace_back(PictureShapes<Polygon>{{square_with_hole({500, 500}, 900)}, {1}});
  picture.layers.emplace_back(PictureShapes<Polyline>{{{{0, 0}, {4000, 3000}}}, {2}});
  picture.layers.emplace_back(
      PictureShapes<Point>{{{100, 100}, {100, 100}, {2000, 100}}, {2, 2, kNoClass}});
  return picture;
}

TEST(Picture, IsWellFormedAndEscapesItsWords) {
  const std::string svg = picture_as_svg(sample());
  const Found found = read(svg);
  EXPECT_TRUE(found.whole);
  EXPECT_NE(found.text.find("Kerawanan <uji> & \"desa\""), std::string::npos);
  EXPECT_NE(found.text.find("Internal"), std::string::npos);
}

TEST(Picture, DrawsEachClassOfALayerOnce) {
  // Grid: two classes; area, line, point: one each.
  EXPECT_EQ(draw_picture(sample()).framed.size(), 5U);
}

TEST(Picture, NamesInTheLegendOnlyClassesWithALabel) {
  const Found found = read(picture_as_svg(sample()));
  EXPECT_NE(found.text.find("rendah"), std::string::npos);
  // White ground, the five of the map, two keys of the legend, scale bar.
  EXPECT_EQ(found.paths, 1U + 5U + 2U + 1U);
}

TEST(Picture, JoinsCellsOfOneClassAlongARow) {
  Picture picture = sample();
  picture.layers.resize(1);
  const Drawing drawing = draw_picture(picture);
  // Rows 0 0 1 1 / - 0 0 1 / 1 1 1 1: two runs of the first class, three of the second.
  EXPECT_EQ(std::get<PathMark>(drawing.framed.at(0)).traces.size(), 2U);
  EXPECT_EQ(std::get<PathMark>(drawing.framed.at(1)).traces.size(), 3U);
}

TEST(Picture, HatchesOnlyTheInsideOfAnArea) {
  Picture picture{.title = "t", .note = "", .classes = {{"#ffffff", "", Hatch::rising}}};
  picture.layers.emplace_back(PictureShapes<Polygon>{{square_with_hole({0, 0}, 900)}, {0}});
  const Drawing drawing = draw_map(picture, 480, 480);
  const auto& area = std::get<PathMark>(drawing.framed.at(0)).traces;
  const auto& lines = std::get<PathMark>(drawing.framed.at(1)).traces;
  EXPECT_GT(lines.size(), 20U);
  const Box outer = bounding_box(area.at(0).points);
  const Box hole = bounding_box(area.at(1).points);
  for (const Trace& line : lines) {
    ASSERT_EQ(line.points.size(), 2U);
    const Point middle{0.5 * (line.points[0].x + line.points[1].x),
                       0.5 * (line.points[0].y + line.points[1].y)};
    EXPECT_TRUE(outer.contains(middle));
    EXPECT_FALSE(hole.contains(middle));
  }
}

TEST(Picture, WritesLabelsThatFindRoomAndNumbersAlways) {
  Picture picture{.title = "t", .note = "", .classes = {{"#ffffff", ""}, {"#0072b2", ""}}};
  const Polygon area = square_with_hole({0, 0}, 900);
  const ShapeWords words{"n", "", "Desa"};
  picture.layers.emplace_back(PictureShapes<Polygon>{{area, area}, {0, 0}, {words, words}});
  picture.layers.emplace_back(
      PictureShapes<Point>{{{450, 450}, {450, 450}}, {1, 1}, {{"n", "", "1"}, {"n", "", "2"}}});
  const Found found = read(drawing_as_svg(draw_map(picture, 480, 480)));
  EXPECT_EQ(occurrences(found.text, "Desa"), 1U);
  EXPECT_EQ(occurrences(found.text, "1\n") + occurrences(found.text, "2\n"), 2U);
}

TEST(Picture, LeavesOutWhatCannotBeSeen) {
  Ring circle;
  for (int i = 0; i < 100'000; ++i) {
    const double turn = 2 * 3.14159265358979 * i / 100'000;
    circle.push_back({1e6 + 1000 * std::cos(turn), 1e7 + 1000 * std::sin(turn)});
  }
  Picture picture{.title = "t", .note = "", .classes = {{"#000000", ""}}};
  picture.layers.emplace_back(PictureShapes<Polygon>{{{{circle, {}}}}, {0}});
  // A circle of 760 pixels across has some 2400 pixels of border, at four steps a pixel.
  EXPECT_LT(picture_as_svg(picture).size(), 2400U * 4U * 20U);
}

TEST(Picture, CanBeOfNothingAndOfOnePoint) {
  EXPECT_TRUE(read(picture_as_svg({.title = "t", .note = "n"})).whole);
  Picture picture{.title = "t", .note = "", .classes = {{"#000000", "x"}}};
  picture.layers.emplace_back(PictureShapes<Point>{{{1e7, 1e7}}, {0}});
  // White ground, point, key of the legend, scale bar.
  EXPECT_EQ(read(picture_as_svg(picture)).paths, 4U);
}

TEST(Picture, RefusesWhatItCannotDraw) {
  Picture missing = sample();
  std::get<PictureShapes<Polygon>>(missing.layers[1]).classes.clear();
  EXPECT_THROW(picture_as_svg(missing), ContractViolation);
  Picture unknown = sample();
  std::get<PictureShapes<Polygon>>(unknown.layers[1]).classes[0] = 3;
  EXPECT_THROW(picture_as_svg(unknown), ContractViolation);
  Picture broken = sample();
  std::get<PictureShapes<Point>>(broken.layers[3]).shapes[0].x = std::nan("");
  EXPECT_THROW(picture_as_svg(broken), ContractViolation);
  Picture torn = sample();
  std::get<PictureShapes<Polygon>>(torn.layers[1]).shapes[0][0].holes = {
      {{0, 0}, {1, std::nan("")}, {1, 1}}};
  EXPECT_THROW(picture_as_svg(torn), ContractViolation);
  Picture endless = sample();
  std::get<PictureShapes<Point>>(endless.layers[3]).shapes[0].x = -1e308;
  std::get<PictureShapes<Point>>(endless.layers[3]).shapes[1].x = 1e308;
  EXPECT_THROW(picture_as_svg(endless), ContractViolation);
}

/// Often outside of the box from (0, 0) to (1, 1), in long runs beyond one side.
Trace random_trace(Stream& random, bool closed) {
  Trace trace{.points = {{0.5, 0.5}}, .closed = closed};
  for (std::size_t i = 0; i < 60; ++i) {
    const Point last = trace.points.back();
    trace.points.push_back({std::clamp(last.x + 0.6 * random.normal(), -3.0, 4.0),
                            std::clamp(last.y + 0.6 * random.normal(), -3.0, 4.0)});
  }
  return trace;
}

/// How often the closed trace goes around the place.
int winding(const Trace& trace, Point place) {
  int turns = 0;
  for (std::size_t i = 0; i < trace.points.size(); ++i) {
    const Point a = trace.points[i];
    const Point b = trace.points[(i + 1) % trace.points.size()];
    const double left = (b.x - a.x) * (place.y - a.y) - (place.x - a.x) * (b.y - a.y);
    if (a.y <= place.y && b.y > place.y && left > 0) ++turns;
    if (a.y > place.y && b.y <= place.y && left < 0) --turns;
  }
  return turns;
}

/// Length of a segment within the box from (0, 0) to (1, 1) (Liang and Barsky).
double length_inside(Point a, Point b) {
  double from = 0.0;
  double to = 1.0;
  const auto cut = [&](double start, double step) {
    if (step == 0.0) return void(to = start < 0 || start > 1 ? -1.0 : to);
    const double enter = (step > 0 ? -start : 1 - start) / step;
    const double leave = (step > 0 ? 1 - start : -start) / step;
    from = std::max(from, enter);
    to = std::min(to, leave);
  };
  cut(a.x, b.x - a.x);
  cut(a.y, b.y - a.y);
  return std::max(0.0, to - from) * std::hypot(b.x - a.x, b.y - a.y);
}

double length_inside(const Trace& trace) {
  double length = 0.0;
  for (std::size_t i = 1; i < trace.points.size(); ++i) {
    length += length_inside(trace.points[i - 1], trace.points[i]);
  }
  return length;
}

TEST(SeenTrace, FillsAndCrossesTheSameOfItsBoxWithFewerPoints) {
  const Box box{{0, 0}, {1, 1}};
  std::size_t before = 0;
  std::size_t after = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Stream random(seed, 1);
    const Trace trace = random_trace(random, true);
    const Trace seen = seen_in(box, trace);
    EXPECT_NEAR(length_inside(seen), length_inside(trace), 1e-9);
    for (int i = 0; i < 20; ++i) {
      const Point place{random.uniform(), random.uniform()};
      ASSERT_EQ(winding(seen, place), winding(trace, place)) << seed;
    }
    before += trace.points.size();
    after += seen.points.size();
  }
  EXPECT_LT(2 * after, before);
}

TEST(SeenTrace, IsEmptyBeyondOneSideAndWholeInside) {
  const Box box{{0, 0}, {1, 1}};
  const Trace beyond{.points = {{2, -5}, {3, 5}, {1.5, 0.5}}, .closed = true};
  EXPECT_TRUE(seen_in(box, beyond).points.empty());
  const Trace around{.points = {{-1, -1}, {2, -1}, {2, 2}, {-1, 2}}, .closed = true};
  EXPECT_EQ(seen_in(box, around).points, around.points);
  const Trace inside{.points = {{0.1, 0.1}, {0.2, 0.1}, {0.2, 0.9}}};
  EXPECT_EQ(seen_in(box, inside).points, inside.points);
  EXPECT_TRUE(seen_in(box, {}).points.empty());
}

/// A ring of `n` corners around a center, with noise of less than a pixel.
std::vector<Point> rough_circle(Point center, double radius, std::size_t n, std::uint64_t seed) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < n; ++i) {
    const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(n);
    const double r = radius + Stream(seed, i).uniform();
    points.push_back({center.x + r * std::cos(angle), center.y + r * std::sin(angle)});
  }
  return points;
}

double distance_to(Point p, const std::vector<Point>& way) {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < way.size(); ++i) {
    const Point a = way[i - 1];
    const Point b = way[i];
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double along = square > 0.0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0.0;
    const double share = std::clamp(along, 0.0, 1.0);
    least = std::min(least, std::hypot(p.x - a.x - share * dx, p.y - a.y - share * dy));
  }
  return least;
}

TEST(SimplifiedTrace, StaysWithinItsToleranceAndKeepsItsEnds) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Trace rough{.points = rough_circle({0, 0}, 50, 300, seed)};
    const Trace plain = simplified(rough, 0.5);
    EXPECT_LT(plain.points.size(), rough.points.size());
    EXPECT_EQ(plain.points.front(), rough.points.front());
    EXPECT_EQ(plain.points.back(), rough.points.back());
    for (const Point p : rough.points) EXPECT_LE(distance_to(p, plain.points), 0.5 + 1e-12);
  }
}

TEST(SimplifiedBorders, AreTheSameForBothNeighborsWhereverTheirRingsBegin) {
  const std::vector<Point> wave = [] {
    std::vector<Point> points;
    for (int i = 0; i <= 100; ++i) points.push_back({50 + 3 * std::sin(0.2 * i), 1.0 * i});
    return points;
  }();
  std::vector<Point> west{{0, 0}};
  west.insert(west.end(), wave.begin(), wave.end());
  west.push_back({0, 100});
  std::vector<Point> east{{100, 100}};
  east.insert(east.end(), wave.rbegin(), wave.rend());
  east.push_back({100, 0});
  std::vector<std::size_t> corners;
  for (const std::ptrdiff_t turn : {0, 17, 60, 101}) {
    std::ranges::rotate(east, east.begin() + turn);
    std::vector<std::vector<Trace>> areas{{{west, true}}, {{east, true}}};
    simplify_borders(areas, 0.5);
    const auto between = [&](const std::vector<Trace>& area) {
      std::vector<std::pair<double, double>> shared;
      for (const Point p : area[0].points) {
        if (p.x > 10 && p.x < 90) shared.emplace_back(p.y, p.x);
      }
      std::ranges::sort(shared);
      return shared;
    };
    EXPECT_EQ(between(areas[0]), between(areas[1]));
    corners.push_back(between(areas[0]).size());
  }
  EXPECT_LT(corners.front(), 60U);
  EXPECT_EQ(std::ranges::count(corners, corners.front()), 4);
}

TEST(SimplifiedBorders, KeepSmallRings) {
  std::vector<std::vector<Trace>> areas{
      {{{{0, 0}, {0.1, 0}, {0.1, 0.1}, {0, 0.1}}, true}, {{{5, 5}, {5, 6}, {6, 6}}, true}}};
  simplify_borders(areas, 0.5);
  EXPECT_EQ(areas[0][0].points.size(), 4U);
  EXPECT_EQ(areas[0][1].points.size(), 3U);
}

}  // namespace
}  // namespace rawan::io

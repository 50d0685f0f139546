#include "rawan/io/picture.h"

#include "rawan/algorithms/contract.h"
#include "xml_stream.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <string>
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

TEST(Picture, DrawsEachClassOfALayerOnceAndTheScaleBar) {
  // Grid: two classes; area, line, point: one each; scale bar.
  EXPECT_EQ(read(picture_as_svg(sample())).paths, 6U);
}

TEST(Picture, NamesInTheLegendOnlyClassesWithALabel) {
  EXPECT_EQ(occurrences(picture_as_svg(sample()), "width=\"18\" height=\"14\""), 2U);
}

TEST(Picture, JoinsCellsOfOneClassAlongARow) {
  Picture picture = sample();
  picture.layers.resize(1);
  const std::string svg = picture_as_svg(picture);
  // Rows 0 0 1 1 / - 0 0 1 / 1 1 1 1: two runs of the first class, three of the second.
  EXPECT_EQ(occurrences(svg, "z") - occurrences(svg, "size"), 5U);
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
  EXPECT_EQ(read(picture_as_svg(picture)).paths, 2U);
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
}

}  // namespace
}  // namespace rawan::io

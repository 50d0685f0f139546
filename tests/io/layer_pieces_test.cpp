// A layer that comes in pieces is written as the layer it is.

#include "rawan/io/layer_pieces.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "support/files.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content_of;
using rawan::testing::sample_layers;
using rawan::testing::sample_options;
using rawan::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Variant>
Variant rows_of(const Variant& values, std::size_t first, std::size_t end) {
  return std::visit(
      [&](const auto& list) -> Variant {
        using List = std::decay_t<decltype(list)>;
        if constexpr (std::is_same_v<List, std::monostate>) {
          return list;
        } else {
          return List(list.begin() + static_cast<std::ptrdiff_t>(first),
                      list.begin() + static_cast<std::ptrdiff_t>(end));
        }
      },
      values);
}

Layer rows_of(const Layer& layer, std::size_t first, std::size_t end) {
  Layer some = head_of(layer);
  some.shapes = rows_of(layer.shapes, first, end);
  for (std::size_t c = 0; c < some.columns.size(); ++c) {
    some.columns[c].values = rows_of(layer.columns[c].values, first, end);
  }
  return some;
}

/// @param cuts where pieces end and begin, ascending; the same again makes an empty one.
LayerPieces cut(const Layer& layer, std::vector<std::size_t> cuts) {
  for (std::size_t& place : cuts) place = std::min(place, layer.size());
  cuts.insert(cuts.begin(), 0);
  cuts.push_back(layer.size());
  LayerPieces pieces{.head = head_of(layer),
                     .rows = layer.size(),
                     .box = extent_of(layer),
                     .count = cuts.size() - 1};
  pieces.piece = [layer, cuts](std::size_t i) {
    return std::make_shared<const Layer>(rows_of(layer, cuts.at(i), cuts.at(i + 1)));
  };
  return pieces;
}

constexpr std::size_t kRows = 10'000;

/// More rows than are put in at once.
Layer large(Shapes shapes) {
  Layer layer{.name = "large", .title = "Large", .description = "", .columns = {}};
  layer.shapes = std::move(shapes);
  Texts texts;
  Integers numbers;
  for (std::size_t i = 0; i < kRows; ++i) {
    texts.push_back(i % 3 == 0 ? std::nullopt : std::optional(std::string(i % 40, 'x')));
    numbers.emplace_back(static_cast<std::int64_t>(i * i));
  }
  layer.columns.push_back({.name = "text", .alias = "Text", .values = texts});
  layer.columns.push_back({.name = "number", .alias = "", .values = numbers});
  return layer;
}

Layer large_points() {
  std::vector<GeoPoint> points;
  for (std::size_t i = 0; i < kRows; ++i) {
    points.push_back({95.0 + static_cast<double>(i * 7919 % kRows) / 400.0,
                      -10.0 + static_cast<double>(i * 104'729 % kRows) / 700.0});
  }
  return large(points);
}

/// Every fifth has none.
Layer large_areas() {
  std::vector<GeoArea> areas;
  const Layer points = large_points();
  for (const GeoPoint p : std::get<std::vector<GeoPoint>>(points.shapes)) {
    GeoArea& area = areas.emplace_back();
    if (areas.size() % 5 == 0) continue;
    area = {{.outer = {p, {p.lon + 0.1, p.lat}, {p.lon, p.lat + 0.1}, p}, .holes = {}}};
  }
  return large(areas);
}

std::string bytes_of(const std::function<void(const std::string&)>& write) {
  const TempDir dir;
  write(dir.path() / "a.gpkg");
  return content_of(dir.path() / "a.gpkg");
}

std::string bytes_of(const std::vector<LayerPieces>& layers, const GeoPackageOptions& options) {
  return bytes_of([&](const std::string& path) { write_geopackage(path, layers, options); });
}

TEST(LayersInPieces, GiveTheBytesOfTheWhole) {
  std::vector<Layer> whole = sample_layers();
  whole.push_back(large_points());
  const auto expected =
      bytes_of([&](const std::string& path) { write_geopackage(path, whole, sample_options()); });
  std::vector<LayerPieces> pieces;
  for (const Layer& layer : whole) {
    pieces.push_back(layer.size() < kRows ? cut(layer, {0, 1, 1, 2})
                                          : cut(layer, {0, 1, 4096, 4096, 8193, kRows}));
  }
  EXPECT_TRUE(bytes_of(pieces, sample_options()) == expected);
}

TEST(LayersInPieces, GiveTheBytesOfTheWholeWithAreasAndWithoutShapes) {
  for (const Layer& layer : {large_areas(), large({})}) {
    const auto expected =
        bytes_of([&](const std::string& path) { write_geopackage(path, std::vector{layer}); });
    EXPECT_TRUE(bytes_of({cut(layer, {4097, 4100, 9999})}, {}) == expected);
    EXPECT_TRUE(bytes_of({cut(layer, {1000, 2000, 3000, 4000, 5000, 6000})}, {}) == expected);
  }
}

TEST(LayersInPieces, MayHaveNone) {
  for (const Layer& layer : {large_points(), large_areas(), large({})}) {
    const Layer none = head_of(layer);
    const auto expected =
        bytes_of([&](const std::string& path) { write_geopackage(path, std::vector{none}); });
    EXPECT_TRUE(bytes_of({{.head = none}}, {}) == expected);
    EXPECT_TRUE(bytes_of({cut(none, {0, 0})}, {}) == expected);
  }
}

TEST(LayersInPieces, EndTheWritingWhereAPieceFails) {
  const LayerPieces sound = cut(large_points(), {3000, 6000});
  // The last are those of the proof.
  for (const int failing : {1, 2, 3, 4, 6}) {
    std::atomic<int> asked = 0;
    LayerPieces pieces = sound;
    pieces.piece = [&](std::size_t i) {
      if (++asked == failing) throw InputError("part_damaged", {.file = "62.01.part"});
      return sound.piece(i);
    };
    const TempDir dir;
    try {
      write_geopackage(dir.path() / "a.gpkg", std::vector{pieces});
      ADD_FAILURE() << failing;
    } catch (const InputError& error) {
      EXPECT_EQ(error.place().file, "62.01.part");
    }
  }
}

TEST(LayersInPieces, HaveThePiecesTheyPromise) {
  const TempDir dir;
  const auto refuses = [&](const std::function<void(LayerPieces&)>& spoil) {
    LayerPieces pieces = cut(large_points(), {5000});
    spoil(pieces);
    EXPECT_THROW(write_geopackage(dir.path() / "a.gpkg", std::vector{pieces}), ContractViolation);
  };
  refuses([](LayerPieces& l) { l.rows -= 1; });
  refuses([](LayerPieces& l) { l.count = 1; });
  refuses([](LayerPieces& l) { l.head.columns.pop_back(); });
  refuses([](LayerPieces& l) { l.head.columns[0].alias = "other"; });
  refuses([](LayerPieces& l) { l.head.shapes = std::vector<GeoArea>(); });
  refuses([](LayerPieces& l) {
    l.piece = [piece = l.piece](std::size_t i) {
      Layer spoilt = *piece(i);
      if (i == 1) std::get<Texts>(spoilt.columns[0].values).back() = std::string("\xff");
      return std::make_shared<const Layer>(std::move(spoilt));
    };
  });
}

TEST(LayersInPieces, TellTheirTexts) {
  LayerPieces pieces = cut(large({}), {10, 20});
  EXPECT_EQ(texts_in(pieces, "text").size(), 40U);
  EXPECT_THAT(texts_in(pieces, "absent"), IsEmpty());
  pieces.texts["text"] = {"a", "b"};
  EXPECT_THAT(texts_in(pieces, "text"), ElementsAre("a", "b"));
}

TEST(LayersInPieces, AreTheLayersThemselvesWhereTheseAreWhole) {
  const std::vector<Layer> layers = sample_layers();
  const std::vector<LayerPieces> pieces = pieces_of(layers);
  ASSERT_EQ(pieces.size(), layers.size());
  for (std::size_t i = 0; i < layers.size(); ++i) {
    EXPECT_EQ(pieces[i].piece(0).get(), &layers[i]) << "not copied";
    EXPECT_EQ(pieces[i].rows, layers[i].size());
    EXPECT_EQ(pieces[i].head.size(), 0U);
    EXPECT_TRUE(same_head(pieces[i].head, layers[i]));
  }
  const LayerPieces own = whole_of(layers[1]);
  EXPECT_EQ(own.piece(0)->shapes, layers[1].shapes);
  EXPECT_EQ(own.box.low, extent_of(layers[1]).low);
}

}  // namespace
}  // namespace rawan::io

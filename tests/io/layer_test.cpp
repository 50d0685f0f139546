// What every writer expects of a layer.

#include "rawan/io/layer.h"

#include "layer_check.h"
#include "rawan/algorithms/contract.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

/// A layer of one row with every type of column.
Layer layer_with(Shapes shapes) {
  Layer layer{
      .name = "desa", .title = "Desa", .description = "Batas.", .shapes = {}, .columns = {}};
  layer.shapes = std::move(shapes);
  layer.columns = {
      {.name = "angka", .alias = "Angka", .values = Integers{1}},
      {.name = "nilai", .alias = "", .values = Reals{0.5}},
      {.name = "teks", .alias = "", .values = Texts{"Jum'at"}},
      {.name = "hari", .alias = "", .values = Texts{"2026-02-28"}, .kind = Column::Kind::date},
      {.name = "benar", .alias = "", .values = Integers{1}, .kind = Column::Kind::boolean}};
  return layer;
}

bool is_taken(const Layer& layer) {
  try {
    check_layer(layer);
    return true;
  } catch (const ContractViolation&) {
    return false;
  }
}

TEST(Layers, AreNamedInSnakeCase) {
  const auto named = [](const std::string& name) {
    Layer layer = layer_with({});
    layer.name = layer.columns[0].name = name;
    return is_taken(layer);
  };
  EXPECT_TRUE(named("desa_2026"));
  for (const char* name : {"", "Desa", "desa baru", "2026_desa", "9"}) {
    EXPECT_FALSE(named(name)) << name;
  }
}

TEST(Layers, KeepTheirPromises) {
  const auto refuses = [](const std::function<void(Layer&)>& spoil) {
    Layer layer = layer_with({});
    EXPECT_TRUE(is_taken(layer));
    spoil(layer);
    EXPECT_FALSE(is_taken(layer));
  };
  refuses([](Layer& l) { l.columns[0].name = l.columns[1].name; });
  refuses([](Layer& l) { l.title = "\xFF"; });
  refuses([](Layer& l) { l.columns[0].alias = "\xFF"; });
  refuses([](Layer& l) { l.columns[1].values = Reals(); });
  refuses([](Layer& l) { l.columns[1].values = Reals{std::nan("")}; });
  refuses([](Layer& l) { l.columns[2].values = Texts{"\xFF"}; });
  refuses([](Layer& l) { l.columns[3].values = Texts{"2026-02-30"}; });
  refuses([](Layer& l) { l.columns[4].values = Integers{2}; });
  refuses([](Layer& l) { l.columns[4].values = Integers{-1}; });
  refuses([](Layer& l) { l.columns[0].kind = Column::Kind::date; });
  refuses([](Layer& l) { l.columns[1].kind = Column::Kind::date; });
}

TEST(Layers, HaveShapesThatAreFiniteAndWhole) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const GeoRing ring{{109.0, 1.0}, {110.0, 1.0}, {110.0, 2.0}};
  const GeoRing flat{{109.0, 1.0}, {110.0, 1.0}};
  const GeoRing endless{{109.0, 1.0}, {110.0, 1.0}, {110.0, kInfinite}};
  const auto point = [](double lon, double lat) {
    return is_taken(layer_with(std::vector<GeoPoint>{{lon, lat}}));
  };
  EXPECT_TRUE(point(109.0, 1.0));
  EXPECT_FALSE(point(kInfinite, 1.0));
  EXPECT_FALSE(point(109.0, -kInfinite));
  const auto line = [](const GeoLine& l) { return is_taken(layer_with(std::vector<GeoLine>{l})); };
  EXPECT_TRUE(line(ring));
  EXPECT_TRUE(line({})) << "no line at all";
  EXPECT_FALSE(line({{109.0, 1.0}}));
  EXPECT_FALSE(line(endless));
  const auto area = [](const GeoRing& outer, const std::vector<GeoRing>& holes) {
    return is_taken(layer_with(std::vector<GeoArea>{{{.outer = outer, .holes = holes}}}));
  };
  EXPECT_TRUE(area(ring, {ring, ring}));
  for (const GeoRing& broken : {flat, endless, GeoRing()}) {
    EXPECT_FALSE(area(broken, {}));
    EXPECT_FALSE(area(ring, {ring, broken}));
  }
}

/// Unicode 15, table 3-7: the first and the last of every row, and their neighbors.
TEST(Utf8, IsWhatTheStandardCallsWellFormed) {
  for (const char* text :
       {"", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xE0\xBF\xBF", "\xE1\x80\x80",
        "\xEC\xBF\xBF", "\xED\x80\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80", "\xF0\xBF\xBF\xBF", "\xF1\x80\x80\x80", "\xF3\xBF\xBF\xBF",
        "\xF4\x80\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    EXPECT_TRUE(is_plain_utf8(text)) << text;
  }
  for (const char* text :
       {"\x80", "\xC1\xBF", "\xC2", "\xC2\x7F", "\xC2\xC0", "\xE0\x9F\xBF", "\xE0\xA0",
        "\xE1\x80\x7F", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF0\x90\x80\x7F",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"}) {
    EXPECT_FALSE(is_plain_utf8(text)) << text;
    EXPECT_FALSE(is_plain_utf8("a" + std::string(text) + "z")) << text;
  }
  EXPECT_FALSE(is_plain_utf8(std::string(1, '\0')));
}

TEST(IsoDate, IsADayOfTheCalendar) {
  for (const char* text : {"2026-02-28", "2024-02-29", "0000-01-01", "9999-12-31"}) {
    EXPECT_TRUE(is_iso_date(text)) << text;
  }
  for (const char* text :
       {"", "2026-2-28", "2026-02-280", "2026/02-28", "2026-02/28", "2026-02-29", "2026-13-01",
        "2026-00-01", "20x6-02-01", "2026-x2-01", "2026-02-:1", "2026-02-1/"}) {
    EXPECT_FALSE(is_iso_date(text)) << text;
  }
}

}  // namespace
}  // namespace rawan::io

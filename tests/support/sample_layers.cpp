#include "support/sample_layers.h"

#include <cmath>
#include <limits>

namespace rawan::testing {
namespace {

using io::Column;

io::Layer posts() {
  io::Layer layer{.name = "posts",
                  .title = "Pos 'jaga'",
                  .description = "Pos dan kantor.",
                  .shapes = {},
                  .columns = {}};
  layer.shapes = std::vector<io::GeoPoint>{
      {109.5, 0.8512}, {0.1 + 0.2, 1.25}, {-109.5, -0.5}, {109.123456789012, 1.0 / 3.0}};
  const std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  layer.columns = {
      {.name = "number", .alias = "Angka", .values = io::Integers{6107041001, {}, -1, largest}},
      {.name = "real",
       .alias = "Nilai",
       .values = io::Reals{0.1 + 0.2, -1e-300, {}, 3.0},
       .decimals = 2},
      {.name = "text",
       .alias = "Keterangan",
       .values = io::Texts{"=1+1; Jum'at \"malam\" 🚨 安全", "", {}, std::string(30'000, 'x')}},
      {.name = "date",
       .alias = "Tanggal",
       .values = io::Texts{"2026-11-21", {}, "2024-02-29", "1999-12-31"},
       .kind = Column::Kind::date},
      {.name = "flag",
       .alias = "Benar",
       .values = io::Integers{1, 0, {}, 1},
       .kind = Column::Kind::boolean}};
  return layer;
}

io::Layer villages() {
  io::Layer layer{.name = "villages",
                  .title = "Desa",
                  .description = "Batas indikatif.",
                  .shapes = {},
                  .columns = {}};
  const io::GeoArea area{{.outer = {{109, 1}, {110, 1}, {110, 2}, {109, 2}},
                          .holes = {{{109.25, 1.25}, {109.5, 1.5}, {109.5, 1.25}}}},
                         {.outer = {{111, 1}, {112, 1}, {111, 2}, {111, 1}}, .holes = {}}};
  layer.shapes = std::vector<io::GeoArea>{area, {}};
  layer.columns = {{.name = "code",
                    .alias = "Kode wilayah",
                    .values = io::Texts{"61.07.04.1001", "61.07.04.1002"}},
                   {.name = "plain", .alias = "", .values = io::Integers{1, 2}}};
  return layer;
}

io::Layer routes() {
  io::Layer layer{
      .name = "routes", .title = "Rute", .description = "", .shapes = {}, .columns = {}};
  layer.shapes = std::vector<io::GeoLine>{{{109, 1}, {109.5, 1.5}, {110, 2}}};
  return layer;
}

io::Layer schedule() {
  io::Layer layer = posts();
  layer.name = "schedule";
  layer.title = "Jadwal";
  layer.description = "Tanpa geometri.";
  layer.shapes = std::monostate();
  return layer;
}

}  // namespace

std::vector<io::Layer> sample_layers() {
  return {posts(), villages(), routes(), schedule()};
}

io::GeoPackageOptions sample_options() {
  return {.styles = {{.layer = "villages", .name = "Desa", .qml = "<qgis/>"},
                     {.layer = "schedule", .name = "Jadwal", .qml = "<qgis version='3'/>"}},
          .project = io::EmbeddedProject{.name = "peta", .qgs = "<qgis projectname='Peta'/>"}};
}

Grid<double> sample_grid() {
  Grid<double> grid{.frame = {{300'000, 100'000}, Meters(250), 600, 700}, .values = {}};
  for (std::size_t i = 0; i < grid.frame.size(); ++i) {
    const auto value = static_cast<double>(i);
    grid.values.push_back(i % 97 == 0 ? std::nan("") : std::sqrt(value) / 7.0);
  }
  return grid;
}

io::GpxRoute sample_route() {
  return {.name = "Regu 1 – 21 November",
          .description = "Patroli dialogis",
          .stops = {{{109.4876543, 0.8212345},
                     "Pasar <Teratai> & \"terminal\"",
                     "Jam rawan 19.00–21.00",
                     "2026-11-21T19:30+07:00"},
                    {{109.5, 0.9}, "Pos", "", ""}},
          .path = {{109.4, 0.8}, {109.45, 0.85}, {109.5, 0.9}}};
}

}  // namespace rawan::testing

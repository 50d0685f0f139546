// Writes a small release for the acceptance test in QGIS: sample_release DIRECTORY id|en

#include "qgis_project.h"
#include "rawan/algorithms/grid.h"
#include "rawan/io/writers.h"
#include "sample_layers.h"

#include <cmath>
#include <filesystem>
#include <limits>
#include <string>

namespace {

using namespace rawan;

constexpr int kEpsg = 32649;
constexpr Box kExtent{{293000.0, 70000.0}, {373000.0, 122500.0}};  // Holds the sample villages.

engine::ProjectLook look() {
  return {.title = "Peta contoh <uji> & \"coba\"",
          .subtitle = "Kabupaten Contoh, 2026",
          .abstract = "Contoh untuk pengujian.",
          .classification = "Klasifikasi: <uji>",
          .facts = "Keadaan data & sistem.",
          .sources = "Batas: segi enam buatan.",
          .density = "density.tif",
          .synthetic = true,
          .epsg = kEpsg,
          .extent = kExtent};
}

/// Five reports per square kilometer at the middle, less around it, no value in the first cell.
Grid<double> hill() {
  Grid<double> grid{frame_over(kExtent, Meters{500.0}), {}};
  const Point middle{0.5 * (kExtent.low.x + kExtent.high.x),
                     0.5 * (kExtent.low.y + kExtent.high.y)};
  for (std::size_t row = 0; row < grid.frame.rows; ++row) {
    for (std::size_t column = 0; column < grid.frame.columns; ++column) {
      const Point p = grid.frame.center(row, column);
      grid.values.push_back(5.0 * std::exp(-std::hypot(p.x - middle.x, p.y - middle.y) / 6000.0));
    }
  }
  grid.values.front() = std::numeric_limits<double>::quiet_NaN();
  return grid;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const engine::Catalogue words(std::string(argv[2]) == "en" ? engine::Language::en
                                                             : engine::Language::id);
  const auto sample = engine::sample_layers(words);
  const auto layers = io::pieces_of(sample);
  io::GeoPackageOptions options;
  options.styles = engine::layer_styles(layers, words);
  options.project = {engine::kProjectName, engine::qgis_project(layers, look(), words)};
  io::write_geopackage((folder / "rawan.gpkg").string(), layers, options);
  io::write_geotiff((folder / "density.tif").string(), hill(), io::MetricCrs{kEpsg}, "d", "1/km2");
}

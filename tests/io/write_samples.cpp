#include "rawan/io/writers.h"
#include "support/sample_layers.h"

#include <filesystem>

/// Writes a file of every kind into the directory given, for programs of others to judge.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path directory = argv[1];
  std::filesystem::create_directories(directory);
  const auto layers = rawan::testing::sample_layers();
  rawan::io::write_geopackage(directory / "a.gpkg", layers, rawan::testing::sample_options());
  rawan::io::write_geotiff(directory / "a.tif", rawan::testing::sample_grid(),
                           rawan::io::MetricCrs(32649), "Kepadatan", "laporan/km2");
  rawan::io::write_csv(directory / "a.csv", layers.back());
  rawan::io::write_xlsx(directory / "a.xlsx", layers, "Isi",
                        {"Lembar", "Tabel", "Keterangan", "Baris"});
  rawan::io::write_gpx(directory / "a.gpx", rawan::testing::sample_route());
  return 0;
}

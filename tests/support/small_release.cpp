#include "support/small_release.h"

#include "rawan/io/release.h"
#include "rawan/io/writers.h"

#include <cstdint>
#include <fstream>
#include <iterator>
#include <vector>

namespace rawan::testing {
namespace fs = std::filesystem;

namespace {

using io::GeoPoint;
using io::Integers;
using io::Layer;
using io::Manifest;
using io::ReleaseSet;

Layer towns(int rows) {
  Layer layer{.name = "towns", .title = "Towns", .description = "", .shapes = {}, .columns = {}};
  std::vector<GeoPoint> points;
  Integers numbers;
  for (int i = 0; i < rows; ++i) {
    points.push_back({109.0 + 0.001 * i, 1.0});
    numbers.emplace_back(rows);
  }
  layer.shapes = points;
  layer.columns.push_back({.name = "rows", .alias = "Rows", .values = numbers});
  return layer;
}

}  // namespace

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

fs::path publish_release(const fs::path& out, int rows, const std::string& utc) {
  ReleaseSet set(out);
  const fs::path directory = set.add("planning");
  Layer marks = towns(rows);
  marks.name = marks.title = "marks";
  marks.shapes = std::monostate();
  const std::vector<Layer> layers{towns(rows), marks};
  io::write_geopackage((directory / "map.gpkg").string(), layers);
  fs::create_directory(directory / "gpx");
  io::write_text((directory / "gpx" / "a.txt").string(), "rows " + std::to_string(rows));
  Manifest manifest;
  manifest.version = "0";
  manifest.parameters = "rows = " + std::to_string(rows);
  manifest.layers = {{"map.gpkg", "towns", static_cast<std::uint64_t>(rows)},
                     {"map.gpkg", "marks", static_cast<std::uint64_t>(rows)}};
  manifest.artifacts = set.seal("planning");
  const io::SealedRelease sealed{"planning", to_json(manifest),
                                 content_hash(manifest).substr(0, 12)};
  return set.publish({&sealed, 1}, utc).front();
}

void make_writable(const fs::path& path) {
  fs::permissions(path, fs::perms(0750));
}

void replace(const fs::path& path, const std::string& text) {
  make_writable(path);
  std::ofstream(path, std::ios::binary) << text;
  fs::permissions(path, fs::perms(0440));
}

}  // namespace rawan::testing

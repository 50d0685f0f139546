#pragma once

#include "attack/attack.h"
#include "rawan/io/writers.h"
#include "support/files.h"

#include <filesystem>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Releases of the program's own writers, to be attacked.
namespace rawan::engine::attack {

namespace fs = std::filesystem;

inline constexpr io::MetricCrs kCrs{32649};

/// A folder that looks like OUT/<tier>/releases/<name>.
class Release {
 public:
  Release(const fs::path& out, const std::string& tier, const std::string& name)
      : path_(out / tier / "releases" / name) {
    fs::create_directories(path_);
    rawan::testing::write_file(path_ / "manifest.json", "{\"tier\": \"" + tier + "\"}");
  }

  const fs::path& path() const { return path_; }

  Release& map(const std::vector<io::Layer>& layers) {
    io::write_geopackage((path_ / "rawan.gpkg").string(), layers);
    return *this;
  }

  Release& text(const std::string& name, const std::string& content) {
    rawan::testing::write_file(path_ / name, content);
    return *this;
  }

  /// Takes the rights a release must not give.
  io::SeenRelease seen() const {
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      fs::permissions(entry.path(), fs::perms::owner_read | fs::perms::group_read);
    }
    fs::permissions(path_, fs::perms::owner_read | fs::perms::owner_exec);
    return io::see_release(path_);
  }

 private:
  fs::path path_;
};

inline io::Column texts(const std::string& name, io::Texts values) {
  return {.name = name, .alias = name, .values = std::move(values)};
}

inline io::Layer table_of(const std::string& name, std::vector<io::Column> columns) {
  return {.name = name,
          .title = name,
          .description = name,
          .shapes = std::monostate{},
          .columns = std::move(columns)};
}

/// Squares of the lattice of 250 m with their bands; lower left corners in meters.
inline io::Layer squares(const std::vector<Point>& corners, double side = 250.0) {
  const io::Projector projector(kCrs);
  std::vector<io::GeoArea> areas;
  io::Texts ids;
  for (const Point p : corners) {
    const Polygon square{
        {.outer = {{p.x, p.y}, {p.x + side, p.y}, {p.x + side, p.y + side}, {p.x, p.y + side}},
         .holes = {}}};
    areas.push_back(projector.to_degrees(square));
    ids.emplace_back("S" + std::to_string(1000 + ids.size()));
  }
  io::Layer layer = table_of("sel", {texts("id_sel", ids)});
  layer.shapes = std::move(areas);
  return layer;
}

inline Scene scene_of(std::vector<io::SeenRelease> releases) {
  return {.releases = std::move(releases), .truth = {}, .seed = 1};
}

inline std::vector<Line> run(Run attack, const Scene& scene) {
  std::vector<Line> lines;
  attack(scene, {}, lines);
  return lines;
}

inline std::vector<std::string> codes(const std::vector<Line>& lines) {
  std::vector<std::string> found;
  for (const Line& line : lines) {
    for (const Leak& leak : line.leaks) found.push_back(leak.code);
  }
  return found;
}

inline Truth truth_at(const std::vector<Point>& points, std::vector<std::string> words = {}) {
  const io::Projector projector(kCrs);
  Truth truth{.points = {}, .crs = kCrs, .women = {}, .words = std::move(words)};
  for (const Point p : points) truth.points.push_back(projector.to_degrees(p));
  return truth;
}

}  // namespace rawan::engine::attack

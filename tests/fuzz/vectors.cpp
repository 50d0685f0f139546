#include "files.h"
#include "rawan/io/roads.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace rawan::fuzz {
namespace {

/// Whatever a file of shapes can be asked for.
void judge(const std::string& path) {
  judge_villages(path);
  judge_reports(path);
  judge_features(path);
}

/// The same without the boundaries, which have a door of their own.
void judge_records(const std::string& path) {
  judge_reports(path);
  judge_features(path);
}

/// Readers of OpenStreetMap go by the name.
std::string name_of_roads(Bytes bytes) {
  const auto begins = [&](std::string_view magic) {
    return std::ranges::equal(bytes.first(std::min(bytes.size(), magic.size())), magic);
  };
  if (begins("\x1f\x8b")) return "jalan.osm.gz";
  if (begins("BZh")) return "jalan.osm.bz2";
  if (begins("<")) return "jalan.osm";
  return begins("{") ? "jalan.geojson" : "jalan.pbf";
}

}  // namespace

void read_flatgeobuf(Bytes bytes) {
  judge(File(bytes, "desa.fgb").path());
}

void read_geodatabase(Bytes bytes) {
  judge(Folder(bytes, "desa.gdb").path().string());
}

void read_geojson_features(Bytes bytes) {
  judge_records(File(bytes, "titik.geojson").path());
}

void read_geojson_lines(Bytes bytes) {
  judge(File(bytes, "desa.geojsonl").path());
}

void read_geojson_villages(Bytes bytes) {
  judge_villages(File(bytes, "desa.geojson").path());
}

void read_geopackage_features(Bytes bytes) {
  judge_records(File(bytes, "titik.gpkg").path());
}

void read_geopackage_villages(Bytes bytes) {
  judge_villages(File(bytes, "desa.gpkg").path());
}

void read_gpx(Bytes bytes) {
  judge_records(File(bytes, "titik.gpx").path());
}

void read_kml(Bytes bytes) {
  judge(File(bytes, "desa.kml").path());
}

void read_roads(Bytes bytes) {
  const File file(bytes, name_of_roads(bytes));
  try {
    const io::RoadSource roads = io::read_roads({.path = file.path()});
    std::uint64_t refused = 0;
    for (const io::Rejection& rejection : roads.rejections) refused += rejection.count;
    expect(roads.read == roads.used + refused, "every road is used or refused");
    for (const io::RoadWay& way : roads.ways) {
      for (const std::uint32_t vertex : way.vertices) {
        expect(vertex < roads.vertices.size(), "roads have vertices that are there");
      }
    }
  } catch (const io::InputError&) {
    // Refused with a reason.
  }
}

void read_shapefile(Bytes bytes) {
  judge((Folder(bytes, "batas").path() / "desa.shp").string());
}

}  // namespace rawan::fuzz

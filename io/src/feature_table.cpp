#include "rawan/io/feature_table.h"

#include "feature_writers.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

namespace rawan::io {
namespace {

struct Ending {
  const char* text;
  TableFormat format;
};
constexpr std::array<Ending, 5> kEndings{{{".gpkg", TableFormat::geopackage},
                                          {".geojson", TableFormat::geojson},
                                          {".fgb", TableFormat::flatgeobuf},
                                          {".csv", TableFormat::csv},
                                          {".json", TableFormat::json}}};

void move(std::span<Point> points, const Reprojection& reprojection,
          const CoordinateSystem& target) {
  reprojection.apply(points);
  const auto unplaced = [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); };
  if (std::ranges::any_of(points, unplaced)) throw OutputError("crs_area", {}, target.name);
}

}  // namespace

std::size_t FeatureTable::size() const {
  return std::visit(
      [&](const auto& list) -> std::size_t {
        using List = std::decay_t<decltype(list)>;
        if constexpr (std::is_same_v<List, std::monostate>) {
          return attributes.empty() ? 0 : attributes.front().size();
        } else if constexpr (std::is_same_v<List, WkbShapes>) {
          return list.wkb.size();
        } else {
          return list.size();
        }
      },
      shapes);
}

TableShapes reprojected(TableShapes shapes, const CoordinateSystem& from,
                        const CoordinateSystem& to) {
  if (from == to) return shapes;
  expects(!std::holds_alternative<WkbShapes>(shapes), "stored shapes stay as they are");
  const Reprojection reprojection(from, to);
  if (auto* points = std::get_if<std::vector<Point>>(&shapes)) move(*points, reprojection, to);
  if (auto* lines = std::get_if<std::vector<Polyline>>(&shapes)) {
    for (Polyline& line : *lines) move(line, reprojection, to);
  }
  if (auto* areas = std::get_if<std::vector<Polygon>>(&shapes)) {
    for (Polygon& area : *areas) {
      for (PolygonPart& part : area) {
        move(part.outer, reprojection, to);
        for (Ring& hole : part.holes) move(hole, reprojection, to);
      }
    }
  }
  return shapes;
}

TableFormat table_format(const std::filesystem::path& path) {
  const auto found = std::ranges::find(kEndings, path.extension().string(), &Ending::text);
  if (found != kEndings.end()) return found->format;
  throw OutputError("output_format", {.file = path.string()}, ".gpkg .geojson .fgb .csv .json");
}

void write_feature_tables(const std::filesystem::path& path, std::span<const FeatureTable> tables,
                          const Control& control) {
  expects(!tables.empty(), "there is a table to write");
  const TableFormat format = table_format(path);
  if (format != TableFormat::geopackage && tables.size() > 1) {
    throw OutputError("one_table", {.file = path.string()});
  }
  switch (format) {
    case TableFormat::csv:
      return write_csv_table(path, tables.front());
    case TableFormat::json:
      return write_json_table(path, tables.front());
    default:
      return write_ogr_tables(path, tables, format, control);
  }
}

}  // namespace rawan::io

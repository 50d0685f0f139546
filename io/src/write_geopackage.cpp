#include "gdal_session.h"
#include "geopackage_parts.h"
#include "layer_check.h"
#include "output_file.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/writers.h"
#include "spatial_indexes.h"
#include "sqlite_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <set>
#include <type_traits>
#include <vector>

namespace rawan::io {
namespace {

void check_aliases(const Layer& layer) {
  std::set<std::string_view> aliases;
  for (const Column& column : layer.columns) {
    expects(column.alias.empty() || aliases.insert(column.alias).second,
            "aliases of a layer differ");
  }
}

void check(std::span<const Layer> layers, const GeoPackageOptions& options) {
  std::set<std::string_view> names;
  std::set<std::string_view> titles;
  for (const Layer& layer : layers) {
    check_layer(layer);
    check_aliases(layer);
    expects(names.insert(layer.name).second, "layers differ in name");
    expects(titles.insert(layer.title.empty() ? layer.name : layer.title).second,
            "layers differ in title");
  }
  for (const LayerStyle& style : options.styles) {
    expects(names.contains(style.layer), "a style belongs to a layer");
  }
}

// --- shapes -------------------------------------------------------------------------------------

OGRGeometryUniquePtr to_ogr(GeoPoint point) {
  return OGRGeometryUniquePtr(new OGRPoint(point.lon, point.lat));
}

/// All at once: adding one by one, GDAL would ask for memory at each.
void set_points(OGRSimpleCurve& curve, std::span<const GeoPoint> points) {
  std::vector<OGRRawPoint> raw;
  raw.reserve(points.size());
  for (const GeoPoint p : points) raw.emplace_back(p.lon, p.lat);
  curve.setPoints(static_cast<int>(raw.size()), raw.data());
}

OGRGeometryUniquePtr to_ogr(const GeoLine& line) {
  auto geometry = std::make_unique<OGRLineString>();
  set_points(*geometry, line);
  return OGRGeometryUniquePtr(geometry.release());
}

void add_ring(OGRPolygon& polygon, const GeoRing& ring) {
  auto geometry = std::make_unique<OGRLinearRing>();
  set_points(*geometry, ring);
  geometry->closeRings();
  polygon.addRingDirectly(geometry.release());
}

OGRGeometryUniquePtr to_ogr(const GeoArea& area) {
  auto geometry = std::make_unique<OGRMultiPolygon>();
  for (const GeoPart& part : area) {
    auto polygon = std::make_unique<OGRPolygon>();
    add_ring(*polygon, part.outer);
    for (const GeoRing& hole : part.holes) add_ring(*polygon, hole);
    geometry->addGeometryDirectly(polygon.release());
  }
  return OGRGeometryUniquePtr(geometry.release());
}

void set_shape(OGRFeature& feature, const Shapes& shapes, std::size_t row) {
  std::visit(
      [&](const auto& list) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(list)>, std::monostate>) {
          OGRGeometryUniquePtr geometry = to_ogr(list[row]);
          if (!geometry->IsEmpty()) feature.SetGeometryDirectly(geometry.release());
        }
      },
      shapes);
}

// --- columns ------------------------------------------------------------------------------------

OGRFieldType type_of(const Column& column) {
  if (column.kind == Column::Kind::date) return OFTDate;
  if (column.kind == Column::Kind::boolean) return OFTInteger;
  constexpr std::array<OGRFieldType, 3> kTypes{OFTInteger64, OFTReal, OFTString};
  return kTypes[column.values.index()];
}

void add_field(OGRLayer& layer, const Column& column) {
  OGRFieldDefn field(column.name.c_str(), type_of(column));
  if (column.kind == Column::Kind::boolean) field.SetSubType(OFSTBoolean);
  note_result(layer.CreateField(&field));
}

int number_in(const std::string& text, std::size_t from, std::size_t count) {
  int value = 0;
  std::from_chars(text.data() + from, text.data() + from + count, value);
  return value;
}

void set_field(OGRFeature& feature, int field, std::int64_t value) {
  feature.SetField(field, static_cast<GIntBig>(value));
}
void set_field(OGRFeature& feature, int field, double value) {
  feature.SetField(field, value);
}
void set_field(OGRFeature& feature, int field, const std::string& value) {
  if (feature.GetFieldDefnRef(field)->GetType() != OFTDate) {
    feature.SetField(field, value.c_str());
    return;
  }
  feature.SetField(field, number_in(value, 0, 4), number_in(value, 5, 2), number_in(value, 8, 2));
}

void set_field(OGRFeature& feature, int field, const Column& column, std::size_t row) {
  std::visit(
      [&](const auto& values) {
        if (values[row]) {
          set_field(feature, field, *values[row]);
        } else {
          feature.SetFieldNull(field);
        }
      },
      column.values);
}

// --- layers -------------------------------------------------------------------------------------

void add_row(OGRLayer& table, const Layer& layer, std::size_t row) {
  const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(table.GetLayerDefn()));
  feature->SetFID(static_cast<GIntBig>(row) + 1);
  for (std::size_t c = 0; c < layer.columns.size(); ++c) {
    set_field(*feature, static_cast<int>(c), layer.columns[c], row);
  }
  set_shape(*feature, layer.shapes, row);
  note_result(table.CreateFeature(feature.get()));
}

void add_layer(GDALDataset& dataset, const Layer& layer, const GdalErrors& errors) {
  OGRLayer* table = create_layer(dataset, layer, false);
  if (table == nullptr) return;
  for (const Column& column : layer.columns) add_field(*table, column);
  for (std::size_t row = 0; row < layer.size() && !errors.failed(); ++row) {
    add_row(*table, layer, row);
  }
  note_result(table->SyncToDisk());
}

/// GDAL tells failures while closing by its error handler only.
void write_layers(const std::string& path, std::span<const Layer> layers,
                  std::span<const LayerStyle> styles) {
  const WriterSettings settings;
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset = create_vector(path, "GPKG", errors);
  note_result(dataset->StartTransaction());
  for (const Layer& layer : layers) add_layer(*dataset, layer, errors);
  if (!styles.empty() && !errors.failed()) add_styles(*dataset, layers, styles);
  note_result(dataset->CommitTransaction());
  dataset.reset();
  errors.expect_written(path);
}

/// Adds what GDAL does not, then rebuilds the file so that no page of it is unused and nothing
/// that was ever deleted is in it.
void finish(const std::string& path, std::span<const Layer> layers,
            const GeoPackageOptions& options) {
  const std::string rebuilt = path + ".rebuilt";
  clear_target(rebuilt);
  {
    const SqliteFile file(path, SqliteFile::Mode::read_write);
    file.run("PRAGMA journal_mode=DELETE; PRAGMA synchronous=OFF");
    add_spatial_indexes(file, path + ".indexes", layers);
    file.run("BEGIN");
    add_aliases(file, layers);
    snap_extents(file);
    if (options.project) add_project(file, *options.project);
    add_metadata(file, options.metadata);
    file.run("COMMIT; PRAGMA synchronous=FULL");
    file.rows("VACUUM INTO ?1").bind(1, rebuilt).next();
  }
  if (std::rename(rebuilt.c_str(), path.c_str()) != 0) throw output_error(path, errno);
}

}  // namespace

bool has_shapes(const Layer& layer) {
  return !std::holds_alternative<std::monostate>(layer.shapes);
}

void write_geopackage(const std::string& path, std::span<const Layer> layers,
                      const GeoPackageOptions& options) {
  check(layers, options);
  start_gdal();
  clear_target(path);
  write_layers(path, layers, options.styles);
  finish(path, layers, options);
  check_geopackage(path, layers, options);
}

}  // namespace rawan::io

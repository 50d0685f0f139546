#include "geopackage_parts.h"

#include "sha256.h"
#include "sqlite_file.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

struct StyleField {
  const char* name;
  OGRFieldType type;
  int width;
};

constexpr std::array<StyleField, 12> kStyleFields{{{"f_table_catalog", OFTString, 256},
                                                   {"f_table_schema", OFTString, 256},
                                                   {"f_table_name", OFTString, 256},
                                                   {"f_geometry_column", OFTString, 256},
                                                   {"styleName", OFTString, 30},
                                                   {"styleQML", OFTString, 0},
                                                   {"styleSLD", OFTString, 0},
                                                   {"useAsDefault", OFTInteger, 0},
                                                   {"description", OFTString, 0},
                                                   {"owner", OFTString, 30},
                                                   {"ui", OFTString, 30},
                                                   {"update_time", OFTDateTime, 0}}};

/// OGC 12-128r15, F.9 and tables 9, 11, 12.
constexpr const char* kSchemaExtension = R"(
  CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name));
  CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
    min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
  CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
    scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
  INSERT INTO gpkg_extensions VALUES
    ('gpkg_data_columns', NULL, 'gpkg_schema',
     'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
    ('gpkg_data_column_constraints', NULL, 'gpkg_schema',
     'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
)";

OGRLayer* create_style_table(GDALDataset& dataset) {
  CPLStringList options;
  options.SetNameValue("FID", "id");
  OGRLayer* table = dataset.CreateLayer("layer_styles", nullptr, wkbNone, options.List());
  if (table == nullptr) return nullptr;
  for (const StyleField& wanted : kStyleFields) {
    OGRFieldDefn field(wanted.name, wanted.type);
    field.SetWidth(wanted.width);
    if (wanted.type == OFTInteger) field.SetSubType(OFSTBoolean);
    if (wanted.type == OFTDateTime) field.SetDefault("CURRENT_TIMESTAMP");
    note_result(table->CreateField(&field));
  }
  return table;
}

/// @param name of one of the layers.
bool is_spatial(std::span<const LayerPieces> layers, const std::string& name) {
  const auto named = [&](const LayerPieces& layer) { return layer.head.name == name; };
  return has_shapes(std::ranges::find_if(layers, named)->head);
}

void add_style(OGRLayer& table, const LayerStyle& style, bool spatial) {
  const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(table.GetLayerDefn()));
  for (const char* empty :
       {"f_table_catalog", "f_table_schema", "styleSLD", "description", "owner"}) {
    feature->SetField(empty, "");
  }
  feature->SetField("f_table_name", style.layer.c_str());
  feature->SetField("f_geometry_column", spatial ? kGeometryColumn : "");
  feature->SetField("styleName", style.name.c_str());
  feature->SetField("styleQML", style.qml.c_str());
  feature->SetField("useAsDefault", 1);
  feature->SetField("update_time", kFixedTime);
  note_result(table.CreateFeature(feature.get()));
}

/// GDAL's zip has no time of its own in it: equal projects give equal bytes.
void write_zip(const std::string& path, std::string_view content) {
  void* zip = CPLCreateZip(path.c_str(), nullptr);
  CPLCreateFileInZip(zip, "project.qgs", nullptr);
  CPLWriteFileInZip(zip, content.data(), static_cast<int>(content.size()));
  CPLCloseFileInZip(zip);
  CPLCloseZip(zip);
}

OGRwkbGeometryType type_of(const Shapes& shapes) {
  constexpr std::array<OGRwkbGeometryType, 4> kTypes{wkbNone, wkbPoint, wkbLineString,
                                                     wkbMultiPolygon};
  return kTypes[shapes.index()];
}

}  // namespace

OGRLayer* create_layer(GDALDataset& dataset, const Layer& layer) {
  OGRSpatialReference degrees;
  degrees.importFromEPSG(4326);
  degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  CPLStringList options;
  options.SetNameValue("FID", "fid");
  options.SetNameValue("GEOMETRY_NAME", kGeometryColumn);
  options.SetNameValue("IDENTIFIER", (layer.title.empty() ? layer.name : layer.title).c_str());
  options.SetNameValue("DESCRIPTION", layer.description.c_str());
  return dataset.CreateLayer(layer.name.c_str(), has_shapes(layer) ? &degrees : nullptr,
                             type_of(layer.shapes), options.List());
}

void note_result(int result) {
  if (result != OGRERR_NONE) CPLError(CE_Failure, CPLE_FileIO, "not written");
}

void add_styles(GDALDataset& dataset, std::span<const LayerPieces> layers,
                std::span<const LayerStyle> styles) {
  OGRLayer* table = create_style_table(dataset);
  if (table == nullptr) return;
  for (const LayerStyle& style : styles) add_style(*table, style, is_spatial(layers, style.layer));
  note_result(table->SyncToDisk());
}

void add_aliases(const SqliteFile& file, std::span<const LayerPieces> layers) {
  file.run(kSchemaExtension);
  for (const LayerPieces& layer : layers) {
    for (const Column& column : layer.head.columns) {
      if (column.alias.empty()) continue;
      file.rows(
              "INSERT INTO gpkg_data_columns(table_name, column_name, name, title) "
              "VALUES(?1, ?2, ?3, ?3)")
          .bind(1, layer.head.name)
          .bind(2, column.name)
          .bind(3, column.alias)
          .next();
    }
  }
}

void add_project(const SqliteFile& file, const EmbeddedProject& project) {
  file.run("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)");
  file.rows("INSERT INTO qgis_projects VALUES(?, ?, ?)")
      .bind(1, project.name)
      .bind(2, R"({"last_modified_time": "1980-01-01T00:00:00", "last_modified_user": "" })")
      .bind(3, packed_project(project))
      .next();
}

std::string packed_project(const EmbeddedProject& project) {
  const std::string path = CPLSPrintf("/vsimem/rawan-%p.zip", static_cast<const void*>(&project));
  write_zip(path, project.qgs);
  vsi_l_offset size = 0;
  const std::unique_ptr<GByte, decltype(&VSIFree)> bytes(
      VSIGetMemFileBuffer(path.c_str(), &size, TRUE), &VSIFree);
  return bytes == nullptr ? std::string()
                          : hexadecimal({bytes.get(), static_cast<std::size_t>(size)});
}

}  // namespace rawan::io

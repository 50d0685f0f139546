#include "feature_writers.h"
#include "gdal_session.h"
#include "geopackage_parts.h"
#include "ogr_shape.h"
#include "ogr_system.h"
#include "output_file.h"
#include "sqlite_file.h"
#include "text.h"
#include "text_encoding.h"
#include "wkb.h"

#include <cpl_conv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::size_t kCheckEvery = 4096;

// --- shapes -------------------------------------------------------------------------------------

/// The type in the head of little-endian ISO WKB.
OGRwkbGeometryType type_of_wkb(std::string_view wkb) {
  const std::uint32_t code = wkb_type(wkb);
  auto type = static_cast<OGRwkbGeometryType>(code % 1000);
  const std::uint32_t dimensions = code / 1000;
  if (dimensions == 1 || dimensions == 3) type = OGR_GT_SetZ(type);
  if (dimensions == 2 || dimensions == 3) type = OGR_GT_SetM(type);
  return type;
}

/// One type for all rows where there is one; a polygon counts as a multipolygon of one part.
OGRwkbGeometryType common_type(const PackedTexts& shapes) {
  OGRwkbGeometryType common = wkbNone;
  for (std::size_t row = 0; row < shapes.size(); ++row) {
    if (shapes[row].empty()) continue;
    const OGRwkbGeometryType type = type_of_wkb(shapes[row]);
    if (common == wkbNone || OGR_GT_GetCollection(common) == type) {
      common = type;
    } else if (common != type && OGR_GT_GetCollection(type) != common) {
      return wkbUnknown;
    }
  }
  return common == wkbNone ? wkbUnknown : common;
}

OGRwkbGeometryType type_of(const TableShapes& shapes) {
  if (const auto* stored = std::get_if<WkbShapes>(&shapes)) return common_type(stored->wkb);
  constexpr std::array<OGRwkbGeometryType, 5> kTypes{wkbNone, wkbUnknown, wkbPoint, wkbLineString,
                                                     wkbMultiPolygon};
  return kTypes[shapes.index()];
}

OGRGeometryUniquePtr shape_of(const TableShapes& shapes, std::size_t row) {
  return std::visit(
      [&](const auto& list) -> OGRGeometryUniquePtr {
        using List = std::decay_t<decltype(list)>;
        if constexpr (std::is_same_v<List, std::monostate>) {
          return nullptr;
        } else if constexpr (std::is_same_v<List, WkbShapes>) {
          OGRGeometry* geometry = nullptr;
          if (list.wkb[row].empty()) return nullptr;
          OGRGeometryFactory::createFromWkb(list.wkb[row].data(), nullptr, &geometry,
                                            list.wkb[row].size());
          return OGRGeometryUniquePtr(geometry);
        } else {
          return to_ogr(list[row]);
        }
      },
      shapes);
}

// --- attributes ---------------------------------------------------------------------------------

OGRFieldType type_of(const Attribute& attribute) {
  switch (attribute.kind) {
    case Attribute::Kind::boolean:
      return OFTInteger;
    case Attribute::Kind::date:
      return OFTDate;
    case Attribute::Kind::time:
      return OFTTime;
    case Attribute::Kind::datetime:
      return OFTDateTime;
    default:
      constexpr std::array<OGRFieldType, 3> kTypes{OFTInteger64, OFTReal, OFTString};
      return kTypes[attribute.values.index()];
  }
}

/// A GeoPackage has no type for a clock alone; FlatGeobuf has none for a day alone either and would
/// add midnight to it. Such texts stay texts.
OGRFieldType type_of(const Attribute& attribute, TableFormat format) {
  const OGRFieldType type = type_of(attribute);
  const bool clock = type == OFTTime && format != TableFormat::geojson;
  const bool day = type == OFTDate && format == TableFormat::flatgeobuf;
  return clock || day ? OFTString : type;
}

std::string plain_text(std::string_view text) {
  std::string result(text);
  if (is_utf8(text)) return result;
  std::ranges::replace_if(
      result, [](char c) { return static_cast<unsigned char>(c) >= 0x80U; }, '?');
  return result;
}

void set_field(OGRFeature& feature, int field, const Attribute& attribute, std::size_t row) {
  if (!attribute.has(row)) return feature.SetFieldNull(field);
  std::visit(
      [&](const auto& values) {
        using Values = std::decay_t<decltype(values)>;
        if constexpr (std::is_same_v<Values, PackedTexts>) {
          feature.SetField(field, plain_text(values[row]).c_str());
        } else if constexpr (std::is_same_v<Values, std::vector<double>>) {
          feature.SetField(field, values[row]);
        } else {
          feature.SetField(field, static_cast<GIntBig>(values[row]));
        }
      },
      attribute.values);
}

// --- files --------------------------------------------------------------------------------------

/// A name the table's own columns leave free.
std::string free_name(const FeatureTable& table, const std::string& name) {
  const bool taken = std::ranges::any_of(
      table.attributes, [&](const Attribute& column) { return lower(column.name) == name; });
  return taken ? "rawan_" + name : name;
}

CPLStringList layer_options(const FeatureTable& table, TableFormat format) {
  CPLStringList options;
  if (format == TableFormat::geopackage) {
    options.SetNameValue("FID", free_name(table, "fid").c_str());
    options.SetNameValue("GEOMETRY_NAME", free_name(table, "geom").c_str());
    options.SetNameValue("IDENTIFIER", (table.title.empty() ? table.name : table.title).c_str());
    options.SetNameValue("DESCRIPTION", table.label.c_str());
  }
  if (format == TableFormat::geojson) {
    options.SetNameValue("DESCRIPTION", table.label.c_str());
    options.SetNameValue("SIGNIFICANT_FIGURES", "17");
  }
  return options;
}

OGRLayer* create_layer(GDALDataset& dataset, const FeatureTable& table, TableFormat format) {
  const OGRwkbGeometryType type = type_of(table.shapes);
  std::optional<OGRSpatialReference> crs;
  if (!table.system.planar() && type != wkbNone) crs = reference_of(table.system);
  const std::string name = table.name + (format == TableFormat::flatgeobuf ? "_internal" : "");
  return dataset.CreateLayer(name.c_str(), crs ? &*crs : nullptr, type,
                             layer_options(table, format).List());
}

void add_rows(OGRLayer& layer, const FeatureTable& table, const GdalErrors& errors,
              const Control& control) {
  const OGRwkbGeometryType type = layer.GetGeomType();
  const bool gathers = OGR_GT_IsSubClassOf(wkbFlatten(type), wkbGeometryCollection) != 0;
  for (std::size_t row = 0; row < table.size() && !errors.failed(); ++row) {
    if (row % kCheckEvery == 0) control.check();
    const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer.GetLayerDefn()));
    for (std::size_t i = 0; i < table.attributes.size(); ++i) {
      set_field(*feature, static_cast<int>(i), table.attributes[i], row);
    }
    OGRGeometryUniquePtr shape = shape_of(table.shapes, row);
    if (shape != nullptr && gathers) {
      shape.reset(OGRGeometryFactory::forceTo(shape.release(), type));
    }
    if (shape != nullptr && shape->IsEmpty() == 0) feature->SetGeometryDirectly(shape.release());
    note_result(layer.CreateFeature(feature.get()));
  }
}

void add_table(GDALDataset& dataset, const FeatureTable& table, TableFormat format,
               const GdalErrors& errors, const Control& control) {
  OGRLayer* layer = create_layer(dataset, table, format);
  if (layer == nullptr) return;
  for (const Attribute& attribute : table.attributes) {
    OGRFieldDefn field(plain_text(attribute.name).c_str(), type_of(attribute, format));
    if (attribute.kind == Attribute::Kind::boolean) field.SetSubType(OFSTBoolean);
    note_result(layer->CreateField(&field));
  }
  add_rows(*layer, table, errors, control);
  note_result(layer->SyncToDisk());
}

const char* driver_of(TableFormat format) {
  switch (format) {
    case TableFormat::geopackage:
      return "GPKG";
    case TableFormat::geojson:
      return "GeoJSON";
    default:
      return "FlatGeobuf";
  }
}

/// Aliases in the tables GDAL 3.6 leaves out.
void finish_geopackage(const std::filesystem::path& path, std::span<const FeatureTable> tables) {
  std::vector<Layer> layers;
  for (const FeatureTable& table : tables) {
    Layer& layer = layers.emplace_back();
    layer.name = table.name;
    for (const Attribute& attribute : table.attributes) {
      if (!attribute.alias.empty()) {
        layer.columns.push_back({attribute.name, attribute.alias, Integers()});
      }
    }
  }
  const SqliteFile file(path, SqliteFile::Mode::read_write);
  file.run("PRAGMA journal_mode=DELETE; BEGIN");
  add_aliases(file, pieces_of(layers));
  file.run("COMMIT");
}

}  // namespace

void write_ogr_tables(const std::filesystem::path& path, std::span<const FeatureTable> tables,
                      TableFormat format, const Control& control) {
  start_gdal();
  const CPLConfigOptionSetter date("OGR_CURRENT_DATE", kFixedTime, false);
  const CPLConfigOptionSetter journal("OGR_SQLITE_JOURNAL", "DELETE", false);
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset = create_vector(path, driver_of(format), errors);
  if (format == TableFormat::geopackage) note_result(dataset->StartTransaction());
  for (const FeatureTable& table : tables) add_table(*dataset, table, format, errors, control);
  if (format == TableFormat::geopackage) note_result(dataset->CommitTransaction());
  dataset.reset();
  errors.expect_written(path);
  if (format == TableFormat::geopackage) finish_geopackage(path, tables);
}

}  // namespace rawan::io

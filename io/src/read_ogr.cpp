#include "area_repair.h"
#include "choose_layer.h"
#include "count_features.h"
#include "feature_text.h"
#include "file_kind.h"
#include "gdal_session.h"
#include "geometry_exchange.h"
#include "ogr_system.h"
#include "plane_repair.h"
#include "raw_features.h"
#include "rawan/io/record_count.h"
#include "rawan/io/shape_at_work.h"
#include "text_encoding.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <type_traits>
#include <utility>

namespace rawan::io {
namespace {

constexpr std::uint64_t kCheckEvery = 4096;

OGRLayer& open_layer(GDALDataset& dataset, const FeatureRequest& request) {
  std::vector<std::string> names;
  for (const OGRLayer* layer : dataset.GetLayers()) {
    names.emplace_back(const_cast<OGRLayer*>(layer)->GetName());  // NOLINT: GDAL's getter
  }
  return *dataset.GetLayer(static_cast<int>(choose_layer(names, request.layer, request.path)));
}

std::vector<std::string> field_names(OGRLayer& layer) {
  std::vector<std::string> names;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  return names;
}

/// Positions of the fields to keep, sorted.
std::vector<int> kept_fields(OGRLayer& layer, const FeatureRequest& request, RawFeatures& raw,
                             const Place& place) {
  const std::vector<std::string> names = field_names(layer);
  std::set<int> kept;
  for (const std::string& name : named_columns(request)) {
    kept.insert(static_cast<int>(find_column(names, name, place)));
  }
  for (int i = 0; request.keeps_everything && i < static_cast<int>(names.size()); ++i) {
    if (layer.GetLayerDefn()->GetFieldDefn(i)->GetType() == OFTBinary) continue;
    if (may_keep(raw, names[static_cast<std::size_t>(i)])) kept.insert(i);
  }
  return {kept.begin(), kept.end()};
}

/// A field the filter looks at must be fetched: with a filter none is left out.
void ignore_others(OGRLayer& layer, const std::vector<int>& kept, const std::string& where) {
  if (!where.empty()) return;
  std::vector<const char*> names;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    if (std::find(kept.begin(), kept.end(), i) != kept.end()) continue;
    names.push_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  names.push_back(nullptr);
  layer.SetIgnoredFields(names.data());
}

// --- attributes ---------------------------------------------------------------------------------

Attribute empty_attribute(const OGRFieldDefn& field) {
  Attribute attribute{.name = field.GetNameRef(), .alias = field.GetAlternativeNameRef()};
  switch (field.GetType()) {
    case OFTInteger:
      attribute.kind =
          field.GetSubType() == OFSTBoolean ? Attribute::Kind::boolean : Attribute::Kind::plain;
      attribute.values = std::vector<std::int64_t>();
      return attribute;
    case OFTInteger64:
      attribute.values = std::vector<std::int64_t>();
      return attribute;
    case OFTReal:
      attribute.values = std::vector<double>();
      return attribute;
    case OFTDate:
      attribute.kind = Attribute::Kind::date;
      break;
    case OFTTime:
      attribute.kind = Attribute::Kind::time;
      break;
    case OFTDateTime:
      attribute.kind = Attribute::Kind::datetime;
      break;
    default:
      break;
  }
  attribute.values = PackedTexts();
  return attribute;
}

void append(std::vector<std::int64_t>& values, const OGRFeature& feature, int field) {
  values.push_back(feature.GetFieldAsInteger64(field));
}
void append(std::vector<double>& values, const OGRFeature& feature, int field) {
  values.push_back(feature.GetFieldAsDouble(field));
}
void append(PackedTexts& values, const OGRFeature& feature, int field) {
  if (feature.GetFieldDefnRef(field)->GetType() == OFTString) {
    values.push_back(feature.GetFieldAsString(field));
  } else {
    values.push_back(feature_text(feature, field));
  }
}

void append(Attribute& attribute, const OGRFeature& feature, int field) {
  const bool has = feature.IsFieldSetAndNotNull(field);
  attribute.present.push_back(has);
  std::visit(
      [&](auto& values) {
        if (has) return append(values, feature, field);
        if constexpr (std::is_same_v<std::decay_t<decltype(values)>, PackedTexts>) {
          values.push_back({});
        } else {
          values.push_back({});
        }
      },
      attribute.values);
}

// --- shapes -------------------------------------------------------------------------------------

enum class Kind : std::uint8_t { none, points, lines, areas };

Kind kind_of(OGRwkbGeometryType type) {
  switch (OGR_GT_GetLinear(wkbFlatten(type))) {
    case wkbPoint:
    case wkbMultiPoint:
      return Kind::points;
    case wkbLineString:
    case wkbMultiLineString:
      return Kind::lines;
    case wkbPolygon:
    case wkbMultiPolygon:
      return Kind::areas;
    default:
      return Kind::none;
  }
}

bool accepts(const AcceptedShapes& accepted, Kind kind) {
  return (kind == Kind::points && accepted.points) || (kind == Kind::lines && accepted.lines) ||
         (kind == Kind::areas && accepted.areas);
}

/// Of a layer that does not say, the accepted kinds are looked for: areas, lines, points.
Kind kind_of_layer(OGRLayer& layer, const AcceptedShapes& accepted) {
  const Kind said = kind_of(layer.GetGeomType());
  if (said != Kind::none || wkbFlatten(layer.GetGeomType()) == wkbNone) return said;
  Kind found = Kind::none;
  layer.ResetReading();
  for (const OGRFeatureUniquePtr& feature : layer) {
    const OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr || geometry->IsEmpty() != 0) continue;
    const Kind kind = kind_of(geometry->getGeometryType());
    if (accepts(accepted, kind) && kind > found) found = kind;
  }
  return found;
}

Polyline polyline_of(const OGRLineString& stored) {
  Polyline line;
  for (int i = 0; i < stored.getNumPoints(); ++i) {
    const Point p{stored.getX(i), stored.getY(i)};
    if (line.empty() || !(line.back() == p)) line.push_back(p);
  }
  return line;
}

class ShapeReader {
 public:
  ShapeReader(RawFeatures& raw, Kind kind, bool keeps_wkb)
      : raw_(raw), kind_(kind), keeps_wkb_(keeps_wkb) {
    if (kind == Kind::points) raw.shapes = std::vector<Point>();
    if (kind == Kind::lines) raw.shapes = std::vector<Lines>();
    if (kind == Kind::areas) raw.shapes = std::vector<Polygon>();
  }

  /// Adds the feature's shape, or an empty one. @return a reason to refuse it, or nothing.
  std::string_view add(const OGRGeometry* geometry) {
    if (keeps_wkb_) keep(geometry);
    switch (kind_) {
      case Kind::points:
        return add_point(geometry);
      case Kind::lines:
        return add_lines(geometry);
      case Kind::areas:
        return add_area(geometry);
      default:
        return {};
    }
  }

 private:
  void keep(const OGRGeometry* geometry) {
    wkb_.clear();
    if (geometry != nullptr) {
      wkb_.resize(geometry->WkbSize());
      geometry->exportToWkb(wkbNDR, wkb_.data(), wkbVariantIso);
    }
    raw_.wkb.push_back({reinterpret_cast<const char*>(wkb_.data()), wkb_.size()});
  }

  std::string_view add_point(const OGRGeometry* geometry) {
    auto& points = std::get<std::vector<Point>>(raw_.shapes);
    points.emplace_back();
    if (geometry == nullptr || geometry->IsEmpty() != 0) return "no_geometry";
    const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
    if (type == wkbMultiPoint && geometry->toMultiPoint()->getNumGeometries() == 1) {
      geometry = geometry->toMultiPoint()->getGeometryRef(0);
    } else if (type != wkbPoint) {
      return "geometry_type";
    }
    points.back() = {geometry->toPoint()->getX(), geometry->toPoint()->getY()};
    const bool finite = std::isfinite(points.back().x) && std::isfinite(points.back().y);
    return finite ? std::string_view() : "not_finite";
  }

  std::string_view add_lines(const OGRGeometry* geometry) {
    auto& rows = std::get<std::vector<Lines>>(raw_.shapes);
    rows.emplace_back();
    if (geometry == nullptr || geometry->IsEmpty() != 0) return "no_geometry";
    if (kind_of(geometry->getGeometryType()) != Kind::lines) return "geometry_type";
    const OGRGeometryUniquePtr linear(geometry->getLinearGeometry());
    const auto add_part = [&](const OGRLineString& part) {
      Polyline line = polyline_of(part);
      if (line.size() >= 2) rows.back().push_back(std::move(line));
    };
    if (wkbFlatten(linear->getGeometryType()) == wkbLineString) {
      add_part(*linear->toLineString());
    } else {
      for (const OGRLineString* part : *linear->toMultiLineString()) add_part(*part);
    }
    for (const Polyline& line : rows.back()) {
      for (const Point p : line) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return "not_finite";
      }
    }
    return rows.back().empty() ? "no_geometry" : std::string_view();
  }

  std::string_view add_area(const OGRGeometry* geometry) {
    auto& areas = std::get<std::vector<Polygon>>(raw_.shapes);
    SoundArea sound = repairer_.sound(geometry);
    areas.push_back(std::move(sound.area));
    if (sound.repaired) ++raw_.repaired;
    return sound.refusal;
  }

  RawFeatures& raw_;
  Kind kind_;
  bool keeps_wkb_;
  std::vector<unsigned char> wkb_;
  PlaneRepair repairer_;
};

// --- layer --------------------------------------------------------------------------------------

/// The filter of the reader of the format; some look at it when the first record is asked for.
void apply_filter(OGRLayer& layer, const std::string& where, const Place& place) {
  if (where.empty()) return;
  const GdalErrors errors;
  const bool refused = layer.SetAttributeFilter(where.c_str()) != OGRERR_NONE;
  if (!refused && !errors.failed()) {
    layer.ResetReading();
    const OGRFeatureUniquePtr first(layer.GetNextFeature());
  }
  if (refused || errors.failed()) throw InputError("where_invalid", place);
}

Kind chosen_kind(OGRLayer& layer, const FeatureRequest& request, const Place& place) {
  if (!request.x.empty()) return Kind::none;
  const Kind kind = kind_of_layer(layer, request.accepted);
  if (accepts(request.accepted, kind)) return kind;
  if (request.accepted.none) return Kind::none;
  throw InputError(kind == Kind::none ? "coordinates_needed" : "shapes_unsuited", place);
}

/// Features with text in one of these fields of numbers.
std::vector<std::int64_t> mistyped_in(OGRLayer& layer, const std::vector<int>& fields,
                                      const std::string& path) {
  if (kind_of_file(path) != FileKind::geopackage) return {};
  std::vector<std::string> names;
  for (const int field : fields) {
    names.emplace_back(layer.GetLayerDefn()->GetFieldDefn(field)->GetNameRef());
  }
  return mistyped_features(path, layer.GetName(), layer.GetFIDColumn(), names);
}

void read_records(OGRLayer& layer, const std::vector<int>& fields, ShapeReader& shapes,
                  RawFeatures& raw, const Place& place, const Control& control) {
  const std::vector<std::int64_t> mistyped = mistyped_in(layer, fields, place.file);
  const GdalErrors errors;
  layer.ResetReading();
  for (const OGRFeatureUniquePtr& feature : layer) {
    if (raw.record.size() % kCheckEvery == 0) control.check();
    raw.record.push_back(raw.record.size() + 1);
    const Place shape{.file = place.file, .layer = place.layer, .row = raw.record.back()};
    raw.refusal.push_back(at_shape(shape, [&] { return shapes.add(feature->GetGeometryRef()); }));
    const bool is_mistyped = std::ranges::binary_search(mistyped, std::int64_t{feature->GetFID()});
    if (is_mistyped) raw.refusal.back() = "cell_type";
    for (std::size_t i = 0; i < fields.size(); ++i) append(raw.attributes[i], *feature, fields[i]);
    errors.expect_none(place);
  }
  errors.expect_none(place);
}

}  // namespace

RawFeatures read_ogr(const FeatureRequest& request, const Control& control) {
  const auto counter = counter_of(request.path);
  const GDALDatasetUniquePtr dataset = open_vector(request.path);
  OGRLayer& layer = open_layer(*dataset, request);
  RawFeatures raw;
  raw.layer = layer.GetName();
  // Also of a layer that a filter thins out: counting proves its coordinate system.
  const std::uint64_t count = counter ? counter->count(raw.layer) : 0;
  const Place place{.file = request.path, .layer = dataset->GetLayerCount() > 1 ? raw.layer : ""};
  raw.system = system_of(layer.GetSpatialRef());
  raw.says_system = !raw.system.planar();
  apply_filter(layer, request.where, place);
  const Kind kind = chosen_kind(layer, request, place);
  ShapeReader shapes(raw, kind, request.keeps_everything && kind != Kind::none);
  const std::vector<int> fields = kept_fields(layer, request, raw, place);
  for (const int field : fields) {
    raw.attributes.push_back(empty_attribute(*layer.GetLayerDefn()->GetFieldDefn(field)));
  }
  ignore_others(layer, fields, request.where);
  read_records(layer, fields, shapes, raw, place, control);
  if (counter && request.where.empty() && count != raw.record.size()) {
    throw InputError("count_mismatch", place);
  }
  return raw;
}

}  // namespace rawan::io

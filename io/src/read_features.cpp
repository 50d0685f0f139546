#include "choose_layer.h"
#include "count_features.h"
#include "feature_text.h"
#include "file_kind.h"
#include "gdal_session.h"
#include "point_source.h"
#include "rawan/io/record_count.h"
#include "table_builder.h"
#include "table_reader.h"
#include "text_encoding.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

OGRLayer& chosen_layer(GDALDataset& dataset, const std::string& wanted, const std::string& path) {
  std::vector<std::string> names;
  for (const OGRLayer* layer : dataset.GetLayers()) {
    names.emplace_back(const_cast<OGRLayer*>(layer)->GetName());  // NOLINT: GDAL's getter
  }
  return *dataset.GetLayer(static_cast<int>(choose_layer(names, wanted, path)));
}

std::vector<std::string> field_names(OGRLayer& layer) {
  std::vector<std::string> names;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    names.emplace_back(trim(definition.GetFieldDefn(i)->GetNameRef()));
  }
  return names;
}

ColumnPlan plan_of(OGRLayer& layer, const TableRequest& request, const Place& place) {
  const std::vector<std::string> names = field_names(layer);
  ColumnPlan plan = plan_columns(names, request.schema, request.matcher, place);
  // JSON has no columns but those of its features.
  if (plan.fields.empty() && !(names.empty() && layer.GetFeatureCount() == 0)) {
    RawRecord header;
    header.cells.assign(names.begin(), names.end());
    throw header_missing(std::span(&header, 1), request.schema, request.matcher, place);
  }
  return plan;
}

/// Columns that are not kept are not even fetched, by drivers that can leave them out.
void ignore_dropped(OGRLayer& layer, const ColumnPlan& plan) {
  std::vector<const char*> names;
  for (std::size_t i = 0; i < plan.columns.size(); ++i) {
    if (plan.columns[i].kind != PlannedColumn::Kind::drop) continue;
    names.push_back(layer.GetLayerDefn()->GetFieldDefn(static_cast<int>(i))->GetNameRef());
  }
  names.push_back(nullptr);
  layer.SetIgnoredFields(names.data());
}

/// The feature's attributes, dropped ones left empty.
std::vector<std::string> texts_of(const OGRFeature& feature, const ColumnPlan& plan) {
  std::vector<std::string> texts(plan.columns.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (plan.columns[i].kind == PlannedColumn::Kind::drop) continue;
    texts[i] = feature_text(feature, static_cast<int>(i));
  }
  return texts;
}

/// Not a number like {6F9619FF-8B86-...}, as Esri writes them.
bool is_object(std::string_view text) {
  if (!text.starts_with('{') || !text.ends_with('}')) return false;
  const std::string_view inside = trim(text.substr(1));
  return inside.starts_with('"') || inside.starts_with('}');
}

/// What the format lets pass and nobody else would notice.
class FormatFlaws {
 public:
  FormatFlaws(FileKind kind, OGRLayer& layer, const TableRequest& request, const ColumnPlan& plan)
      : kind_(kind), definition_(*layer.GetLayerDefn()) {
    if (kind != FileKind::geopackage) return;
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < plan.columns.size(); ++i) {
      const auto field = static_cast<int>(i);
      if (plan.columns[i].kind == PlannedColumn::Kind::drop) continue;
      kept.emplace_back(definition_.GetFieldDefn(field)->GetNameRef());
    }
    mistyped_ = mistyped_features(request.path, layer.GetName(), layer.GetFIDColumn(), kept);
  }

  std::string_view of(const OGRFeature& feature, const std::vector<std::string>& texts) {
    if (std::ranges::binary_search(mistyped_, std::int64_t{feature.GetFID()})) return "cell_type";
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].size() > CellText::kLongest) return "field_too_long";
      if (!is_utf8(texts[i])) return "encoding";
      if (is_json() && is_object(texts[i])) return "nested_value";
      if (is_dbase() && texts[i].size() >= kLongestInDbase) full_.insert(static_cast<int>(i));
    }
    return {};
  }

  void note(TableBuilder& builder) const {
    for (const int field : full_) {
      builder.note({.reason = "possible_truncation",
                    .column = definition_.GetFieldDefn(field)->GetNameRef()});
    }
  }

 private:
  static constexpr std::size_t kLongestInDbase = 254;

  bool is_json() const { return kind_ == FileKind::geojson || kind_ == FileKind::geojson_lines; }
  bool is_dbase() const { return kind_ == FileKind::shapefile || kind_ == FileKind::dbase; }

  FileKind kind_;
  OGRFeatureDefn& definition_;
  std::vector<std::int64_t> mistyped_;
  std::set<int> full_;
};

struct Reading {
  OGRLayer& layer;
  const ColumnPlan& plan;
  const Place& place;
  FileKind kind;
  FormatFlaws& flaws;
  PointSource& points;
  GdalErrors& errors;
};

/// All features one after the other.
void read_rows(Reading reading, TableBuilder& builder) {
  reading.errors.expect_none(reading.place);
  reading.layer.ResetReading();
  for (std::uint64_t number = 1;; ++number) {
    const OGRFeatureUniquePtr feature(reading.layer.GetNextFeature());
    if (!feature) return reading.errors.expect_none(reading.place);
    const bool shape_lost = reading.errors.lost_shape(reading.kind, reading.place);
    const std::vector<std::string> texts = texts_of(*feature, reading.plan);
    RawRecord record;
    record.line = number;
    record.cells.assign(texts.begin(), texts.end());
    record.flaw = reading.flaws.of(*feature, texts);
    const PointSource::Found found =
        shape_lost ? PointSource::Found{{}, "geometry_damaged"} : reading.points.locate(*feature);
    if (record.flaw.empty()) record.flaw = found.flaw;
    builder.add(record, found.point);
    reading.errors.expect_none(reading.place);
  }
}

}  // namespace

TextTable read_features(const TableRequest& request) {
  // Counted first: a file found damaged is not given to GDAL at all.
  const std::uint64_t count = independent_count(request.path, request.options.layer);
  const GDALDatasetUniquePtr dataset = open_vector(request.path);
  GdalErrors errors;
  OGRLayer& layer = chosen_layer(*dataset, request.options.layer, request.path);
  const std::string name = layer.GetName();
  const Place place{.file = request.path, .layer = dataset->GetLayerCount() > 1 ? name : ""};

  PointSource points(layer, place);
  const ColumnPlan plan = plan_of(layer, request, place);
  TableBuilder builder(plan, request.schema, {.fill_down = request.options.fill_down}, place);
  const FileKind kind = kind_of_file(request.path);
  FormatFlaws flaws(kind, layer, request, plan);
  ignore_dropped(layer, plan);
  read_rows({layer, plan, place, kind, flaws, points, errors}, builder);
  flaws.note(builder);
  points.judge();
  for (const std::string_view note : points.notes()) builder.note({.reason = std::string(note)});
  TextTable table = builder.finish();
  table.independent_count = count;
  return table;
}

}  // namespace rawan::io

#include "choose_layer.h"
#include "feature_text.h"
#include "gdal_session.h"
#include "point_source.h"
#include "rawan/io/record_count.h"
#include "table_builder.h"
#include "table_reader.h"
#include "text_encoding.h"

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
  if (plan.fields.empty()) {
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

RawRecord record_of(const std::vector<std::string>& texts, std::uint64_t number) {
  RawRecord record;
  record.line = number;
  record.cells.assign(texts.begin(), texts.end());
  for (const std::string_view text : record.cells) {
    if (text.size() > CellText::kLongest) record.flaw = "field_too_long";
    if (!is_utf8(text)) record.flaw = "encoding";
  }
  return record;
}

}  // namespace

TextTable read_features(const TableRequest& request) {
  // Counted first: a file found damaged is not given to GDAL at all.
  const std::uint64_t count = independent_count(request.path, request.options.layer);
  const GDALDatasetUniquePtr dataset = open_vector(request.path);
  OGRLayer& layer = chosen_layer(*dataset, request.options.layer, request.path);
  const std::string name = layer.GetName();
  const Place place{.file = request.path, .layer = dataset->GetLayerCount() > 1 ? name : ""};

  GdalErrors errors;
  PointSource points(layer, place);
  const ColumnPlan plan = plan_of(layer, request, place);
  TableBuilder builder(plan, request.schema, {.fill_down = request.options.fill_down}, place);
  ignore_dropped(layer, plan);
  layer.ResetReading();
  std::uint64_t number = 0;
  for (const OGRFeatureUniquePtr& feature : layer) {
    const std::vector<std::string> texts = texts_of(*feature, plan);
    RawRecord record = record_of(texts, ++number);
    const PointSource::Found found = points.locate(*feature);
    if (record.flaw.empty()) record.flaw = found.flaw;
    builder.add(record, found.point);
    errors.expect_none(place);
  }
  errors.expect_none(place);
  points.judge();
  TextTable table = builder.finish();
  table.independent_count = count;
  return table;
}

}  // namespace rawan::io

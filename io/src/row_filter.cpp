#include "row_filter.h"

#include "gdal_session.h"

#include <ogr_feature.h>
#include <ogr_swq.h>

#include <array>
#include <utility>
#include <vector>

namespace rawan::io {
namespace {

OGRFieldType type_of(const Attribute& column) {
  constexpr std::array<OGRFieldType, 3> kTypes{OFTInteger64, OFTReal, OFTString};
  return kTypes[column.values.index()];
}

void set(OGRFeature& feature, int field, const std::vector<std::int64_t>& values, std::size_t row) {
  feature.SetField(field, static_cast<GIntBig>(values[row]));
}
void set(OGRFeature& feature, int field, const std::vector<double>& values, std::size_t row) {
  feature.SetField(field, values[row]);
}
void set(OGRFeature& feature, int field, const PackedTexts& values, std::size_t row) {
  feature.SetField(field, std::string(values[row]).c_str());
}

/// A feature without a shape that takes the values of one row after the other.
class RowFeature {
 public:
  explicit RowFeature(const std::vector<Attribute>& columns) : columns_(columns) {
    definition_->Reference();
    for (const Attribute& column : columns) {
      OGRFieldDefn field(column.name.c_str(), type_of(column));
      definition_->AddFieldDefn(&field);
    }
    feature_.reset(OGRFeature::CreateFeature(definition_));
  }
  RowFeature(const RowFeature&) = delete;
  RowFeature& operator=(const RowFeature&) = delete;
  ~RowFeature() {
    feature_.reset();
    definition_->Release();
  }

  OGRFeatureDefn* definition() const { return definition_; }

  OGRFeature* at(std::size_t row) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int field = static_cast<int>(i);
      if (columns_[i].has(row)) {
        std::visit([&](const auto& values) { set(*feature_, field, values, row); },
                   columns_[i].values);
      } else {
        feature_->SetFieldNull(field);
      }
    }
    return feature_.get();
  }

 private:
  const std::vector<Attribute>& columns_;
  OGRFeatureDefn* definition_ = new OGRFeatureDefn("rows");
  OGRFeatureUniquePtr feature_;
};

void keep(RawFeatures& raw, const std::vector<std::uint32_t>& rows) {
  for (Attribute& column : raw.attributes) column = selected(column, rows);
  std::vector<std::uint64_t> record;
  std::vector<std::string_view> refusal;
  for (const std::uint32_t row : rows) {
    record.push_back(raw.record[row]);
    refusal.push_back(raw.refusal[row]);
  }
  raw.record = std::move(record);
  raw.refusal = std::move(refusal);
}

}  // namespace

void filter_rows(RawFeatures& raw, const std::string& where, const Place& place) {
  if (where.empty()) return;
  start_gdal();
  const GdalErrors errors;
  RowFeature feature(raw.attributes);
  OGRFeatureQuery query;
  if (query.Compile(feature.definition(), where.c_str()) != OGRERR_NONE) {
    throw InputError("where_invalid", place);
  }
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < raw.record.size(); ++row) {
    const bool holds = !raw.refusal[row].empty() || query.Evaluate(feature.at(row)) != 0;
    if (holds) rows.push_back(row);
  }
  if (errors.failed()) throw InputError("where_invalid", place);
  keep(raw, rows);
}

}  // namespace rawan::io

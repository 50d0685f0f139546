#include "feature_text.h"

#include "cell_values.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace rawan::io {
namespace {

/// GDAL's flag: 0 unknown, 1 local, 100 UTC, 4 to 196 quarters of an hour around it.
std::string zone_text(int flag) {
  if (flag == 100) return "Z";
  if (flag <= 1) return {};
  const int minutes = (flag - 100) * 15;
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', std::abs(minutes) / 60,
                     std::abs(minutes) % 60);
}

std::string moment_text(const OGRFeature& feature, int field, OGRFieldType type) {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  float second = 0.0F;
  int zone = 0;
  feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone);
  const std::string date = fmt::format("{:04}-{:02}-{:02}", year, month, day);
  if (type == OFTDate) return date;
  const int whole = static_cast<int>(std::lround(std::floor(second)));
  const std::string time = fmt::format("{:02}:{:02}:{:02}", hour, minute, whole);
  if (type == OFTTime) return time;
  return date + "T" + time + zone_text(zone);
}

std::string list_text(const OGRFeature& feature, int field) {
  std::string joined;
  char** texts = feature.GetFieldAsStringList(field);
  for (int i = 0; texts != nullptr && texts[i] != nullptr; ++i) {
    joined += (i == 0 ? "" : ", ") + std::string(texts[i]);
  }
  return joined;
}

}  // namespace

std::string feature_text(const OGRFeature& feature, int field) {
  if (!feature.IsFieldSetAndNotNull(field)) return {};
  const OGRFieldDefn& definition = *feature.GetFieldDefnRef(field);
  const bool boolean = definition.GetSubType() == OFSTBoolean;
  switch (definition.GetType()) {
    case OFTInteger:
      if (boolean) return feature.GetFieldAsInteger(field) != 0 ? "true" : "false";
      return std::to_string(feature.GetFieldAsInteger(field));
    case OFTInteger64:
      return std::to_string(feature.GetFieldAsInteger64(field));
    case OFTReal:
      return number_text(feature.GetFieldAsDouble(field));
    case OFTDate:
    case OFTTime:
    case OFTDateTime:
      return moment_text(feature, field, definition.GetType());
    case OFTStringList:
      return list_text(feature, field);
    case OFTBinary:
      return {};
    default:
      return feature.GetFieldAsString(field);
  }
}

}  // namespace rawan::io

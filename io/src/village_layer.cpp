#include "village_layer.h"

#include "code_system.h"
#include "rawan/io/error.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>

namespace rawan::io {
namespace {

bool may_hold_polygons(OGRLayer& layer) {
  const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
  return type == wkbPolygon || type == wkbMultiPolygon || type == wkbCurvePolygon ||
         type == wkbMultiSurface || type == wkbUnknown;
}

std::vector<std::string> headers_of(OGRLayer& layer) {
  std::vector<std::string> headers;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    headers.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  return headers;
}

/// More than half of the first codes that are codes at all have a village's ten digits.
bool has_village_codes(OGRLayer& layer, std::size_t code_column) {
  constexpr int kSample = 200;
  int villages = 0;
  int codes = 0;
  const AttributesOnly attributes(layer);
  for (int i = 0; i < kSample; ++i) {
    const OGRFeatureUniquePtr feature(layer.GetNextFeature());
    if (!feature) break;
    const CodeText code = read_code(feature->GetFieldAsString(static_cast<int>(code_column)));
    if (code.digits.empty()) continue;
    ++codes;
    if (code.digits.size() == 10) ++villages;
  }
  return 2 * villages > codes;
}

ChosenLayer describe(OGRLayer& layer, const VillageSource& source) {
  ChosenLayer chosen;
  chosen.layer = &layer;
  chosen.headers = headers_of(layer);
  auto columns = match_profile(chosen.headers, source);
  const Place place{.file = source.path, .layer = layer.GetName()};
  if (!columns && layer.GetFeatureCount() == 0) throw InputError("no_villages", place);
  if (!columns) {
    const bool is_custom = source.profile == "custom";
    throw InputError(is_custom ? "column_missing" : "profile_unknown", place,
                     is_custom ? "" : profile_names());
  }
  chosen.columns = std::move(*columns);
  return chosen;
}

std::vector<OGRLayer*> layers_of(GDALDataset& dataset) {
  std::vector<OGRLayer*> layers;
  for (OGRLayer* layer : dataset.GetLayers()) layers.push_back(layer);
  return layers;
}

std::string names_of(const std::vector<OGRLayer*>& layers) {
  std::string names;
  for (OGRLayer* layer : layers) {
    names += (names.empty() ? "" : ", ") + std::string(layer->GetName());
  }
  return names;
}

ChosenLayer choose_among(const std::vector<OGRLayer*>& candidates, const VillageSource& source) {
  std::vector<OGRLayer*> with_villages;
  for (OGRLayer* layer : candidates) {
    const auto columns = match_profile(headers_of(*layer), source);
    if (columns && has_village_codes(*layer, *(*columns)[VillageRole::code])) {
      with_villages.push_back(layer);
    }
  }
  if (with_villages.size() != 1) {
    throw InputError("which_layer", {.file = source.path}, names_of(candidates));
  }
  ChosenLayer chosen = describe(*with_villages.front(), source);
  chosen.among_several = true;
  return chosen;
}

}  // namespace

ChosenLayer choose_village_layer(GDALDataset& dataset, const VillageSource& source) {
  if (!is_profile_name(source.profile)) {
    throw InputError("profile_unknown", {.file = source.path}, profile_names());
  }
  const std::vector<OGRLayer*> all = layers_of(dataset);
  if (!source.layer.empty()) {
    OGRLayer* layer = dataset.GetLayerByName(source.layer.c_str());
    if (layer == nullptr) throw InputError("which_layer", {.file = source.path}, names_of(all));
    if (!may_hold_polygons(*layer)) {
      throw InputError("not_polygons", {.file = source.path, .layer = source.layer});
    }
    return describe(*layer, source);
  }
  std::vector<OGRLayer*> candidates;
  std::ranges::copy_if(all, std::back_inserter(candidates),
                       [](OGRLayer* layer) { return may_hold_polygons(*layer); });
  if (candidates.empty()) throw InputError("not_polygons", {.file = source.path});
  if (candidates.size() == 1) return describe(*candidates.front(), source);
  return choose_among(candidates, source);
}

AttributesOnly::AttributesOnly(OGRLayer& layer) : layer_(layer) {
  std::array<const char*, 3> ignored{"OGR_GEOMETRY", "OGR_STYLE", nullptr};
  layer_.SetIgnoredFields(ignored.data());
  layer_.ResetReading();
}

AttributesOnly::~AttributesOnly() {
  layer_.SetIgnoredFields(nullptr);
  layer_.ResetReading();
}

std::map<std::string, std::string> read_parent_names(GDALDataset& dataset,
                                                     const OGRLayer* villages) {
  std::map<std::string, std::string> names;
  for (OGRLayer* layer : dataset.GetLayers()) {
    const auto columns = match_profile(headers_of(*layer), {.path = {}, .profile = "kode-nama"});
    if (layer == villages || !columns) continue;
    const int code = static_cast<int>(*(*columns)[VillageRole::code]);
    const int name = static_cast<int>(*(*columns)[VillageRole::name]);
    const AttributesOnly attributes(*layer);
    for (const OGRFeatureUniquePtr& feature : *layer) {
      const CodeText parent = read_code(feature->GetFieldAsString(code));
      if (parent.form != CodeText::Form::upper_level) continue;
      names.emplace(parent.digits, clean_name(feature->GetFieldAsString(name)));
    }
  }
  return names;
}

}  // namespace rawan::io

#pragma once

#include "village_profiles.h"

#include <map>
#include <string>
#include <vector>

class GDALDataset;
class OGRLayer;

namespace rawan::io {

struct ChosenLayer {
  OGRLayer* layer = nullptr;  ///< Owned by the dataset.
  VillageColumns columns;
  std::vector<std::string> headers;
  bool among_several = false;  ///< Chosen because it alone has village codes.
};

/// The layer that holds the villages.
/// @throws InputError "which_layer" (detail: the layers), "not_polygons", "profile_unknown",
///         "column_missing".
ChosenLayer choose_village_layer(GDALDataset& dataset, const VillageSource& source);

/// Names of provinces, kabupaten and kecamatan by the digits of their codes, from every layer of
/// the dataset with the columns kode and nama, except the villages' own.
std::map<std::string, std::string> read_parent_names(GDALDataset& dataset,
                                                     const OGRLayer* villages);

/// While it lives, a layer is read without its geometries.
class AttributesOnly {
 public:
  explicit AttributesOnly(OGRLayer& layer);
  AttributesOnly(const AttributesOnly&) = delete;
  AttributesOnly& operator=(const AttributesOnly&) = delete;
  ~AttributesOnly();

 private:
  OGRLayer& layer_;
};

/// A name as text: valid UTF-8, no control or direction marks, single spaces, not at the ends.
std::string clean_name(const std::string& cell);

/// A cell that is no UTF-8, taken as Windows-1252.
std::string to_utf8(const std::string& cell);

}  // namespace rawan::io

#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/io/error.h"
#include "rawan/io/feature_set.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// The records of a file as found, refused ones included; shapes in stored coordinates.
struct RawFeatures {
  std::string layer = {};
  CoordinateSystem system = {};
  bool says_system = false;           ///< False: nobody said in which system coordinates are.
  std::vector<Attribute> attributes;  ///< Those asked for, or all.
  std::vector<std::string> dropped;   ///< Columns left out because they are about a person.
  std::vector<std::uint64_t> record;
  std::vector<std::string_view> refusal;  ///< One per record; empty: none so far.
  MetricShapes shapes;
  PackedTexts wkb;
  std::uint64_t repaired = 0;

  Place place(const FeatureRequest& request) const {
    return {.file = request.path, .layer = layer};
  }
};

/// Whether a column is kept that nobody named. Records about people lose what their headers call
/// personal (domain.md 2.5) while they are read; areas keep all, for a name there is a place's.
/// What is refused stands in `raw.dropped`.
bool may_keep(RawFeatures& raw, const std::string& column);

/// Columns the request names, each once, in the order of naming.
std::vector<std::string> named_columns(const FeatureRequest& request);

/// Position of a column by its name; letters of either case are the same if that is unambiguous.
/// @throws InputError "column_unknown" with the nearest name.
std::size_t find_column(std::span<const std::string> names, const std::string& wanted,
                        const Place& place);

/// What a vector file gives; its filter is applied.
RawFeatures read_ogr(const FeatureRequest& request, const Control& control);

/// What a CSV gives, without shapes; its filter is applied.
RawFeatures read_csv_features(const FeatureRequest& request, const Control& control);

/// One feature's area in stored coordinates: valid and oriented, or a reason.
struct SoundArea {
  Polygon area;
  std::string_view refusal;
  bool repaired = false;
};

}  // namespace rawan::io

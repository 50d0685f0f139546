#pragma once

#include "rawan/io/geo.h"

#include <string_view>
#include <vector>

class OGRGeometry;

namespace rawan::io {

/// A feature's polygons as stored: coordinates of the layer's CRS (x as lon, y as lat), rings
/// neither oriented nor checked for crossings.
struct StoredArea {
  GeoArea area = {};                         ///< Rings of three vertices or more, not closed.
  std::string_view refusal = {};             ///< A rejecting reason code; then `area` is empty.
  std::vector<std::string_view> notes = {};  ///< Reason codes of what was changed while reading.
  bool had_z_or_m = false;
};

/// Takes the polygons out of a geometry: Z and M are left behind, curves become chords of at most
/// four degrees. Refusals: no_geometry (missing or empty), geometry_type, not_finite, zero_area
/// (no ring with three vertices). Notes: curve_linearized, ring_closed, repeated_vertices,
/// ring_collapsed.
StoredArea read_area(const OGRGeometry* geometry);

}  // namespace rawan::io

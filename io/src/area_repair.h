#pragma once

#include "geos.h"

#include <string_view>

namespace rawan::io {

struct RepairedArea {
  GeoArea area;  ///< Valid and oriented; empty if nothing polygonal is left.
  bool changed = false;
  double share = 0.0;          ///< Of the area in dispute, 0 ... 1; see repair_area().
  std::string_view refusal{};  ///< Why it was not repaired; then `area` is empty.
};

/// Polygons of more vertices are not repaired: time grows faster than their number.
inline constexpr std::size_t kRepairVertexCap = 200'000;

/// Whether an area lies as the rules of simple features have it. What GEOS would take for ever to
/// find that out of, or to make valid, is refused before it is asked.
struct Soundness {
  bool is_valid = false;
  std::string_view refusal{};  ///< "polygon_tangled", "too_many_vertices"; nothing if valid.
};

/// @param shape the area as a shape of GEOS.
/// @throws IoError "geometry" if GEOS gives up.
Soundness soundness_of(const Geos& geos, const GeoArea& area, const Geos::Shape& shape);

/// A valid area is only oriented: its coordinates stay as they are. An invalid one is made valid.
///
/// The share compares what the rings claim with what is left, both on the ellipsoid. Claimed are
/// the net areas of the outer rings (a lobe run around backwards counts against the rest) less
/// those of the holes, whatever the sign: some files store islands as holes of a speck. A bow-tie
/// of equal lobes claims nothing, so all of it is in dispute; nested outer rings claim the inner
/// one twice; a hole beyond its ring becomes a part of its own. share = |left - claimed| / max of
/// the two.
///
/// Refusals: as soundness_of().
///
/// @param area rings of three vertices or more, finite, not closed.
/// @throws IoError "geometry" if GEOS gives up.
RepairedArea repair_area(const Geos& geos, GeoArea area);

}  // namespace rawan::io

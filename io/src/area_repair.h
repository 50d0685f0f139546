#pragma once

#include "geos.h"

namespace rawan::io {

struct RepairedArea {
  GeoArea area;  ///< Valid and oriented; empty if nothing polygonal is left.
  bool changed = false;
  double share = 0.0;    ///< Of the area in dispute, 0 ... 1; see repair_area().
  bool refused = false;  ///< Invalid and over the cap: `area` is empty.
};

/// Polygons of more vertices are not repaired: time grows faster than their number.
inline constexpr std::size_t kRepairVertexCap = 200'000;

/// A valid area is only oriented: its coordinates stay as they are. An invalid one is made valid.
///
/// The share compares what the rings claim with what is left, both on the ellipsoid. Claimed are
/// the net areas of the outer rings (a lobe run around backwards counts against the rest) less
/// those of the holes, whatever the sign: some files store islands as holes of a speck. A bow-tie
/// of equal lobes claims nothing, so all of it is in dispute; nested outer rings claim the inner
/// one twice; a hole beyond its ring becomes a part of its own. share = |left - claimed| / max of
/// the two.
///
/// @param area rings of three vertices or more, finite, not closed.
/// @throws IoError "geometry" if GEOS gives up.
RepairedArea repair_area(const Geos& geos, GeoArea area);

}  // namespace rawan::io

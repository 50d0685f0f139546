#pragma once

#include "geos.h"
#include "raw_features.h"

class OGRGeometry;

namespace rawan::io {

/// Takes areas out of stored geometries and makes them valid, in whatever coordinates they have.
class PlaneRepair {
 public:
  /// Refusals: as read_area() and soundness_of(), "polygon_lost" (repairing would change more than
  /// a hundredth of the area), "zero_area".
  SoundArea sound(const OGRGeometry* geometry) const;

 private:
  Geos geos_;
};

}  // namespace rawan::io

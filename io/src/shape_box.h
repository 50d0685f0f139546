#pragma once

#include "rawan/io/geo.h"

/// The box of a shape of any kind; empty where it has no position.
namespace rawan::io {

inline GeoBox box_of(GeoPoint point) {
  return {point, point};
}
inline GeoBox box_of(const GeoLine& line) {
  GeoBox box;
  for (const GeoPoint p : line) box.extend(p);
  return box;
}
inline GeoBox box_of(const GeoArea& area) {
  return bounding_box(area);
}

/// Widens a box by what is not empty.
inline void extend(GeoBox& box, const GeoBox& more) {
  if (more.empty()) return;
  box.extend(more.low);
  box.extend(more.high);
}

}  // namespace rawan::io

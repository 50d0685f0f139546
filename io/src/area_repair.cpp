#include "area_repair.h"

#include "rawan/io/crs.h"
#include "rings.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rawan::io {
namespace {

double disputed_share(const GeoArea& drawn, const GeoArea& left) {
  const double claimed = std::abs(ellipsoidal_area(drawn));
  const double kept = ellipsoidal_area(left);
  const double larger = std::max(claimed, kept);
  return larger > 0.0 ? std::min(1.0, std::abs(kept - claimed) / larger) : 0.0;
}

}  // namespace

RepairedArea repair_area(const Geos& geos, GeoArea area) {
  const Geos::Shape shape = geos.to_shape(area);
  if (geos.is_valid(shape)) {
    orient(area);
    return {.area = std::move(area)};
  }
  if (count_vertices(area) > kRepairVertexCap) return {.area = {}, .refused = true};
  RepairedArea repaired{.area = geos.to_area(geos.make_valid(shape)), .changed = true};
  repaired.share = disputed_share(area, repaired.area);
  return repaired;
}

}  // namespace rawan::io

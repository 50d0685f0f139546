#include "datum_shift.h"

#include "proj_session.h"

namespace rawan::io {
namespace {

constexpr double kExact = 10.0;  // Meters: what a receiver in the hand reaches.

bool is_made_for(PJ_CONTEXT* context, const PJ* operation, GeoPoint place) {
  GeoBox use;
  const char* name = nullptr;
  if (proj_get_area_of_use(context, operation, &use.low.lon, &use.low.lat, &use.high.lon,
                           &use.high.lat, &name) == 0) {
    return false;
  }
  return use.contains(place);
}

}  // namespace

bool is_shift_exact(const std::string& wkt, GeoPoint place) {
  const ProjContext context = quiet_offline_context();
  const Pj datum(proj_create(context.get(), wkt.c_str()));
  const Pj wgs84(proj_create(context.get(), "OGC:CRS84"));
  if (!datum || !wgs84) return false;
  const Pj ways(
      proj_create_crs_to_crs_from_pj(context.get(), wgs84.get(), datum.get(), nullptr, nullptr));
  if (!ways) return false;
  proj_trans(ways.get(), PJ_FWD, proj_coord(place.lon, place.lat, 0, 0));
  const Pj way(proj_trans_get_last_used_operation(ways.get()));
  if (!way || proj_coordoperation_has_ballpark_transformation(context.get(), way.get()) != 0) {
    return false;
  }
  const double accuracy = proj_coordoperation_get_accuracy(context.get(), way.get());
  return accuracy >= 0.0 && accuracy <= kExact && is_made_for(context.get(), way.get(), place);
}

}  // namespace rawan::io

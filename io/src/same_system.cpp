#include "same_system.h"

#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace rawan::io {
namespace {

constexpr double kSame = 1e-7;  // WGS 84 and GRS 80 are flattened alike to 5e-9.

bool near(double a, double b) {
  return std::fabs(a - b) <= kSame * std::max(1.0, std::fabs(a));
}

bool is_same_ellipsoid(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  return near(a.GetSemiMajor(), b.GetSemiMajor()) &&
         near(a.GetInvFlattening(), b.GetInvFlattening());
}

std::string_view projection_of(const OGRSpatialReference& crs) {
  const char* name = crs.GetAttrValue("PROJECTION");
  return name == nullptr ? std::string_view{} : name;
}

bool is_same_projection(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  struct Parameter {
    const char* name;
    double otherwise;
  };
  constexpr std::array<Parameter, 5> parameters{{{SRS_PP_CENTRAL_MERIDIAN, 0.0},
                                                 {SRS_PP_LATITUDE_OF_ORIGIN, 0.0},
                                                 {SRS_PP_SCALE_FACTOR, 1.0},
                                                 {SRS_PP_FALSE_EASTING, 0.0},
                                                 {SRS_PP_FALSE_NORTHING, 0.0}}};
  const bool same = std::ranges::all_of(parameters, [&](const Parameter& parameter) {
    return near(a.GetProjParm(parameter.name, parameter.otherwise),
                b.GetProjParm(parameter.name, parameter.otherwise));
  });
  return same && projection_of(a) == projection_of(b) &&
         near(a.GetLinearUnits(), b.GetLinearUnits());
}

}  // namespace

bool is_same_system(const OGRSpatialReference& a, const OGRSpatialReference& b) {
  const bool plane = a.IsProjected() != 0;
  if (plane != (b.IsProjected() != 0)) return false;
  return is_same_ellipsoid(a, b) && (!plane || is_same_projection(a, b));
}

}  // namespace rawan::io

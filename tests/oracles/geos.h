#pragma once

#include "rawan/algorithms/geometry.h"

/// Questions about areas, answered by GEOS.
namespace rawan::oracle {

bool is_valid(const Polygon& polygon);
double area(const Polygon& polygon);
double area_of_intersection(const Polygon& a, const Polygon& b);
double distance(const Polygon& polygon, Point point);

}  // namespace rawan::oracle

#include "oracles/geos.h"

#include <geos_c.h>

#include <memory>
#include <vector>

namespace rawan::oracle {
namespace {

struct Session {
  Session() : handle(GEOS_init_r()) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { GEOS_finish_r(handle); }

  GEOSGeometry* ring(const Ring& points) const {
    const auto n = static_cast<unsigned>(points.size());
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(handle, n + 1, 2);
    for (unsigned i = 0; i <= n; ++i) {
      GEOSCoordSeq_setXY_r(handle, sequence, i, points[i % n].x, points[i % n].y);
    }
    return GEOSGeom_createLinearRing_r(handle, sequence);
  }

  GEOSGeometry* part(const PolygonPart& part) const {
    std::vector<GEOSGeometry*> holes;
    for (const Ring& hole : part.holes) holes.push_back(ring(hole));
    return GEOSGeom_createPolygon_r(handle, ring(part.outer), holes.data(),
                                    static_cast<unsigned>(holes.size()));
  }

  GEOSGeometry* polygon(const Polygon& polygon) const {
    std::vector<GEOSGeometry*> parts;
    for (const PolygonPart& p : polygon) parts.push_back(part(p));
    return GEOSGeom_createCollection_r(handle, GEOS_MULTIPOLYGON, parts.data(),
                                       static_cast<unsigned>(parts.size()));
  }

  GEOSContextHandle_t handle;
};

template <class Ask>
auto ask(const Polygon& polygon, const Ask& question) {
  const Session session;
  GEOSGeometry* geometry = session.polygon(polygon);
  const auto answer = question(session.handle, geometry);
  GEOSGeom_destroy_r(session.handle, geometry);
  return answer;
}

}  // namespace

bool is_valid(const Polygon& polygon) {
  return ask(polygon, [](auto session, auto* g) { return GEOSisValid_r(session, g) == 1; });
}

double area(const Polygon& polygon) {
  return ask(polygon, [](auto session, auto* g) {
    double result = -1.0;
    GEOSArea_r(session, g, &result);
    return result;
  });
}

double area_of_intersection(const Polygon& a, const Polygon& b) {
  return ask(a, [&](auto session, auto* g) {
    double result = -1.0;
    const Session other;
    GEOSGeometry* second = other.polygon(b);
    GEOSGeometry* common = GEOSIntersection_r(session, g, second);
    GEOSArea_r(session, common, &result);
    GEOSGeom_destroy_r(session, common);
    GEOSGeom_destroy_r(session, second);
    return result;
  });
}

double distance(const Polygon& polygon, Point point) {
  return ask(polygon, [&](auto session, auto* g) {
    double result = -1.0;
    GEOSGeometry* other = GEOSGeom_createPointFromXY_r(session, point.x, point.y);
    GEOSDistance_r(session, g, other, &result);
    GEOSGeom_destroy_r(session, other);
    return result;
  });
}

}  // namespace rawan::oracle

#include "rawan/io/crs.h"

#include "indonesia.h"
#include "proj_session.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace rawan::io {
namespace {

std::string epsg(MetricCrs crs) {
  return "EPSG:" + std::to_string(static_cast<int>(crs));
}

Pj create_metric_crs(PJ_CONTEXT* context, MetricCrs crs) {
  Pj pj(proj_create(context, epsg(crs).c_str()));
  if (!pj || proj_get_type(pj.get()) != PJ_TYPE_PROJECTED_CRS) {
    throw unknown_system({}, epsg(crs));
  }
  return pj;
}

bool is_position(double lon, double lat) {
  return std::abs(lon) <= 180.0 && std::abs(lat) <= 90.0;  // false for NaN
}

constexpr int kSamplesPerSide = 17;

}  // namespace

struct Projector::Transform {
  ProjContext context;
  Pj pj;
};

namespace {

/// What PROJ's database knows of a system.
struct Original {
  Pj from_degrees;  ///< In the order longitude, latitude.
  std::string name;
};

Original look_up(PJ_CONTEXT* context, MetricCrs target) {
  Original original{.from_degrees = nullptr,
                    .name = proj_get_name(create_metric_crs(context, target).get())};
  const Pj authority_axes(
      proj_create_crs_to_crs(context, "EPSG:4326", epsg(target).c_str(), nullptr));
  if (authority_axes) {
    original.from_degrees.reset(proj_normalize_for_visualization(context, authority_axes.get()));
  }
  if (!original.from_degrees) throw unknown_system({}, epsg(target));
  return original;
}

/// Systems that a thread asked for. To look one up takes a dozen questions to the database; a copy
/// takes none.
class Originals {
 public:
  static Originals& instance() {
    static thread_local Originals originals;
    return originals;
  }

  Pj copy(PJ_CONTEXT* context, MetricCrs target) {
    Pj pj(proj_clone(context, of(target).from_degrees.get()));
    if (!pj) throw unknown_system({}, epsg(target));
    return pj;
  }

  std::string name(MetricCrs target) { return of(target).name; }

 private:
  const Original& of(MetricCrs target) {
    auto found = known_.find(target);
    if (found == known_.end()) {
      found = known_.emplace(target, look_up(context_.get(), target)).first;
    }
    return found->second;
  }

  ProjContext context_ = quiet_offline_context();
  std::map<MetricCrs, Original> known_;
};

}  // namespace

Projector::Projector(MetricCrs target) : transform_(std::make_unique<Transform>()), crs_(target) {
  transform_->context = quiet_offline_context();
  transform_->pj = Originals::instance().copy(transform_->context.get(), target);
}

Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;
Projector::~Projector() = default;

Point Projector::to_meters(GeoPoint p) const {
  if (!is_position(p.lon, p.lat)) throw InputError("crs_area", {}, epsg(crs_));
  const PJ_COORD out = proj_trans(transform_->pj.get(), PJ_FWD, proj_coord(p.lon, p.lat, 0, 0));
  if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) {
    throw InputError("crs_area", {}, epsg(crs_));
  }
  return {out.xy.x, out.xy.y};
}

GeoPoint Projector::to_degrees(Point p) const {
  const PJ_COORD out = proj_trans(transform_->pj.get(), PJ_INV, proj_coord(p.x, p.y, 0, 0));
  if (!is_position(out.xy.x, out.xy.y)) throw InputError("crs_area", {}, epsg(crs_));
  return {out.xy.x, out.xy.y};
}

Polygon Projector::to_meters(const GeoArea& area) const {
  const auto ring = [this](const GeoRing& degrees) {
    Ring meters(degrees.size());
    std::ranges::transform(degrees, meters.begin(), [this](GeoPoint p) { return to_meters(p); });
    return meters;
  };
  Polygon polygon;
  for (const GeoPart& part : area) {
    PolygonPart& added = polygon.emplace_back(PolygonPart{ring(part.outer), {}});
    for (const GeoRing& hole : part.holes) added.holes.push_back(ring(hole));
  }
  return polygon;
}

GeoLine Projector::to_degrees(const Polyline& line) const {
  GeoLine degrees(line.size());
  std::ranges::transform(line, degrees.begin(), [this](Point p) { return to_degrees(p); });
  return degrees;
}

GeoArea Projector::to_degrees(const Polygon& polygon) const {
  GeoArea area;
  for (const PolygonPart& part : polygon) {
    GeoPart& added = area.emplace_back(GeoPart{to_degrees(part.outer), {}});
    for (const Ring& hole : part.holes) added.holes.push_back(to_degrees(hole));
  }
  return area;
}

namespace {

struct UtmZone {
  int number = 0;
  bool north = true;

  MetricCrs crs() const { return MetricCrs((north ? 32600 : 32700) + number); }
  std::string projection() const {
    return "+proj=utm +ellps=WGS84 +zone=" + std::to_string(number) + (north ? "" : " +south");
  }
};

UtmZone utm_zone(GeoPoint p) {
  const int number = static_cast<int>(std::floor((p.lon + 180.0) / 6.0)) + 1;
  return {.number = std::clamp(number, 1, 60), .north = p.lat >= 0.0};
}

/// Widens the choice's range of scales by the one at a position. UTM is conformal: the axes of
/// Tissot's ellipse are equal.
void measure_scale(PJ* projection, GeoPoint p, CrsChoice& choice) {
  const PJ_FACTORS factors =
      proj_factors(projection, proj_coord(proj_torad(p.lon), proj_torad(p.lat), 0, 0));
  if (!(factors.tissot_semiminor > 0.0)) throw InputError("crs_area", {}, choice.name);
  choice.smallest_scale = std::min(choice.smallest_scale, factors.tissot_semiminor);
  choice.largest_scale = std::max(choice.largest_scale, factors.tissot_semimajor);
}

}  // namespace

CrsChoice choose_metric_crs(const GeoBox& box) {
  if (box.empty() || !kIndonesia.contains(box.low) || !kIndonesia.contains(box.high)) {
    throw InputError("crs_area", {}, "Indonesia");
  }
  const double width = box.high.lon - box.low.lon;
  const double height = box.high.lat - box.low.lat;
  const ProjContext context = quiet_offline_context();
  CrsChoice choice;
  const UtmZone zone = utm_zone({box.low.lon + width / 2.0, box.low.lat + height / 2.0});
  choice.crs = zone.crs();
  choice.smallest_scale = std::numeric_limits<double>::infinity();
  choice.largest_scale = 0.0;
  choice.name = Originals::instance().name(choice.crs);
  const Pj projection(proj_create(context.get(), zone.projection().c_str()));
  for (int i = 0; i < kSamplesPerSide * kSamplesPerSide; ++i) {
    const double u = (i % kSamplesPerSide) / (kSamplesPerSide - 1.0);
    const double v = (i / kSamplesPerSide) / (kSamplesPerSide - 1.0);
    measure_scale(projection.get(), {box.low.lon + u * width, box.low.lat + v * height}, choice);
  }
  choice.distorted = choice.smallest_scale < 0.999 || choice.largest_scale > 1.001;
  return choice;
}

}  // namespace rawan::io

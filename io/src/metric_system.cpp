#include "gdal_session.h"
#include "ogr_system.h"
#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace rawan::io {
namespace {

constexpr int kSamplesPerSide = 17;

/// Degrees on the datum of the stored coordinates.
OGRSpatialReference degrees_of(const CoordinateSystem& stored) {
  const OGRSpatialReference reference = reference_of(stored);
  const std::unique_ptr<OGRSpatialReference> base(reference.CloneGeogCS());
  OGRSpatialReference degrees(base != nullptr ? *base : reference);
  degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return degrees;
}

std::vector<Point> samples(const Box& box) {
  std::vector<Point> points;
  for (int i = 0; i < kSamplesPerSide * kSamplesPerSide; ++i) {
    const double u = (i % kSamplesPerSide) / (kSamplesPerSide - 1.0);
    const double v = (i / kSamplesPerSide) / (kSamplesPerSide - 1.0);
    points.push_back(
        {box.low.x + u * (box.high.x - box.low.x), box.low.y + v * (box.high.y - box.low.y)});
  }
  return points;
}

Box in_degrees(const CoordinateSystem& stored, const CoordinateSystem& degrees, const Box& extent) {
  std::vector<Point> points = samples(extent);
  Reprojection(stored, degrees).apply(points);
  Box box;
  for (const Point p : points) {
    if (!std::isfinite(p.x)) throw InputError("crs_area", {}, stored.name);
    box.extend(p);
  }
  return box;
}

/// Lengths of short steps to the east and north of each sample, against the ellipsoid's.
void measure(MetricSystem& choice, const CoordinateSystem& degrees, const Box& box,
             double semi_major, double eccentricity2) {
  constexpr double kStep = 1e-4;
  constexpr double kRadian = std::numbers::pi / 180.0;
  const std::vector<Point> places = samples(box);
  std::vector<Point> steps;
  for (const Point p : places) {
    steps.insert(steps.end(), {p, {p.x + kStep, p.y}, {p.x, p.y + (p.y < 0 ? kStep : -kStep)}});
  }
  Reprojection(degrees, choice.system).apply(steps);
  choice.smallest_scale = std::numeric_limits<double>::infinity();
  choice.largest_scale = 0.0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double sine = std::sin(places[i].y * kRadian);
    const double w2 = 1.0 - eccentricity2 * sine * sine;
    const double east = semi_major * std::cos(places[i].y * kRadian) / std::sqrt(w2);
    const double north = semi_major * (1.0 - eccentricity2) / (w2 * std::sqrt(w2));
    const Point a = steps[3 * i];
    const Point e = steps[3 * i + 1];
    const Point n = steps[3 * i + 2];
    const std::array<double, 2> scales{
        std::hypot(e.x - a.x, e.y - a.y) / (east * kStep * kRadian),
        std::hypot(n.x - a.x, n.y - a.y) / (north * kStep * kRadian)};
    for (const double scale : scales) {
      const bool bad = !std::isfinite(scale);
      choice.smallest_scale = std::min(choice.smallest_scale, bad ? 0.0 : scale);
      choice.largest_scale =
          std::max(choice.largest_scale, bad ? std::numeric_limits<double>::infinity() : scale);
    }
  }
}

OGRSpatialReference named(const OGRSpatialReference& degrees, const char* name) {
  OGRSpatialReference crs;
  crs.SetProjCS(name);
  crs.CopyGeogCSFrom(&degrees);
  return crs;
}

OGRSpatialReference utm(const OGRSpatialReference& degrees, Point middle) {
  const int zone = std::clamp(static_cast<int>(std::floor((middle.x + 180.0) / 6.0)) + 1, 1, 60);
  const bool north = middle.y >= 0.0;
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG((north ? 32600 : 32700) + zone);
  const std::unique_ptr<OGRSpatialReference> base(wgs84.CloneGeogCS());
  constexpr std::array<const char*, 3> kOptions{"IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                                "CRITERION=EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS",
                                                nullptr};
  if (base->IsSame(&degrees, kOptions.data()) != 0) return wgs84;
  OGRSpatialReference crs = named(degrees, ("UTM zone " + std::to_string(zone)).c_str());
  crs.SetUTM(zone, north ? TRUE : FALSE);
  return crs;
}

OGRSpatialReference mercator(const OGRSpatialReference& degrees, const Box& box) {
  // The parallel whose scale lies midway between those of the box's farthest and nearest ones.
  constexpr double kRadian = std::numbers::pi / 180.0;
  const bool crosses = box.low.y <= 0.0 && box.high.y >= 0.0;
  const double far = std::max(std::fabs(box.low.y), std::fabs(box.high.y));
  const double near = crosses ? 0.0 : std::min(std::fabs(box.low.y), std::fabs(box.high.y));
  const double cosine = 2.0 / (1.0 / std::cos(far * kRadian) + 1.0 / std::cos(near * kRadian));
  OGRSpatialReference crs = named(degrees, "Mercator of the extent");
  crs.SetMercator2SP(std::acos(cosine) / kRadian, 0.0, (box.low.x + box.high.x) / 2.0, 0.0, 0.0);
  return crs;
}

OGRSpatialReference conic(const OGRSpatialReference& degrees, const Box& box) {
  const double height = box.high.y - box.low.y;
  OGRSpatialReference crs = named(degrees, "Lambert conic of the extent");
  crs.SetLCC(box.low.y + height / 6.0, box.high.y - height / 6.0, box.low.y + height / 2.0,
             (box.low.x + box.high.x) / 2.0, 0.0, 0.0);
  return crs;
}

double distortion(const MetricSystem& choice) {
  return std::max(choice.largest_scale - 1.0, 1.0 - choice.smallest_scale);
}

}  // namespace

MetricSystem metric_system_for(const CoordinateSystem& stored, const Box& extent) {
  expects(!extent.empty(), "an extent is not empty");
  start_gdal();
  const GdalErrors quiet;
  if (stored.planar()) return {};
  const OGRSpatialReference base = degrees_of(stored);
  const CoordinateSystem degrees = system_of(&base);
  const Box box = in_degrees(stored, degrees, extent);
  const auto measured = [&](const CoordinateSystem& system) {
    MetricSystem choice{.system = system};
    const double flattening = 1.0 / base.GetInvFlattening();
    measure(choice, degrees, box, base.GetSemiMajor(), flattening * (2.0 - flattening));
    return choice;
  };
  if (stored.metric) return measured(stored);
  const Point middle{(box.low.x + box.high.x) / 2.0, (box.low.y + box.high.y) / 2.0};
  MetricSystem best;
  best.largest_scale = std::numeric_limits<double>::infinity();
  for (const OGRSpatialReference& crs :
       {utm(base, middle), mercator(base, box), conic(base, box)}) {
    CoordinateSystem system = system_of(&crs);
    system.metric = true;
    const MetricSystem choice = measured(system);
    if (distortion(choice) < distortion(best)) best = choice;
    if (!best.distorted()) break;
  }
  if (!std::isfinite(best.largest_scale)) throw InputError("crs_area", {}, stored.name);
  return best;
}

}  // namespace rawan::io

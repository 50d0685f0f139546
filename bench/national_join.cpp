// Reads areas and points by GDAL, then times what the comparison is about: building the index and
// asking it. Longitude and latitude are taken as a plane, as the peers do.
#include "rawan/algorithms/polygons.h"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <tbb/global_control.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

namespace rawan {
namespace {

Ring ring_of(const OGRLinearRing& from) {
  Ring ring;
  for (int i = 0; i + 1 < from.getNumPoints(); ++i) ring.push_back({from.getX(i), from.getY(i)});
  return ring;
}

void add_parts(const OGRGeometry* shape, Polygon& area) {
  if (shape == nullptr) return;
  if (const auto* polygon = dynamic_cast<const OGRPolygon*>(shape)) {
    PolygonPart part{ring_of(*polygon->getExteriorRing()), {}};
    for (int i = 0; i < polygon->getNumInteriorRings(); ++i) {
      part.holes.push_back(ring_of(*polygon->getInteriorRing(i)));
    }
    area.push_back(std::move(part));
  } else if (const auto* several = dynamic_cast<const OGRGeometryCollection*>(shape)) {
    for (int i = 0; i < several->getNumGeometries(); ++i) {
      add_parts(several->getGeometryRef(i), area);
    }
  }
}

std::vector<Polygon> read_areas(const char* path) {
  GDALAllRegister();
  const GDALDatasetUniquePtr file(GDALDataset::Open(path, GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!file) throw std::runtime_error("cannot read the areas");
  std::vector<Polygon> areas;
  for (const auto& feature : *file->GetLayer(0)) {
    add_parts(feature->GetGeometryRef(), areas.emplace_back());
  }
  return areas;
}

std::vector<Point> read_points(const char* path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  std::vector<Point> points;
  while (std::getline(file, line)) {
    char* rest = nullptr;
    const double x = std::strtod(line.c_str(), &rest);
    points.push_back({x, std::strtod(rest + 1, nullptr)});
  }
  return points;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// One line per point: the position of its area, the lowest of several, or -1.
void write(const std::vector<Placement>& placements, const char* path) {
  std::ofstream file(path);
  for (const Placement& p : placements) {
    file << (p.how == Placement::How::outside ? -1 : static_cast<std::int64_t>(p.site)) << '\n';
  }
}

int join(char** arguments) {
  std::vector<Polygon> areas = read_areas(arguments[1]);
  const std::vector<Point> points = read_points(arguments[2]);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  std::strtoul(arguments[4], nullptr, 10));
  const auto start = std::chrono::steady_clock::now();
  const AreaIndex index(std::move(areas));
  const double built = seconds_since(start);
  const std::vector<Placement> placements = index.locate(points, Meters(0.0));
  std::cout << "index " << built << "\nseconds " << seconds_since(start) << '\n';
  write(placements, arguments[3]);
  return 0;
}

}  // namespace
}  // namespace rawan

int main(int count, char** arguments) {
  if (count != 5) {
    std::cerr << "national_join AREAS POINTS.csv ANSWER.txt THREADS\n";
    return 2;
  }
  return rawan::join(arguments);
}

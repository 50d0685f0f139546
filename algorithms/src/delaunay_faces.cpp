#include "delaunay_faces.h"

#include <boost/polygon/voronoi.hpp>

#include <cmath>

namespace rawan {
namespace {

namespace bp = boost::polygon;

double distance(LatticePoint a, LatticePoint b) {
  return std::hypot(double(a.x) - double(b.x), double(a.y) - double(b.y));
}

/// Of a triangle: the product of its sides over four times its area.
double circumradius(LatticePoint a, LatticePoint b, LatticePoint c) {
  const auto doubled_area = static_cast<double>(std::abs(turn(a, b, c)));
  return distance(a, b) * distance(b, c) * distance(c, a) / (2.0 * doubled_area);
}

}  // namespace

std::vector<DelaunayFace> delaunay_faces(std::span<const LatticePoint> points) {
  std::vector<bp::point_data<std::int32_t>> sites;
  sites.reserve(points.size());
  for (const LatticePoint p : points) sites.emplace_back(p.x, p.y);
  bp::voronoi_diagram<double> diagram;
  bp::construct_voronoi(sites.begin(), sites.end(), &diagram);
  std::vector<DelaunayFace> faces;
  faces.reserve(diagram.num_vertices());
  for (const auto& vertex : diagram.vertices()) {
    DelaunayFace face;
    const auto* edge = vertex.incident_edge();
    do {
      face.corners.push_back(static_cast<std::uint32_t>(edge->cell()->source_index()));
      edge = edge->rot_next();
    } while (edge != vertex.incident_edge());
    face.circumradius =
        circumradius(points[face.corners[0]], points[face.corners[1]], points[face.corners[2]]);
    faces.push_back(std::move(face));
  }
  return faces;
}

}  // namespace rawan

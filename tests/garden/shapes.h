#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/io/geo.h"

#include <string>
#include <vector>

/// Every kind of shape that can lie in a file, as PostGIS's garden tests have it.
namespace rawan::garden {

struct Shape {
  std::string name;
  std::string wkb;
};

/// The shapes of the corpus (tests/corpus, H): good and broken areas, empty ones, curves, heights,
/// collections, coordinates that are no numbers, counts that lie, and every other type.
std::vector<Shape> shapes();

/// An area as the program lets it in: read, judged and repaired; no parts if it is refused.
io::GeoArea admitted(const Shape& shape);

/// The outer ring of a broken area that was never repaired, in meters: what no reader lets in.
std::vector<Polygon> unrepaired();

}  // namespace rawan::garden

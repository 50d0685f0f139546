#pragma once

#include <ogr_geometry.h>

#include <memory>
#include <string>
#include <vector>

namespace rawan::testing {

/// A feature to write: its geometry as WKT (empty: none) or as given, and its attributes as text.
struct VectorFeature {
  std::string wkt = {};
  std::vector<std::string> values = {};
  std::shared_ptr<OGRGeometry> geometry = {};
};

/// One layer to write with GDAL.
struct VectorLayer {
  std::string name = "desa";
  std::vector<std::string> fields = {"kode", "nama"};
  std::vector<VectorFeature> features = {};
  std::string crs = "EPSG:4326";  ///< Anything PROJ understands; empty: none.
  OGRwkbGeometryType type = wkbUnknown;
};

/// Writes the layers into a new file of the driver ("GPKG", "ESRI Shapefile", ...).
void write_vector(const std::string& path, const std::vector<VectorLayer>& layers,
                  const std::string& driver = "GPKG");

/// A square with its lower left corner there, counter-clockwise, sides in degrees.
std::string square(double lon, double lat, double side = 0.01);

}  // namespace rawan::testing

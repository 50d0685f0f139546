#include "support/vector_file.h"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <stdexcept>

namespace rawan::testing {
namespace {

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

void add_feature(OGRLayer& layer, const VectorFeature& given) {
  OGRFeature feature(layer.GetLayerDefn());
  for (std::size_t i = 0; i < given.values.size(); ++i) {
    feature.SetField(static_cast<int>(i), given.values[i].c_str());
  }
  if (given.geometry) feature.SetGeometry(given.geometry.get());
  if (!given.wkt.empty()) {
    OGRGeometry* geometry = nullptr;
    require(OGRGeometryFactory::createFromWkt(given.wkt.c_str(), nullptr, &geometry) == OGRERR_NONE,
            "not WKT");
    feature.SetGeometryDirectly(geometry);
  }
  require(layer.CreateFeature(&feature) == OGRERR_NONE, "no feature");
}

void add_layer(GDALDataset& dataset, const VectorLayer& given) {
  OGRSpatialReference crs;
  if (!given.crs.empty()) {
    require(crs.SetFromUserInput(given.crs.c_str()) == OGRERR_NONE, "not a CRS");
    crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  }
  OGRLayer* layer = dataset.CreateLayer(given.name.c_str(), given.crs.empty() ? nullptr : &crs,
                                        given.type, nullptr);
  require(layer != nullptr, "no layer");
  for (const std::string& field : given.fields) {
    OGRFieldDefn definition(field.c_str(), OFTString);
    require(layer->CreateField(&definition) == OGRERR_NONE, "no field");
  }
  for (const VectorFeature& feature : given.features) add_feature(*layer, feature);
}

}  // namespace

void write_vector(const std::string& path, const std::vector<VectorLayer>& layers,
                  const std::string& driver) {
  GDALAllRegister();
  GDALDriver* writer = GetGDALDriverManager()->GetDriverByName(driver.c_str());
  require(writer != nullptr, "no driver");
  const GDALDatasetUniquePtr dataset(writer->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  require(dataset != nullptr, "no dataset");
  for (const VectorLayer& layer : layers) add_layer(*dataset, layer);
}

std::string square(double lon, double lat, double side) {
  return fmt::format("POLYGON (({0} {1},{2} {1},{2} {3},{0} {3},{0} {1}))", lon, lat, lon + side,
                     lat + side);
}

}  // namespace rawan::testing

#pragma once

#include "gdal_session.h"
#include "table_fixture.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <array>
#include <string>
#include <utility>

namespace rawan::io {

/// Does to a database what no library would write.
inline void execute(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

struct NewPointLayer {
  GDALDatasetUniquePtr dataset;
  OGRLayer& layer;
};

/// An empty layer of points in a new file of a driver of GDAL.
/// @param option of the layer: "NAME=VALUE"; none: nullptr.
inline NewPointLayer new_point_layer(const std::string& path, const char* driver, const char* name,
                                     int epsg, const char* option) {
  start_gdal();
  GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName(driver)->Create(
      path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference crs;
  crs.importFromEPSG(epsg);
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  std::array<char*, 2> options{const_cast<char*>(option), nullptr};
  OGRLayer& layer = *dataset->CreateLayer(name, &crs, wkbPoint, options.data());
  return {std::move(dataset), layer};
}

/// Three points with a name, a count and a text as long as that.
inline std::string write_points(const Folder& folder, const std::string& name, const char* driver,
                                std::size_t length = 3, int epsg = 4326,
                                OGRPoint second = {109.5, 0.8}) {
  const std::string path = folder / name;
  const auto [dataset, layer] = new_point_layer(path, driver, "t", epsg, "SPATIAL_INDEX=NO");
  OGRFieldDefn village("desa", OFTString);
  OGRFieldDefn women("peserta_p", OFTInteger);
  OGRFieldDefn place("lokasi", OFTString);
  if (driver == std::string("ESRI Shapefile")) place.SetWidth(254);
  for (OGRFieldDefn* field : {&village, &women, &place}) layer.CreateField(field);
  for (const char* text : {"a", "b", "c"}) {
    OGRFeature feature(layer.GetLayerDefn());
    feature.SetField(0, text);
    feature.SetField(1, 4);
    feature.SetField(2, std::string(length, 'x').c_str());
    OGRPoint first(epsg == 4326 ? OGRPoint(109.5, 0.8) : OGRPoint(333086.0, 93983.0));
    feature.SetGeometry(*text == 'b' ? &second : &first);
    EXPECT_EQ(layer.CreateFeature(&feature), OGRERR_NONE);
  }
  return path;
}

}  // namespace rawan::io

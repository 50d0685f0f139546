#pragma once

#include "gdal_session.h"
#include "table_fixture.h"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <string>

namespace rawan::io {

/// Does to a database what no library would write.
inline void execute(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  sqlite3_close(database);
}

/// Three points with a name, a count and a text as long as that.
inline std::string write_points(const Folder& folder, const std::string& name, const char* driver,
                                std::size_t length = 3, int epsg = 4326,
                                OGRPoint second = {109.5, 0.8}) {
  start_gdal();
  const std::string path = folder / name;
  const GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName(driver)->Create(
      path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  OGRSpatialReference crs;
  crs.importFromEPSG(epsg);
  crs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  char option[] = "SPATIAL_INDEX=NO";
  char* options[] = {option, nullptr};
  OGRLayer& layer = *dataset->CreateLayer("t", &crs, wkbPoint, options);
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

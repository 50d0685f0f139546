#include "point_file.h"
#include "support/vector_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::io {
namespace {

using fixture::error_of;
using fixture::notes_of;
using ::testing::Contains;
using ::testing::Not;
using testing::VectorLayer;
using testing::write_vector;

/// Points of reports in that system, as WKT.
std::string write_at(const Folder& folder, const std::string& crs,
                     const std::vector<std::string>& points) {
  VectorLayer layer{.fields = {"desa"}, .crs = crs, .type = wkbPoint};
  for (const std::string& point : points)
    layer.features.push_back({"POINT (" + point + ")", {"a"}});
  write_vector(folder / "t.gpkg", {layer});
  return folder / "t.gpkg";
}

TextTable read_at(const std::string& crs, const std::string& point) {
  const Folder folder;
  return fixture::read(write_at(folder, crs, {point}));
}

std::string error_at(const std::string& crs, const std::vector<std::string>& points) {
  const Folder folder;
  const std::string path = write_at(folder, crs, points);
  return error_of([&] { fixture::read(path); });
}

/// The error if the layer's system is that number, or one with that definition.
std::string error_with_system(const std::string& number, const std::string& definition = {}) {
  const Folder folder;
  const std::string path = write_at(folder, "EPSG:4326", {"109.5 0.8"});
  if (!definition.empty()) {
    execute(path,
            "INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
            "organization_coordsys_id, definition) VALUES ('uji', " +
                number + ", 'NONE', " + number + ", '" + definition + "')");
  }
  execute(path, "UPDATE gpkg_geometry_columns SET srs_id = " + number +
                    "; UPDATE gpkg_contents SET srs_id = " + number);
  return error_of([&] { fixture::read(path); });
}

TEST(PointLayers, MustSayWhereOnEarthTheyLie) {
  EXPECT_EQ(error_with_system("4326"), "");
  EXPECT_EQ(error_with_system("0"), "crs_unknown");
  EXPECT_EQ(error_with_system("-1"), "crs_unknown");
  EXPECT_EQ(error_with_system("77777"), "crs_unknown");
  EXPECT_EQ(error_at("+proj=longlat +ellps=bessel", {"109.5 0.8"}), "crs_unknown");
  EXPECT_EQ(error_at("+proj=longlat +datum=WGS84", {"109.5 0.8"}), "");
}

TEST(PointLayers, AreBroughtToWgs84AsBoundariesAre) {
  for (const char* crs : {"EPSG:9470", "EPSG:4755"}) {  // SRGI2013, DGN95: one datum with WGS 84.
    const TextTable table = read_at(crs, "109.5 0.85");
    EXPECT_EQ(table.geometry.at(0), (GeoPoint{109.5, 0.85})) << crs;
    EXPECT_THAT(notes_of(table), Contains("crs_relabelled"));
  }
  const TextTable jakarta = read_at("EPSG:4813", "2.7 -6.9");
  EXPECT_NEAR(jakarta.geometry.at(0)->lon, 106.8077 + 2.7, 0.005);
  EXPECT_THAT(notes_of(jakarta), Contains("crs_transformed"));
  EXPECT_THAT(notes_of(jakarta), Not(Contains("crs_inexact")));
  EXPECT_THAT(notes_of(read_at("EPSG:4326", "109.5 0.8")), Not(Contains("crs_transformed")));
}

TEST(PointLayers, TellWhereTheWayFromADatumIsNotKnownWell) {
  EXPECT_THAT(notes_of(read_at("EPSG:4613", "109.5 0.8")), Contains("crs_inexact"));  // Segara.
  EXPECT_THAT(notes_of(read_at("EPSG:4211", "138 -4")), Contains("crs_inexact"));  // Java's shift.
  EXPECT_THAT(notes_of(read_at("EPSG:4211", "107.6 -6.9")), Not(Contains("crs_inexact")));
}

TEST(PointLayers, LieWhereTheirSystemMayBeUsed) {
  // Meters of zone 49 north, called south, and those of Papua in zone 48.
  EXPECT_EQ(error_at("EPSG:32649", {"333086 93983"}), "");
  EXPECT_EQ(error_at("EPSG:32749", {"333086 93983"}), "crs_range_conflict");
  EXPECT_EQ(error_at("EPSG:32748", {"4200000 9600000", "4200100 9600000"}), "crs_range_conflict");
  EXPECT_EQ(error_at("EPSG:32649", {"333086 93983", "333086 93983", "333086 9393983"}), "");
}

/// Counts what GDAL says aloud while it lives.
class Overheard {
 public:
  Overheard() { CPLPushErrorHandlerEx(&Overheard::hear, &count); }
  Overheard(const Overheard&) = delete;
  Overheard& operator=(const Overheard&) = delete;
  ~Overheard() { CPLPopErrorHandler(); }
  int count = 0;

 private:
  static void hear(CPLErr /*level*/, CPLErrorNum /*number*/, const char* /*text*/) {
    ++*static_cast<int*>(CPLGetErrorHandlerUserData());
  }
};

TEST(PointLayers, AreReadInSilence) {
  const Overheard overheard;
  EXPECT_EQ(error_with_system("900001", R"(PROJCS["KENARI",GEOGCS["x",DATUM[)"), "crs_unknown");
  EXPECT_EQ(overheard.count, 0);
}

}  // namespace
}  // namespace rawan::io

#include "io/village_reading.h"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>

namespace rawan::io {
namespace {

using rawan::testing::square;
using rawan::testing::VectorFeature;
using rawan::testing::VectorLayer;
using rawan::testing::VillageReading;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

/// A layer of one village with this geometry.
VectorLayer of_one(const std::string& wkt) {
  return {.features = {{wkt, {"61.07.04.1001", "A"}}}};
}

VectorFeature with_vertex(double x, double y) {
  auto polygon = std::make_shared<OGRPolygon>();
  OGRLinearRing ring;
  ring.addPoint(109.0, 0.5);
  ring.addPoint(109.1, 0.5);
  ring.addPoint(x, y);
  ring.closeRings();
  polygon->addRing(&ring);
  return {.values = {"61.07.04.1001", "A"}, .geometry = polygon};
}

TEST(ReadVillages, LeavesZAndMBehindAndTakesTheHorizontalCrs) {
  VillageReading reading;
  VectorLayer layer = of_one(
      "MULTIPOLYGON ZM (((109 0.5 7 1,109.1 0.5 7 1,109.1 0.6 7 1,109 0.6 7 1,109 0.5 7 1)))");
  layer.crs = "EPSG:4326+3855";
  reading.write({layer});
  const VillageLayer read = reading.read();
  EXPECT_EQ(read.villages.at(0).area[0].outer[1], (GeoPoint{109.1, 0.5}));
  EXPECT_TRUE(reading.noted("z_dropped"));
  EXPECT_EQ(reading.count(Outcome::accepted), 1U);
}

TEST(ReadVillages, RefusesALayerWithoutCrs) {
  VillageReading reading;
  VectorLayer layer = of_one(square(109.0, 0.5));
  layer.crs.clear();
  reading.write({layer});
  EXPECT_EQ(reading.failure(), "crs_unknown");
  layer.type = wkbPolygon;
  reading.write({layer}, "villages.shp", "ESRI Shapefile");
  EXPECT_EQ(reading.failure(), "crs_unknown");
}

TEST(ReadVillages, RelabelsIndonesianDatumsToTheBit) {
  for (const char* crs : {"EPSG:9470", "EPSG:4755"}) {
    VillageReading reading;
    VectorLayer layer = of_one(square(109.0, 0.5));
    layer.crs = crs;
    reading.write({layer});
    EXPECT_EQ(reading.read().villages.at(0).area[0].outer[2], (GeoPoint{109.01, 0.51})) << crs;
    EXPECT_TRUE(reading.noted("crs_relabelled"));
  }
}

TEST(ReadVillages, RelabelsTheDatumOfProjectedLayersToo) {
  // 500,000 m east in zone 49N is its central meridian, 111 degrees, whatever the datum's label.
  for (const char* crs : {"EPSG:32649", "EPSG:9479", "EPSG:23869"}) {
    VillageReading reading;
    VectorLayer layer = of_one("POLYGON ((500000 0,501000 0,501000 1000,500000 1000,500000 0))");
    layer.crs = crs;
    reading.write({layer});
    const GeoPoint corner = reading.read().villages.at(0).area[0].outer[0];
    EXPECT_NEAR(corner.lon, 111.0, 1e-9) << crs;
    EXPECT_NEAR(corner.lat, 0.0, 1e-9) << crs;
  }
}

TEST(ReadVillages, TransformsOtherDatums) {
  VillageReading reading;
  VectorLayer layer = of_one(square(109.0, 0.5));
  layer.crs = "EPSG:4211";  // Batavia: 170 m away.
  reading.write({layer});
  const GeoPoint corner = reading.read().villages.at(0).area[0].outer[0];
  EXPECT_GT(std::hypot(corner.lon - 109.0, corner.lat - 0.5) * 111'320.0, 50.0);
  EXPECT_LT(std::hypot(corner.lon - 109.0, corner.lat - 0.5) * 111'320.0, 1'000.0);
  EXPECT_TRUE(reading.noted("crs_transformed"));
}

TEST(ReadVillages, TellsWhereTheWayFromADatumIsNotKnownWell) {
  struct Case {
    std::string crs;
    std::string code;
    std::string wkt;
    bool exact;
  };
  const std::string borneo = square(109.0, 0.5);
  const std::string java = square(107.0, -7.0);
  const std::string papua = square(138.0, -4.0);
  const std::vector<Case> cases{
      {"EPSG:4211", "32.04.01.2001", java, true},     // Made for Java: 6 m.
      {"EPSG:4211", "91.03.01.2001", papua, false},   // The same numbers, made for Java.
      {"EPSG:4613", "61.07.04.1001", borneo, false},  // Segara: no way at all, a ballpark.
      {"EPSG:9470", "61.07.04.1001", borneo, true},   // One datum with WGS 84 here.
      {"EPSG:4326", "61.07.04.1001", borneo, true}};
  for (const auto& [crs, code, wkt, exact] : cases) {
    VillageReading reading;
    reading.regency = code.substr(0, 5);
    VectorLayer layer{.features = {{wkt, {code, "A"}}}};
    layer.crs = crs;
    reading.write({layer});
    reading.read();
    EXPECT_EQ(reading.noted("crs_inexact"), !exact) << crs << ' ' << code;
  }
}

TEST(ReadVillages, TakesACrsWithoutANameIfItsDatumIsKnown) {
  for (const auto& [crs, failure] : {std::pair{"+proj=longlat +datum=WGS84", ""},
                                     {"+proj=longlat +ellps=bessel", "crs_unknown"}}) {
    VillageReading reading;
    VectorLayer layer = of_one(square(109.0, 0.5));
    layer.crs = crs;
    reading.write({layer});
    EXPECT_EQ(reading.failure(), failure) << crs;
  }
}

TEST(ReadVillages, RefusesCoordinatesThatContradictTheirCrs) {
  VillageReading reading;
  VectorLayer degrees_as_meters = of_one(square(109.0, 0.5));
  degrees_as_meters.crs = "EPSG:32748";
  reading.write({degrees_as_meters}, "a.gpkg");
  EXPECT_EQ(reading.failure(), "crs_range_conflict");

  reading.write({of_one("POLYGON ((500000 1,501000 1,501000 1000,500000 1000,500000 1))")},
                "b.gpkg");
  EXPECT_EQ(reading.failure(), "crs_range_conflict");

  VectorLayer wrong_hemisphere =
      of_one("POLYGON ((5e5 9.2e6,5.1e5 9.2e6,5.1e5 9.21e6,5e5 9.21e6,5e5 9.2e6))");
  wrong_hemisphere.crs = "EPSG:32648";
  reading.write({wrong_hemisphere}, "c.gpkg");
  EXPECT_EQ(reading.failure(), "crs_range_conflict");

  reading.write({of_one(square(0.5, 109.0))}, "d.gpkg");
  EXPECT_EQ(reading.failure(), "axes_swapped");
}

TEST(ReadVillages, RejectsTheOneVillageThatLiesElsewhere) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.1, 0.5), {"61.07.04.1002", "B"}},
                               {square(9.0, 0.5), {"61.07.04.1003", "C"}}}}});
  EXPECT_EQ(reading.read().villages.size(), 2U);
  EXPECT_THAT(reading.reasons(3), ElementsAre("out_of_range"));
}

TEST(ReadVillages, RejectsVerticesThatAreNoNumbers) {
  for (const double bad :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    VillageReading reading;
    reading.write(
        {{.features = {with_vertex(109.0, bad), {square(109.2, 0.5), {"61.07.04.1002", "B"}}}}});
    EXPECT_EQ(reading.read().villages.size(), 1U);
    EXPECT_THAT(reading.reasons(1), ElementsAre("not_finite"));
  }
}

TEST(ReadVillages, RejectsWhatIsNoArea) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {"", {"61.07.04.1002", "B"}},
                               {"POLYGON EMPTY", {"61.07.04.1003", "C"}},
                               {"POINT (109 0.5)", {"61.07.04.1004", "D"}},
                               {"POLYGON ((109 0,109.1 0.1,109 0))", {"61.07.04.1005", "E"}},
                               {square(109.0, 0.5, 1e-9), {"61.07.04.1006", "F"}}}}});
  EXPECT_EQ(reading.read().villages.size(), 1U);
  EXPECT_THAT(reading.reasons(2), ElementsAre("no_geometry"));
  EXPECT_THAT(reading.reasons(3), ElementsAre("no_geometry"));
  EXPECT_THAT(reading.reasons(4), ElementsAre("geometry_type"));
  EXPECT_THAT(reading.reasons(5), Contains("zero_area"));
  EXPECT_THAT(reading.reasons(6), ElementsAre("zero_area"));
  EXPECT_EQ(reading.count(Outcome::rejected), 5U);
}

TEST(ReadVillages, RefusesALayerOfPoints) {
  VillageReading reading;
  reading.write({of_one("POINT (109 0.5)")});
  EXPECT_EQ(reading.failure(), "not_polygons");
  VectorLayer points = of_one("POINT (109 0.5)");
  points.type = wkbPoint;
  reading.write({points}, "points.gpkg");
  EXPECT_EQ(reading.failure(), "not_polygons");
}

TEST(ReadVillages, LinearizesCurves) {
  VillageReading reading;
  reading.write(
      {of_one("CURVEPOLYGON (CIRCULARSTRING (109 0.5,109.1 0.6,109.2 0.5,109.1 0.4,"
              "109 0.5))")});
  const VillageLayer read = reading.read();
  EXPECT_GT(read.villages.at(0).area[0].outer.size(), 50U);
  EXPECT_THAT(reading.reasons(1), ElementsAre("curve_linearized"));
  EXPECT_EQ(reading.count(Outcome::repaired), 1U);
}

TEST(ReadVillages, RepairsSmallDefectsAndRejectsLargeOnes) {
  VillageReading reading;
  reading.write(
      {{.features = {
            {"POLYGON ((109 0,109.1 0,109.1 0.0995,109.1 0.1,109.001 0.1,109 0.099,109 0.1,109 0))",
             {"61.07.04.1001", "A"}},
            {"POLYGON ((109 1,109.1 1.1,109.1 1,109 1.1,109 1))", {"61.07.04.1002", "B"}}}}});
  const VillageLayer read = reading.read();
  ASSERT_EQ(read.villages.size(), 1U);
  EXPECT_THAT(reading.reasons(1), Contains("polygon_repaired"));
  EXPECT_THAT(reading.reasons(2), ElementsAre("polygon_lost"));
  reading.source.max_repair_share = 1.0;
  EXPECT_EQ(reading.read().villages.size(), 2U);
}

TEST(ReadVillages, ExcludesOtherRegencies) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.1, 0.5), {"61.71.04.1001", "B"}}}}});
  EXPECT_EQ(reading.read().villages.size(), 1U);
  EXPECT_THAT(reading.reasons(2), ElementsAre("other_regency"));
  reading.regency.clear();
  EXPECT_EQ(reading.read().villages.size(), 2U);
}

TEST(ReadVillages, SetsPlaceholdersAndNonVillagesAside) {
  VillageReading reading;
  reading.write(
      {{.fields = {"KDEPUM", "WADMKD", "TIPADM"},
        .features = {{square(109.0, 0.5), {"61.07.04.1001", "Danau Rata", "0"}},
                     {square(109.1, 0.5), {"", "Sebalo", "2"}},
                     {square(109.2, 0.5), {"91.15.--.----", "Sebalo", ""}},
                     {square(109.3, 0.5), {"", "Danau Sentarum", "1"}},
                     {square(109.4, 0.5), {"", "Hutan Lindung", "999"}},
                     {square(109.5, 0.5), {"61.07.04.1002", "Area Tidak Terdefinisi", ""}},
                     {square(109.6, 0.5), {"61.07.04", "Bengkayang", ""}},
                     {square(109.7, 0.5), {"61.07.04.9001", "Sebalo", "2"}}}}});
  EXPECT_EQ(reading.read().villages.size(), 1U);
  EXPECT_THAT(reading.reasons(2), ElementsAre("placeholder_code"));
  EXPECT_THAT(reading.reasons(3), ElementsAre("placeholder_code"));
  for (const std::uint64_t row : {4U, 5U, 6U, 7U}) {
    EXPECT_THAT(reading.reasons(row), ElementsAre("not_village")) << row;
  }
  EXPECT_THAT(reading.reasons(8), ElementsAre("code_format"));
  EXPECT_EQ(reading.count(Outcome::excluded), 6U);
}

TEST(ReadVillages, KeepsOneOfEqualRows) {
  VillageReading reading;
  const VectorFeature row{square(109.0, 0.5), {"61.07.04.1001", "A"}};
  reading.write({{.features = {row, row}}});
  const VillageLayer read = reading.read();
  ASSERT_EQ(read.villages.size(), 1U);
  EXPECT_EQ(read.villages[0].source.row, 1U);
  EXPECT_THAT(reading.reasons(2), ElementsAre("duplicate_row"));
}

TEST(ReadVillages, JoinsThePartsOfOneVillage) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.01, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.3, 0.5), {"61.07.04.1001", "A"}}}}});
  const VillageLayer read = reading.read();
  ASSERT_EQ(read.villages.size(), 1U);
  EXPECT_EQ(read.villages[0].area.size(), 2U);  // The first two share a border.
  EXPECT_NEAR(read.villages[0].area_m2, 3 * 1113.2 * 1105.7, 2'000.0);
  EXPECT_EQ(reading.count(Outcome::accepted), 3U);
}

TEST(ReadVillages, RejectsAllWhoClaimOneCode) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.005, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.3, 0.5), {"61.07.04.1002", "B"}},
                               {square(109.4, 0.5), {"61.07.04.1002", "C"}},
                               {square(109.5, 0.5), {"61.07.04.1003", "D"}}}}});
  const VillageLayer read = reading.read();
  ASSERT_EQ(read.villages.size(), 1U);
  EXPECT_EQ(read.villages[0].name, "D");
  for (const std::uint64_t row : {1U, 2U, 3U, 4U}) {
    EXPECT_THAT(reading.reasons(row), ElementsAre("duplicate_code")) << row;
  }
}

TEST(ReadVillages, RejectsOnlyTheVillageWhoseShapeIsDamaged) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "A"}},
                               {square(109.1, 0.5), {"61.07.04.1002", "B"}}}}});
  GDALDatasetUniquePtr dataset(
      GDALDataset::Open(reading.source.path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  dataset->ExecuteSQL("UPDATE desa SET geom = X'4750' WHERE fid = 1", nullptr, nullptr);
  dataset.reset();
  ASSERT_EQ(reading.read().villages.size(), 1U);
  EXPECT_THAT(reading.reasons(1), ElementsAre("geometry_damaged"));
  EXPECT_THAT(reading.reasons(2), IsEmpty());
}

TEST(ReadVillages, TakesNamesOfAnotherEncodingForWindows) {
  VillageReading reading;
  reading.write({{.features = {{square(109.0, 0.5), {"61.07.04.1001", "D\xc3\xa9sa"}}}}}, "v.shp",
                "ESRI Shapefile");
  const std::string stem = reading.source.path.substr(0, reading.source.path.size() - 3);
  std::ofstream(stem + "cpg") << "UTF-8";
  ASSERT_EQ(reading.read().villages.size(), 1U);
  EXPECT_EQ(reading.read().villages[0].name, "D\xc3\xa9sa");
  EXPECT_THAT(reading.reasons(1), ElementsAre("transcoded"));
}

TEST(ReadVillages, IsEmptyForAnEmptyLayer) {
  VillageReading reading;
  reading.write({{.type = wkbMultiPolygon}});
  EXPECT_TRUE(reading.read().villages.empty());
}

TEST(ReadVillages, RefusesAGeoPackageWithAHotJournal) {
  for (const char* suffix : {"-wal", "-journal"}) {
    VillageReading reading;
    reading.write({of_one(square(109.0, 0.5))});
    std::ofstream(reading.source.path + suffix) << "hot";
    EXPECT_EQ(reading.failure(), "has_wal") << suffix;
  }
}

TEST(ReadVillages, RefusesHalfAFile) {
  VillageReading reading;
  std::vector<VectorFeature> rows;
  for (int i = 1; i <= 400; ++i) {
    rows.push_back(
        {square(109.0 + 0.002 * i, 0.5, 0.001), {"61.07.04." + std::to_string(1000 + i), "A"}});
  }
  for (const auto& [name, driver] :
       std::vector<std::pair<std::string, std::string>>{{"v.gpkg", "GPKG"},
                                                        {"v.shp", "ESRI Shapefile"},
                                                        {"v.geojson", "GeoJSON"},
                                                        {"v.fgb", "FlatGeobuf"}}) {
    reading.write({{.name = "v", .features = rows, .type = wkbPolygon}}, name, driver);
    EXPECT_EQ(reading.failure(), "") << name;
    std::filesystem::resize_file(reading.source.path,
                                 std::filesystem::file_size(reading.source.path) / 2);
    EXPECT_NE(reading.failure(), "") << name;
  }
}

TEST(ReadVillages, AnswersTheSameTwice) {
  VillageReading reading;
  reading.write({{.features = {{square(109.3, 0.5), {"61.07.04.1002", "B"}},
                               {square(109.0, 0.5), {"61.07.04.1001", "A"}}}}});
  const VillageLayer first = reading.read();
  const VillageLayer second = reading.read();
  ASSERT_EQ(first.villages.size(), 2U);
  EXPECT_EQ(first.villages[0].name, "A");
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(first.villages[i].area, second.villages[i].area);
    EXPECT_EQ(first.villages[i].area_m2, second.villages[i].area_m2);
  }
}

TEST(ReadVillages, StopsWhenAsked) {
  VillageReading reading;
  reading.write({of_one(square(109.0, 0.5))});
  std::stop_source stop;
  stop.request_stop();
  Progress progress;
  EXPECT_THROW(read_villages(reading.source, {}, "61.07", reading.ledger,
                             Control(stop.get_token(), progress)),
               Cancelled);
}

}  // namespace
}  // namespace rawan::io

#include "parse_coordinate.h"
#include "point_file.h"
#include "rawan/io/feature_set.h"
#include "same_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <new>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::error_of;
using fixture::rows_of;
using ::testing::ElementsAre;

TEST(GeoPackage, RejectsTextInAColumnOfNumbers) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  execute(path, "UPDATE t SET peserta_p = 'KENARI' WHERE fid = 2");
  const TextTable table = fixture::read(path);
  EXPECT_THAT(rows_of(table), ElementsAre("1: a|4|xxx", "3: c|4|xxx"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: cell_type"));
}

TEST(GeoPackage, TakesNoColumnForTheNumberOfAFeature) {
  const Folder folder;
  for (const char* column : {"rowid", "_rowid_", "oid"}) {
    const std::string path = write_points(folder, column + std::string(".gpkg"), "GPKG");
    execute(path, "ALTER TABLE t ADD COLUMN " + std::string(column) +
                      " TEXT; UPDATE t SET peserta_p = 'KENARI', " + column +
                      " = 'x' WHERE fid = 2; UPDATE t SET " + column + " = '2' WHERE fid = 1");
    EXPECT_THAT(bad_rows_of(fixture::read(path)), ElementsAre("2: cell_type")) << column;
  }
}

TEST(GeoPackage, MayNumberItsFeaturesItself) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  execute(path,
          "CREATE TABLE s (nomor INTEGER NOT NULL PRIMARY KEY, geom POINT, desa TEXT,"
          " peserta_p INTEGER) WITHOUT ROWID; INSERT INTO s SELECT fid, geom, desa,"
          " CASE fid WHEN 2 THEN 'KENARI' ELSE peserta_p END FROM t;"
          "DROP TABLE t; ALTER TABLE s RENAME TO t");
  const TextTable table = fixture::read(path);
  EXPECT_THAT(rows_of(table), ElementsAre("1: a|4", "3: c|4"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: cell_type"));
}

TEST(GeoPackage, ADamagedShapeIsTheTroubleOfItsRow) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  execute(path, "UPDATE t SET geom = X'4750' WHERE fid = 2");
  const TextTable table = fixture::read(path);
  EXPECT_THAT(rows_of(table), ElementsAre("1: a|4|xxx", "3: c|4|xxx"));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("2: geometry_damaged"));
}

TEST(GeoPackage, APointThatNoTransformationPlacesIsAloneInThat) {
  const Folder folder;
  const TextTable table =
      fixture::read(write_points(folder, "t.gpkg", "GPKG", 3, 32649, {1e30, 1e30}));
  EXPECT_EQ(table.rows(), 3U);
  EXPECT_EQ(check_point(table.geometry.at(1).value()).refusal, "not_finite");
  EXPECT_EQ(check_point(table.geometry.at(2).value()).refusal, "");
}

/// "memory", the code of an error, or nothing, where SQLite may have no more than these bytes.
std::string error_within(std::int64_t bytes, const std::string& path) {
  sqlite3_hard_heap_limit64(bytes);
  std::string error;
  try {
    error = error_of([&] { fixture::read(path); });
  } catch (const std::bad_alloc&) {
    error = "memory";
  }
  sqlite3_hard_heap_limit64(0);
  return error;
}

TEST(GeoPackage, IsNotDamagedForWantOfMemory) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  constexpr std::int64_t kStep = 20'000;
  constexpr std::int64_t kEnough = 8'000'000;
  std::int64_t bytes = kStep;
  for (; bytes < kEnough; bytes += kStep) {
    const std::string error = error_within(bytes, path);
    if (error.empty()) break;
    EXPECT_EQ(error, "memory") << bytes;
  }
  EXPECT_GT(bytes, 2 * kStep);
  EXPECT_LT(bytes, kEnough);
}

TEST(GeoPackage, MayLieAtAnyName) {
  const Folder folder;
  for (const char* name : {"a?b.gpkg", "a#b.gpkg", "a%41.gpkg", "d\xC3\xA9sa 1.gpkg"}) {
    EXPECT_EQ(fixture::read(write_points(folder, name, "GPKG")).rows(), 3U) << name;
  }
}

TEST(GeoPackage, RefusesWhatIsNone) {
  const Folder folder;
  const std::string plain = folder / "p.gpkg";
  execute(plain, "CREATE TABLE t (desa TEXT)");
  EXPECT_EQ(error_of([&] { fixture::read(plain); }), "not_geopackage");
  const std::string missing = write_points(folder, "m.gpkg", "GPKG");
  execute(missing, "DROP TABLE t");
  EXPECT_EQ(error_of([&] { fixture::read(missing); }), "damaged");
  const std::string view = write_points(folder, "v.gpkg", "GPKG");
  execute(view, "ALTER TABLE t RENAME TO s; CREATE VIEW t AS SELECT fid, geom, desa FROM s");
  EXPECT_EQ(error_of([&] { fixture::read(view); }), "layer_is_view");
}

std::string error_after(const std::string& sql) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  execute(path, sql);
  return error_of([&] { fixture::read(path); });
}

/// Takes minutes and gigabytes, or refuses the file as damaged, where anything computes it.
constexpr const char* kEndless = "(hex(zeroblob(400000000)))";

TEST(GeoPackage, RefusesColumnsThatTheDatabaseComputes) {
  const std::string endless = kEndless;
  EXPECT_EQ(error_after("ALTER TABLE t ADD COLUMN c TEXT AS " + endless), "column_computed");
  EXPECT_EQ(error_after("ALTER TABLE t ADD COLUMN c TEXT NOT NULL AS " + endless),
            "column_computed");
  EXPECT_EQ(error_after("ALTER TABLE t RENAME COLUMN geom TO g;"
                        "ALTER TABLE t ADD COLUMN geom POINT AS (g)"),
            "column_computed");
  EXPECT_EQ(error_after("CREATE TABLE s (a, b AS (a + 1) STORED)"), "column_computed");
}

TEST(GeoPackage, RefusesWhatOnlySeemsToBeATable) {
  EXPECT_EQ(error_after("ALTER TABLE gpkg_contents RENAME TO g;"
                        "CREATE VIEW gpkg_contents AS SELECT * FROM g"),
            "layer_is_view");
  EXPECT_EQ(error_after("ALTER TABLE gpkg_geometry_columns RENAME TO g;"
                        "CREATE VIEW GPKG_Geometry_Columns AS SELECT * FROM g"),
            "layer_is_view");
  EXPECT_EQ(error_after("DROP TABLE t; CREATE VIRTUAL TABLE t USING fts5(desa)"), "layer_is_view");
}

TEST(GeoPackage, ComputesNoRulesDefaultsOrIndexes) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  const std::string endless = kEndless;
  execute(path, "PRAGMA ignore_check_constraints=ON; CREATE TABLE r (a CHECK" + endless +
                    "); INSERT INTO r (a) VALUES (1);"
                    "CREATE TABLE s (a, b DEFAULT " +
                    endless +
                    "); CREATE INDEX i ON s (hex(zeroblob(400000000 * a)));"
                    "CREATE INDEX j ON s (b) WHERE hex(zeroblob(400000000 * a)) > 'a';"
                    "INSERT INTO s (a, b) VALUES (0, 1)");
  constexpr std::int64_t kEnough = 8'000'000;
  EXPECT_EQ(error_within(kEnough, path), "");
}

std::string wkt_in(const OGRSpatialReference& crs, const char* dialect) {
  char* text = nullptr;
  const std::string format = "FORMAT=" + std::string(dialect);
  const char* options[] = {format.c_str(), nullptr};
  crs.exportToWkt(&text, options);
  std::string wkt = text;
  CPLFree(text);
  return wkt;
}

/// Three points in degrees; the row of their system is defined as another, in that dialect of WKT.
std::string write_redefined(const Folder& folder, int epsg, const char* dialect) {
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  OGRSpatialReference crs;
  crs.importFromEPSG(epsg);
  std::string sql = "UPDATE gpkg_spatial_ref_sys SET definition = '";
  for (const char c : wkt_in(crs, dialect)) sql += c == '\'' ? "''" : std::string(1, c);
  execute(path, sql + "' WHERE srs_id = 4326");
  return path;
}

std::string error_if_defined_as(int epsg, const char* dialect) {
  const Folder folder;
  const std::string path = write_redefined(folder, epsg, dialect);
  return error_of([&] { fixture::read(path); });
}

TEST(GeoPackage, RefusesASystemOfTwoMinds) {
  EXPECT_EQ(error_if_defined_as(32649, "WKT1_GDAL"), "crs_conflict");
  EXPECT_EQ(error_if_defined_as(4211, "WKT1_GDAL"), "crs_conflict");
}

TEST(GeoPackage, ProvesTheSystemThatItsGeometriesName) {
  const Folder folder;
  const std::string path = write_redefined(folder, 32649, "WKT1_GDAL");
  execute(path, "UPDATE gpkg_contents SET srs_id = 0");  // Nobody looks at this one.
  EXPECT_EQ(error_of([&] { fixture::read(path); }), "crs_conflict");
}

TEST(GeoPackage, DoesNotMindTheWordsOfADefinition) {
  for (const char* dialect : {"WKT1_GDAL", "WKT1_ESRI", "WKT2_2019"}) {
    EXPECT_EQ(error_if_defined_as(4326, dialect), "") << dialect;
  }
  EXPECT_EQ(error_if_defined_as(9470, "WKT1_GDAL"), "");  // SRGI2013, the same to 0.2 m.
}

bool are_same(const OGRSpatialReference& one, const std::string& other) {
  OGRSpatialReference second;
  EXPECT_EQ(second.SetFromUserInput(other.c_str()), OGRERR_NONE) << other;
  return is_same_system(one, second);
}

TEST(SameSystem, IsItselfInEveryDialect) {
  start_gdal();
  for (const int epsg : {4326, 9470, 4755, 4238, 4211, 4813, 32649, 32749, 9479, 23835, 23866, 3857,
                         3395, 3001, 29873, 3375, 3376, 3577}) {
    OGRSpatialReference crs;
    ASSERT_EQ(crs.importFromEPSG(epsg), OGRERR_NONE);
    for (const char* dialect : {"WKT1_GDAL", "WKT1_ESRI", "WKT2_2015", "WKT2_2019"}) {
      EXPECT_TRUE(are_same(crs, wkt_in(crs, dialect))) << epsg << ' ' << dialect;
    }
  }
}

TEST(SameSystem, DiffersInEachNumberThatMovesAPlace) {
  start_gdal();
  const std::string conic = "+proj=aea +lat_0=0 +lon_0=110 +x_0=0 +y_0=0 +datum=WGS84 +units=m ";
  const std::string oblique = "+proj=omerc +k=0.99984 +x_0=0 +y_0=0 +datum=WGS84 +units=m ";
  const std::array<std::array<std::string, 2>, 7> pairs{{
      {"EPSG:4211", "EPSG:4813"},
      {conic + "+lat_1=2 +lat_2=-7", conic + "+lat_1=3 +lat_2=-7"},
      {conic + "+lat_1=2 +lat_2=-7", conic + "+lat_1=2 +lat_2=-8"},
      {oblique + "+lat_0=4 +lonc=115 +alpha=53 +gamma=53",
       oblique + "+lat_0=4 +lonc=115 +alpha=54 +gamma=53"},
      {oblique + "+lat_0=4 +lonc=115 +alpha=53 +gamma=53",
       oblique + "+lat_0=4 +lonc=115 +alpha=53 +gamma=52"},
      {oblique + "+lat_0=4 +lonc=115 +alpha=53 +gamma=53",
       oblique + "+lat_0=5 +lonc=115 +alpha=53 +gamma=53"},
      {oblique + "+lat_0=4 +lonc=115 +alpha=53 +gamma=53",
       oblique + "+lat_0=4 +lonc=116 +alpha=53 +gamma=53"},
  }};
  for (const auto& [one, other] : pairs) {
    OGRSpatialReference crs;
    ASSERT_EQ(crs.SetFromUserInput(one.c_str()), OGRERR_NONE);
    EXPECT_TRUE(are_same(crs, one)) << one;
    EXPECT_FALSE(are_same(crs, other)) << one << " and " << other;
  }
}

TEST(GeoPackage, WaitsForAWriterToEnd) {
  using namespace std::chrono_literals;
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t writer = fork();
  if (writer == 0) {
    sqlite3* database = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_exec(database, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
    const bool told = write(ready[1], "x", 1) == 1;
    std::this_thread::sleep_for(400ms);
    _exit(told ? 0 : 1);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(fixture::read(path).rows(), 3U);
  EXPECT_GT(std::chrono::steady_clock::now() - start, 200ms);
  int status = 0;
  waitpid(writer, &status, 0);
  EXPECT_EQ(status, 0);
  close(ready[0]);
  close(ready[1]);
}

// --- of any columns -----------------------------------------------------------------------------

FeatureRequest women_of(const std::string& path, const std::string& where = {}) {
  return {.path = path, .accepted = {.points = true}, .where = where, .numbers = {{"peserta_p"}}};
}

TEST(FeatureSets, RefuseTextInAColumnOfNumbers) {
  const Folder folder;
  const std::string path = write_points(folder, "t.gpkg", "GPKG");
  execute(path, "UPDATE t SET peserta_p = 'KENARI' WHERE fid = 2");
  for (const char* where : {"", "desa <> 'a'"}) {
    const FeatureSet set = read_feature_set(women_of(path, where));
    ASSERT_EQ(set.rejections.size(), 1U) << where;
    EXPECT_EQ(set.rejections[0].reason, "cell_type");
    EXPECT_EQ(set.rejections[0].count, 1U);
    EXPECT_EQ(set.rejections[0].first, *where == '\0' ? 2U : 1U);
    EXPECT_EQ(set.record.size(), *where == '\0' ? 2U : 1U);
  }
  FeatureRequest others = women_of(path);
  others.numbers.clear();
  others.texts = {"desa"};
  EXPECT_EQ(read_feature_set(others).record.size(), 3U);
}

TEST(FeatureSets, RefuseASystemOfTwoMindsBehindAFilterToo) {
  const Folder folder;
  const std::string path = write_redefined(folder, 32649, "WKT1_GDAL");
  for (const char* where : {"", "desa <> 'a'"}) {
    EXPECT_EQ(error_of([&] { read_feature_set(women_of(path, where)); }), "crs_conflict") << where;
  }
}

}  // namespace
}  // namespace rawan::io

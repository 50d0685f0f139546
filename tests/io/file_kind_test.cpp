#include "file_kind.h"

#include "gdal_session.h"
#include "rawan/io/release.h"
#include "rawan/io/versions.h"
#include "table_fixture.h"

#include <cpl_conv.h>
#include <cpl_http.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace rawan::io {
namespace {

using fixture::error_of;

/// Set before any test can start GDAL.
const bool kHostileEnvironment =
    setenv("GDAL_SKIP", "GPKG", 1) == 0 && setenv("OGR_GEOJSON_MAX_OBJ_SIZE", "1", 1) == 0 &&
    setenv("PROJ_NETWORK", "ON", 1) == 0 && setenv("PROJ_DATA", "/tidak/ada", 1) == 0 &&
    setenv("PROJ_LIB", "/tidak/ada", 1) == 0;

/// Asked for its version, PROJ looks for its files and remembers where.
const bool kHasVersions = !library_versions().empty();

std::string error_at(const std::string& path) {
  return error_of([&] { kind_of_file(path); });
}

TEST(FileKind, GoesByContent) {
  const Folder folder;
  EXPECT_EQ(kind_of_file(folder.write("a.csv", "a;b\n")), FileKind::delimited_text);
  EXPECT_EQ(kind_of_file(folder.write("b", "a;b\n")), FileKind::delimited_text);
  EXPECT_EQ(kind_of_file(folder.write("c.json", " {\"type\":1}")), FileKind::geojson);
  EXPECT_EQ(kind_of_file(folder.write("d.csv", std::string("\xff\xfe\x61\0\x3b\0", 6))),
            FileKind::delimited_text);
  EXPECT_EQ(kind_of_file(folder.write("laporan 1: pagi.csv", "a;b\n")), FileKind::delimited_text);
  EXPECT_EQ(kind_of_bytes("\x89PNG\r\n"), FileKind::other);
  EXPECT_EQ(kind_of_bytes("<?xml version='1.0'?><gpx/>"), FileKind::gpx);
  EXPECT_EQ(kind_of_bytes("{\"type\":\"Feature\"}\n{\"type\":\"Feature\"}\n"),
            FileKind::geojson_lines);
  EXPECT_EQ(kind_of_bytes("{\"type\":\"Feature\"}\n\n"), FileKind::geojson) << "one feature alone";
}

TEST(FileKind, OfATableWithoutFieldsIsToldByItsHeader) {
  std::string dbase(65, '\0');
  dbase.replace(0, 4, "\x03\x7e\x0b\x15");
  dbase[8] = 65;
  dbase[64] = '\x0d';
  EXPECT_EQ(kind_of_bytes(dbase), FileKind::dbase);
  EXPECT_NE(kind_of_bytes(dbase.substr(0, 64)), FileKind::dbase);
}

TEST(FileKind, AVirtualDatasetIsRefusedUnderEveryName) {
  const Folder folder;
  const std::string vrt =
      "<OGRVRTDataSource><OGRVRTLayer name=\"x\"><SrcDataSource>/etc/passwd</SrcDataSource>"
      "</OGRVRTLayer></OGRVRTDataSource>";
  for (const std::string name : {"a.csv", "a.xlsx", "a.geojson", "a.json", "a.shp", "a.gpkg",
                                 "a.kml", "a.gpx", "a.fgb", "a.dbf", "a.txt", "a.tsv"}) {
    EXPECT_EQ(error_at(folder.write(name, vrt)), "content_mismatch") << name;
  }
  EXPECT_EQ(error_of([&] { open_vector(folder.write("a.vrt", vrt)); }), "format_unsupported");
}

TEST(FileKind, NameAndContentMustAgree) {
  const Folder folder;
  EXPECT_EQ(error_at(folder.write("a.csv", "{\"type\":\"FeatureCollection\"}")),
            "content_mismatch");
  EXPECT_EQ(error_at(folder.write("a.xlsx", std::string("SQLite format 3\0", 16))),
            "content_mismatch");
  EXPECT_EQ(error_at(folder.write("a.gpkg", "PK\x03\x04")), "content_mismatch");
  EXPECT_EQ(error_at(folder.write("a.GPKG", "PK\x03\x04")), "content_mismatch");
}

TEST(FileKind, RefusesWhatIsNoFile) {
  const Folder folder;
  for (const std::string name :
       {"PG:dbname=x", "WFS:http://localhost", "/vsicurl/http://localhost", "/vsimem/x",
        "http://localhost/a.csv", "CSV:a.csv", "{}", "<x/>", ""}) {
    EXPECT_EQ(error_at(name), "not_a_file_name") << name;
  }
  EXPECT_EQ(error_at(folder / "tidak.csv"), "not_found");
  EXPECT_EQ(error_at("laporan 1: pagi.csv"), "not_found") << "a file name of this folder";
  EXPECT_EQ(error_at(folder / "."), "not_a_file");
  EXPECT_EQ(error_at("/dev/null"), "not_a_file");
  mkfifo((folder / "pipa.csv").c_str(), 0600);
  EXPECT_EQ(error_at(folder / "pipa.csv"), "not_a_file");
  EXPECT_EQ(error_at(folder.write("kosong.csv", "")), "empty_file");
  std::filesystem::create_symlink(folder / "kita.csv", folder / "kami.csv");
  std::filesystem::create_symlink(folder / "kami.csv", folder / "kita.csv");
  EXPECT_EQ(error_at(folder / "kami.csv"), "not_readable");
  const std::string sparse = folder.write("jarang.csv", "a;b\n");
  std::filesystem::resize_file(sparse, std::uintmax_t{8} << 40U);
  EXPECT_EQ(error_at(sparse), "too_large");
  EXPECT_EQ(error_of([&] { sha256_of_file(sparse); }), "too_large");
}

TEST(GdalSession, ForgetsTheEnvironmentAndTheNetwork) {
  ASSERT_TRUE(kHostileEnvironment);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(start_gdal);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(CPLGetConfigOption("GDAL_SKIP", nullptr), nullptr);
  EXPECT_EQ(CPLGetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", nullptr), nullptr);
  EXPECT_STREQ(getenv("PROJ_NETWORK"), "OFF");
  EXPECT_TRUE(kHasVersions);
  OGRSpatialReference batavia;
  EXPECT_EQ(batavia.importFromEPSG(4211), OGRERR_NONE) << "PROJ found another database";
  EXPECT_NE(GetGDALDriverManager()->GetDriverByName("GPKG"), nullptr);
  for (const char* driver : {"OGR_VRT", "VRT", "CSV", "PostgreSQL", "WFS", "HTTP", "SQLite"}) {
    EXPECT_EQ(GetGDALDriverManager()->GetDriverByName(driver), nullptr) << driver;
  }
  CPLHTTPResult* fetched = CPLHTTPFetch("http://127.0.0.1:9/", nullptr);
  ASSERT_NE(fetched, nullptr);
  EXPECT_NE(fetched->nStatus, 0);
  EXPECT_STREQ(fetched->pszErrBuf, "network access is disabled");
  CPLHTTPDestroyResult(fetched);
}

TEST(GdalSession, CollectsFailuresOnly) {
  start_gdal();
  GdalErrors outer;
  {
    GdalErrors inner;
    CPLError(CE_Warning, CPLE_AppDefined, "not counted");
    CPLError(CE_Failure, CPLE_AppDefined, "first");
    CPLError(CE_Failure, CPLE_AppDefined, "second");
    EXPECT_EQ(inner.failures(), 2);
    EXPECT_EQ(inner.first(), "first");
    EXPECT_EQ(error_of([&] { inner.expect_none({.file = "x"}); }), "read_failed");
  }
  EXPECT_FALSE(outer.failed());
}

TEST(GdalSession, TellsAWantOfMemoryFromABadFile) {
  start_gdal();
  GdalErrors errors;
  CPLError(CE_Failure, CPLE_OutOfMemory, "cannot allocate 80080000 bytes");
  EXPECT_THROW(errors.expect_none({.file = "x"}), std::bad_alloc);
  errors.reset();
  CPLError(CE_Failure, CPLE_AppDefined, "sqlite3_step() : out of memory");
  EXPECT_THROW(errors.expect_none({.file = "x"}), std::bad_alloc);
  errors.reset();
  EXPECT_NO_THROW(errors.expect_none({.file = "x"}));
}

}  // namespace
}  // namespace rawan::io

#include "point_file.h"
#include "rawan/io/record_count.h"
#include "zip_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace rawan::io {
namespace {

using fixture::bad_rows_of;
using fixture::cells_of;
using fixture::error_of;
using fixture::rows_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Twenty reports as texts; every value survives every format.
std::vector<std::vector<std::string>> twenty_rows() {
  std::vector<std::vector<std::string>> rows;
  for (int i = 1; i <= 20; ++i) {
    rows.push_back({"L-" + std::to_string(i), i % 7 == 0 ? "" : "Désa " + std::to_string(i),
                    std::to_string(i * 3), "0." + std::to_string(85001 + 10 * i),
                    "a \"b\"; c, d | e"});
  }
  return rows;
}
const std::vector<std::string> kNames{"id_laporan", "desa", "peserta_p", "lintang", "lokasi"};

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

std::string delimited(const std::string& separator, const std::string& line_end) {
  const auto line = [&](const std::vector<std::string>& texts) {
    std::string joined;
    for (const std::string& text : texts)
      joined += (joined.empty() ? "" : separator) + quoted(text);
    return joined + line_end;
  };
  std::string text = line(kNames);
  for (const auto& row : twenty_rows()) text += line(row);
  return text;
}

std::string workbook() {
  const auto escaped = [](std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 6) {
      text.replace(at, 1, "&quot;");
    }
    return text;
  };
  std::string rows = text_row(1, kNames);
  unsigned number = 1;
  for (auto row : twenty_rows()) {
    row[4] = escaped(row[4]);
    rows += text_row(++number, row);
  }
  return xlsx({.sheets = {{"Laporan", rows}}});
}

std::string geojson() {
  std::string features;
  for (const auto& row : twenty_rows()) {
    std::string place;
    for (const char c : row[4]) place += c == '"' ? std::string("\\\"") : std::string(1, c);
    const std::string village = row[1].empty() ? "null" : "\"" + row[1] + "\"";
    features += std::string(features.empty() ? "" : ",") +
                R"({"type":"Feature","geometry":{"type":"Point","coordinates":[109.5,)" + row[3] +
                R"(]},"properties":{"id_laporan":")" + row[0] + R"(","desa":)" + village +
                R"(,"peserta_p":)" + row[2] + R"(,"lintang":)" + row[3] + R"(,"lokasi":")" + place +
                "\"}}";
  }
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

/// Writes the twenty rows, or what `edit` makes of the layer, with a driver of GDAL.
std::string write_layer(const Folder& folder, const std::string& name, const char* driver, int epsg,
                        const std::function<void(OGRLayer&)>& edit = {},
                        const char* option = nullptr) {
  const std::string path = folder / name;
  const auto [dataset, layer] = new_point_layer(path, driver, "laporan", epsg, option);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    OGRFieldDefn field(kNames[i].c_str(), i == 2 ? OFTInteger : i == 3 ? OFTReal : OFTString);
    layer.CreateField(&field);
  }
  if (edit) {
    edit(layer);
    return path;
  }
  for (const auto& row : twenty_rows()) {
    OGRFeature feature(layer.GetLayerDefn());
    for (int i = 0; i < 5; ++i) {
      const std::string& text = row[static_cast<std::size_t>(i)];
      if (!text.empty()) feature.SetField(i, text.c_str());
    }
    OGRPoint point(109.5, std::stod(row[3]));
    feature.SetGeometry(&point);
    EXPECT_EQ(layer.CreateFeature(&feature), OGRERR_NONE);
  }
  return path;
}

std::string geopackage(const Folder& folder) {
  return write_layer(folder, "t.gpkg", "GPKG", 4326);
}

std::string error_in_json(const std::string& text) {
  const Folder folder;
  return error_of([&] { fixture::read(folder.write("t.geojson", text)); });
}

std::string collection(const std::string& members) {
  return R"({"type":"FeatureCollection",)" + members + "}";
}

TEST(FeatureTable, TheSameRowsGiveTheSameCellsInEveryFormat) {
  const Folder folder;
  std::vector<std::string> expected;
  for (const auto& row : twenty_rows()) expected.insert(expected.end(), row.begin(), row.end());
  const std::vector<std::string> paths{
      folder.write("koma.csv", delimited(",", "\n")),
      folder.write("excel.csv", "\xef\xbb\xbf" + delimited(";", "\r\n")),
      folder.write("tab.tsv", delimited("\t", "\r")),
      folder.write("pipa.txt", "sep=|\r\n" + delimited("|", "\r\n")),
      folder.write("buku.xlsx", workbook()),
      folder.write("titik.geojson", geojson()),
      geopackage(folder),
      write_layer(folder, "t.fgb", "FlatGeobuf", 4326, {}, "SPATIAL_INDEX=NO"),
  };
  for (const std::string& path : paths) {
    const TextTable table = fixture::read(path);
    EXPECT_EQ(cells_of(table), expected) << path;
    EXPECT_EQ(table.independent_count, 20U) << path;
  }
}

TEST(FeatureTable, ReadsShapefilesWithTheirNamesCut) {
  const Folder folder;
  const TextTable table = fixture::read(write_layer(folder, "t.shp", "ESRI Shapefile", 4326));
  EXPECT_EQ(table.rows(), 20U);
  EXPECT_EQ(table.independent_count, 20U);
  EXPECT_EQ(table.geometry.at(0), (GeoPoint{109.5, 0.85011}));
}

TEST(FeatureTable, GivesPointsInDegrees) {
  const Folder folder;
  EXPECT_EQ(fixture::read(folder.write("t.geojson", geojson())).geometry.at(19),
            (GeoPoint{109.5, 0.85201}));
  EXPECT_EQ(fixture::read(geopackage(folder)).geometry.at(19), (GeoPoint{109.5, 0.85201}));
}

void one_point(OGRLayer& layer, double x, double y) {
  OGRFeature feature(layer.GetLayerDefn());
  feature.SetField(0, "L-1");
  OGRPoint point(x, y);
  feature.SetGeometry(&point);
  EXPECT_EQ(layer.CreateFeature(&feature), OGRERR_NONE);
}

TEST(FeatureTable, BringsMetersToDegrees) {
  const Folder folder;
  for (const int epsg : {32649, 9479}) {
    const std::string path =
        write_layer(folder, "u" + std::to_string(epsg) + ".gpkg", "GPKG", epsg,
                    [](OGRLayer& layer) { one_point(layer, 333086.0, 93983.0); });
    const auto point = fixture::read(path).geometry.at(0).value();
    EXPECT_NEAR(point.lon, 109.5, 0.01);
    EXPECT_NEAR(point.lat, 0.85, 0.01);
  }
}

TEST(FeatureTable, TheNationalDatumIsNotMoved) {
  const Folder folder;
  const std::string path = write_layer(folder, "n.gpkg", "GPKG", 9470,
                                       [](OGRLayer& layer) { one_point(layer, 109.5, 0.85); });
  EXPECT_EQ(fixture::read(path).geometry.at(0), (GeoPoint{109.5, 0.85}));
}

TEST(FeatureTable, RefusesCoordinatesThatBelieTheirSystem) {
  const Folder folder;
  const std::string degrees = write_layer(folder, "d.gpkg", "GPKG", 32649,
                                          [](OGRLayer& layer) { one_point(layer, 109.5, 0.85); });
  EXPECT_EQ(error_of([&] { fixture::read(degrees); }), "crs_range_conflict");
  const std::string meters = write_layer(
      folder, "m.gpkg", "GPKG", 4326, [](OGRLayer& layer) { one_point(layer, 333086.0, 93983.0); });
  EXPECT_EQ(error_of([&] { fixture::read(meters); }), "crs_range_conflict");
}

TEST(FeatureTable, AFeatureWithoutGeometryIsARowWithoutPlace) {
  const Folder folder;
  const TextTable table = fixture::read(folder.write(
      "t.geojson",
      collection(
          R"("features":[{"type":"Feature","geometry":null,"properties":{"desa":"a"}},)"
          R"({"type":"Feature","geometry":{"type":"Point","coordinates":[109,1]},)"
          R"("properties":{"desa":"b"}},)"
          R"({"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,1],[2,2]]},)"
          R"("properties":{"desa":"c"}}])")));
  EXPECT_THAT(rows_of(table), ElementsAre("1: a", "2: b"));
  EXPECT_EQ(table.geometry.at(0), std::nullopt);
  EXPECT_EQ(table.geometry.at(1), (GeoPoint{109.0, 1.0}));
  EXPECT_THAT(bad_rows_of(table), ElementsAre("3: geometry_type"));
}

TEST(FeatureTable, RefusesJsonThatIsBrokenOrSomethingElse) {
  const std::string whole = geojson();
  EXPECT_EQ(error_in_json(whole.substr(0, whole.size() - 3)), "damaged:20");
  EXPECT_EQ(error_in_json(whole + "x"), "damaged");
  EXPECT_EQ(error_in_json(whole + whole), "damaged");
  EXPECT_EQ(error_in_json(collection(R"("a":1,"a":2,"features":[])")), "key_twice");
  EXPECT_EQ(error_in_json("{\"a\":" + std::string(200000, '[')), "nesting");
  EXPECT_EQ(error_in_json(R"({"type":"Topology","objects":{}})"), "not_geojson");
  EXPECT_EQ(error_in_json(collection(R"("features":[1])")), "not_geojson");
  EXPECT_EQ(
      error_in_json(collection(
          R"("crs":{"type":"link","properties":{"href":"http://localhost/"}},"features":[])")),
      "crs_link_refused");
}

TEST(FeatureTable, ForbiddenPropertiesAreNotKept) {
  const Folder folder;
  const TextTable table = fixture::read(folder.write(
      "t.geojson", collection(R"("features":[{"type":"Feature","geometry":null,"properties":)"
                              R"({"desa":"a","nama":"KANARI","catatan":"KANARI"}}])")));
  EXPECT_THAT(rows_of(table), ElementsAre("1: a"));
  EXPECT_THAT(table.forbidden_headers, ElementsAre("nama"));
  EXPECT_THAT(std::string(table.cells.bytes()), Not(HasSubstr("KANARI")));
}

TEST(FeatureTable, ReadsWithoutTouchingTheGeoPackage) {
  const Folder folder;
  const std::string path = geopackage(folder);
  const std::string before = bytes_of(path);
  fixture::read(path);
  EXPECT_EQ(bytes_of(path), before);
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  EXPECT_FALSE(std::filesystem::exists(path + "-shm"));
}

TEST(FeatureTable, RefusesAGeoPackageInUse) {
  const Folder folder;
  const std::string path = geopackage(folder);
  for (const std::string suffix : {"-wal", "-journal"}) {
    folder.write("t.gpkg" + suffix, "x");
    EXPECT_EQ(error_of([&] { fixture::read(path); }), "has_wal");
    std::filesystem::remove(path + suffix);
  }
}

TEST(FeatureTable, EveryTruncationOfAGeoPackageIsRefused) {
  const Folder folder;
  const std::string whole = bytes_of(geopackage(folder));
  for (std::size_t size = 0; size < whole.size(); size += 1499) {
    const std::string path = folder.write("cut.gpkg", whole.substr(0, size));
    EXPECT_NE(error_of([&] { fixture::read(path); }), "") << size;
  }
}

TEST(FeatureTable, DamagedPagesAreRefusedOrDoNotMatter) {
  const Folder folder;
  const std::string path = geopackage(folder);
  const std::string whole = bytes_of(path);
  const std::vector<std::string> cells = cells_of(fixture::read(path));
  for (std::size_t page = 0; page < whole.size() / 4096; ++page) {
    std::string zeroed = whole;
    std::fill_n(zeroed.begin() + static_cast<std::ptrdiff_t>(page * 4096), 4096, '\0');
    const std::string damaged = folder.write("zero.gpkg", zeroed);
    error_of([&] { EXPECT_EQ(cells_of(fixture::read(damaged)), cells) << page; });
  }
}

TEST(FeatureTable, AsksWhichLayer) {
  const Folder folder;
  const std::string path = geopackage(folder);
  execute(path,
          "CREATE TABLE lain (fid INTEGER PRIMARY KEY, desa TEXT);"
          "INSERT INTO lain (desa) VALUES ('a'), ('b');"
          "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
          "VALUES ('lain', 'attributes', 'lain');");
  EXPECT_EQ(error_of([&] { fixture::read(path); }), "which_layer");
  EXPECT_THAT(rows_of(fixture::read(path, {.layer = "lain"})), ElementsAre("1: a", "2: b"));
  EXPECT_EQ(error_of([&] { fixture::read(path, {.layer = "tidak"}); }), "layer_not_found");
}

TEST(FeatureTable, TablesOutsideTheContentsAreIgnored) {
  const Folder folder;
  const std::string path = geopackage(folder);
  execute(path, "CREATE TABLE lain (fid INTEGER PRIMARY KEY, desa TEXT);");
  EXPECT_EQ(fixture::read(path).rows(), 20U);
  execute(path, "UPDATE gpkg_ogr_contents SET feature_count = 7;");
  EXPECT_EQ(fixture::read(path).rows(), 20U);
}

TEST(FeatureTable, RefusesAShapefileWithPartsMissingOrCut) {
  const Folder folder;
  const std::string path = write_layer(folder, "t.shp", "ESRI Shapefile", 4326);
  const auto error_with = [&](const std::string& part, const std::string& bytes) {
    const std::string whole = bytes_of(folder / part);
    folder.write(part, bytes);
    const std::string error = error_of([&] { fixture::read(path); });
    folder.write(part, whole);
    return error;
  };
  const auto cut = [&](const std::string& part, std::size_t bytes) {
    const std::string whole = bytes_of(folder / part);
    return error_with(part, whole.substr(0, whole.size() - bytes));
  };
  EXPECT_EQ(cut("t.dbf", 400), "dbf_size");
  EXPECT_EQ(cut("t.shp", 10), "shp_size");
  EXPECT_EQ(cut("t.shx", 8), "shp_size");
  for (const auto& [part, code] :
       {std::pair{"t.prj", "crs_unknown"}, std::pair{"t.dbf", "no_attributes"},
        std::pair{"t.shx", "shx_missing"}}) {
    std::filesystem::rename(folder / part, folder / "away");
    EXPECT_EQ(error_of([&] { fixture::read(path); }), code);
    std::filesystem::rename(folder / "away", folder / part);
  }
}

TEST(FeatureTable, EveryTruncationOfAFlatGeobufIsRefused) {
  const Folder folder;
  const std::string whole = bytes_of(write_layer(folder, "t.fgb", "FlatGeobuf", 4326));
  for (std::size_t size = 0; size < whole.size(); size += 97) {
    const std::string path = folder.write("cut.fgb", whole.substr(0, size));
    EXPECT_NE(error_of([&] { fixture::read(path); }), "") << size;
  }
}

TEST(FeatureTable, RefusesLayersOfAreas) {
  const Folder folder;
  const std::string path = write_layer(folder, "a.gpkg", "GPKG", 4326, [](OGRLayer&) {});
  execute(path, "UPDATE gpkg_geometry_columns SET geometry_type_name = 'POLYGON';");
  EXPECT_EQ(error_of([&] { fixture::read(path); }), "not_points");
}

TEST(IndependentCount, CountsRecordsOfTextAndSheetsWithTheirHeaders) {
  const Folder folder;
  EXPECT_EQ(independent_count(folder.write("a.csv", "a;b\n\n1;\"x\ny\"\n;\n2;3"), ""), 3U);
  EXPECT_EQ(independent_count(folder.write("a.xlsx", workbook()), ""), 21U);
  EXPECT_EQ(independent_count(geopackage(folder), "laporan"), 20U);
}

}  // namespace
}  // namespace rawan::io

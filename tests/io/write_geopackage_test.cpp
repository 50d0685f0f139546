#include "geopackage_parts.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "support/files.h"
#include "support/gdal_file.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>
#include <tbb/parallel_for.h>
#include <tbb/task_group.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content_of;
using rawan::testing::opened;
using rawan::testing::sample_layers;
using rawan::testing::sample_options;
using rawan::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

/// Rows of the answer as SQLite's texts, columns joined by '|'.
std::vector<std::string> answers(const fs::path& path, const std::string& sql) {
  sqlite3* database = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
      << sqlite3_errmsg(database);
  std::vector<std::string> rows;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    std::string row;
    for (int c = 0; c < sqlite3_column_count(statement); ++c) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, c));
      row += (c > 0 ? "|" : "") + std::string(text == nullptr ? "NULL" : text);
    }
    rows.push_back(row);
  }
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return rows;
}

class GeoPackage : public ::testing::Test {
 protected:
  GeoPackage() : path(dir.path() / "a.gpkg") {
    write_geopackage(path, sample_layers(), sample_options());
  }
  TempDir dir;
  fs::path path;
};

template <class Get>
auto if_set(const OGRFeature& feature, int field, Get get) -> std::optional<decltype(get())> {
  if (feature.IsFieldNull(field)) return std::nullopt;
  return get();
}

TEST_F(GeoPackage, KeepsEveryValueInItsOrder) {
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  OGRLayer* layer = dataset->GetLayerByName("posts");
  Integers numbers;
  Reals reals;
  Texts texts;
  Texts dates;
  Integers flags;
  std::vector<GeoPoint> points;
  for (const OGRFeatureUniquePtr& f : *layer) {
    numbers.push_back(if_set(*f, 0, [&] { return std::int64_t{f->GetFieldAsInteger64(0)}; }));
    reals.push_back(if_set(*f, 1, [&] { return f->GetFieldAsDouble(1); }));
    texts.push_back(if_set(*f, 2, [&] { return std::string(f->GetFieldAsString(2)); }));
    dates.push_back(if_set(*f, 3, [&] { return std::string(f->GetFieldAsString(3)); }));
    flags.push_back(if_set(*f, 4, [&] { return std::int64_t{f->GetFieldAsInteger(4)}; }));
    points.push_back(
        {f->GetGeometryRef()->toPoint()->getX(), f->GetGeometryRef()->toPoint()->getY()});
  }
  const Layer meant = sample_layers()[0];
  EXPECT_EQ(numbers, std::get<Integers>(meant.columns[0].values));
  EXPECT_EQ(reals, std::get<Reals>(meant.columns[1].values));
  EXPECT_EQ(texts, std::get<Texts>(meant.columns[2].values));
  EXPECT_EQ(dates, (Texts{"2026/11/21", std::nullopt, "2024/02/29", "1999/12/31"}));
  EXPECT_EQ(flags, std::get<Integers>(meant.columns[4].values));
  EXPECT_EQ(points, std::get<std::vector<GeoPoint>>(meant.shapes));
  EXPECT_EQ(layer->GetLayerDefn()->GetFieldDefn(4)->GetSubType(), OFSTBoolean);
  EXPECT_EQ(layer->GetLayerDefn()->GetFieldDefn(3)->GetType(), OFTDate);
}

TEST_F(GeoPackage, KeepsAreasWithHolesAndParts) {
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  OGRLayer* layer = dataset->GetLayerByName("villages");
  EXPECT_EQ(layer->GetGeomType(), wkbMultiPolygon);
  const OGRFeatureUniquePtr first(layer->GetNextFeature());
  char* wkt = nullptr;
  first->GetGeometryRef()->exportToWkt(&wkt);
  EXPECT_STREQ(wkt,
               "MULTIPOLYGON (((109 1,110 1,110 2,109 2,109 1),"
               "(109.25 1.25,109.5 1.5,109.5 1.25,109.25 1.25)),((111 1,112 1,111 2,111 1)))");
  CPLFree(wkt);
  const OGRFeatureUniquePtr second(layer->GetNextFeature());
  EXPECT_EQ(second->GetGeometryRef(), nullptr);
}

/// A GeoPackage that GDAL writes of what it reads in one.
void copy_by_gdal(const fs::path& from, const fs::path& to) {
  const auto source = opened(from, GDAL_OF_VECTOR);
  const GDALDatasetUniquePtr target(GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
      to.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  CPLStringList options;
  options.SetNameValue("GEOMETRY_NAME", "geom");
  for (OGRLayer* layer : source->GetLayers()) {
    ASSERT_NE(target->CopyLayer(layer, layer->GetName(), options.List()), nullptr);
  }
}

/// Every row as literals of SQL: type, value and bytes.
std::vector<std::string> literals(const fs::path& path, const std::string& table) {
  std::string columns;
  for (const std::string& name :
       answers(path, "SELECT name FROM pragma_table_info('" + table + "') ORDER BY name")) {
    columns += (columns.empty() ? "quote(\"" : ", quote(\"") + name + "\")";
  }
  return answers(path, "SELECT " + columns + " FROM \"" + table + "\"");
}

TEST_F(GeoPackage, HoldsTheRowsThatGdalWouldWrite) {
  const fs::path other = dir.path() / "gdal.gpkg";
  copy_by_gdal(path, other);
  for (const Layer& layer : sample_layers()) {
    EXPECT_THAT(literals(path, layer.name), SizeIs(layer.size()));
    EXPECT_EQ(literals(path, layer.name), literals(other, layer.name)) << layer.name;
  }
}

TEST_F(GeoPackage, HasTheTriggersThatGdalMakes) {
  const fs::path other = dir.path() / "gdal.gpkg";
  copy_by_gdal(path, other);
  const std::string triggers =
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
      " AND tbl_name <> 'layer_styles' ORDER BY name";
  EXPECT_THAT(answers(path, triggers), SizeIs(Gt(20U)));
  EXPECT_EQ(answers(path, triggers), answers(other, triggers));
}

TEST_F(GeoPackage, CountsItsRows) {
  std::vector<std::string> counts;
  for (const Layer& layer : sample_layers()) {
    counts.push_back(layer.name + "|" + std::to_string(layer.size()));
  }
  counts.emplace_back("layer_styles|2");
  EXPECT_EQ(answers(path, "SELECT table_name, feature_count FROM gpkg_ogr_contents"), counts);
}

TEST_F(GeoPackage, DeclaresItsLayersWithExtentTitleAndNoClock) {
  EXPECT_THAT(
      answers(path,
              "SELECT table_name, identifier, description, data_type, min_x, max_y, srs_id, "
              "last_change FROM gpkg_contents ORDER BY table_name"),
      ElementsAre(
          "layer_styles|layer_styles||attributes|NULL|NULL|0|1980-01-01T00:00:00.000Z",
          "posts|Pos 'jaga'|Pos dan "
          "kantor.|features|-109.5|1.25111111111111|4326|1980-01-01T00:00:00.000Z",
          "routes|Rute||features|109.0|2.0|4326|1980-01-01T00:00:00.000Z",
          "schedule|Jadwal|Tanpa geometri.|attributes|NULL|NULL|0|1980-01-01T00:00:00.000Z",
          "villages|Desa|Batas indikatif.|features|109.0|2.0|4326|1980-01-01T00:00:00.000Z"));
}

TEST_F(GeoPackage, KeepsAliases) {
  EXPECT_THAT(answers(path,
                      "SELECT column_name, name, title FROM gpkg_data_columns WHERE table_name = "
                      "'villages'"),
              ElementsAre("code|Kode wilayah|Kode wilayah"));
}

TEST_F(GeoPackage, KeepsStylesAsQgisDoes) {
  EXPECT_THAT(answers(path,
                      "SELECT f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
                      "styleName, styleQML, useAsDefault, update_time FROM layer_styles"),
              ElementsAre("||villages|geom|Desa|<qgis/>|1|1980-01-01T00:00:00.000Z",
                          "||schedule||Jadwal|<qgis version='3'/>|1|1980-01-01T00:00:00.000Z"));
}

TEST_F(GeoPackage, HoldsNothingUnusedAndNoSideFiles) {
  EXPECT_THAT(answers(path, "PRAGMA freelist_count"), ElementsAre("0"));
  EXPECT_THAT(answers(path, "PRAGMA integrity_check"), ElementsAre("ok"));
  EXPECT_THAT(answers(path, "PRAGMA foreign_key_check"), IsEmpty());
  EXPECT_THAT(answers(path, "PRAGMA journal_mode"), ElementsAre("delete"));
  EXPECT_THAT(content_of(path), Not(HasSubstr(dir.path().string())));
}

/// How often a text stands in the file, in whatever page.
std::size_t times_in(const std::string& bytes, const std::string& text) {
  std::size_t times = 0;
  for (std::size_t at = bytes.find(text); at != std::string::npos; at = bytes.find(text, at + 1)) {
    ++times;
  }
  return times;
}

TEST_F(GeoPackage, HoldsNothingThatWasDeleted) {
  const auto triggers = answers(path, "SELECT sql FROM sqlite_master WHERE type = 'trigger'");
  ASSERT_GT(triggers.size(), 5U);
  const std::string bytes = content_of(path);
  // Each was taken away and made again.
  for (const std::string& trigger : triggers) EXPECT_EQ(times_in(bytes, trigger), 1U) << trigger;
}

TEST_F(GeoPackage, HasSpatialIndexes) {
  EXPECT_THAT(answers(path, "SELECT COUNT(*) FROM rtree_posts_geom"), ElementsAre("4"));
  for (const char* layer : {"posts", "routes", "villages"}) {
    EXPECT_THAT(answers(path, std::string("SELECT rtreecheck('rtree_") + layer + "_geom')"),
                ElementsAre("ok"));
  }
}

TEST_F(GeoPackage, FindsEveryShapeByItsPlace) {
  const auto dataset = opened(path, GDAL_OF_VECTOR);
  for (const char* name : {"posts", "routes", "villages"}) {
    OGRLayer* layer = dataset->GetLayerByName(name);
    EXPECT_TRUE(layer->TestCapability(OLCFastSpatialFilter)) << name;
    std::vector<OGRFeatureUniquePtr> all;
    while (OGRFeature* feature = layer->GetNextFeature()) all.emplace_back(feature);
    for (const OGRFeatureUniquePtr& feature : all) {
      if (feature->GetGeometryRef() == nullptr) continue;
      OGREnvelope box;
      feature->GetGeometryRef()->getEnvelope(&box);
      layer->SetSpatialFilterRect(box.MinX, box.MinY, box.MaxX, box.MaxY);
      std::set<GIntBig> found;
      while (OGRFeature* other = layer->GetNextFeature()) {
        found.insert(OGRFeatureUniquePtr(other)->GetFID());
      }
      EXPECT_TRUE(found.contains(feature->GetFID())) << name;
    }
    layer->SetSpatialFilterRect(10.0, 50.0, 11.0, 51.0);
    EXPECT_EQ(OGRFeatureUniquePtr(layer->GetNextFeature()), nullptr) << name;
    layer->SetSpatialFilter(nullptr);
  }
}

TEST_F(GeoPackage, KeepsItsIndexesThroughEdits) {
  {
    const GDALDatasetUniquePtr dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    OGRLayer* posts = dataset->GetLayerByName("posts");
    const OGRFeatureUniquePtr added(OGRFeature::CreateFeature(posts->GetLayerDefn()));
    OGRPoint place(120.0, -3.0);
    added->SetGeometry(&place);
    ASSERT_EQ(posts->CreateFeature(added.get()), OGRERR_NONE);
    ASSERT_EQ(posts->DeleteFeature(1), OGRERR_NONE);
    const OGRFeatureUniquePtr moved(posts->GetFeature(2));
    OGRPoint there(125.0, -5.0);
    moved->SetGeometry(&there);
    ASSERT_EQ(posts->SetFeature(moved.get()), OGRERR_NONE);
    const OGRFeatureUniquePtr emptied(posts->GetFeature(3));
    emptied->SetGeometry(nullptr);
    ASSERT_EQ(posts->SetFeature(emptied.get()), OGRERR_NONE);
  }
  EXPECT_THAT(answers(path, "SELECT id FROM rtree_posts_geom ORDER BY id"),
              ElementsAre("2", "4", "5"));
  EXPECT_THAT(answers(path, "SELECT minx, maxy FROM rtree_posts_geom WHERE id = 2"),
              ElementsAre("125.0|-5.0"));
  EXPECT_THAT(answers(path, "SELECT rtreecheck('rtree_posts_geom')"), ElementsAre("ok"));
}

TEST_F(GeoPackage, IsRefusedWhereItDiffersFromWhatWasMeant) {
  const std::string written = content_of(path);
  const auto place_after = [&](const char* change) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << written;
    sqlite3* database = nullptr;
    EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(database, change, nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(database);
    sqlite3_close(database);
    try {
      check_geopackage(path, pieces_of(sample_layers()), sample_options());
    } catch (const OutputError& error) {
      return error.code() + " " + error.place().layer;
    }
    return std::string("taken");
  };
  EXPECT_EQ(place_after(""), "taken");
  EXPECT_EQ(place_after("UPDATE schedule SET number = 7 WHERE fid = 1"), "output_differs schedule");
  EXPECT_EQ(place_after("UPDATE schedule SET flag = NULL WHERE fid = 1"),
            "output_differs schedule");
  EXPECT_EQ(place_after("DELETE FROM schedule WHERE fid = 2"), "output_differs schedule");
  EXPECT_EQ(place_after("UPDATE gpkg_data_columns SET name = 'x' WHERE column_name = 'code'"),
            "output_differs villages");
  EXPECT_EQ(place_after("UPDATE gpkg_contents SET description = 'x' WHERE table_name = 'routes'"),
            "output_differs routes");
  EXPECT_EQ(place_after("UPDATE gpkg_ogr_contents SET feature_count = 9"
                        " WHERE table_name = 'schedule'"),
            "output_differs schedule");
  EXPECT_EQ(place_after("UPDATE gpkg_contents SET max_x = min_x WHERE table_name = 'routes'"),
            "output_differs routes");
  // Of another system of coordinates. The triggers call functions that SQLite alone has not.
  EXPECT_EQ(
      place_after("DROP TRIGGER rtree_posts_geom_update1; DROP TRIGGER rtree_posts_geom_update2;"
                  "DROP TRIGGER rtree_posts_geom_update3; DROP TRIGGER rtree_posts_geom_update4;"
                  "UPDATE posts SET geom = CAST(x'4750000100000000' || substr(geom, 9) AS BLOB)"
                  " WHERE fid = 1"),
      "output_differs posts");
  for (const char* column : {"f_table_name", "styleName", "styleQML"}) {
    const std::string change =
        std::string("UPDATE layer_styles SET ") + column + " = 'x' WHERE id = 1";
    EXPECT_EQ(place_after(change.c_str()), "output_differs layer_styles") << column;
  }
  EXPECT_EQ(place_after("UPDATE qgis_projects SET content = 'x'"), "output_differs qgis_projects");
}

TEST_F(GeoPackage, IsRefusedWhereItsMetadataDiffer) {
  const LayerMetadata posts{"posts", "<a/>"}, routes{"routes", "<b/>"};
  write_geopackage(path, sample_layers(), {.metadata = {posts, routes}});
  const auto is_taken = [&](const std::vector<LayerMetadata>& meant) {
    try {
      check_geopackage(path, pieces_of(sample_layers()), {.metadata = meant});
      return true;
    } catch (const OutputError& error) {
      EXPECT_EQ(error.place().layer, "gpkg_metadata");
      return false;
    }
  };
  EXPECT_TRUE(is_taken({posts, routes}));
  EXPECT_FALSE(is_taken({posts}));
  EXPECT_FALSE(is_taken({posts, routes, posts}));
  EXPECT_FALSE(is_taken({posts, {"villages", "<b/>"}}));
  EXPECT_FALSE(is_taken({{"posts", "<c/>"}, routes}));
}

TEST_F(GeoPackage, HasNoLayerOfAReservedName) {
  for (const char* name : {"gpkg_desa", "layer_styles"}) {
    Layer layer = sample_layers()[3];
    layer.name = name;
    const GeoPackageOptions options{.styles = {{.layer = name, .name = "x", .qml = "<qgis/>"}}};
    EXPECT_THROW(write_geopackage(path, std::vector{layer}, options), OutputError) << name;
  }
}

TEST(GeoPackageWithoutRows, IsStillWhole) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.gpkg";
  std::vector<Layer> layers(2);
  layers[0] = {.name = "areas",
               .title = "",
               .description = "",
               .shapes = std::vector<GeoArea>(),
               .columns = {}};
  layers[1] = {.name = "table", .title = "", .description = "", .shapes = {}, .columns = {}};
  layers[1].columns.push_back({.name = "x", .alias = "", .values = Texts()});
  write_geopackage(path, layers);
  EXPECT_THAT(answers(path, "SELECT table_name FROM gpkg_contents ORDER BY 1"),
              ElementsAre("areas", "table"));
  EXPECT_THAT(answers(path, "SELECT feature_count FROM gpkg_ogr_contents"), ElementsAre("0", "0"));
  EXPECT_THAT(answers(path, "SELECT min_x FROM gpkg_contents"), ElementsAre("NULL", "NULL"));
}

// What runs beside a writer may fail while it is in the middle of its rows: threads then leave all
// that is asked of them undone, and tell nobody.
TEST(GeoPackageBesideAFailure, HasTheShapesOfItsRows) {
  constexpr int kRows = 10'000;
  const TempDir dir;
  const fs::path path = dir.path() / "a.gpkg";
  std::vector<GeoPoint> points;
  for (int i = 0; i < kRows; ++i) points.push_back({109.0 + 1e-4 * i, 0.5});
  const Layer layer{
      .name = "points", .title = "", .description = "", .shapes = points, .columns = {}};
  tbb::task_group_context context;
  tbb::parallel_for(
      0, 1,
      [&](int) {
        context.cancel_group_execution();
        try {
          write_geopackage(path, std::span(&layer, 1));
        } catch (const OutputError&) {
          // What proves the file is left undone too, and then nothing is published.
        }
      },
      context);
  EXPECT_THAT(answers(path, "SELECT COUNT(DISTINCT geom) FROM points"), ElementsAre("10000"));
  EXPECT_THAT(answers(path, "SELECT COUNT(*) FROM rtree_points_geom"), ElementsAre("10000"));
}

}  // namespace
}  // namespace rawan::io

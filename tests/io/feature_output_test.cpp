#include "rawan/io/error.h"
#include "rawan/io/feature_set.h"
#include "rawan/io/feature_table.h"
#include "support/files.h"
#include "support/temp_dir.h"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <sys/stat.h>

namespace rawan::io {
namespace {

using rawan::testing::content_of;
using rawan::testing::TempDir;
using rawan::testing::write_file;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Attribute texts(std::string name, std::initializer_list<std::string_view> values) {
  Attribute column{.name = std::move(name), .values = PackedTexts()};
  for (const std::string_view text : values) {
    std::get<PackedTexts>(column.values).push_back(text);
    column.present.push_back(!text.empty());
  }
  return column;
}

/// Two squares with a hole in one, a value of each type and one without value.
FeatureTable sample_table() {
  const auto square = [](double x, double y, double size) {
    return Ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}};
  };
  Ring hole = square(1002.0, 2.0, 1.0);
  std::ranges::reverse(hole);
  FeatureTable table{.name = "sample", .title = "Contoh", .label = "internal: test"};
  table.shapes =
      std::vector<Polygon>{{{square(1000.0, 0.0, 10.0), {hole}}}, {{square(1020.0, 0.0, 5.0), {}}}};
  table.attributes = {integers("count", "Banyak", std::vector<std::int64_t>{7, -1}),
                      reals("rate", "Angka", {0.1, kNone}), texts("name", {"Desa \"é\"", ""})};
  table.attributes.push_back(texts("day", {"2026-01-31", ""}));
  table.attributes.back().kind = Attribute::Kind::date;
  return table;
}

FeatureSet read(const std::filesystem::path& path, bool planar = true) {
  return read_feature_set({.path = path.string(),
                           .accepted = {.areas = true, .lines = true, .points = true},
                           .planar = planar,
                           .keeps_everything = true});
}

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const IoError& error) {
    return error.code();
  }
  return "none";
}

TEST(FeatureTables, ComeBackAsTheyWere) {
  const TempDir directory;
  const FeatureTable table = sample_table();
  for (const char* name : {"a.gpkg", "a.geojson", "a.fgb"}) {
    const auto path = directory.path() / name;
    write_feature_tables(path, std::span(&table, 1));
    const FeatureSet set = read(path);
    ASSERT_THAT(set.areas(), SizeIs(2)) << name;
    const std::size_t first = set.areas()[0][0].holes.empty() ? 1 : 0;  // FlatGeobuf sorts.
    EXPECT_EQ(bounding_box(set.areas()[first]), (Box{{1000.0, 0.0}, {1010.0, 10.0}})) << name;
    EXPECT_THAT(set.areas()[first][0].holes, SizeIs(1)) << name;
    ASSERT_THAT(set.attributes, SizeIs(4)) << name;
    EXPECT_EQ(std::get<std::vector<std::int64_t>>(set.attributes[0].values)[first], 7) << name;
    EXPECT_EQ(std::get<std::vector<double>>(set.attributes[1].values)[first], 0.1) << name;
    EXPECT_EQ(std::get<PackedTexts>(set.attributes[2].values)[first], "Desa \"é\"") << name;
    EXPECT_EQ(std::get<PackedTexts>(set.attributes[3].values)[first], "2026-01-31") << name;
    for (const Attribute& column : set.attributes) EXPECT_FALSE(column.has(1 - first)) << name;
  }
}

TEST(FeatureTables, AreTheSameBytesEachTime) {
  const TempDir directory;
  const FeatureTable table = sample_table();
  for (const char* ending : {".gpkg", ".geojson", ".fgb", ".csv", ".json"}) {
    const auto first = directory.path() / (std::string("a") + ending);
    const auto second = directory.path() / (std::string("b") + ending);
    write_feature_tables(first, std::span(&table, 1));
    write_feature_tables(second, std::span(&table, 1));
    EXPECT_EQ(content_of(first), content_of(second)) << ending;
  }
}

TEST(FeatureTables, MayHaveColumnsNamedLikeThoseOfAGeoPackage) {
  const TempDir directory;
  FeatureTable table = sample_table();
  table.attributes = {integers("fid", "", std::vector<std::int64_t>{30, 10}),
                      texts("GEOM", {"a", "b"})};
  write_feature_tables(directory.path() / "a.gpkg", std::span(&table, 1));
  const FeatureSet set = read(directory.path() / "a.gpkg");
  EXPECT_THAT(std::get<std::vector<std::int64_t>>(set.attributes[0].values), ElementsAre(30, 10));
  EXPECT_EQ(std::get<PackedTexts>(set.attributes[1].values)[1], "b");
}

TEST(FeatureTables, FitSeveralIntoAGeoPackageOnly) {
  const TempDir directory;
  std::vector<FeatureTable> tables{sample_table(), sample_table()};
  tables[1].name = "log";
  tables[1].title = "Catatan";
  tables[1].shapes = std::monostate();
  write_feature_tables(directory.path() / "a.gpkg", tables);
  EXPECT_EQ(refusal([&] { read(directory.path() / "a.gpkg"); }), "which_layer");
  EXPECT_EQ(refusal([&] { write_feature_tables(directory.path() / "a.csv", tables); }),
            "one_table");
}

TEST(FeatureTables, AreRefusedUnderANameNobodyKnows) {
  for (const char* name : {"a", "a.shp", "a.gpkg.zip", "a.GPKG"}) {
    EXPECT_EQ(refusal([&] { table_format(name); }), "output_format") << name;
  }
}

TEST(FeatureTables, AsCsvHaveEmptyCellsAndNoFormulas) {
  const TempDir directory;
  FeatureTable table = sample_table();
  table.attributes.push_back(texts("note", {"=1+1", "-"}));
  write_feature_tables(directory.path() / "a.csv", std::span(&table, 1));
  EXPECT_EQ(content_of(directory.path() / "a.csv"),
            "count,rate,name,day,note\n7,0.1,\"Desa \"\"é\"\"\",2026-01-31,'=1+1\n,,,,'-\n");
  EXPECT_EQ(content_of(directory.path() / "a.csv.label.txt"), "internal: test\n");
}

TEST(FeatureSets, AreProvedWholeBeforeTheyAreRead) {
  const TempDir directory;
  const auto point = [](const std::string& x) {
    return R"({"type":"Feature","geometry":{"type":"Point","coordinates":[)" + x +
           R"(,1]},"properties":{"a":1}})" + "\n";
  };
  const auto refusal_of = [&](const std::string& text) {
    const auto path = directory.path() / "t.geojsonl";
    write_file(path, text);
    return refusal([&] { read(path, false); });
  };
  EXPECT_EQ(refusal_of(point("109") + point("109.1")), "none");
  EXPECT_EQ(refusal_of(point("109") + point("109.1").substr(0, 40)), "damaged");
  EXPECT_EQ(refusal_of(point("109") + point("\"109.1\"")), "coordinate_type");
}

TEST(Shapes, AreBroughtBackToTheCoordinatesOfTheInput) {
  const CoordinateSystem degrees = coordinate_system("4326");
  const CoordinateSystem meters = coordinate_system("32649");
  std::vector<Polyline> lines{{{109.0, 1.0}, {109.5, 1.2}}};
  const TableShapes there = reprojected(lines, degrees, meters);
  const TableShapes back = reprojected(there, meters, degrees);
  const Polyline line = std::get<std::vector<Polyline>>(back)[0];
  EXPECT_NEAR(line[1].x, 109.5, 1e-9);
  EXPECT_NEAR(line[1].y, 1.2, 1e-9);
  EXPECT_EQ(refusal([&] {
              reprojected(std::vector<Point>{{0.0, 95.0}}, degrees, meters);
            }),
            "crs_area");
}

TEST(Rasters, SayWhatTheyAreInAnySystemOrNone) {
  const TempDir directory;
  const Grid<double> grid{
      {.north_west = {300'000.0, 100'200.0}, .cell = Meters(100.0), .rows = 2, .columns = 3},
      {1.0, 2.0, 3.0, 4.0, kNone, 6.0}};
  for (const CoordinateSystem& system : {CoordinateSystem(), coordinate_system("32649")}) {
    const auto path = directory.path() / (system.planar() ? "a.tif" : "b.tif");
    write_raster(path, grid, system,
                 {.description = "density", .unit = "1/km2", .label = "internal: test"});
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_RASTER));
    ASSERT_NE(file, nullptr);
    EXPECT_STREQ(file->GetMetadataItem("CLASSIFICATION"), "internal: test");
    EXPECT_EQ(file->GetSpatialRef() == nullptr, system.planar());
    std::array<float, 6> cells{};
    ASSERT_EQ(file->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, 3, 2, cells.data(), 3, 2, GDT_Float32,
                                               0, 0, nullptr),
              CE_None);
    EXPECT_EQ(cells[5], 6.0F);
    EXPECT_TRUE(std::isnan(cells[4]));
  }
}

TEST(PrivateFile, AppearsWholeAndForItsOwnerOnly) {
  const TempDir directory;
  const auto target = directory.path() / "result.txt";
  PrivateFile file(target, {}, false);
  write_file(file.path(), "done");
  write_file(file.path().string() + ".label.txt", "internal");
  EXPECT_FALSE(std::filesystem::exists(target));
  file.publish();
  EXPECT_EQ(content_of(target), "done");
  struct stat status {};
  ASSERT_EQ(::stat(target.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_TRUE(std::filesystem::exists(target.string() + ".label.txt"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(directory.path()), {}), 2);
}

TEST(PrivateFile, LeavesNothingUnlessPublished) {
  const TempDir directory;
  {
    const PrivateFile file(directory.path() / "result.txt", {}, false);
    write_file(file.path(), "half");
  }
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(PrivateFile, NeverReplacesAnInputAndOtherFilesOnlyWhenAsked) {
  const TempDir directory;
  const auto target = directory.path() / "a.csv";
  write_file(target, "mine");
  std::filesystem::create_symlink(target, directory.path() / "link.csv");
  const std::vector<std::string> inputs{target.string()};
  const auto made = [](const std::filesystem::path& path, std::span<const std::string> list,
                       bool overwrite) {
    return refusal([&] { const PrivateFile file(path, list, overwrite); });
  };
  EXPECT_EQ(made(target, inputs, true), "output_is_input");
  EXPECT_EQ(made(directory.path() / "link.csv", inputs, true), "output_is_input");
  EXPECT_EQ(made(target, {}, false), "output_exists");
  EXPECT_EQ(made(directory.path(), {}, true), "output_exists");
  EXPECT_EQ(made(target, {}, true), "none");
  EXPECT_EQ(made(directory.path() / "none" / "a.csv", {}, false), "write_failed");
  EXPECT_EQ(content_of(target), "mine");
}

}  // namespace
}  // namespace rawan::io

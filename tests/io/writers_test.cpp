#include "rawan/io/writers.h"

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "support/sample_layers.h"
#include "support/temp_dir.h"

#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <sqlite3.h>

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::sample_grid;
using rawan::testing::sample_layers;
using rawan::testing::sample_options;
using rawan::testing::sample_route;
using rawan::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

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

GDALDatasetUniquePtr opened(const fs::path& path, unsigned kind) {
  GDALAllRegister();
  return GDALDatasetUniquePtr(GDALDataset::Open(path.c_str(), kind | GDAL_OF_READONLY));
}

Layer text_table(const std::vector<std::string>& texts) {
  Texts values(texts.begin(), texts.end());
  return {.name = "t",
          .title = "T",
          .description = "",
          .shapes = {},
          .columns = {{.name = "x", .alias = "X", .values = values}}};
}

using Writer = std::function<void(const std::string& path)>;

const std::vector<std::pair<std::string, Writer>>& all_writers() {
  static const std::vector<std::pair<std::string, Writer>> writers{
      {"a.gpkg",
       [](const std::string& path) { write_geopackage(path, sample_layers(), sample_options()); }},
      {"a.tif",
       [](const std::string& path) {
         write_geotiff(path, sample_grid(), MetricCrs(32649), "Kepadatan", "laporan/km2");
       }},
      {"a.csv", [](const std::string& path) { write_csv(path, sample_layers()[3]); }},
      {"a.xlsx",
       [](const std::string& path) {
         write_xlsx(path, sample_layers(), "Isi", {"Lembar", "Tabel", "Keterangan", "Baris"});
       }},
      {"a.gpx", [](const std::string& path) { write_gpx(path, sample_route()); }},
      {"a.txt",
       [](const std::string& path) { write_text(path, std::string(100'000, 'x') + "\r\n\xE2"); }}};
  return writers;
}

// --- all writers --------------------------------------------------------------------------------

TEST(Writers, GiveEqualBytesInAnyTimeZoneAndSecond) {
  const TempDir dir;
  const TempDir other;
  for (const auto& [name, write] : all_writers()) write(dir.path() / name);
  const timespec pause{.tv_sec = 2, .tv_nsec = 100'000'000};  // zip files count pairs of seconds
  nanosleep(&pause, nullptr);
  ::setenv("TZ", "Asia/Jayapura", 1);
  ::tzset();
  for (const auto& [name, write] : all_writers()) write(other.path() / name);
  ::unsetenv("TZ");
  ::tzset();
  for (const auto& [name, write] : all_writers()) {
    EXPECT_THAT(content(dir.path() / name), Not(IsEmpty())) << name;
    EXPECT_EQ(content(dir.path() / name) == content(other.path() / name), true) << name;
  }
}

TEST(Writers, ReplaceWhatWasThere) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    write(dir.path() / name);
    const std::string first = content(dir.path() / name);
    std::ofstream(dir.path() / name, std::ios::binary) << std::string(2'000'000, 'x');
    write(dir.path() / name);
    EXPECT_EQ(content(dir.path() / name) == first, true) << name;
  }
}

TEST(Writers, LeaveNothingButTheirFile) {
  for (const auto& [name, write] : all_writers()) {
    const TempDir dir;
    write(dir.path() / name);
    const auto count = std::distance(fs::directory_iterator(dir.path()), fs::directory_iterator());
    EXPECT_EQ(count, 1) << name;
  }
}

/// The exit code of a child process that may write files of so many bytes: 0 if the writer told a
/// failure, 1 if it claimed success, 2 if it failed otherwise.
int outcome_with_limit(const Writer& write, const fs::path& path, rlim_t bytes) {
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{.rlim_cur = bytes, .rlim_max = bytes};
    std::signal(SIGXFSZ, SIG_IGN);
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write(path);
      ::_exit(1);
    } catch (const OutputError&) {
      ::_exit(0);
    } catch (...) {
      ::_exit(2);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 3;
}

TEST(Writers, NeverClaimSuccessOnAFullDisk) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    write(dir.path() / name);
    const auto size = fs::file_size(dir.path() / name);
    for (const double share : {0.0, 0.1, 0.5, 0.9, 0.999}) {
      const auto limit = static_cast<rlim_t>(share * static_cast<double>(size));
      EXPECT_EQ(outcome_with_limit(write, dir.path() / ("limited-" + name), limit), 0)
          << name << " limited to " << limit << " of " << size;
    }
  }
}

TEST(Writers, NameThePlaceTheyCannotWriteTo) {
  const TempDir dir;
  for (const auto& [name, write] : all_writers()) {
    const std::string path = dir.path() / "absent" / name;
    try {
      write(path);
      FAIL() << name;
    } catch (const OutputError& error) {
      EXPECT_EQ(error.place().file, path);
    }
  }
}

TEST(Writers, RefuseLayersThatBreakTheirPromise) {
  const TempDir dir;
  const std::string path = dir.path() / "a.gpkg";
  const auto refuses = [&](const std::function<void(Layer&)>& spoil) {
    Layer layer = sample_layers()[0];
    spoil(layer);
    EXPECT_THROW(write_geopackage(path, std::vector{layer}), ContractViolation);
  };
  refuses([](Layer& l) { l.name = "Nama Desa"; });
  refuses([](Layer& l) { l.columns[0].name = l.columns[1].name; });
  refuses([](Layer& l) { l.columns[0].alias = l.columns[1].alias; });
  refuses([](Layer& l) { std::get<Integers>(l.columns[0].values).pop_back(); });
  refuses([](Layer& l) { std::get<Reals>(l.columns[1].values)[0] = std::nan(""); });
  refuses([](Layer& l) { std::get<Texts>(l.columns[2].values)[0] = "\xC3\x28"; });
  refuses([](Layer& l) { std::get<Texts>(l.columns[2].values)[0] = std::string("a\0b", 3); });
  refuses([](Layer& l) { std::get<Texts>(l.columns[3].values)[0] = "2026-02-30"; });
  refuses([](Layer& l) { std::get<Integers>(l.columns[4].values)[0] = 2; });
  refuses([](Layer& l) {
    std::get<std::vector<GeoPoint>>(l.shapes)[0].lon = std::numeric_limits<double>::infinity();
  });
  EXPECT_FALSE(fs::exists(path));
}

// --- GeoPackage ---------------------------------------------------------------------------------

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

TEST_F(GeoPackage, DeclaresItsLayersWithExtentTitleAndNoClock) {
  EXPECT_THAT(
      answers(path,
              "SELECT table_name, identifier, description, data_type, min_x, max_y, srs_id, "
              "last_change FROM gpkg_contents ORDER BY table_name"),
      ElementsAre(
          "layer_styles|layer_styles||attributes|NULL|NULL|0|1980-01-01T00:00:00.000Z",
          "posts|Pos 'jaga'|Pos dan kantor.|features|-109.5|1.25|4326|1980-01-01T00:00:00.000Z",
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
  EXPECT_THAT(content(path), Not(HasSubstr(dir.path().string())));
}

TEST_F(GeoPackage, HasSpatialIndexes) {
  EXPECT_THAT(answers(path, "SELECT COUNT(*) FROM rtree_posts_geom"), ElementsAre("4"));
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
}

// --- GeoTIFF ------------------------------------------------------------------------------------

TEST(GeoTiff, KeepsCellsFrameAndMeaning) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.tif";
  const Grid<double> grid = sample_grid();
  write_geotiff(path, grid, MetricCrs(32649), "Kepadatan laporan", "laporan/km²");
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_RASTER);
  GDALRasterBand* band = dataset->GetRasterBand(1);
  std::vector<double> cells(grid.values.size());
  ASSERT_EQ(
      band->RasterIO(GF_Read, 0, 0, 700, 600, cells.data(), 700, 600, GDT_Float64, 0, 0, nullptr),
      CE_None);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto meant = static_cast<double>(static_cast<float>(grid.values[i]));
    ASSERT_TRUE(cells[i] == meant || (std::isnan(cells[i]) && std::isnan(meant))) << i;
  }
  EXPECT_TRUE(std::isnan(band->GetNoDataValue()));
  EXPECT_STREQ(band->GetDescription(), "Kepadatan laporan");
  EXPECT_STREQ(band->GetUnitType(), "laporan/km²");
  EXPECT_EQ(band->GetOverviewCount(), 1);
  EXPECT_STREQ(dataset->GetSpatialRef()->GetAuthorityCode(nullptr), "32649");
  std::array<double, 6> transform{};
  dataset->GetGeoTransform(transform.data());
  EXPECT_THAT(transform, ElementsAre(300'000.0, 250.0, 0.0, 100'000.0, 0.0, -250.0));
}

TEST(GeoTiff, NeedsNoOverviewWhenSmall) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.tif";
  write_geotiff(path, {.frame = {{0, 0}, Meters(1), 1, 2}, .values = {1.5, std::nan("")}},
                MetricCrs(32649), "", "");
  EXPECT_EQ(opened(path, GDAL_OF_RASTER)->GetRasterBand(1)->GetOverviewCount(), 0);
}

TEST(GeoTiff, RefusesACrsThatDoesNotExist) {
  const TempDir dir;
  EXPECT_THROW(write_geotiff(dir.path() / "a.tif", sample_grid(), MetricCrs(1), "", ""),
               OutputError);
}

// --- CSV ----------------------------------------------------------------------------------------

TEST(Csv, IsWhatExcelInIndonesiaReads) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  Layer table{.name = "t", .title = "", .description = "", .shapes = {}, .columns = {}};
  table.columns = {{.name = "n", .alias = "Angka", .values = Integers{-5, std::nullopt, 0}},
                   {.name = "r", .alias = "", .values = Reals{-6.2, 1e-7, std::nullopt}},
                   {.name = "d", .alias = "", .values = Reals{-0.001, 2.5, 10.0}, .decimals = 2},
                   {.name = "s", .alias = "", .values = Texts{"a;\"b\"", "", std::nullopt}}};
  write_csv(path, table);
  EXPECT_EQ(content(path),
            "\xEF\xBB\xBF"
            "n;r;d;s\r\n"
            "-5;-6,2;0,00;\"a;\"\"b\"\"\"\r\n"
            ";0,0000001;2,50;\"\"\r\n"
            "0;;10,00;\r\n");
  write_csv(path, table, false);
  EXPECT_THAT(content(path), HasSubstr("-5;-6.2;0.00;"));
}

TEST(Csv, NeutralizesWhatCouldBeAFormula) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  for (const char* text :
       {"=1+1", "+62 812", "-6.2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\"=1", "'=1", " =1", ";=1",
        ",=1", "\xEF\xBB\xBF=1", "＝1", "＋1", "－1", "＠1", "\xC2\xA0=1", "  \"' =1"}) {
    write_csv(path, text_table({text}));
    const std::string cell = content(path).substr(6);  // after the mark, the header and its end
    EXPECT_TRUE(cell.starts_with("'") || cell.starts_with("\"'")) << text;
  }
}

TEST(Csv, LeavesHarmlessTextsAlone) {
  const TempDir dir;
  for (const char* text : {"a=b", "Jum'at", "5-6", "'tidak'", "x@y"}) {
    write_csv(dir.path() / "a.csv", text_table({text}));
    EXPECT_EQ(content(dir.path() / "a.csv"), "\xEF\xBB\xBFx\r\n" + std::string(text) + "\r\n");
  }
}

TEST(Csv, SurvivesTheRoundTrip) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.csv";
  const std::vector<std::string> texts{"Ünïcödé – 安全 🚨",      "a\nb", "\"", ";", "Jum'at",
                                       std::string(40'000, 'x')};
  Layer table = text_table(texts);
  table.columns.push_back({.name = "y", .alias = "", .values = Integers(texts.size(), 7)});
  write_csv(path, table);
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  std::vector<std::string> found;
  for (const OGRFeatureUniquePtr& feature : *dataset->GetLayer(0)) {
    found.emplace_back(feature->GetFieldAsString("x"));
    EXPECT_STREQ(feature->GetFieldAsString("y"), "7");
  }
  EXPECT_EQ(found, texts);
}

// --- XLSX ---------------------------------------------------------------------------------------

class Xlsx : public ::testing::Test {
 protected:
  Xlsx() : path(dir.path() / "a.xlsx") {}

  std::string part(const std::string& name) const {
    const std::string address = "/vsizip/{" + path.string() + "}/" + name;
    VSILFILE* file = VSIFOpenL(address.c_str(), "rb");
    if (file == nullptr) return {};
    std::string text(10'000'000, '\0');
    text.resize(VSIFReadL(text.data(), 1, text.size(), file));
    VSIFCloseL(file);
    return text;
  }

  TempDir dir;
  fs::path path;
};

TEST_F(Xlsx, BeginsWithLinkedContents) {
  write_xlsx(path, sample_layers(), "Isi berkas", {"Lembar", "Tabel", "Keterangan", "Baris"});
  const std::string workbook = part("xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"Isi berkas\" sheetId=\"1\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"Pos 'jaga\" sheetId=\"2\""));
  const std::string contents = part("xl/worksheets/sheet1.xml");
  EXPECT_THAT(contents, HasSubstr("location=\"'Desa'!A1\""));
  EXPECT_THAT(contents, HasSubstr("location=\"'Pos ''jaga'!A1\""));
}

TEST_F(Xlsx, FreezesItsHeaders) {
  write_xlsx(path, sample_layers(), "Isi");
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"),
              HasSubstr("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                        "state=\"frozen\"/>"));
}

TEST_F(Xlsx, HasRealNumbersAndDates) {
  Layer table{.name = "t", .title = "T", .description = "", .shapes = {}, .columns = {}};
  table.columns = {{.name = "n", .alias = "Angka", .values = Integers{-5, std::nullopt}},
                   {.name = "r", .alias = "Nilai", .values = Reals{-6.25, 0.1}, .decimals = 2},
                   {.name = "d",
                    .alias = "Tanggal",
                    .values = Texts{"2026-11-21", "1899-01-01"},
                    .kind = Column::Kind::date}};
  write_xlsx(path, std::vector{table}, "Isi");
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  OGRLayer* sheet = dataset->GetLayerByName("T");
  const OGRFeatureUniquePtr first(sheet->GetNextFeature());
  EXPECT_EQ(first->GetFieldAsInteger("Angka"), -5);
  EXPECT_EQ(first->GetFieldAsDouble("Nilai"), -6.25);
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"), HasSubstr("<v>46347</v>"));  // 2026-11-21
  EXPECT_THAT(part("xl/sharedStrings.xml"), HasSubstr("<t>1899-01-01</t>"));
  EXPECT_THAT(part("xl/styles.xml"), HasSubstr("yyyy-mm-dd"));
}

TEST_F(Xlsx, KeepsTextsAndNeverMakesFormulas) {
  const std::vector<std::string> texts{"=1+1",
                                       "+62",
                                       "@x",
                                       "http://a.b",
                                       "Ünïcödé 🚨 <&> \"'",
                                       " x ",
                                       "a\nb",
                                       std::string(32'767, 'x')};
  write_xlsx(path, std::vector{text_table(texts)}, "Isi");
  EXPECT_THAT(part("xl/worksheets/sheet2.xml"), Not(HasSubstr("<f>")));
  const CPLConfigOptionSetter first_row("OGR_XLSX_HEADERS", "FORCE", false);
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  std::vector<std::string> found;
  for (const OGRFeatureUniquePtr& feature : *dataset->GetLayerByName("T")) {
    found.emplace_back(feature->GetFieldAsString(0));
  }
  EXPECT_EQ(found, texts);
}

TEST_F(Xlsx, RefusesWhatDoesNotFitACell) {
  try {
    write_xlsx(path, std::vector{text_table({"a", std::string(32'768, 'x')})}, "Isi");
    FAIL();
  } catch (const OutputError& error) {
    EXPECT_EQ(error.code(), "text_too_long");
    EXPECT_EQ(error.place().row, 3U);
    EXPECT_EQ(error.place().column, "x");
  }
}

TEST_F(Xlsx, NamesTabsWithinTheRules) {
  std::vector<Layer> layers(4, text_table({"a"}));
  layers[0].title = "D/KRPPA [2026]: ringkasan per kecamatan";
  layers[1].title = "D/KRPPA [2026]: ringkasan per desa";
  layers[2].title = "isi";
  layers[3].title = std::string(15, 'x') + "🚨🚨🚨🚨🚨🚨🚨🚨🚨";
  write_xlsx(path, layers, "Isi");
  const std::string workbook = part("xl/workbook.xml");
  EXPECT_THAT(workbook, HasSubstr("name=\"D-KRPPA -2026-- ringkasan per k\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"D-KRPPA -2026-- ringkasan per d\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"isi 2\""));
  EXPECT_THAT(workbook, HasSubstr("name=\"" + std::string(15, 'x') + "🚨🚨🚨🚨🚨🚨🚨🚨\""));
}

// --- GPX ----------------------------------------------------------------------------------------

TEST(Gpx, HasWaypointsRouteAndTrack) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.gpx";
  write_gpx(path, sample_route());
  const GDALDatasetUniquePtr dataset = opened(path, GDAL_OF_VECTOR);
  EXPECT_EQ(dataset->GetLayerByName("waypoints")->GetFeatureCount(), 2);
  EXPECT_EQ(dataset->GetLayerByName("route_points")->GetFeatureCount(), 2);
  EXPECT_EQ(dataset->GetLayerByName("track_points")->GetFeatureCount(), 3);
  const OGRFeatureUniquePtr stop(dataset->GetLayerByName("waypoints")->GetNextFeature());
  EXPECT_STREQ(stop->GetFieldAsString("name"), "Pasar <Teratai> & \"terminal\"");
  EXPECT_STREQ(stop->GetFieldAsString("time"), "2026/11/21 12:30:00+00");
  EXPECT_EQ(stop->GetGeometryRef()->toPoint()->getX(), 109.4876543);
}

TEST(Gpx, CountsTimesFromGreenwich) {
  const TempDir dir;
  const fs::path path = dir.path() / "a.gpx";
  GpxRoute route = sample_route();
  route.stops[0].time = "2027-01-01T00:15:30+09:00";
  write_gpx(path, route);
  EXPECT_THAT(content(path), HasSubstr("<time>2026-12-31T15:15:30Z</time>"));
  route.stops[0].time = "2026-11-21T19:30:00Z";
  write_gpx(path, route);
  EXPECT_THAT(content(path), HasSubstr("<time>2026-11-21T19:30:00Z</time>"));
  for (const char* wrong :
       {"2026-11-21 19:30", "2026-11-21T19:30", "19:30", "2026-11-21T19:30+7"}) {
    route.stops[0].time = wrong;
    EXPECT_THROW(write_gpx(path, route), ContractViolation) << wrong;
  }
}

TEST(Gpx, OmitsAnEmptyTrack) {
  const TempDir dir;
  GpxRoute route = sample_route();
  route.path.clear();
  write_gpx(dir.path() / "a.gpx", route);
  EXPECT_THAT(content(dir.path() / "a.gpx"), Not(HasSubstr("<trk>")));
}

TEST(Gpx, HoldsNoControlCharacters) {
  const TempDir dir;
  GpxRoute route = sample_route();
  route.name = "a\x01\x0B\xEF\xBF\xBF z";
  write_gpx(dir.path() / "a.gpx", route);
  EXPECT_THAT(content(dir.path() / "a.gpx"), HasSubstr("<name>a   z</name>"));
}

// --- text ---------------------------------------------------------------------------------------

TEST(Text, IsWrittenAsItIs) {
  const TempDir dir;
  const std::string bytes("a\r\n\0\xFF", 5);
  write_text(dir.path() / "a.txt", bytes);
  EXPECT_EQ(content(dir.path() / "a.txt"), bytes);
}

}  // namespace
}  // namespace rawan::io

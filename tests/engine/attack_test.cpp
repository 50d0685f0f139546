// Each attack against files of the program's own writers: what is clean gives nothing, and each
// fault planted on purpose is found.

#include "attack/attack.h"

#include "attack/hidden_places.h"
#include "support/attack_scenes.h"
#include "support/surface_worlds.h"
#include "support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace rawan::engine::attack {
namespace {

using rawan::testing::TempDir;
using ::testing::Contains;
using ::testing::IsEmpty;

// --- surfaces
// -------------------------------------------------------------------------------------

TEST(Kde, TakesARasterApartWithoutKnowingAnything) {
  const TempDir dir;
  Release release(dir.path(), "planning", "a");
  const auto points = rawan::testing::surface_points(40, 1);
  Grid<double> surface = rawan::testing::kernel_surface(points);
  for (double& value : surface.values) value *= 1e6;
  io::write_geotiff((release.path() / "density.tif").string(), surface, kCrs, "d", "1/km2");
  Scene scene = scene_of({release.seen()});
  EXPECT_THAT(codes(run(attack_surfaces, scene)), Contains("surface"));
  scene.truth = truth_at(points);
  const auto lines = run(attack_surfaces, scene);
  EXPECT_THAT(codes(lines), Contains("points"));
  ASSERT_TRUE(lines[0].near.has_value());
  EXPECT_GT(lines[0].near->value, 0.5);
}

TEST(Kde, HasNothingToTryWithoutARaster) {
  const TempDir dir;
  const auto lines = run(attack_surfaces, scene_of({Release(dir.path(), "planning", "a").seen()}));
  EXPECT_EQ(lines[0].tried, 0U);
  EXPECT_THAT(codes(lines), IsEmpty());
}

// --- vertices
// -------------------------------------------------------------------------------------

std::vector<Point> scattered(std::size_t count) {
  Stream random(3, 0);
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    points.push_back(
        {300'000.0 + 1'000.0 * random.uniform(), 100'000.0 + 1'000.0 * random.uniform()});
  }
  return points;
}

std::vector<Point> lattice() {
  std::vector<Point> corners;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      corners.push_back({300'000.0 + 250.0 * column, 100'000.0 + 250.0 * row});
    }
  }
  return corners;
}

TEST(Hull, IsNotSeenInCellsOfALattice) {
  const TempDir dir;
  Scene scene =
      scene_of({Release(dir.path(), "operational", "a").map({squares(lattice())}).seen()});
  scene.truth = truth_at(scattered(300));
  const auto lines = run(attack_vertices, scene);
  EXPECT_THAT(codes(lines), IsEmpty());
  EXPECT_EQ(lines[0].tried, 16U * 5U);
}

TEST(Hull, IsFoundByItsCorners) {
  const TempDir dir;
  const auto points = scattered(30);
  const io::Projector projector(kCrs);
  io::Layer hull = table_of("area", {texts("id_area", {"A"})});
  hull.shapes = std::vector<io::GeoArea>{
      projector.to_degrees(Polygon{{.outer = {points[0], points[1], points[2]}, .holes = {}}})};
  Scene scene = scene_of({Release(dir.path(), "operational", "a").map({hull}).seen()});
  scene.truth = truth_at(points);
  EXPECT_THAT(codes(run(attack_vertices, scene)), Contains("vertex_exact"));
}

TEST(Hull, IsFoundWhenItsCornersAreMovedALittle) {
  const TempDir dir;
  const auto points = scattered(60);
  std::vector<Point> corners;
  for (std::size_t i = 0; i < 20; ++i) corners.push_back({points[i].x + 8.0, points[i].y - 8.0});
  Scene scene =
      scene_of({Release(dir.path(), "operational", "a").map({squares(corners, 40.0)}).seen()});
  scene.truth = truth_at(points);
  EXPECT_THAT(codes(run(attack_vertices, scene)), Contains("vertex_near"));
}

// --- traces
// ---------------------------------------------------------------------------------------

TEST(Meta, IsCleanInWhatTheWritersWrite) {
  const TempDir dir;
  Release release(dir.path(), "operational", "20260101T000000Z-0123456789ab");
  release.map({squares(lattice())});
  io::write_geotiff((release.path() / "d.tif").string(),
                    rawan::testing::kernel_surface(rawan::testing::surface_points(5, 1)), kCrs, "d",
                    "1/m2");
  EXPECT_THAT(codes(run(attack_traces, scene_of({release.seen()}))), IsEmpty());
}

/// Changes a database behind the writers' back.
void change(const fs::path& database, const char* sql) {
  sqlite3* handle = nullptr;
  sqlite3_open(database.c_str(), &handle);
  char* complaint = nullptr;
  sqlite3_exec(handle, sql, nullptr, nullptr, &complaint);
  sqlite3_close(handle);
  ASSERT_EQ(complaint, nullptr) << complaint;
}

/// What is found after a map was spoiled.
std::vector<std::string> spoiled(const char* sql) {
  const TempDir dir;
  Release release(dir.path(), "operational", "20260101T000000Z-0123456789ab");
  release.map({squares(lattice())});
  change(release.path() / "rawan.gpkg", sql);
  return codes(run(attack_traces, scene_of({release.seen()})));
}

TEST(Meta, FindsWhatDatabasesKeep) {
  // Triggers of the spatial index need functions that plain SQLite lacks.
  const std::string base = "DROP TRIGGER IF EXISTS rtree_sel_geom_delete;";
  EXPECT_THAT(spoiled("UPDATE gpkg_contents SET min_x = 100.0"), Contains("extent"));
  EXPECT_THAT(spoiled("UPDATE gpkg_contents SET min_x = min_x + 0.0001"), Contains("extent"))
      << "off the national grid, as the extent of hidden points would be";
  EXPECT_THAT(spoiled("UPDATE gpkg_contents SET max_y = max_y + 8.0 / 3600.0"), Contains("extent"))
      << "a cell more than the features need";
  EXPECT_THAT(spoiled("UPDATE gpkg_contents SET identifier = identifier"), IsEmpty());
  EXPECT_THAT(spoiled("UPDATE gpkg_contents SET last_change = '2026-01-01T07:08:09.000Z'"),
              Contains("times"));
  EXPECT_THAT(spoiled("PRAGMA secure_delete=0; CREATE TABLE x(y); INSERT INTO x SELECT "
                      "randomblob(90000); DROP TABLE x"),
              Contains("free_pages"));
  EXPECT_THAT(spoiled((base + "DELETE FROM sel WHERE fid = 3").c_str()), Contains("keys"));
  EXPECT_THAT(spoiled("UPDATE sqlite_sequence SET seq = 99 WHERE name = 'sel'; INSERT INTO "
                      "sqlite_sequence SELECT 'sel', 99 WHERE NOT EXISTS (SELECT 1 FROM "
                      "sqlite_sequence WHERE name = 'sel')"),
              Contains("sequence"));
}

TEST(Meta, FindsRowsInTheOrderOfTheInputs) {
  const TempDir dir;
  io::Layer cells = squares(lattice());
  std::get<io::Texts>(cells.columns[0].values)[0] = "S9999";
  const auto seen = Release(dir.path(), "operational", "a").map({cells}).seen();
  EXPECT_THAT(codes(run(attack_traces, scene_of({seen}))), Contains("order"));
}

TEST(Meta, FindsModesPathsAndOrigins) {
  const TempDir dir;
  Release release(dir.path(), "operational", "a");
  release.text("summary.md", "dibuat dari /home/budi/laporan.csv");
  Grid<double> surface = rawan::testing::kernel_surface(rawan::testing::surface_points(5, 1));
  surface.frame.north_west.x += 17.0;
  io::write_geotiff((release.path() / "d.tif").string(), surface, kCrs, "d", "1/m2");
  io::SeenRelease seen = release.seen();
  seen.entries.back().mode = 0644;
  const auto found = codes(run(attack_traces, scene_of({seen})));
  EXPECT_THAT(found, Contains("path"));
  EXPECT_THAT(found, Contains("mode"));
  EXPECT_THAT(found, Contains("origin"));
}

// --- words and places
// -----------------------------------------------------------------------------

TEST(Canary, IsFoundWhereverItStands) {
  const TempDir dir;
  Release release(dir.path(), "planning", "a");
  release.map({table_of("t", {texts("k", {"Ibu Kenari-Nama di sini"})})});
  io::write_xlsx((release.path() / "a.xlsx").string(),
                 std::vector{table_of("t", {texts("k", {"0812-5550-1234"})})}, "Isi");
  Scene scene = scene_of({release.seen()});
  for (const char* word : {"KENARI-NAMA", "0812-5550-1234"}) {
    scene.truth = truth_at({}, {word});
    EXPECT_THAT(codes(run(attack_words, scene)), Contains("word")) << word;
  }
  scene.truth = truth_at({}, {"KENARI-LAIN", "Kenari-Nam", "12-5550-1234"});
  EXPECT_THAT(codes(run(attack_words, scene)), IsEmpty());
}

template <class T>
std::string bytes_of(T a, T b, bool reversed) {
  std::string bytes;
  for (const T value : {a, b}) {
    std::array<char, sizeof(T)> raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
    if (reversed) std::ranges::reverse(raw);
    bytes.append(raw.begin(), raw.end());
  }
  return "xyz" + bytes + "xyz";
}

TEST(Places, AreFoundInEveryEncoding) {
  const Point point{312'345.25, 98'765.5};
  const io::GeoPoint place = io::Projector(kCrs).to_degrees(point);
  const HiddenPlaces places({place}, kCrs);
  for (const bool reversed : {false, true}) {
    EXPECT_TRUE(places.stand_as_numbers_in(bytes_of(place.lon, place.lat, reversed)));
    EXPECT_TRUE(places.stand_as_numbers_in(bytes_of(place.lat, place.lon, reversed)));
    EXPECT_TRUE(places.stand_as_numbers_in(bytes_of(point.x + 0.5, point.y, reversed)));
    for (const double scale : {1e5, 1e6, 1e7}) {
      const auto scaled = [&](double degrees) {
        return static_cast<std::int32_t>(std::lround(degrees * scale));
      };
      EXPECT_TRUE(
          places.stand_as_numbers_in(bytes_of(scaled(place.lon), scaled(place.lat), reversed)));
    }
    EXPECT_FALSE(places.stand_as_numbers_in(bytes_of(point.x + 3.0, point.y, reversed)));
    EXPECT_FALSE(places.stand_as_numbers_in(bytes_of(place.lon + 3e-5, place.lat, reversed)));
  }
}

TEST(Places, AreFoundInText) {
  const HiddenPlaces places({{109.123456, 0.876543}}, kCrs);
  EXPECT_TRUE(places.stand_as_text_in("<wpt lat=\"0.876543\" lon=\"109.123456\">"));
  EXPECT_TRUE(places.stand_as_text_in("109,1235;0,8765"));
  EXPECT_TRUE(places.stand_as_text_in("[109.12346, 0.87654]"));
  EXPECT_FALSE(places.stand_as_text_in("[109.123, 0.876]"));
  EXPECT_FALSE(places.stand_as_text_in("[109.12376, 0.87654]"));
}

}  // namespace
}  // namespace rawan::engine::attack

#include "rawan/algorithms/contract.h"
#include "rawan/io/error.h"
#include "rawan/io/scratch.h"
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

#include <array>
#include <cmath>
#include <filesystem>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using rawan::testing::content_of;
using rawan::testing::opened;
using rawan::testing::sample_grid;
using rawan::testing::sample_route;
using rawan::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

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

/// What GDAL puts aside for a large one lies beside it, not where inputs are put aside.
TEST(GeoTiff, PutsItsOverviewsAsideWhereItLies) {
  const TempDir dir;
  put_aside_in(dir.path() / "missing");
  constexpr std::uint32_t kSide = 1100;
  const Grid<double> grid{.frame = {{0, 0}, Meters(1), kSide, kSide},
                          .values = std::vector<double>(std::size_t{kSide} * kSide, 1.0)};
  EXPECT_NO_THROW(write_geotiff(dir.path() / "a.tif", grid, MetricCrs(32649), "", ""));
  CPLSetConfigOption("CPL_TMPDIR", nullptr);
  EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1);
}

TEST(GeoTiff, RefusesACrsThatDoesNotExist) {
  const TempDir dir;
  EXPECT_THROW(write_geotiff(dir.path() / "a.tif", sample_grid(), MetricCrs(1), "", ""),
               OutputError);
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
  EXPECT_THAT(content_of(path), HasSubstr("<time>2026-12-31T15:15:30Z</time>"));
  route.stops[0].time = "2026-11-21T19:30:00Z";
  write_gpx(path, route);
  EXPECT_THAT(content_of(path), HasSubstr("<time>2026-11-21T19:30:00Z</time>"));
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
  EXPECT_THAT(content_of(dir.path() / "a.gpx"), Not(HasSubstr("<trk>")));
}

TEST(Gpx, HoldsNoControlCharacters) {
  const TempDir dir;
  GpxRoute route = sample_route();
  route.name = "a\x01\x0B\xEF\xBF\xBF z";
  write_gpx(dir.path() / "a.gpx", route);
  EXPECT_THAT(content_of(dir.path() / "a.gpx"), HasSubstr("<name>a   z</name>"));
}

}  // namespace
}  // namespace rawan::io

#include "roads/road_network.h"

#include "rawan/io/error.h"
#include "roads/profile_roads.h"
#include "support/shared_data.h"
#include "support/temp_dir.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace rawan::engine {
namespace {

using io::Passage;

/// Ways over places a thousandth of a degree (111 m) apart along the equator and up.
io::RoadSource source_of(std::vector<io::RoadWay> ways) {
  io::RoadSource source;
  for (int v = 0; v < 20; ++v) source.vertices.push_back({109.0 + v % 5 * 0.001, v / 5 * 0.001});
  source.barriers.assign(source.vertices.size(), 0);
  for (io::RoadWay& way : ways) {
    if (way.traits.road_class.empty()) way.traits.road_class = "residential";
  }
  source.ways = std::move(ways);
  return source;
}

/// Every direction in which cars may go counted.
double driven_length(const RoadNetwork& network) {
  double meters = 0.0;
  for (const RoadStretch& s : network.stretches) {
    if (io::allows(s.traits.passage[0], Passage::forward)) meters += s.meters;
    if (io::allows(s.traits.passage[0], Passage::backward)) meters += s.meters;
  }
  return meters;
}

TEST(GeoLength, IsThatOfTheEllipsoid) {
  // A minute of arc along the equator and the meridian of WGS 84.
  EXPECT_NEAR(geo_length({109.0, 0.0}, {109.0 + 1.0 / 60.0, 0.0}), 1855.325, 0.01);
  EXPECT_NEAR(geo_length({109.0, 0.0}, {109.0, 1.0 / 60.0}), 1842.905, 0.01);
}

TEST(RoadNetwork, IsCutWhereWaysShareAVertexAndNowhereElse) {
  const RoadNetwork network = network_of(source_of({{{0, 1, 2, 3}, {}, 1}, {{7, 2}, {}, 2}}));
  ASSERT_EQ(network.stretches.size(), 3U);
  EXPECT_EQ(network.nodes, 4U);
  EXPECT_EQ(network.islands, 1U);
  const RoadStretch& longest =
      *std::ranges::max_element(network.stretches, {}, &RoadStretch::meters);
  EXPECT_EQ(longest.shape.size(), 3U);
  EXPECT_NEAR(longest.meters, 2 * 111.3, 0.1);
}

TEST(RoadNetwork, CountsWhatIsDrawnTwiceOnce) {
  io::RoadTraits one_way{.passage = {Passage::forward, Passage::forward}};
  const RoadNetwork twice = network_of(source_of({{{0, 1, 2}, {}, 1}, {{2, 1, 0}, {}, 2}}));
  ASSERT_EQ(twice.stretches.size(), 1U);
  EXPECT_EQ(twice.stretches[0].record, 1);
  const RoadNetwork ways = network_of(source_of({{{0, 1}, one_way, 1}, {{1, 0}, one_way, 2}}));
  ASSERT_EQ(ways.stretches.size(), 1U);
  EXPECT_EQ(ways.stretches[0].traits.passage[0], Passage::both);
}

TEST(RoadNetwork, DrawsOneWayRoadsAsTheyAreDriven) {
  const RoadNetwork network =
      network_of(source_of({{{0, 1}, {.passage = {Passage::backward, Passage::closed}}, 1},
                            {{3, 2}, {.passage = {Passage::forward, Passage::forward}}, 2}}));
  for (const RoadStretch& stretch : network.stretches) {
    EXPECT_EQ(stretch.traits.passage[0], Passage::forward);
    EXPECT_GT(stretch.shape.front().lon, stretch.shape.back().lon);
  }
}

TEST(RoadNetwork, DoesNotDependOnTheOrderOfWays) {
  std::vector<io::RoadWay> ways{{{0, 1, 2, 3, 4}, {}, 1},
                                {{2, 7, 12}, {.surface = "gravel"}, 2},
                                {{12, 13, 14}, {.passage = {Passage::forward, Passage::both}}, 3},
                                {{7, 8}, {}, 4},
                                {{16, 17}, {}, 5}};
  const RoadNetwork before = network_of(source_of(ways));
  std::ranges::reverse(ways);
  const RoadNetwork after = network_of(source_of(ways));
  EXPECT_EQ(after.stretches, before.stretches);
  EXPECT_EQ(after.hash, before.hash);
  EXPECT_EQ(before.islands, 2U);
}

TEST(RoadNetwork, LeavesOutWhatHasNoLengthAndSharesAFerrysTime) {
  io::RoadSource source = source_of({{{0, 5}, {}, 1},
                                     {{1, 2, 3}, {.road_class = "ferry", .duration = 600.0}, 2},
                                     {{2, 7}, {}, 3}});
  source.vertices[5] = source.vertices[0];
  const RoadNetwork network = network_of(source);
  ASSERT_EQ(network.stretches.size(), 3U);
  double seconds = 0.0;
  for (const RoadStretch& stretch : network.stretches) seconds += stretch.traits.duration;
  EXPECT_NEAR(seconds, 600.0, 1e-9);
}

TEST(ProfileRoads, EndAtABarrierForThoseItStops) {
  io::RoadSource source = source_of({{{0, 1, 2}, {}, 1}});
  source.barriers[1] = 1;  // A bollard.
  const RoadNetwork network = network_of(source);
  ASSERT_EQ(network.stretches.size(), 2U);
  const ProfileRoads car(network, default_speeds(), {});
  EXPECT_EQ(car.main.parts, 1U);
  EXPECT_EQ(car.main.dropped_parts, 1U);
  const ProfileRoads motorcycle(network, default_speeds(), {.vehicle = io::Vehicle::motorcycle});
  EXPECT_EQ(motorcycle.main.dropped_parts, 0U);
}

// --- speeds -------------------------------------------------------------------------------------

TEST(Speed, IsThatOfTheClassUnlessTheRoadIsWorse) {
  const SpeedTable& speeds = default_speeds();
  EXPECT_EQ(speed_on({.road_class = "primary"}, speeds, {}), 45.0);
  EXPECT_EQ(speed_on({.road_class = "primary", .max_speed = 30.0}, speeds, {}), 30.0);
  EXPECT_EQ(speed_on({.road_class = "primary", .max_speed = 90.0}, speeds, {}), 45.0);
  EXPECT_EQ(speed_on({.road_class = "primary", .surface = "mud"}, speeds, {}), 10.0);
  EXPECT_EQ(speed_on({.road_class = "tertiary", .tracktype = "grade5"}, speeds, {}), 20.0);
  EXPECT_EQ(speed_on({.road_class = "primary", .smoothness = "impassable"}, speeds, {}), 0.0);
  EXPECT_EQ(speed_on({.road_class = "primary", .speed = 51.0}, speeds, {}), 51.0);
  EXPECT_EQ(speed_on({.road_class = "path", .speed = 51.0}, speeds, {}), 0.0);
  EXPECT_EQ(speed_on({.road_class = "path"}, speeds, {.vehicle = io::Vehicle::motorcycle}), 8.0);
}

TEST(Speed, IsLessAfterDarkAndInTheRainButNotOnFerries) {
  const SpeedTable& speeds = default_speeds();
  EXPECT_DOUBLE_EQ(speed_on({.road_class = "primary"}, speeds, {.night = true}), 45.0 * 0.85);
  EXPECT_DOUBLE_EQ(speed_on({.road_class = "primary"}, speeds, {.rain = true}), 45.0 * 0.9);
  EXPECT_DOUBLE_EQ(speed_on({.road_class = "track"}, speeds, {.rain = true}), 10.0 * 0.7);
  EXPECT_EQ(speed_on({.road_class = "ferry"}, speeds, {.night = true, .rain = true}), 8.0);
}

// --- files --------------------------------------------------------------------------------------

RoadNetwork written_and_read(const RoadNetwork& network, const std::filesystem::path& path) {
  io::FeatureTable table = network_table(network);
  table.label = "internal";
  io::write_feature_tables(path, std::span(&table, 1));
  return read_network(path.string());
}

TEST(RoadNetwork, ComesBackFromItsFileExactly) {
  const testing::TempDir dir;
  io::RoadSource source =
      source_of({{{0, 1, 2, 3}, {.surface = "asphalt", .max_speed = 40.25, .assumed = true}, 1},
                 {{7, 2}, {.tracktype = "grade2", .smoothness = "bad", .speed = 1.0 / 3.0}, -2},
                 {{12, 13},
                  {.road_class = "ferry",
                   .passage = {Passage::forward, Passage::closed},
                   .duration = 100.0 / 7.0},
                  3}});
  source.barriers[2] = 3;
  source.vertices[1] = {109.00100000000001, 1.0 / 3.0e5};
  const RoadNetwork network = network_of(source);
  for (const char* name : {"network.gpkg", "network.fgb", "network.geojson"}) {
    const RoadNetwork back = written_and_read(network, dir.path() / name);
    if (std::string_view(name) != "network.geojson") {
      EXPECT_EQ(back.stretches, network.stretches) << name;
      EXPECT_EQ(back.hash, network.hash) << name;
    }
    EXPECT_EQ(back.nodes, network.nodes);
    EXPECT_EQ(back.islands, network.islands);
  }
}

struct Extract {
  const char* file;
  double least_km;
  double most_km;
};

TEST(RoadNetwork, OfRealPlacesIsPlausibleAndComesBackExactly) {
  // Motor roads of Liechtenstein (160 km2) in 2013, of Monaco (2 km2) and its surroundings, and of
  // a part of Balikpapan, whose drive graph has 235 km, each direction counted.
  for (const Extract& extract :
       {Extract{"roads/liechtenstein-2013-08-03.osm.pbf", 500, 3000},
        Extract{"roads/monaco.osm.gz", 60, 400}, Extract{"roads/balikpapan.gpkg", 232, 238}}) {
    const auto file = test::shared_data(extract.file);
    if (!file) GTEST_SKIP() << test::kNoSharedData;
    const RoadNetwork network = read_network(file->string());
    const double km = driven_length(network) / 1000.0;
    EXPECT_GT(km, extract.least_km) << extract.file;
    EXPECT_LT(km, extract.most_km) << extract.file;
    const testing::TempDir dir;
    EXPECT_EQ(written_and_read(network, dir.path() / "network.gpkg").hash, network.hash);
  }
}

}  // namespace
}  // namespace rawan::engine

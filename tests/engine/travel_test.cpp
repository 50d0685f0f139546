#include "roads/travel.h"

#include "oracles/road_times.h"
#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"
#include "rawan/io/error.h"
#include "roads/profile_roads.h"
#include "roads/travel_cache.h"
#include "support/shared_data.h"
#include "support/temp_dir.h"
#include "support/threads.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>
#include <sys/stat.h>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;
using io::GeoPoint;
using State = PlaceOnRoads::State;

constexpr double kStep = 0.01;  ///< 1.1 km.

/// Crossings of five by five roads, one street one-way, and an island 0.2 degrees away.
RoadNetwork town() {
  io::RoadSource source;
  for (int v = 0; v < 25; ++v) source.vertices.push_back({109 + v % 5 * kStep, v / 5 * kStep});
  for (int v = 0; v < 3; ++v) source.vertices.push_back({109.2 + v * kStep, 0.0});
  source.barriers.assign(source.vertices.size(), 0);
  const auto road = [&](std::vector<std::uint32_t> vertices, io::RoadTraits traits) {
    source.ways.push_back({std::move(vertices), std::move(traits),
                           static_cast<std::int64_t>(source.ways.size() + 1)});
  };
  for (std::uint32_t i = 0; i < 5; ++i) {
    io::RoadTraits traits{.road_class = i == 2 ? "primary" : "residential"};
    if (i == 0) traits.passage.fill(io::Passage::forward);
    road({5 * i, 5 * i + 1, 5 * i + 2, 5 * i + 3, 5 * i + 4}, traits);
    road({i, i + 5, i + 10, i + 15, i + 20}, {.road_class = i == 4 ? "track" : "tertiary"});
  }
  road({25, 26, 27}, {.road_class = "residential"});
  return network_of(source);
}

/// Two on the roads of the town, one 300 m off, one on the island, one twice.
const std::vector<GeoPoint> kPlaces{
    {109.0004, 0.0001}, {109.035, 0.0201}, {109.015, 0.0127}, {109.205, 0.0003}, {109.035, 0.0201}};

double crow(GeoPoint a, GeoPoint b) {
  const double radian = std::acos(-1.0) / 180.0;
  const double s = std::pow(std::sin((b.lat - a.lat) * radian / 2), 2) +
                   std::cos(a.lat * radian) * std::cos(b.lat * radian) *
                       std::pow(std::sin((b.lon - a.lon) * radian / 2), 2);
  return 2 * 6371008.8 * std::asin(std::sqrt(s));
}

TEST(Travel, WithoutRoadsIsAGuessAndSaysSo) {
  const Travel travel = travel_for(kPlaces, nullptr, default_speeds(), {});
  for (std::uint32_t a = 0; a < kPlaces.size(); ++a) {
    EXPECT_EQ(travel.places[a].state, State::no_roads);
    for (std::uint32_t b = 0; b < kPlaces.size(); ++b) {
      const double meters = 1.4 * crow(kPlaces[a], kPlaces[b]);
      EXPECT_EQ(travel.is_estimated(a, b), a != b);
      EXPECT_NEAR(travel.matrix.distance(a, b), meters, 1e-3);
      EXPECT_NEAR(travel.matrix.time(a, b), meters / (20.0 / 3.6), 1.0);
    }
  }
}

TEST(Travel, TellsUnreachableFromEstimated) {
  const RoadNetwork roads = town();
  const Travel travel = travel_for(kPlaces, &roads, default_speeds(), {});
  EXPECT_EQ(travel.places[0].state, State::on_road);
  EXPECT_EQ(travel.places[2].state, State::too_far);
  EXPECT_NEAR(travel.places[2].meters, 299.0, 2.0);
  EXPECT_NE(travel.places[3].island, travel.places[0].island);
  EXPECT_EQ(travel.matrix.time(0, 3), -1);
  EXPECT_EQ(travel.matrix.distance(3, 0), -1.0);
  EXPECT_FALSE(travel.is_estimated(0, 3));
  EXPECT_TRUE(travel.is_estimated(0, 2));
  EXPECT_TRUE(travel.is_estimated(3, 2));
  EXPECT_FALSE(travel.is_estimated(0, 1));
  EXPECT_GT(travel.matrix.time(0, 1), 0);
  EXPECT_EQ(travel.matrix.time(1, 4), 0);
  for (std::uint32_t i = 0; i < kPlaces.size(); ++i) EXPECT_EQ(travel.matrix.time(i, i), 0);
}

TEST(Travel, DependsOnTheVehicleAndItsConditions) {
  const RoadNetwork roads = town();
  const auto time = [&](const TravelProfile& profile) {
    return travel_for(kPlaces, &roads, default_speeds(), profile).matrix.time(0, 1);
  };
  EXPECT_GT(time({.night = true}), time({}));
  EXPECT_GT(time({.night = true, .rain = true}), time({.night = true}));
  EXPECT_LT(time({.vehicle = io::Vehicle::motorcycle}), time({}));
}

TEST(Travel, HasPathsAsLongAsItSays) {
  const RoadNetwork roads = town();
  const Travel travel = travel_for(kPlaces, &roads, default_speeds(), {});
  std::vector<std::pair<std::uint32_t, std::uint32_t>> legs;
  for (std::uint32_t a = 0; a < kPlaces.size(); ++a) {
    for (std::uint32_t b = 0; b < kPlaces.size(); ++b) legs.emplace_back(a, b);
  }
  const auto paths = leg_paths(kPlaces, &roads, default_speeds(), {}, legs);
  for (std::size_t i = 0; i < legs.size(); ++i) {
    const auto [a, b] = legs[i];
    if (travel.matrix.time(a, b) < 0) {
      EXPECT_TRUE(paths[i].empty());
      continue;
    }
    ASSERT_GE(paths[i].size(), 2U);
    double meters = 0.0;
    for (std::size_t p = 1; p < paths[i].size(); ++p) {
      meters += geo_length(paths[i][p - 1], paths[i][p]);
    }
    if (travel.is_estimated(a, b)) {
      EXPECT_EQ(paths[i], (io::GeoLine{kPlaces[a], kPlaces[b]}));
    } else {
      // Shares of an edge are measured on the map, whose scale is true to 0.1 %.
      EXPECT_NEAR(meters, travel.matrix.distance(a, b), 0.5 + 2e-3 * meters);
      EXPECT_LT(crow(paths[i].front(), kPlaces[a]), 150.0);
      EXPECT_LT(crow(paths[i].back(), kPlaces[b]), 150.0);
    }
  }
}

TEST(Travel, IsTheSameOnAnyNumberOfThreadsAndForShuffledPlaces) {
  const RoadNetwork roads = town();
  const auto answers =
      testing::on_1_2_8_threads([&] { return travel_for(kPlaces, &roads, default_speeds(), {}); });
  for (const Travel& answer : answers) {
    EXPECT_EQ(answer.matrix.seconds, answers[0].matrix.seconds);
    EXPECT_EQ(answer.matrix.meters, answers[0].matrix.meters);
    EXPECT_EQ(answer.estimated, answers[0].estimated);
  }
  const std::vector<GeoPoint> turned(kPlaces.rbegin(), kPlaces.rend());
  const Travel other = travel_for(turned, &roads, default_speeds(), {});
  const auto n = static_cast<std::uint32_t>(kPlaces.size());
  for (std::uint32_t a = 0; a < n; ++a) {
    for (std::uint32_t b = 0; b < n; ++b) {
      EXPECT_EQ(other.matrix.time(n - 1 - a, n - 1 - b), answers[0].matrix.time(a, b));
    }
  }
}

TEST(Travel, RefusesPlacesThatAreNowhere) {
  const std::vector<GeoPoint> places{{NAN, 0.0}};
  EXPECT_THROW(travel_for(places, nullptr, default_speeds(), {}), ContractViolation);
  const std::vector<GeoPoint> far{{-70.0, 89.0}, {109.0, 0.0}};
  const RoadNetwork roads = town();
  EXPECT_EQ(travel_for(far, &roads, default_speeds(), {}).places[0].state, State::too_far);
  EXPECT_TRUE(travel_for({}, &roads, default_speeds(), {}).matrix.seconds.empty());
}

// --- cache --------------------------------------------------------------------------------------

void expect_equal(const Travel& a, const Travel& b) {
  EXPECT_EQ(a.matrix.seconds, b.matrix.seconds);
  EXPECT_EQ(a.matrix.meters, b.matrix.meters);
  EXPECT_EQ(a.estimated, b.estimated);
  EXPECT_EQ(a.places, b.places);
}

TEST(TravelCache, AnswersWithTheSameAndOnlyThen) {
  const testing::TempDir dir;
  const RoadNetwork roads = town();
  const TravelOptions options{.cache = dir.path() / ".rawan"};
  const auto ask = [&](const TravelProfile& profile, std::span<const GeoPoint> places) {
    return travel_for(places, &roads, default_speeds(), profile, options);
  };
  const Travel first = ask({}, kPlaces);
  const Travel second = ask({}, kPlaces);
  EXPECT_FALSE(first.from_cache);
  EXPECT_TRUE(second.from_cache);
  expect_equal(first, second);
  EXPECT_FALSE(ask({.night = true}, kPlaces).from_cache);
  EXPECT_FALSE(ask({}, std::span(kPlaces).first(3)).from_cache);
  struct stat status {};
  ASSERT_EQ(::stat(options.cache.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  for (const auto& entry : fs::directory_iterator(options.cache)) {
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
  }
}

TEST(TravelCache, ComputesAnewWhatIsDamaged) {
  const testing::TempDir dir;
  const RoadNetwork roads = town();
  const TravelOptions options{.cache = dir.path() / ".rawan"};
  const auto ask = [&] { return travel_for(kPlaces, &roads, default_speeds(), {}, options); };
  const Travel right = ask();
  const fs::path file = fs::directory_iterator(options.cache)->path();
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  for (const std::size_t at : {std::size_t{3}, std::size_t{100}, bytes.size() - 9}) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    std::ofstream(file, std::ios::binary) << damaged;
    const Travel again = ask();
    EXPECT_FALSE(again.from_cache);
    expect_equal(again, right);
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{20}, bytes.size() - 1}) {
    fs::resize_file(file, length);
    EXPECT_FALSE(ask().from_cache);
  }
  EXPECT_TRUE(ask().from_cache);
}

TEST(TravelCache, KeepsWhatWasUsedLast) {
  const testing::TempDir dir;
  const RoadNetwork roads = town();
  const TravelOptions options{.cache = dir.path() / ".rawan"};
  const Travel travel = travel_for(kPlaces, &roads, default_speeds(), {}, options);
  const auto age = [&](const fs::path& file, int hours) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(hours));
  };
  const fs::path used = fs::directory_iterator(options.cache)->path();
  age(used, 1000);
  const auto key_of = [](std::size_t i) { return "key-" + std::to_string(i); };
  for (std::size_t i = 0; i + 1 < kMostTravelFiles; ++i) {
    keep_travel(options.cache, key_of(i), travel);
    age(options.cache / (key_of(i) + ".travel"), 100 + static_cast<int>(i));
  }
  std::ofstream(options.cache / "notes.txt") << "not ours";
  EXPECT_TRUE(travel_for(kPlaces, &roads, default_speeds(), {}, options).from_cache);
  keep_travel(options.cache, "new", travel);
  EXPECT_TRUE(fs::exists(used)) << "it was used just now";
  EXPECT_TRUE(cached_travel(options.cache, "new"));
  EXPECT_FALSE(fs::exists(options.cache / (key_of(kMostTravelFiles - 2) + ".travel")))
      << "the oldest goes";
  EXPECT_TRUE(fs::exists(options.cache / (key_of(0) + ".travel")));
  EXPECT_TRUE(fs::exists(options.cache / "notes.txt"));
  const auto files = std::distance(fs::directory_iterator(options.cache), {});
  EXPECT_EQ(static_cast<std::size_t>(files), kMostTravelFiles + 1);
}

// --- oracle -------------------------------------------------------------------------------------

TEST(Travel, AgreesWithAllPairsOfNodes) {
  const RoadNetwork roads = town();
  const ProfileRoads profile(roads, default_speeds(), {});
  std::vector<GeoPoint> crossings;
  std::vector<RoadPlace> nodes;
  for (std::uint32_t e = 0; e < roads.stretches.size(); ++e) {
    crossings.push_back(roads.stretches[e].shape.front());
    nodes.push_back({e, 0.0});
  }
  const auto slow = testing::slow_road_seconds(profile.nodes, profile.edges, nodes);
  const Travel travel = travel_for(crossings, &roads, default_speeds(), {});
  for (std::size_t i = 0; i < slow.size(); ++i) {
    const std::int32_t told = travel.matrix.seconds[i];
    if (slow[i] == testing::kNever) {
      EXPECT_EQ(told, -1);
    } else {
      EXPECT_GE(told, std::ceil(slow[i] - 0.1));
      EXPECT_LE(told, std::ceil(slow[i] + 0.1));
    }
  }
}

/// Seconds from a node to all by relaxing every open direction until nothing changes.
std::vector<double> relaxed(const RoadGraph& graph, std::uint32_t start) {
  std::vector<double> seconds(graph.nodes(), testing::kNever);
  seconds[start] = 0.0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const RoadEdge& edge : graph.edges()) {
      const auto offer = [&](std::uint32_t a, std::uint32_t b, double cost) {
        if (cost < 0.0 || seconds[a] + cost >= seconds[b]) return;
        seconds[b] = seconds[a] + cost;
        changed = true;
      };
      offer(edge.from, edge.to, edge.forward);
      offer(edge.to, edge.from, edge.backward);
    }
  }
  return seconds;
}

TEST(Travel, AgreesWithBellmanAndFordOnRealRoads) {
  for (const char* name :
       {"roads/liechtenstein-2013-08-03.osm.pbf", "roads/monaco.osm.gz", "roads/balikpapan.gpkg"}) {
    const auto file = test::shared_data(name);
    if (!file) GTEST_SKIP() << test::kNoSharedData;
    const RoadNetwork network = read_network(file->string());
    const ProfileRoads roads(network, default_speeds(), {});
    const RoadGraph graph = roads.main_graph();
    Stream random(11, 1);
    std::vector<RoadPlace> places;
    while (places.size() < 40) {
      const auto edge = static_cast<std::uint32_t>(random.below(network.stretches.size()));
      if (roads.main.kept[edge]) places.push_back({edge, 0.0});
    }
    const TravelTimes times = travel_times(graph, places, places);
    for (std::size_t s = 0; s < places.size(); s += 5) {
      const auto slow = relaxed(graph, graph.edges()[places[s].edge].from);
      for (std::size_t t = 0; t < places.size(); ++t) {
        const double seconds = slow[graph.edges()[places[t].edge].from];
        const std::int32_t told = times.seconds[s * places.size() + t];
        ASSERT_NE(told, -1) << "all lie on one island's main part, or are told otherwise";
        // Half a millisecond for each of some thousand edges.
        EXPECT_GE(told, std::ceil(seconds - 1.0));
        EXPECT_LE(told, std::ceil(seconds + 1.0));
      }
    }
  }
}

// --- matrices of others -------------------------------------------------------------------------

class TravelTable : public ::testing::Test {
 protected:
  patrol::TravelMatrix read(const std::string& text) {
    const fs::path file = dir_.path() / "matrix.csv";
    std::ofstream(file, std::ios::binary) << text;
    const std::vector<std::string> ids{"P1", "S1", "S2"};
    return read_travel_matrix(file.string(), ids);
  }
  std::string refusal(const std::string& text) {
    try {
      read(text);
    } catch (const io::InputError& error) {
      return error.code();
    }
    return "";
  }

 private:
  testing::TempDir dir_;
};

TEST_F(TravelTable, TakesWhatIsThereAndLeavesTheRestUnreachable) {
  const patrol::TravelMatrix matrix = read(
      "from,to,seconds,meters\nP1,S1,600,5000\nS1,P1,660.2,5100.5\nS2,P1,10,100\n"
      "X,P1,1,1\n");
  EXPECT_EQ(matrix.places, 3U);
  EXPECT_EQ(matrix.seconds, (std::vector<std::int32_t>{0, 600, -1, 661, 0, -1, 10, -1, 0}));
  EXPECT_EQ(matrix.meters, (std::vector<double>{0, 5000, -1, 5100.5, 0, -1, 100, -1, 0}));
}

TEST_F(TravelTable, RefusesWhatIsNoTime) {
  const std::string head = "from,to,seconds,meters\nP1,S1,600,5000\nS2,S1,600,5000\n";
  EXPECT_EQ(refusal(head), "");
  EXPECT_EQ(refusal(head + "S1,P1,-1,5\n"), "matrix_value");
  EXPECT_EQ(refusal(head + "S1,P1,cepat,5\n"), "matrix_value");
  EXPECT_EQ(refusal(head + "S1,P1,,5\n"), "matrix_value");
  EXPECT_EQ(refusal(head + "S1,P1,1e12,5\n"), "matrix_value");
  EXPECT_EQ(refusal(head + "S1,P1,5,nan\n"), "matrix_value");
  EXPECT_EQ(refusal(head + "P1,S1,5,5\n"), "matrix_repeated");
  EXPECT_EQ(refusal("from,to,seconds,meters\nP1,S1,600,5000\n"), "matrix_place");
  EXPECT_EQ(refusal("from,to,seconds\nP1,S1,600\n"), "column_unknown");
}

}  // namespace
}  // namespace rawan::engine

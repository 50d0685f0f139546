#include "road_tags.h"

#include <gtest/gtest.h>

#include <map>

namespace rawan::io {
namespace {

using Tags = std::map<std::string, std::string, std::less<>>;

RoadTag lookup(const Tags& tags) {
  return [tags](std::string_view key) {
    const auto found = tags.find(key);
    return found == tags.end() ? std::string() : found->second;
  };
}

std::array<Passage, 2> passage_of(const Tags& tags) {
  return judge_road(lookup(tags)).traits.passage;
}

std::string class_of(const Tags& tags) {
  return judge_road(lookup(tags)).traits.road_class;
}

constexpr std::array<Passage, 2> kBoth{Passage::both, Passage::both};
constexpr std::array<Passage, 2> kForward{Passage::forward, Passage::forward};

TEST(RoadTags, GiveLinksTheClassOfTheirRoadAndListsTheLowest) {
  EXPECT_EQ(class_of({{"highway", "trunk_link"}}), "trunk");
  EXPECT_EQ(class_of({{"highway", "['residential', 'tertiary']"}}), "residential");
  EXPECT_EQ(class_of({{"highway", "track_grade3"}}), "track");
  EXPECT_EQ(class_of({{"route", "ferry"}}), "ferry");
  for (const char* word : {"steps", "construction", "proposed", "pedestrian", "", "x"}) {
    EXPECT_EQ(judge_road(lookup({{"highway", word}})).refusal, "road_not_for_vehicles") << word;
  }
}

TEST(RoadTags, LetTheMostSpecialSignDecide) {
  EXPECT_EQ(passage_of({{"highway", "service"}, {"access", "no"}, {"motor_vehicle", "yes"}}),
            kBoth);
  EXPECT_EQ(
      passage_of({{"highway", "track"}, {"motor_vehicle", "forestry"}, {"motorcycle", "yes"}}),
      (std::array{Passage::closed, Passage::both}));
  EXPECT_EQ(judge_road(lookup({{"highway", "service"}, {"access", "private"}})).refusal,
            "road_no_access");
  EXPECT_EQ(passage_of({{"highway", "service"}, {"access", "destination"}}), kBoth);
  EXPECT_EQ(judge_road(lookup({{"highway", "footway"}})).refusal, "road_not_for_vehicles");
  EXPECT_EQ(passage_of({{"highway", "footway"}, {"motorcycle", "designated"}}),
            (std::array{Passage::closed, Passage::both}));
}

TEST(RoadTags, KnowOneWayRoads) {
  EXPECT_EQ(passage_of({{"highway", "primary"}, {"oneway", "yes"}}), kForward);
  EXPECT_EQ(passage_of({{"highway", "primary"}, {"oneway", "-1"}})[0], Passage::backward);
  EXPECT_EQ(passage_of({{"highway", "primary"}, {"junction", "roundabout"}}), kForward);
  EXPECT_EQ(passage_of({{"highway", "motorway_link"}}), kForward);
  EXPECT_EQ(passage_of({{"highway", "motorway"}, {"oneway", "no"}}), kBoth);
}

TEST(RoadTags, ReadSpeedsAndDurations) {
  EXPECT_EQ(road_speed("50"), 50.0);
  EXPECT_EQ(road_speed("50 km/h"), 50.0);
  EXPECT_NEAR(road_speed("30 mph"), 48.28, 0.01);
  EXPECT_EQ(road_speed("60;40"), 40.0);
  EXPECT_EQ(road_speed("['80', '50']"), 50.0);
  for (const char* none : {"", "none", "id:urban", "-5", "0", "nan", "1e300"}) {
    EXPECT_EQ(road_speed(none), 0.0) << none;
  }
  EXPECT_EQ(road_duration("25"), 1500.0);
  EXPECT_EQ(road_duration("01:30"), 5400.0);
  EXPECT_EQ(road_duration("01:30:10"), 5410.0);
  EXPECT_EQ(road_duration("PT1H5M"), 3900.0);
  for (const char* none : {"", "soon", "1:2:3:4", "5 h"}) {
    EXPECT_EQ(road_duration(none), 0.0) << none;
  }
}

TEST(RoadTags, SayWhomABarrierStops) {
  EXPECT_EQ(barrier_of(lookup({})), 0);
  EXPECT_EQ(barrier_of(lookup({{"barrier", "bollard"}})), 1);
  EXPECT_EQ(barrier_of(lookup({{"barrier", "gate"}})), 0);
  EXPECT_EQ(barrier_of(lookup({{"barrier", "gate"}, {"access", "private"}})), 3);
  EXPECT_EQ(barrier_of(lookup({{"barrier", "stile"}})), 3);
  EXPECT_EQ(barrier_of(lookup({{"barrier", "bollard"}, {"motorcar", "yes"}})), 0);
}

}  // namespace
}  // namespace rawan::io

#include "patrol_shifts.h"
#include "plan_fairness.h"
#include "squad_days.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rawan::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using testing::SmallWorld;

const Day kMonday = std::chrono::year(2026) / std::chrono::November / 23;

SmallWorld world_with_squads(std::size_t squads) {
  SmallWorld world;
  world.records.posts.push_back({.id = "POS", .name = "Mako", .location = {109.45, 0.85}});
  for (std::size_t i = 1; i <= squads; ++i) {
    world.records.squads.push_back({.id = "R" + std::to_string(i),
                                    .post_id = "POS",
                                    .shift_code = "P",
                                    .trained_pug = 1,
                                    .vehicle = "r4"});
  }
  return world;
}

/// The stages before the plan, with a choice of visits that are drawn.
struct Stages {
  const SmallWorld& world;
  testing::Analyzed found;
  PatrolAllocation allocation;

  explicit Stages(const SmallWorld& of, std::vector<std::uint32_t> drawn = {0, 0})
      : world(of), found(testing::analyzed(of)) {
    allocation.draw.visits = std::move(drawn);
    allocation.controls = allocation.fixed = {0, 0};
  }

  PatrolInputs inputs() const {
    return {world.records, found.study, found.exposure, found.findings,
            found.ranking, allocation,  world.config};
  }
  patrol::Problem problem() const { return patrol_problem(inputs()).problem; }
};

std::vector<std::int32_t> days_of(const io::Squad& squad, const PatrolConfig& config) {
  std::vector<std::int32_t> days;
  for (const SquadDay& duty : squad_days({&squad, 1}, config)) days.push_back(duty.day);
  return days;
}

TEST(SquadDays, AreThoseOnWhichTheSquadIsActive) {
  PatrolConfig config;
  config.start = kMonday;
  config.shifts = {{"P", Minutes(420), Minutes(900)}};
  config.rotations = {{"selang", "P -", 1}};
  io::Squad squad{.id = "R1", .shift_code = "P"};
  squad.active_from = kMonday + std::chrono::days(2);
  squad.active_to = kMonday + std::chrono::days(4);
  EXPECT_THAT(days_of(squad, config), ElementsAre(2, 3, 4));
  squad.days.set(3);
  squad.days.set(6);
  EXPECT_THAT(days_of(squad, config), ElementsAre(3));
  EXPECT_THAT(days_of({.id = "R1", .shift_code = "selang"}, config), ElementsAre(0, 2, 4, 6));
}

TEST(Breaks, AreLeftOutWhereTheSquadIsBackBeforeThem) {
  SmallWorld world = world_with_squads(1);
  ShiftConfig& shift = world.config.patrol.shifts[0];  // On the road from half past seven.
  shift.pause = Minutes(30);
  shift.pause_from = Minutes(12 * 60);
  shift.pause_to = Minutes(13 * 60);
  world.records.squads[0].max_minutes = Minutes(5 * 60);
  const auto last = Stages(world).problem().shifts[0].pause;
  ASSERT_TRUE(last);
  EXPECT_EQ(last->earliest, Seconds(12 * 3600));
  EXPECT_EQ(last->latest, Seconds(12 * 3600));
  world.records.squads[0].max_minutes = Minutes(5 * 60 - 1);
  EXPECT_FALSE(Stages(world).problem().shifts[0].pause);
}

TEST(Breaks, AreLeftOutWhereTheSquadLeavesAfterThem) {
  SmallWorld world = world_with_squads(1);
  ShiftConfig& shift = world.config.patrol.shifts[0];  // On the road from half past seven.
  shift.pause = Minutes(15);
  shift.pause_from = Minutes(7 * 60);
  shift.pause_to = Minutes(7 * 60 + 29);
  EXPECT_FALSE(Stages(world).problem().shifts[0].pause);
  shift.pause_to = Minutes(7 * 60 + 30);
  EXPECT_TRUE(Stages(world).problem().shifts[0].pause);
}

TEST(Night, NeedNotGoOverMidnight) {
  SmallWorld world = world_with_squads(4);
  world.config.patrol.days = 1;
  world.config.patrol.night_from = Minutes(60);
  world.config.patrol.night_to = Minutes(4 * 60);
  world.config.patrol.shifts = {{"one", Minutes(23 * 60), Minutes(27 * 60)},
                                {"midnight", Minutes(22 * 60), Minutes(26 * 60)},
                                {"three", Minutes(0), Minutes(6 * 60)},
                                {"four", Minutes(0), Minutes(8 * 60)}};
  for (std::size_t squad = 0; squad < 4; ++squad) {
    world.records.squads[squad].shift_code = world.config.patrol.shifts[squad].code;
  }
  const Stages stages(world);
  Schedule schedule;
  const std::vector<TravelMode> modes = add_shifts(stages.inputs(), schedule);
  std::vector<bool> night(4);
  for (const patrol::Shift& shift : schedule.problem.shifts) {
    night[shift.unit] = modes[shift.travel].night;
  }
  EXPECT_THAT(night, ElementsAre(true, false, true, false)) << "by the middle of the shift";
}

TEST(Exclusions, HoldForTheirSquadAndTheirAreaAlone) {
  SmallWorld world = world_with_squads(2);
  world.config.patrol.exclusions = {{"R2", "61.07.04.1001"}};
  const patrol::Problem problem = Stages(world).problem();
  EXPECT_THAT(problem.stops[0].units, ElementsAre(0U));
  EXPECT_THAT(problem.stops[1].units, ElementsAre(0U, 1U));
}

TEST(Villages, HaveNoMoreVisitsThanToldUnlessTheyAreOwed) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.max_gap_days = 0;
  const auto most = [](std::uint32_t visits) {
    return Field("max_visits", &patrol::Village::max_visits, visits);
  };
  EXPECT_THAT(Stages(world, {3, 0}).problem().villages,
              ElementsAre(most(patrol::kAnyNumber), most(patrol::kAnyNumber)));
  world.config.patrol.village_total_visits = 2;
  EXPECT_THAT(Stages(world, {3, 0}).problem().villages, ElementsAre(most(3), most(2)));
}

TEST(Villages, OfProtectedPlacesAloneHaveNoPlaceForADialogue) {
  SmallWorld world = world_with_squads(1);
  // A village of 200 meters around a school.
  world.records.villages.villages[1].area = {
      {.outer = {{109.5, 0.8}, {109.502, 0.8}, {109.502, 0.802}, {109.5, 0.802}}, .holes = {}}};
  EXPECT_EQ(Stages(world).problem().stops.size(), 2U);
  world.records.protected_places.push_back({.location = {109.501, 0.801}});
  const patrol::Problem problem = Stages(world).problem();
  ASSERT_EQ(problem.stops.size(), 1U);
  EXPECT_EQ(problem.stops[0].village, 0U);
  EXPECT_EQ(problem.villages.size(), 2U);
}

TEST(Shares, LimitWhomTheyAreToldToLimit) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.max_village_share = 1.0;
  world.config.patrol.max_squad_share = 0.5;
  const patrol::Problem problem = Stages(world).problem();
  EXPECT_EQ(problem.villages[0].max_dwell, Seconds(0)) << "no limit";
  // A week of seven hours on the road a day.
  EXPECT_EQ(problem.units[0].max_dwell, Seconds(7 * 7 * 3600 / 2));
}

TEST(Fairness, IsPerfectAmongNobody) {
  const PlanFairness fairness = fairness_of({}, 0);
  for (const Evenness& evenness : {fairness.villages, fairness.squads}) {
    EXPECT_EQ(evenness.jain, 1.0);
    EXPECT_EQ(evenness.gini, 0.0);
  }
  EXPECT_EQ(fairness.pairs, 0U);
  EXPECT_FALSE(fairness.common);
}

}  // namespace
}  // namespace rawan::engine

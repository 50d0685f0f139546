#include "printed_schedule.h"

#include "district_areas.h"
#include "layers.h"
#include "patrol_rows.h"
#include "rawan/io/crs.h"
#include "run_sheets.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rawan::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(PrintedSchedule, HasRoomForNotesAndFewEnoughColumnsForOnePage) {
  const testing::SmallWorld world;
  const Catalogue words(Language::id);
  const auto cleared = testing::cleared_for_patrols(world);
  const Schedule schedule;
  const io::Projector projector(world.records.crs.crs);
  const std::vector<DistrictArea> districts;
  const PatrolContext context{
      .cleared = cleared,
      .schedule = schedule,
      .page = {
          .config = world.config, .words = words, .projector = projector, .districts = districts}};
  const io::Layer whole = schedule_table(context);
  const io::Layer printed = printed_schedule(whole, words);
  EXPECT_GT(whole.columns.size(), 20U);
  EXPECT_LE(printed.columns.size(), 13U);
  EXPECT_EQ(printed.columns.front().name, "tanggal");
  EXPECT_EQ(printed.columns.back().name, "paraf");
  EXPECT_EQ(printed.columns.front().alias, whole.columns.front().alias);
}

/// What stands above every run sheet.
std::string label_of_sheets(bool synthetic) {
  testing::SmallWorld world;
  world.config.project.synthetic = synthetic;
  const Catalogue words(Language::id);
  const auto cleared = testing::cleared_for_patrols(world);
  const Schedule schedule;
  const io::Projector projector(world.records.crs.crs);
  const PatrolContext context{
      .cleared = cleared,
      .schedule = schedule,
      .page = {.config = world.config, .words = words, .projector = projector}};
  return run_sheets(context).label;
}

TEST(RunSheets, CarryTheMarkWhereTheirDataAreSynthetic) {
  EXPECT_THAT(label_of_sheets(true), HasSubstr("DATA SINTETIS"));
  EXPECT_THAT(label_of_sheets(false), Not(HasSubstr("DATA SINTETIS")));
}

TEST(EstimateText, SaysHowManyLegsOfATourAreEstimates) {
  const testing::SmallWorld world;
  const Catalogue words(Language::id);
  const auto cleared = testing::cleared_for_patrols(world);
  const io::Projector projector(world.records.crs.crs);
  Schedule schedule;
  schedule.legs.resize(3);
  schedule.legs[0].estimated = {true, false, true};
  schedule.legs[1].estimated = {false, false};
  schedule.legs[2].estimated = {true, true};
  const PatrolContext context{
      .cleared = cleared,
      .schedule = schedule,
      .page = {.config = world.config, .words = words, .projector = projector}};
  EXPECT_THAT(estimate_text(0, context), HasSubstr("2 dari 3 ruas"));
  EXPECT_EQ(estimate_text(1, context), words.text("route.roads"));
  EXPECT_EQ(estimate_text(2, context), words.text("route.estimated"));
}

TEST(Clock, SaysThatATimeAfterMidnightIsOnTheNextDay) {
  const Catalogue words(Language::id);
  EXPECT_EQ(clock_of(Seconds(23 * 3600 + 59 * 60), words), "23.59");
  EXPECT_EQ(clock_of(Seconds(25 * 3600), words), "01.00 (+1 hari)");
}

}  // namespace
}  // namespace rawan::engine

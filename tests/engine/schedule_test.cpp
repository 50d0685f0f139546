#include "rawan/engine/schedule.h"

#include "check_plan.h"
#include "district_areas.h"
#include "plan_reading.h"
#include "rawan/engine/stages.h"
#include "rawan/io/crs.h"
#include "shift_pattern.h"
#include "support/small_world.h"
#include "unserved_words.h"
#include "visit_windows.h"
#include "whole_minutes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace rawan::engine {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::SmallWorld;

SmallWorld world_with_squads(int squads) {
  SmallWorld world;
  world.config.patrol.search_iterations = 200;
  world.config.allocation.visits_per_shift = 0;  // No draw: these tests are about the plan alone.
  world.records.posts.push_back({.id = "POS", .name = "Mako", .location = {109.45, 0.85}});
  for (int i = 1; i <= squads; ++i) {
    world.records.squads.push_back({.id = "R" + std::to_string(i),
                                    .post_id = "POS",
                                    .shift_code = "P",
                                    .trained_pug = 1,
                                    .vehicle = "r4"});
  }
  for (const char* dialogue : {"D1", "D2", "D3"}) {
    world.add_visit(0, dialogue, 12);
    for (int mark = 0; mark < 4; ++mark) world.add_mark(0, dialogue).occurred_time = Minutes(600);
  }
  return world;
}

/// The stages before, and what the schedule makes of them.
struct Planned {
  Study study;
  Exposure exposure;
  Findings findings;
  Ranking ranking;
  PatrolAllocation allocation;
  Schedule schedule;

  explicit Planned(const SmallWorld& world) : study(world.study()), exposure(world.exposure()) {
    findings = analyze(world.records, study, exposure, world.config, {});
    ranking = rank(study, exposure, findings, world.config);
    allocation = allocate_patrols(study, exposure, ranking, world.config,
                                  {.slots = slots_of_plan(world.records, world.config)});
    schedule = engine::schedule(
        {world.records, study, exposure, findings, ranking, allocation, world.config});
  }
};

std::size_t visits_of(const Schedule& schedule, const std::string& stop) {
  std::size_t count = 0;
  for (const patrol::Tour& tour : schedule.plan.tours) {
    for (const patrol::Visit& visit : tour.visits) {
      count += schedule.stops[visit.stop].id == stop ? 1 : 0;
    }
  }
  return count;
}

const patrol::Stop& stop_named(const Schedule& schedule, const std::string& id) {
  for (std::size_t i = 0; i < schedule.stops.size(); ++i) {
    if (schedule.stops[i].id == id) return schedule.problem.stops[i];
  }
  throw std::out_of_range(id);
}

TEST(Schedule, HasNoFaultAndSpeaksInWholeMinutes) {
  const Planned planned(world_with_squads(2));
  const Schedule& schedule = planned.schedule;
  EXPECT_THAT(patrol::faults(schedule.plan, schedule.problem), IsEmpty());
  std::size_t visits = 0;
  for (const patrol::Tour& tour : schedule.plan.tours) {
    for (const patrol::Visit& visit : tour.visits) {
      EXPECT_EQ(visit.start.count() % 60, 0);
      EXPECT_EQ(visit.departure.count() % 60, 0);
      ++visits;
    }
  }
  EXPECT_GT(visits, 0U);
  EXPECT_EQ(schedule.legs.size(), schedule.plan.tours.size());
}

TEST(Schedule, MarksEveryLegEstimatedWithoutRoads) {
  const Planned planned(world_with_squads(1));
  for (std::size_t tour = 0; tour < planned.schedule.legs.size(); ++tour) {
    const std::size_t visits = planned.schedule.plan.tours[tour].visits.size();
    const std::vector<bool>& legs = planned.schedule.legs[tour].estimated;
    EXPECT_EQ(legs.size(), visits == 0 ? 0 : visits + 1);
    EXPECT_THAT(legs, Each(true));
  }
}

TEST(Schedule, LetsOnlyTrainedSquadsLeadDialoguesUnlessToldOtherwise) {
  SmallWorld world = world_with_squads(1);
  world.records.squads[0].trained_pug = 0;
  EXPECT_EQ(visits_of(Planned(world).schedule, "D-61.07.04.1001"), 0U);
  world.config.patrol.dialogue_needs_training = false;
  EXPECT_EQ(visits_of(Planned(world).schedule, "D-61.07.04.1001"), 1U);
}

TEST(Schedule, SendsNoSquadWhereItIsExcluded) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.exclusions = {{"R1", "61.07.12"}};
  const Planned planned(world);
  EXPECT_EQ(visits_of(planned.schedule, "D-61.07.12.2009"), 0U);
  EXPECT_EQ(visits_of(planned.schedule, "D-61.07.04.1001"), 1U);
}

TEST(Schedule, OwesAVisitToVillagesThatWaitedTooLong) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.max_gap_days = 400;
  const auto duties = [](const Planned& planned) {
    return std::vector<std::uint32_t>{planned.schedule.problem.villages[0].min_visits,
                                      planned.schedule.problem.villages[1].min_visits};
  };
  EXPECT_THAT(duties(Planned(world)), ElementsAre(0U, 1U)) << "one was never visited";
  world.config.patrol.max_gap_days = 90;
  EXPECT_THAT(duties(Planned(world)), ElementsAre(1U, 1U)) << "the other since May";
  world.config.patrol.max_gap_days = 0;
  EXPECT_THAT(duties(Planned(world)), ElementsAre(0U, 0U));
}

TEST(Schedule, GivesTheSamePlanForASeedAndNamesIt) {
  SmallWorld world = world_with_squads(2);
  const Planned first(world);
  const Planned second(world);
  EXPECT_EQ(first.schedule.plan, second.schedule.plan);
  EXPECT_EQ(first.schedule.search, second.schedule.search);
  EXPECT_EQ(first.schedule.search.seed, 7U) << "the project's";
  world.config.patrol.seed = 8;
  EXPECT_EQ(Planned(world).schedule.search.seed, 8U);
}

TEST(Schedule, TakesTheBreakOfAShift) {
  SmallWorld world = world_with_squads(1);
  ShiftConfig& shift = world.config.patrol.shifts[0];
  shift.pause = Minutes(30);
  shift.pause_from = Minutes(9 * 60);
  shift.pause_to = Minutes(12 * 60);
  const Planned planned(world);
  EXPECT_THAT(patrol::faults(planned.schedule.plan, planned.schedule.problem), IsEmpty());
  for (const patrol::Tour& tour : planned.schedule.plan.tours) {
    EXPECT_EQ(tour.pause.has_value(), !tour.visits.empty());
  }
}

TEST(Schedule, ReturnsToAPlaceThatDeclaresARevisitInterval) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.revisits = {{.area = "", .place_type = "jalan_umum", .every = Minutes(120)}};
  world.config.patrol.village_max_visits = 0;
  world.config.patrol.max_gap_days = 0;
  for (io::Report& report : world.records.reports) report.occurred_time.reset();
  const Planned planned(world);
  ASSERT_EQ(planned.findings.hotspots.size(), 1U);
  // Seven hours on the road, every two hours: four visits a day (statistics of dosage).
  std::map<std::int32_t, std::size_t> slots_of_day;
  for (std::size_t tour = 0; tour < planned.schedule.plan.tours.size(); ++tour) {
    for (const patrol::Visit& visit : planned.schedule.plan.tours[tour].visits) {
      const bool is_slot = planned.schedule.stops[visit.stop].hotspot.has_value();
      slots_of_day[planned.schedule.problem.shifts[tour].day] += is_slot ? 1 : 0;
    }
  }
  ASSERT_EQ(slots_of_day.size(), 7U);
  for (const auto& [day, slots] : slots_of_day) EXPECT_EQ(slots, 4U) << day;
}

TEST(Windows, FollowTheHoursOfRiskOverMidnight) {
  Portrait portrait;
  portrait.hours = HourRange{22, 26};
  const auto windows = visit_windows(portrait, Seconds(600));
  ASSERT_EQ(windows.size(), 3U);
  EXPECT_EQ(windows[0].open, Seconds(0)) << "the end of the night before";
  EXPECT_EQ(windows[0].close, Seconds(2 * 3600 - 600));
  EXPECT_EQ(windows[1].open, Seconds(22 * 3600));
  EXPECT_EQ(windows[1].close, Seconds(26 * 3600 - 600));
}

TEST(Windows, TellWorkdaysFromTheWeekend) {
  Portrait portrait;
  portrait.hours = HourRange{0, 24};
  portrait.workday_hours = HourRange{8, 10};
  portrait.weekend_hours = HourRange{20, 26};
  std::set<std::pair<int, int>> open_on;  // Weekday of the shift and hour of opening.
  for (const patrol::TimeWindow& window : visit_windows(portrait, Seconds(0))) {
    for (int day = 0; day < 7; ++day) {
      if ((window.weekdays >> day & 1) != 0) open_on.emplace(day, window.open.count() / 3600);
    }
  }
  EXPECT_TRUE(open_on.contains({0, 8}));
  EXPECT_FALSE(open_on.contains({0, 20}));
  EXPECT_TRUE(open_on.contains({5, 20}));
  EXPECT_TRUE(open_on.contains({6, 20}));
  EXPECT_TRUE(open_on.contains({0, 0})) << "after midnight of Sunday it is Monday";
  EXPECT_FALSE(open_on.contains({5, 0})) << "Friday's evening is no weekend";
  EXPECT_TRUE(open_on.contains({4, 44})) << "Saturday's evening after Friday's shift";
  portrait.weekend_hours.reset();
  EXPECT_THAT(visit_windows(portrait, Seconds(0)), IsEmpty()) << "only one part is known";
}

TEST(Windows, AreNotThereWhereTheRiskIsAllDay) {
  Portrait portrait;
  EXPECT_THAT(visit_windows(portrait, Seconds(600)), IsEmpty());
  portrait.hours = HourRange{6, 30};
  EXPECT_THAT(visit_windows(portrait, Seconds(600)), IsEmpty());
}

std::vector<io::Squad> pool_of(const char* pattern, int squads) {
  std::vector<io::Squad> pool;
  for (int i = 1; i <= squads; ++i) {
    pool.push_back({.id = "R" + std::to_string(i), .shift_code = pattern});
  }
  return pool;
}

std::string codes(const ShiftPattern& pattern, std::size_t squad, int days) {
  const Day start = std::chrono::year(2026) / std::chrono::November / 23;
  std::string text;
  for (int day = 0; day < days; ++day) {
    const ShiftConfig* shift = pattern.shift_of(squad, start + std::chrono::days(day));
    text += shift == nullptr ? "-" : shift->code;
  }
  return text;
}

TEST(Shifts, OfThreeTimesEightHoursCoverEveryDayAndTakeTurns) {
  const std::vector<io::Squad> pool = pool_of("3x8", 4);
  const ShiftPattern pattern({}, pool);
  for (int day = 0; day < 4; ++day) {
    std::multiset<char> today;
    for (std::size_t squad = 0; squad < 4; ++squad) {
      today.insert(codes(pattern, squad, 4)[static_cast<std::size_t>(day)]);
    }
    EXPECT_THAT(today, ElementsAre('-', 'M', 'P', 'S'));
  }
  for (std::size_t squad = 0; squad < 4; ++squad) {
    const std::string week = codes(pattern, squad, 9);
    EXPECT_NE(week.find("M-P"), std::string::npos) << "a day off follows the night: " << week;
  }
}

TEST(Shifts, OfARotationGoOnInTheNextPlanAndDoNotDependOnTheOrderOfSquads) {
  PatrolConfig config;
  config.shifts = {{"A", Minutes(420), Minutes(900)}, {"B", Minutes(900), Minutes(1380)}};
  config.rotations = {{"mingguan", "A B", 7}};
  std::vector<io::Squad> pool = pool_of("mingguan", 2);
  const std::string first = codes(ShiftPattern(config, pool), 0, 14);
  const std::string second = codes(ShiftPattern(config, pool), 1, 14);
  EXPECT_NE(first, second);
  for (std::size_t day = 0; day < 14; ++day) EXPECT_NE(first[day], second[day]);
  std::swap(pool[0], pool[1]);
  EXPECT_EQ(codes(ShiftPattern(config, pool), 1, 14), first);
}

TEST(Shifts, AreKnownByCodeRotationOrPreset) {
  PatrolConfig config;
  config.shifts = {{"P", Minutes(420), Minutes(900)}};
  config.rotations = {{"regu4", "P -", 1}};
  for (const char* code : {"P", "regu4", "3x8", "2x12", "dinas_piket", "malam_fokus"}) {
    EXPECT_TRUE(knows_shift(code, config)) << code;
  }
  EXPECT_FALSE(knows_shift("M", config));
  EXPECT_FALSE(knows_shift("", config));
}

TEST(Shifts, OfNoOrAnUnknownPatternAreNone) {
  EXPECT_EQ(codes(ShiftPattern({}, pool_of("Z", 1)), 0, 3), "---");
  EXPECT_EQ(codes(ShiftPattern({}, pool_of("", 1)), 0, 3), "---");
}

/// The lines a sheet of the plan would have.
std::vector<io::ScheduledVisit> sheet_of(const Schedule& schedule, const SmallWorld& world) {
  std::vector<io::ScheduledVisit> rows;
  for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
    std::int32_t order = 0;
    const patrol::Shift& shift = schedule.problem.shifts[tour];
    for (const patrol::Visit& visit : schedule.plan.tours[tour].visits) {
      rows.push_back({.date = world.config.patrol.start + std::chrono::days(shift.day),
                      .squad_id = world.records.squads[shift.unit].id,
                      .order = ++order,
                      .stop_id = schedule.stops[visit.stop].id,
                      .start = std::chrono::duration_cast<Minutes>(visit.start),
                      .end = std::chrono::duration_cast<Minutes>(visit.departure)});
      rows.back().source.row = rows.size() + 1;
    }
  }
  return rows;
}

TEST(Sheet, OfAPlanIsReadBackWithoutAFaultEvenWithBreaks) {
  SmallWorld world = world_with_squads(2);
  ShiftConfig& shift = world.config.patrol.shifts[0];
  shift.pause = Minutes(30);
  shift.pause_from = Minutes(9 * 60);
  shift.pause_to = Minutes(12 * 60);
  const Planned planned(world);
  const SheetPlan sheet = plan_of_sheet(sheet_of(planned.schedule, world), planned.schedule,
                                        world.records.squads, world.config.patrol);
  EXPECT_THAT(sheet.faults, IsEmpty());
  EXPECT_THAT(patrol::faults(sheet.plan, planned.schedule.problem), IsEmpty());
  EXPECT_EQ(sheet.plan.score, planned.schedule.plan.score);
}

TEST(Sheet, TellsWhichLinesFitNowhere) {
  const SmallWorld world = world_with_squads(1);
  const Planned planned(world);
  std::vector<io::ScheduledVisit> rows = sheet_of(planned.schedule, world);
  ASSERT_GE(rows.size(), 3U);
  rows[0].squad_id = "R9";
  rows[1].stop_id = "D-0";
  rows[2].date += std::chrono::days(30);
  const SheetPlan sheet =
      plan_of_sheet(rows, planned.schedule, world.records.squads, world.config.patrol);
  std::vector<std::string> codes;
  for (const SheetFault& fault : sheet.faults) codes.push_back(fault.code);
  EXPECT_THAT(codes, ElementsAre("unknown_squad", "unknown_code", "not_on_duty"));
}

TEST(WholeMinutes, KeepAPlanWithoutFaultsWithoutThem) {
  const Planned planned(world_with_squads(1));
  patrol::Plan plan = planned.schedule.plan;
  for (patrol::Tour& tour : plan.tours) {
    if (!tour.visits.empty()) tour.visits.back().departure += Seconds(30);
    if (!tour.visits.empty()) tour.end += Seconds(30);
  }
  const patrol::Plan rounded = in_whole_minutes(plan, planned.schedule.problem);
  EXPECT_THAT(patrol::faults(rounded, planned.schedule.problem), IsEmpty());
  EXPECT_EQ(in_whole_minutes(rounded, planned.schedule.problem), rounded);
}

TEST(Stops, HaveTheirDutiesAndSpacingFromTheProject) {
  SmallWorld world = world_with_squads(1);
  world.config.patrol.hotspot_gap_days = 3;
  world.config.patrol.dwell_patrol_full = Minutes(20);
  const Planned planned(world);
  ASSERT_EQ(planned.findings.hotspots.size(), 1U);
  const patrol::Stop& stop = stop_named(planned.schedule, planned.findings.hotspots[0].id);
  EXPECT_EQ(stop.min_gap_days, 3);
  EXPECT_EQ(stop.dwell, Seconds(600));
  EXPECT_EQ(stop.full_dwell, Seconds(1200));
}

TEST(Conflicts, AreNamedByTheCheckInWholeMinutes) {
  const SmallWorld world = world_with_squads(1);
  const Catalogue words(Language::id);
  const auto cleared = testing::cleared_for_patrols(world);
  Schedule schedule;
  const io::Projector projector(world.records.crs.crs);
  const std::vector<DistrictArea> districts;
  const PatrolContext context{
      .cleared = cleared,
      .schedule = schedule,
      .page = {
          .config = world.config, .words = words, .projector = projector, .districts = districts}};
  EXPECT_EQ(conflicts_text(context), "");
  schedule.stops = {{.id = "D-A", .site = 0}, {.id = "D-B", .site = 1}};
  schedule.conflicts = {{.stop = 0, .other = 1, .missing = Seconds(61)}};
  const std::string line = conflicts_text(context);
  EXPECT_THAT(line, HasSubstr(context.registers().sites.name[0]));
  EXPECT_THAT(line, HasSubstr(context.registers().sites.name[1]));
  EXPECT_THAT(line, HasSubstr("kurang 2 menit"));
  EXPECT_THAT(judgment_as_text({}, context), HasSubstr(words.text("conflicts.head") + "\n" + line));
  const std::string json = judgment_as_json({}, context);
  const std::string head = "\"conflicts\": [\n  {\n";
  ASSERT_THAT(json, HasSubstr(head));
  const std::string listed = json.substr(json.find(head));
  EXPECT_THAT(listed, HasSubstr("\"other\": \"" + schedule.stops[1].id + "\""));
  EXPECT_THAT(listed, HasSubstr("\"stop\": \"" + schedule.stops[0].id + "\""));
  EXPECT_THAT(listed, HasSubstr("\"seconds\": 61"));
}

}  // namespace
}  // namespace rawan::engine

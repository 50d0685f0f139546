#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/patrol_plan.h"
#include "rawan/algorithms/patrol_search.h"
#include "rawan/engine/config.h"
#include "rawan/engine/follow_up.h"
#include "rawan/engine/patrol_allocation.h"
#include "rawan/io/field_records.h"
#include "rawan/io/geo.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

struct Records;
struct Study;
struct Exposure;
struct Findings;
struct Ranking;
struct PatrolRoads;

/// What the stages before found, as the schedule asks for it.
struct PatrolInputs {
  const Records& records;
  const Study& study;
  const Exposure& exposure;
  const Findings& findings;
  const Ranking& ranking;
  const PatrolAllocation& allocation;
  const Config& config;
  /// The release folder whose private part keeps travel times for the next run; empty: none.
  std::filesystem::path out = {};
};

/// What is done at a stop.
enum class Activity : std::uint8_t { dialogue, patrol, lighting_check };

/// What a stop of the problem is to people.
struct PlannedStop {
  std::string id;  ///< By which a sheet names it; stable between plans.
  std::uint32_t site = 0;
  std::optional<std::uint32_t> hotspot;
  Point position;
  Activity activity = Activity::dialogue;
};

/// The legs of a tour: from the post to each stop and back.
struct TourLegs {
  std::vector<bool> estimated;    ///< A straight line, not along known roads.
  std::vector<io::GeoLine> path;  ///< As driven, from place to place.
};

/// How a plan was found, to find it again.
struct SearchRecord {
  std::uint64_t seed = 0;
  std::uint64_t iterations = 0;  ///< Done, of all walks.
  bool stopped_by_time = false;
  std::size_t pool = 0;   ///< Plans that were good enough.
  std::size_t drawn = 0;  ///< The one of them that was drawn.
  double best_score = 0.0;
  friend bool operator==(const SearchRecord&, const SearchRecord&) = default;
};

/// Unit u of the problem is squad u of the records, and one more has no shifts; village v is
/// site v.
struct Schedule {
  patrol::Problem problem;
  patrol::Plan plan;
  PatrolAllocation allocation;               ///< What the problem owes each village, and why.
  std::vector<PlannedStop> stops;            ///< One per stop of the problem.
  std::vector<std::string> shift_codes;      ///< One per shift.
  std::vector<std::vector<bool>> estimated;  ///< Per travel matrix: places x places.
  std::vector<io::GeoPoint> places;          ///< Of the matrices: the posts, then the stops.
  std::shared_ptr<const PatrolRoads> roads;  ///< Null: travel comes from a matrix.
  std::vector<std::uint32_t> off_road;       ///< Places too far from every road.
  std::vector<TourLegs> legs;                ///< One per tour.
  std::vector<patrol::Unserved> unserved;
  std::vector<patrol::Conflict> conflicts;
  std::vector<patrol::Plan> pool;  ///< Good plans, of which one was drawn.
  SearchRecord search;
  std::string code;           ///< Of the plan as drawn: names it on sheets. Empty: not told yet.
  io::CheckinTable checkins;  ///< Of this or an earlier plan, as far as codes were scanned.
  std::optional<FollowUp> follow_up;  ///< Where commanders changed the plan as drawn.
};

/// The problem of the patrols with its stops, shifts and travel, and no plan yet. Travel takes
/// whole minutes, rounded up: a sheet in hours and minutes then says exactly what is planned.
Schedule patrol_problem(const PatrolInputs& inputs, const Control& control = {});

/// Searches a plan, draws one of the good ones and explains it. @throws Cancelled
void search_schedule(Schedule& schedule, const patrol::SearchOptions& options,
                     const Control& control = {});

/// Takes a plan of any origin for the schedule: its legs, and what it leaves unserved.
void adopt_plan(Schedule& schedule, patrol::Plan plan);

patrol::SearchOptions search_options(const Config& config);

Schedule schedule(const PatrolInputs& inputs, const Control& control = {});

}  // namespace rawan::engine

#include "rawan/engine/schedule.h"

#include "patrol_shifts.h"
#include "patrol_stops.h"
#include "patrol_travel.h"
#include "rawan/algorithms/patrol_measures.h"
#include "rawan/io/crs.h"
#include "revisits.h"
#include "whole_minutes.h"

namespace rawan::engine {
namespace {

TourLegs legs_of(std::size_t tour, const Schedule& schedule) {
  const patrol::Shift& shift = schedule.problem.shifts[tour];
  const std::vector<patrol::Visit>& visits = schedule.plan.tours[tour].visits;
  const std::size_t places = schedule.places.size();
  TourLegs legs;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ways;
  std::uint32_t from = shift.start_post;
  for (std::size_t i = 0; !visits.empty() && i <= visits.size(); ++i) {
    const bool is_last = i == visits.size();
    const std::uint32_t to =
        is_last ? shift.end_post : schedule.problem.stops[visits[i].stop].place;
    legs.estimated.push_back(schedule.estimated[shift.travel][from * places + to]);
    ways.emplace_back(from, to);
    from = to;
  }
  legs.path = paths_of(ways, shift.travel, schedule);
  return legs;
}

void limit_shares(const PatrolConfig& config, patrol::Problem& problem) {
  const double total = patrol::available_seconds(problem);
  if (total <= 0.0) return;
  if (config.max_village_share < 1.0) {
    patrol::limit_village_shares(problem, config.max_village_share, total);
  }
  if (config.max_squad_share < 1.0) {
    patrol::limit_unit_shares(problem, config.max_squad_share, total);
  }
}

}  // namespace

Schedule patrol_problem(const PatrolInputs& inputs, const Control& control) {
  Schedule schedule;
  const io::Projector projector(inputs.records.crs.crs);
  for (const io::Post& post : inputs.records.posts) schedule.places.push_back(post.location);
  add_stops(inputs, static_cast<std::uint32_t>(schedule.places.size()), schedule);
  for (const PlannedStop& stop : schedule.stops) {
    schedule.places.push_back(projector.to_degrees(stop.position));
  }
  schedule.allocation = inputs.allocation;
  schedule.checkins = inputs.records.checkins;
  schedule.problem.days = inputs.config.patrol.days;
  schedule.problem.units.resize(inputs.records.squads.size() + 1);
  const std::vector<TravelMode> modes = add_shifts(inputs, schedule);
  expand_revisits(inputs, schedule);
  add_travel(modes, inputs, schedule, control);
  limit_shares(inputs.config.patrol, schedule.problem);
  return schedule;
}

patrol::SearchOptions search_options(const Config& config) {
  const PatrolConfig& patrol = config.patrol;
  return {.seed = patrol.seed > 0 ? patrol.seed : config.project.seed,
          .iterations = patrol.search_iterations,
          .walks = patrol.search_walks,
          .pool_within = patrol.pool_within,
          .pool_size = patrol.pool_size};
}

void adopt_plan(Schedule& schedule, patrol::Plan plan) {
  schedule.plan = std::move(plan);
  schedule.legs.clear();
  for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
    schedule.legs.push_back(legs_of(tour, schedule));
  }
  schedule.unserved = patrol::explain(schedule.plan, schedule.problem);
  schedule.conflicts = patrol::conflicts(schedule.problem);
}

void search_schedule(Schedule& schedule, const patrol::SearchOptions& options,
                     const Control& control) {
  patrol::SearchResult found = patrol::search_plan(schedule.problem, options, control);
  for (patrol::Plan& plan : found.pool) plan = in_whole_minutes(plan, schedule.problem);
  const std::size_t drawn = patrol::draw_plan(found.pool, options.seed);
  schedule.search = {.seed = options.seed,
                     .iterations = found.iterations,
                     .stopped_by_time = found.stopped_by_time,
                     .pool = found.pool.size(),
                     .drawn = drawn,
                     .best_score = found.pool.front().score};
  schedule.pool = std::move(found.pool);
  adopt_plan(schedule, schedule.pool[drawn]);
}

Schedule schedule(const PatrolInputs& inputs, const Control& control) {
  Schedule schedule = patrol_problem(inputs, control);
  if (schedule.problem.shifts.empty()) return schedule;
  search_schedule(schedule, search_options(inputs.config), control);
  return schedule;
}

}  // namespace rawan::engine

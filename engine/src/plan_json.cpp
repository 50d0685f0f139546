#include "plan_json.h"

#include "layer_words.h"
#include "patrol_rows.h"
#include "plan_fairness.h"
#include "unserved_words.h"

#include <nlohmann/json.hpp>

namespace rawan::engine {
namespace {

using Json = nlohmann::ordered_json;

/// Writes times of one shift.
struct ShiftClock {
  const PatrolContext& context;
  std::size_t tour;

  void put(Json& object, const std::string& name, Seconds time) const {
    object[name] = timestamp(day_of(tour, context), time, context);
    object[name + "_s"] = (time - context.schedule.problem.shifts[tour].start).count();
  }
};

Json visit_json(std::size_t tour, std::size_t index, const PatrolContext& context) {
  const Schedule& schedule = context.schedule;
  const patrol::Visit& visit = schedule.plan.tours[tour].visits[index];
  const PlannedStop& stop = schedule.stops[visit.stop];
  const ShiftClock clock{context, tour};
  Json json{{"order", index + 1},
            {"stop", stop.id},
            {"village", io::to_dotted(context.registers().sites.id[stop.site])},
            {"activity", code_of(stop.activity)}};
  clock.put(json, "arrival", visit.arrival);
  clock.put(json, "start", visit.start);
  clock.put(json, "departure", visit.departure);
  json["meters"] = visit.meters;
  json["estimated"] = bool(schedule.legs[tour].estimated[index]);
  return json;
}

Json shift_json(std::size_t tour, const PatrolContext& context) {
  const Schedule& schedule = context.schedule;
  const patrol::Tour& plan = schedule.plan.tours[tour];
  const ShiftClock clock{context, tour};
  Json json{{"squad", squad_of(tour, context).id},
            {"date", iso_date(day_of(tour, context))},
            {"shift", shift_code_of(tour, context)},
            {"post", post_of(tour, context).id}};
  clock.put(json, "begin", schedule.problem.shifts[tour].start);
  clock.put(json, "leave", plan.start);
  clock.put(json, "back", plan.end);
  if (plan.pause) clock.put(json, "break", *plan.pause);
  json["meters"] = plan.meters;
  json["visits"] = Json::array();
  for (std::size_t i = 0; i < plan.visits.size(); ++i) {
    json["visits"].push_back(visit_json(tour, i, context));
  }
  if (!plan.visits.empty()) json["last_leg_estimated"] = bool(schedule.legs[tour].estimated.back());
  return json;
}

Json unserved_json(const patrol::Unserved& missing, const PatrolContext& context) {
  const Schedule& schedule = context.schedule;
  Json json{{"stop", missing.stop ? Json(schedule.stops[*missing.stop].id) : Json()},
            {"village", io::to_dotted(context.registers().sites.id[missing.village])},
            {"missing_visits", missing.missing_visits},
            {"required", missing.required},
            {"reason", code_of(missing.reason)},
            {"number", missing.number},
            {"unit", unit_of(missing.reason)},
            {"rivals", Json::array()}};
  for (const std::uint32_t stop : missing.rivals) {
    json["rivals"].push_back(schedule.stops[stop].id);
  }
  return json;
}

Json search_json(const SearchRecord& search) {
  return {{"seed", search.seed},
          {"iterations", search.iterations},
          {"pool", search.pool},
          {"drawn", search.drawn},
          {"best_score", search.best_score},
          {"stopped_by_time", search.stopped_by_time}};
}

Json or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json fairness_json(const PatrolContext& context) {
  const PlanFairness fairness = fairness_of(context.schedule, context.registers().squads.size());
  return {{"jain_villages", fairness.villages.jain},
          {"gini_villages", fairness.villages.gini},
          {"jain_squads", fairness.squads.jain},
          {"gini_squads", fairness.squads.gini},
          {"order_entropy_bits", fairness.order.bits},
          {"order_entropy_visits", fairness.order.visits},
          {"tours_compared", fairness.pairs},
          {"common_villages", or_null(fairness.common)},
          {"reversed_pairs", or_null(fairness.reversed)}};
}

}  // namespace

std::string plan_as_json(const PatrolContext& context) {
  const Schedule& schedule = context.schedule;
  Json json{{"format", "rawan-plan-1"},
            {"synthetic", context.config.project.synthetic},
            {"start", iso_date(context.config.patrol.start)},
            {"days", context.config.patrol.days},
            {"score", schedule.plan.score},
            {"search", search_json(schedule.search)},
            {"shifts", Json::array()},
            {"unserved", Json::array()},
            {"conflicts", Json::array()}};
  if (!schedule.plan.tours.empty()) json["fairness"] = fairness_json(context);
  for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
    json["shifts"].push_back(shift_json(tour, context));
  }
  for (const patrol::Unserved& missing : schedule.unserved) {
    json["unserved"].push_back(unserved_json(missing, context));
  }
  for (const patrol::Conflict& conflict : schedule.conflicts) {
    json["conflicts"].push_back({{"stop", schedule.stops[conflict.stop].id},
                                 {"other", schedule.stops[conflict.other].id},
                                 {"missing_s", conflict.missing.count()}});
  }
  return json.dump(1) + "\n";
}

}  // namespace rawan::engine

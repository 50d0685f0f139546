#include "revisits.h"

#include "rawan/algorithms/dosage.h"

#include <algorithm>

namespace rawan::engine {
namespace {

bool fits(const RevisitConfig& revisit, const Hotspot& hotspot) {
  if (!revisit.area.empty()) return revisit.area == hotspot.id;
  if (revisit.place_type.empty()) return true;
  const auto& place = hotspot.portrait.place;
  return place && io::code_list("place_type").entries[static_cast<std::size_t>(*place)].code ==
                      revisit.place_type;
}

/// The first rule of the project that speaks of the stop.
const RevisitConfig* rule_for(const PlannedStop& stop, const PatrolInputs& inputs) {
  if (!stop.hotspot) return nullptr;
  const auto& rules = inputs.config.patrol.revisits;
  const auto found = std::ranges::find_if(rules, [&](const RevisitConfig& rule) {
    return fits(rule, inputs.findings.hotspots[*stop.hotspot]);
  });
  return found == rules.end() ? nullptr : &*found;
}

std::vector<patrol::Stop> slots_of(patrol::Stop stop, const RevisitConfig& rule,
                                   const patrol::Problem& problem) {
  stop.required = rule.required ? 1 : 0;
  stop.max_visits = std::max(stop.max_visits, stop.required);
  std::vector<patrol::Stop> slots;
  const auto every = std::chrono::duration_cast<Seconds>(rule.every);
  for (const patrol::Watch& watch : patrol::watches_of(problem, stop)) {
    for (patrol::Stop& slot : patrol::slots_for_revisit(stop, watch, every, problem)) {
      slots.push_back(std::move(slot));
    }
  }
  return slots;
}

}  // namespace

void expand_revisits(const PatrolInputs& inputs, Schedule& schedule) {
  std::vector<patrol::Stop> stops;
  std::vector<PlannedStop> planned;
  for (std::size_t i = 0; i < schedule.stops.size(); ++i) {
    const RevisitConfig* rule = rule_for(schedule.stops[i], inputs);
    std::vector<patrol::Stop> slots;
    if (rule != nullptr) slots = slots_of(schedule.problem.stops[i], *rule, schedule.problem);
    if (slots.empty()) {
      stops.push_back(schedule.problem.stops[i]);
      planned.push_back(schedule.stops[i]);
    }
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      stops.push_back(std::move(slots[slot]));
      planned.push_back(schedule.stops[i]);
      planned.back().id += "/" + std::to_string(slot + 1);
    }
  }
  schedule.problem.stops = std::move(stops);
  schedule.stops = std::move(planned);
}

}  // namespace rawan::engine

#include "plan_fairness.h"

#include <span>
#include <vector>

namespace rawan::engine {
namespace {

Evenness evenness_of(std::span<const double> dwell) {
  if (dwell.empty()) return {};
  return {patrol::jain_index(dwell), patrol::gini_index(dwell)};
}

std::optional<double> mean(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

PlanFairness fairness_of(const Schedule& schedule, std::size_t squads) {
  const auto units = patrol::dwell_by_unit(schedule.plan, schedule.problem);
  PlanFairness fairness{
      .villages = evenness_of(patrol::dwell_by_village(schedule.plan, schedule.problem)),
      .squads = evenness_of(std::span(units).first(squads)),
      .order = patrol::visit_order_entropy(schedule.pool, schedule.problem)};
  std::vector<double> common;
  std::vector<double> reversed;
  for (const patrol::OrderChange& change : patrol::order_changes(schedule.plan, schedule.problem)) {
    common.push_back(change.common);
    if (change.reversed) reversed.push_back(*change.reversed);
  }
  fairness.pairs = common.size();
  fairness.common = mean(common);
  fairness.reversed = mean(reversed);
  return fairness;
}

}  // namespace rawan::engine

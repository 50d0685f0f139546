#include "control_draw.h"
#include "patrol_history.h"
#include "rawan/engine/patrol_allocation.h"
#include "rawan/engine/stages.h"
#include "shift_pattern.h"
#include "squad_days.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// Streams of random numbers of a project's seed that belong to allocation.
constexpr std::uint64_t kControlSeed = 0xC0;

/// D/KRPPA, staleness and what is to be mended as factors around 1: the points of the ranking, in
/// percent.
std::vector<double> priorities(const Ranking& ranking) {
  std::vector<double> factors;
  for (const VillagePriority& village : ranking.villages) {
    const double points = village.krppa_score + village.stale_score + village.environment_score;
    factors.push_back(
        std::clamp(1.0 + points / 100.0, allocation::kLeastPriority, allocation::kMostPriority));
  }
  return factors;
}

/// Controls are spread evenly too: what the floor still has to give beside them.
double floor_beside(double controls, const AllocationConfig& config) {
  if (controls >= 1.0) return 0.0;
  return std::max(0.0, (config.floor - controls) / (1.0 - controls));
}

allocation::Options options_of(const AllocationTask& task, std::uint32_t controls,
                               const Config& config) {
  const Rounds rounds(config);
  const double share = task.slots > 0 ? double(controls) / double(task.slots) : 0.0;
  return {.memory = std::pow(config.allocation.memory, rounds.days_each() / 7.0),
          .floor = task.suspended ? 1.0 : floor_beside(share, config.allocation),
          .max_gap = rounds.from_weeks(config.allocation.max_gap_weeks),
          .slots = task.slots - controls,
          .seed = config.project.seed,
          .round = rounds.coming()};
}

std::vector<std::uint32_t> fixed_visits(const Study& study, const Config& config) {
  std::vector<std::uint32_t> visits;
  for (const auto& entry : study.sites.krppa) {
    visits.push_back(entry ? config.patrol.krppa_min_visits : 0);
  }
  return visits;
}

}  // namespace

std::uint32_t control_slots(std::uint32_t slots, const AllocationConfig& config) {
  return static_cast<std::uint32_t>(std::lround(config.controls * slots));
}

std::vector<std::uint32_t> draw_controls(std::size_t sites, std::uint32_t slots, std::uint64_t seed,
                                         std::uint64_t round) {
  const allocation::Options options{.floor = 1.0,
                                    .max_gap = 0,
                                    .slots = slots,
                                    .seed = seed ^ (kControlSeed << 32U),
                                    .round = round};
  return allocation::allocate({.sites = sites}, options).visits;
}

std::string_view code_of(VisitGround ground) {
  constexpr std::string_view codes[] = {"ditangguhkan", "jeda_maksimum", "risiko", "bergilir",
                                        "kontrol",      "tetap",         "sisa"};
  return codes[static_cast<std::size_t>(ground)];
}

std::uint32_t PatrolAllocation::owed(std::uint32_t site) const {
  return std::max(draw.visits[site] + controls[site], fixed[site]);
}

VisitGround PatrolAllocation::ground(std::uint32_t site) const {
  if (draw.due[site]) return VisitGround::max_gap;
  if (draw.visits[site] > 0) {
    if (suspended) return VisitGround::suspended;
    return draw.risk[site] > 1.0 ? VisitGround::risk : VisitGround::rotation;
  }
  if (controls[site] > 0) return VisitGround::control;
  return fixed[site] > 0 ? VisitGround::fixed : VisitGround::spare;
}

PatrolAllocation allocate_patrols(const Study& study, const Exposure& exposure,
                                  const Ranking& ranking, const Config& config,
                                  const AllocationTask& task) {
  const std::uint32_t controls = control_slots(task.slots, config.allocation);
  const allocation::Options options = options_of(task, controls, config);
  PatrolAllocation allocation;
  allocation.slots = task.slots;
  allocation.suspended = task.suspended;
  allocation.priority = priorities(ranking);
  allocation.draw =
      allocation::allocate(patrol_history(study, exposure, config), options, allocation.priority);
  allocation.controls = draw_controls(study.sites.size(), controls, options.seed, options.round);
  allocation.fixed = fixed_visits(study, config);
  const double share = task.slots > 0 ? double(controls) / double(task.slots) : 0.0;
  const double even = share / static_cast<double>(std::max<std::size_t>(1, study.sites.size()));
  for (const double intent : allocation.draw.intent) {
    allocation.intent.push_back((1.0 - share) * intent + even);
  }
  return allocation;
}

std::uint32_t slots_of_plan(const Records& records, const Config& config) {
  const auto shifts = squad_days(records.squads, config.patrol).size();
  return static_cast<std::uint32_t>(shifts) * config.allocation.visits_per_shift;
}

}  // namespace rawan::engine

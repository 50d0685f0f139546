#include "rawan/engine/control_visits.h"

#include "control_draw.h"
#include "patrol_history.h"

#include <algorithm>
#include <map>

namespace rawan::engine {
namespace {

constexpr double kFewestVisited = 0.8;
constexpr double kConfidence = 0.95;

using Key = std::pair<std::size_t, std::uint32_t>;  ///< Round, site.

/// The first day of patrol in each round.
std::map<Key, Day> first_days(const Exposure& exposure, const Rounds& rounds) {
  std::map<Key, Day> first;
  for (const PatrolDay& visit : exposure.visits) {
    const auto round = rounds.of(visit.day);
    if (!round) continue;
    const auto [found, is_new] = first.try_emplace({*round, visit.site}, visit.day);
    if (!is_new) found->second = std::min(found->second, visit.day);
  }
  return first;
}

std::map<std::pair<std::uint32_t, Day>, std::uint32_t> findings_by_day(const Exposure& exposure) {
  std::map<std::pair<std::uint32_t, Day>, std::uint32_t> findings;
  for (const Finding& finding : exposure.findings) ++findings[{finding.site, finding.day}];
  return findings;
}

void estimate(ControlVisits& controls) {
  if (controls.visited == 0 || controls.visited < kFewestVisited * controls.drawn) return;
  const double visits = controls.visited;
  const Interval findings = garwood_interval(controls.findings, kConfidence);
  controls.per_visit = controls.findings / visits;
  controls.interval = {findings.low / visits, findings.high / visits};
}

}  // namespace

ControlVisits control_visits(const Study& study, const Exposure& exposure, const Config& config,
                             std::uint32_t slots) {
  const Rounds rounds(config);
  const std::uint32_t each = control_slots(slots, config.allocation);
  const auto first = first_days(exposure, rounds);
  const auto findings = findings_by_day(exposure);
  ControlVisits controls;
  for (std::size_t round = 0; each > 0 && round < rounds.count(); ++round) {
    if (!rounds.is_within_period(round)) continue;
    const auto drawn =
        draw_controls(study.sites.size(), each, config.project.seed, rounds.number_of(round));
    for (std::uint32_t site = 0; site < drawn.size(); ++site) {
      if (drawn[site] == 0) continue;
      ++controls.drawn;
      const auto day = first.find({round, site});
      if (day == first.end()) continue;
      ++controls.visited;
      const auto found = findings.find({site, day->second});
      if (found != findings.end()) controls.findings += found->second;
    }
  }
  estimate(controls);
  const auto visits = static_cast<double>(exposure.visits.size());
  if (visits > 0.0) controls.over_all = static_cast<double>(exposure.findings.size()) / visits;
  return controls;
}

}  // namespace rawan::engine

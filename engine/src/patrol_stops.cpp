#include "patrol_stops.h"

#include "protected_places.h"
#include "rawan/engine/patrol_allocation.h"
#include "visit_windows.h"

#include <algorithm>

namespace rawan::engine {
namespace {

Seconds seconds(Minutes minutes) {
  return std::chrono::duration_cast<Seconds>(minutes);
}

std::int32_t days_between(Day from, Day to) {
  return static_cast<std::int32_t>((to - from).count());
}

bool serves(const io::Squad& squad, io::DistrictId district) {
  return squad.districts.empty() || std::ranges::count(squad.districts, district) > 0;
}

bool is_excluded(const io::Squad& squad, io::VillageId village, const PatrolConfig& config) {
  return std::ranges::any_of(config.exclusions, [&](const ExclusionConfig& exclusion) {
    return exclusion.squad == squad.id && (exclusion.area == io::to_dotted(village) ||
                                           exclusion.area == to_dotted(io::district_of(village)));
  });
}

/// The squads that may serve a stop in a village. Where there is none, a unit without shifts: the
/// stop stays unserved, and the plan says so.
std::vector<std::uint32_t> units_for(io::VillageId village, Activity activity,
                                     const PatrolInputs& inputs) {
  const std::vector<io::Squad>& squads = inputs.records.squads;
  const bool needs_training =
      activity == Activity::dialogue && inputs.config.patrol.dialogue_needs_training;
  std::vector<std::uint32_t> units;
  for (std::uint32_t unit = 0; unit < squads.size(); ++unit) {
    const io::Squad& squad = squads[unit];
    if (serves(squad, io::district_of(village)) &&
        !is_excluded(squad, village, inputs.config.patrol) &&
        (!needs_training || squad.trained_pug > 0)) {
      units.push_back(unit);
    }
  }
  if (units.empty()) units.push_back(static_cast<std::uint32_t>(squads.size()));
  return units;
}

/// Whether the longest stretch without a visit ends before the plan does, and at which day.
struct Due {
  bool overdue = false;                      ///< It was reached before the plan begins.
  std::optional<std::int32_t> last_visit{};  ///< Days after the start; negative.
};

Due due_of(const VillageEffort& effort, const PatrolConfig& config) {
  if (config.max_gap_days == 0) return {};
  if (!effort.last_visit) return {.overdue = true};
  const std::int32_t last = std::min(-1, days_between(config.start, *effort.last_visit));
  // Days strictly between the last visit and the first day of the plan.
  if (-last - 1 > config.max_gap_days) return {.overdue = true};
  return {.last_visit = last};
}

patrol::Village village_of(std::uint32_t site, const PatrolInputs& inputs) {
  const PatrolConfig& config = inputs.config.patrol;
  const Due due = due_of(inputs.exposure.village[site], config);
  patrol::Village village{.max_gap_days = config.max_gap_days, .last_visit = due.last_visit};
  const auto days = static_cast<std::uint32_t>(config.days);
  village.min_visits = std::min(inputs.allocation.owed(site), days);
  if (due.overdue) village.min_visits = std::max(village.min_visits, 1U);
  if (config.village_total_visits > 0) {
    village.max_visits = std::max(village.min_visits, config.village_total_visits);
  }
  return village;
}

bool is_dark(const std::optional<io::EnvFactor>& factor) {
  return factor == io::EnvFactor::gelap || factor == io::EnvFactor::lampu_rusak;
}

/// What a visit is worth; while the ranking is suspended, everywhere the same.
double score_of(int ranked, const PatrolInputs& inputs) {
  constexpr double kMiddle = 50.0;
  return inputs.allocation.suspended ? kMiddle : static_cast<double>(ranked);
}

/// Streams of places of dialogues: apart from those of other stages of a run.
constexpr std::uint64_t kMeetingStreams = std::uint64_t{0x6d656574} << 32U;

void add_dialogue(std::uint32_t site, const ProtectedPlaces& places, const PatrolInputs& inputs,
                  Schedule& schedule) {
  const PatrolConfig& config = inputs.config.patrol;
  const io::VillageId village = inputs.study.sites.id[site];
  const Stream random(inputs.config.project.seed, kMeetingStreams | site);
  const auto position =
      meeting_place(inputs.study.sites.area[site], inputs.study.sites.center[site], places, random);
  if (!position) return;
  const std::uint32_t least = schedule.problem.villages[site].min_visits;
  const Seconds dwell = seconds(config.dwell_dialogue);
  schedule.problem.stops.push_back(
      {.village = site,
       .score = score_of(inputs.ranking.villages[site].score, inputs),
       .dwell = dwell,
       .full_dwell = dwell,
       .windows = {{seconds(config.dialogue_open), seconds(config.dialogue_close)}},
       .max_visits = std::max(least, config.village_max_visits),
       .units = units_for(village, Activity::dialogue, inputs)});
  schedule.stops.push_back({.id = "D-" + io::to_dotted(village),
                            .site = site,
                            .position = *position,
                            .activity = Activity::dialogue});
}

void add_hotspot(std::uint32_t index, const PatrolInputs& inputs, Schedule& schedule) {
  const PatrolConfig& config = inputs.config.patrol;
  const Hotspot& hotspot = inputs.findings.hotspots[index];
  const Activity activity =
      is_dark(hotspot.portrait.factor) ? Activity::lighting_check : Activity::patrol;
  const Seconds dwell = seconds(config.dwell_patrol);
  schedule.problem.stops.push_back(
      {.village = hotspot.site,
       .score = score_of(inputs.ranking.hotspot_score[index], inputs),
       .dwell = dwell,
       .full_dwell = seconds(config.dwell_patrol_full),
       .long_stay = config.long_stay_share,
       .windows = visit_windows(hotspot.portrait, dwell),
       .max_visits = config.hotspot_max_visits,
       .min_gap_days = config.hotspot_gap_days,
       .units = units_for(inputs.study.sites.id[hotspot.site], activity, inputs)});
  schedule.stops.push_back({.id = hotspot.id,
                            .site = hotspot.site,
                            .hotspot = index,
                            .position = hotspot.anchor,
                            .activity = activity});
}

}  // namespace

void add_stops(const PatrolInputs& inputs, std::uint32_t first_place, Schedule& schedule) {
  const ProtectedPlaces places(inputs.records);
  for (std::uint32_t site = 0; site < inputs.study.sites.size(); ++site) {
    schedule.problem.villages.push_back(village_of(site, inputs));
    add_dialogue(site, places, inputs, schedule);
  }
  for (std::uint32_t h = 0; h < inputs.findings.hotspots.size(); ++h) {
    add_hotspot(h, inputs, schedule);
  }
  for (patrol::Stop& stop : schedule.problem.stops) stop.place = first_place++;
}

}  // namespace rawan::engine

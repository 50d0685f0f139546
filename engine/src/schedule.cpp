#include "rawan/algorithms/polygons.h"
#include "rawan/engine/stages.h"
#include "rawan/io/crs.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rawan::engine {
namespace {

constexpr Seconds kDay{86'400};

/// Places of the travel matrix: the posts first, then one per stop.
struct Places {
  std::vector<Point> position;
  std::map<std::string, std::uint32_t> post;  ///< By post id.
};

Places list_posts(const Records& records) {
  const io::Projector projector(records.crs.crs);
  Places places;
  for (const io::Post& post : records.posts) {
    places.post.emplace(post.id, static_cast<std::uint32_t>(places.position.size()));
    places.position.push_back(projector.to_meters(post.location));
  }
  return places;
}

Seconds seconds(Minutes minutes) {
  return std::chrono::duration_cast<Seconds>(minutes);
}

/// The hours of risk as starts of a visit on a shift's day, and on the night after it.
std::vector<TimeWindow> windows_of(const std::optional<HourRange>& hours, Seconds dwell) {
  if (!hours || hours->end - hours->begin >= 24) return {};
  std::vector<TimeWindow> windows;
  for (const Seconds day : {-kDay, Seconds(0), kDay}) {
    const Seconds open = day + Seconds(static_cast<std::int32_t>(hours->begin) * 3600);
    const Seconds close = day + Seconds(static_cast<std::int32_t>(hours->end) * 3600) - dwell;
    if (close >= Seconds(0)) windows.push_back({std::max(open, Seconds(0)), std::max(open, close)});
  }
  return windows;
}

bool serves(const io::Squad& squad, io::DistrictId district) {
  return squad.districts.empty() ||
         std::ranges::find(squad.districts, district) != squad.districts.end();
}

/// The squads that serve a kecamatan. Where there is none, a unit without shifts: the stop stays
/// unserved, and the plan says so.
std::vector<std::uint32_t> units_for(io::DistrictId district, const Records& records) {
  std::vector<std::uint32_t> units;
  for (std::uint32_t unit = 0; unit < records.squads.size(); ++unit) {
    if (serves(records.squads[unit], district)) units.push_back(unit);
  }
  if (units.empty()) units.push_back(static_cast<std::uint32_t>(records.squads.size()));
  return units;
}

bool is_dark(const std::optional<io::EnvFactor>& factor) {
  return factor == io::EnvFactor::gelap || factor == io::EnvFactor::lampu_rusak;
}

/// One dialogue stop per village, at a point inside it.
void add_villages(const Study& study, const Ranking& ranking, const PatrolConfig& config,
                  Schedule& schedule) {
  for (std::uint32_t site = 0; site < study.sites.size(); ++site) {
    const std::uint32_t least = study.sites.krppa[site] ? 1 : 0;
    schedule.problem.stops.push_back(
        {.score = static_cast<double>(ranking.villages[site].score),
         .dwell = seconds(config.dwell_dialogue),
         .windows = {{seconds(config.dialogue_open), seconds(config.dialogue_close)}},
         .min_visits = least,
         .max_visits = std::max(least, config.village_max_visits)});
    schedule.stops.push_back(
        {.site = site, .position = study.sites.center[site], .activity = Activity::dialogue});
  }
}

void add_hotspots(const Findings& findings, const Ranking& ranking, const PatrolConfig& config,
                  Schedule& schedule) {
  for (std::uint32_t h = 0; h < findings.hotspots.size(); ++h) {
    const Hotspot& hotspot = findings.hotspots[h];
    const Seconds dwell = seconds(config.dwell_patrol);
    schedule.problem.stops.push_back({.score = static_cast<double>(ranking.hotspot_score[h]),
                                      .dwell = dwell,
                                      .windows = windows_of(hotspot.portrait.hours, dwell),
                                      .max_visits = config.hotspot_max_visits});
    schedule.stops.push_back({.site = hotspot.site,
                              .hotspot = h,
                              .position = hotspot.anchor,
                              .activity = is_dark(hotspot.portrait.factor)
                                              ? Activity::lighting_check
                                              : Activity::patrol});
  }
}

bool is_active(const io::Squad& squad, Day day) {
  const unsigned weekday = std::chrono::weekday(day).iso_encoding() - 1;
  return (squad.days.none() || squad.days[weekday]) &&
         (!squad.active_from || day >= *squad.active_from) &&
         (!squad.active_to || day <= *squad.active_to);
}

const ShiftConfig* find_shift(const PatrolConfig& config, const std::string& code) {
  const auto found = std::ranges::find(config.shifts, code, &ShiftConfig::code);
  return found == config.shifts.end() ? nullptr : &*found;
}

/// The squad's time on the road: its shift without briefing and report, at most its own limit.
Shift make_shift(const io::Squad& squad, const ShiftConfig& hours, const PatrolConfig& config) {
  const Seconds start = seconds(hours.start + config.briefing);
  Seconds end = seconds(hours.end - config.briefing);
  if (squad.max_minutes.count() > 0) end = std::min(end, start + seconds(squad.max_minutes));
  const double speed = squad.speed_kmh > 0.0 ? squad.speed_kmh : config.default_speed_kmh;
  return {.start = start,
          .end = std::max(start, end),
          .max_meters = squad.max_km * 1000.0,
          .speed = speed / config.default_speed_kmh};
}

void add_shifts(const Records& records, const Places& places, const PatrolConfig& config,
                Schedule& schedule) {
  for (std::uint32_t unit = 0; unit < records.squads.size(); ++unit) {
    const io::Squad& squad = records.squads[unit];
    const ShiftConfig* hours = find_shift(config, squad.shift_code);
    for (std::int32_t day = 0; hours != nullptr && day < config.days; ++day) {
      if (!is_active(squad, config.start + std::chrono::days(day))) continue;
      Shift shift = make_shift(squad, *hours, config);
      shift.unit = unit;
      shift.day = day;
      shift.post = places.post.at(squad.post_id);
      schedule.problem.shifts.push_back(shift);
    }
  }
}

/// Straight lines times the declared factor, at the default speed.
TravelMatrix straight_lines(const std::vector<Point>& places, const PatrolConfig& config) {
  const double meters_per_second = config.default_speed_kmh / 3.6;
  TravelMatrix travel{.places = places.size()};
  for (const Point from : places) {
    for (const Point to : places) {
      const double meters = config.detour_factor * std::hypot(to.x - from.x, to.y - from.y);
      travel.meters.push_back(meters);
      travel.seconds.push_back(static_cast<std::int32_t>(std::ceil(meters / meters_per_second)));
    }
  }
  return travel;
}

}  // namespace

Schedule schedule(const Records& records, const Study& study, const Findings& findings,
                  const Ranking& ranking, const Config& config, const Control& control) {
  Schedule schedule;
  Places places = list_posts(records);
  add_villages(study, ranking, config.patrol, schedule);
  add_hotspots(findings, ranking, config.patrol, schedule);
  for (std::size_t i = 0; i < schedule.stops.size(); ++i) {
    const PlannedStop& stop = schedule.stops[i];
    schedule.problem.stops[i].place = static_cast<std::uint32_t>(places.position.size());
    schedule.problem.stops[i].units =
        units_for(io::district_of(study.sites.id[stop.site]), records);
    places.position.push_back(stop.position);
  }
  add_shifts(records, places, config.patrol, schedule);
  schedule.problem.travel = straight_lines(places.position, config.patrol);
  if (!schedule.problem.shifts.empty()) {
    schedule.plan = plan_by_insertion(schedule.problem, control);
  }
  return schedule;
}

}  // namespace rawan::engine

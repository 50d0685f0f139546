#include "patrol_rows.h"

#include "layer_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr std::int32_t kLongAgoDays = 60;
constexpr Seconds kDay{86'400};

const patrol::Shift& shift_of(std::size_t tour, const Results& results) {
  return results.schedule.problem.shifts[tour];
}

/// Why a village is visited, at most three codes of domain.md 5.5.
void add_village_reasons(std::uint32_t site, const LayerContext& context,
                         std::vector<std::string>& keys) {
  const Results& results = context.results;
  if (results.study.sites.krppa[site]) keys.emplace_back("reason_of_visit.drppa");
  const VillageEffort& effort = results.exposure.village[site];
  const bool is_stale =
      !effort.last_visit || (as_of(context.config) - *effort.last_visit).count() >= kLongAgoDays;
  if (is_stale) keys.emplace_back("reason_of_visit.lama_tak_dikunjungi");
  const PriorityClass priority = results.ranking.villages[site].priority;
  if (priority == PriorityClass::high || priority == PriorityClass::very_high) {
    keys.emplace_back("reason_of_visit.titik_rawan");
  }
  if (effort.findings > 0) keys.emplace_back("reason_of_visit.temuan_lingkungan");
  if (keys.empty()) keys.emplace_back("reason_of_visit.giliran");
}

}  // namespace

PatrolRows list_patrols(const LayerContext& context) {
  const Results& results = context.results;
  const patrol::Plan& plan = results.schedule.plan;
  PatrolRows rows;
  for (std::size_t tour = 0; tour < plan.tours.size(); ++tour) {
    if (!plan.tours[tour].visits.empty()) rows.tours.push_back(tour);
  }
  std::ranges::sort(rows.tours, {}, [&](std::size_t tour) {
    const patrol::Shift& shift = shift_of(tour, results);
    return std::tuple(shift.day, shift.start, shift.unit);
  });
  for (const std::size_t tour : rows.tours) {
    const std::vector<patrol::Visit>& visits = plan.tours[tour].visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      rows.stops.push_back({.tour = tour,
                            .order = i + 1,
                            .visit = &visits[i],
                            .stop = &results.schedule.stops[visits[i].stop],
                            .estimated = results.schedule.legs[tour].estimated[i]});
    }
  }
  return rows;
}

const io::Squad& squad_of(std::size_t tour, const Results& results) {
  return results.records.squads[shift_of(tour, results).unit];
}

const io::Post& post_of(std::size_t tour, const Results& results) {
  return results.records.posts[shift_of(tour, results).start_post];
}

Day day_of(std::size_t tour, const LayerContext& context) {
  return context.config.patrol.start + std::chrono::days(shift_of(tour, context.results).day);
}

const std::string& shift_code_of(std::size_t tour, const Results& results) {
  return results.schedule.shift_codes[tour];
}

std::string leg_text(bool estimated, const Catalogue& words) {
  return words.text(estimated ? "leg.estimated" : "leg.road");
}

std::string estimate_text(std::size_t tour, const LayerContext& context) {
  const std::vector<bool>& legs = context.results.schedule.legs[tour].estimated;
  const auto guessed = static_cast<std::size_t>(std::ranges::count(legs, true));
  if (guessed == legs.size()) return context.words.text("route.estimated");
  if (guessed == 0) return context.words.text("route.roads");
  return context.words.text(
      "route.mixed", {{"legs", std::to_string(guessed)}, {"all", std::to_string(legs.size())}});
}

std::string ground_text(const StopRow& row, const LayerContext& context) {
  const VisitGround ground = context.results.allocation.ground(row.stop->site);
  return context.words.text("visit_ground." + std::string(code_of(ground)));
}

std::string reasons_text(const StopRow& row, const LayerContext& context) {
  std::vector<std::string> keys;
  if (row.stop->hotspot) {
    keys.emplace_back("reason_of_visit.titik_rawan");
    if (row.stop->activity == Activity::lighting_check) {
      keys.emplace_back("reason_of_visit.temuan_lingkungan");
    }
  } else {
    add_village_reasons(row.stop->site, context, keys);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, keys.size()); ++i) {
    text += (i > 0 ? "; " : "") + context.words.text(keys[i]);
  }
  return text;
}

std::string place_name(const PlannedStop& stop, const LayerContext& context) {
  const std::string& village = context.results.study.sites.name[stop.site];
  if (!stop.hotspot) return context.words.text("stop.village", {{"village", village}});
  const Portrait& portrait = context.results.findings.hotspots[*stop.hotspot].portrait;
  return context.words.text(
      "stop.hotspot",
      {{"place", place_text(portrait, context.words).value_or("")}, {"village", village}});
}

std::string hours_of(const StopRow& row, const LayerContext& context) {
  const Findings& findings = context.results.findings;
  const Portrait& portrait = row.stop->hotspot ? findings.hotspots[*row.stop->hotspot].portrait
                                               : findings.villages[row.stop->site];
  return hours_text(portrait.hours, context.words)
      .value_or(context.words.text("class.insufficient"));
}

std::string clock_of(Seconds time, const Catalogue& words) {
  const std::string clock = words.clock(static_cast<std::int32_t>(time.count() / 60));
  return time < kDay ? clock : words.text("clock.next_day", {{"clock", clock}});
}

std::string timestamp(Day day, Seconds time, const Results& results) {
  const auto offset = static_cast<int>(io::utc_offset(results.study.sites.id.front()).count());
  const Day actual = day + std::chrono::days(time / kDay);
  const std::int32_t within = (time % kDay).count();
  return fmt::format("{}T{:02}:{:02}:{:02}{:+03}:00", iso_date(actual), within / 3600,
                     within / 60 % 60, within % 60, offset);
}

std::string activity_text(Activity activity, const Catalogue& words) {
  return words.text("activity." + std::string(code_of(activity)));
}

}  // namespace rawan::engine

#include "patrol_rows.h"

#include "layer_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr std::int32_t kLongAgoDays = 60;
constexpr Seconds kDay{86'400};

const patrol::Shift& shift_of(std::size_t tour, const PatrolContext& context) {
  return context.schedule.problem.shifts[tour];
}

/// Why a village is visited, at most three codes of domain.md 5.5.
void add_village_reasons(std::uint32_t site, const PatrolContext& context,
                         std::vector<std::string>& keys) {
  if (context.registers().sites.krppa[site]) keys.emplace_back("reason_of_visit.drppa");
  const BandedVillage& village = context.view().villages[site];
  const bool is_stale =
      !village.last_visit || (as_of(context.config) - *village.last_visit).count() >= kLongAgoDays;
  if (is_stale) keys.emplace_back("reason_of_visit.lama_tak_dikunjungi");
  if (village.band == PriorityClass::high || village.band == PriorityClass::very_high) {
    keys.emplace_back("reason_of_visit.titik_rawan");
  }
  if (village.has_findings) keys.emplace_back("reason_of_visit.temuan_lingkungan");
  if (keys.empty()) keys.emplace_back("reason_of_visit.giliran");
}

}  // namespace

PatrolRows list_patrols(const PatrolContext& context) {
  const patrol::Plan& plan = context.schedule.plan;
  PatrolRows rows;
  for (std::size_t tour = 0; tour < plan.tours.size(); ++tour) {
    if (!plan.tours[tour].visits.empty()) rows.tours.push_back(tour);
  }
  std::ranges::sort(rows.tours, {}, [&](std::size_t tour) {
    const patrol::Shift& shift = shift_of(tour, context);
    return std::tuple(shift.day, shift.start, shift.unit);
  });
  for (const std::size_t tour : rows.tours) {
    const std::vector<patrol::Visit>& visits = plan.tours[tour].visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      rows.stops.push_back({.tour = tour,
                            .order = i + 1,
                            .visit = &visits[i],
                            .stop = &context.schedule.stops[visits[i].stop],
                            .estimated = context.schedule.legs[tour].estimated[i]});
    }
  }
  return rows;
}

const io::Squad& squad_of(std::size_t tour, const PatrolContext& context) {
  return context.registers().squads[shift_of(tour, context).unit];
}

const io::Post& post_of(std::size_t tour, const PatrolContext& context) {
  return context.registers().posts[shift_of(tour, context).start_post];
}

Day day_of(std::size_t tour, const PatrolContext& context) {
  return context.config.patrol.start + std::chrono::days(shift_of(tour, context).day);
}

const std::string& shift_code_of(std::size_t tour, const PatrolContext& context) {
  return context.schedule.shift_codes[tour];
}

std::string tour_id(std::size_t tour, const PatrolContext& context) {
  return fmt::format("{}-{}", squad_of(tour, context).id, iso_date(day_of(tour, context)));
}

std::string visit_id(const StopRow& row, const PatrolContext& context) {
  return fmt::format("{}-{:02}", tour_id(row.tour, context), row.order);
}

std::string leg_text(bool estimated, const Catalogue& words) {
  return words.text(estimated ? "leg.estimated" : "leg.road");
}

std::string estimate_text(std::size_t tour, const PatrolContext& context) {
  const std::vector<bool>& legs = context.schedule.legs[tour].estimated;
  const auto guessed = static_cast<std::size_t>(std::ranges::count(legs, true));
  if (guessed == legs.size()) return context.words.text("route.estimated");
  if (guessed == 0) return context.words.text("route.roads");
  return context.words.text(
      "route.mixed", {{"legs", std::to_string(guessed)}, {"all", std::to_string(legs.size())}});
}

/// The rate of a masked village is no ground that may be named.
std::string ground_text(const StopRow& row, const PatrolContext& context) {
  VisitGround ground = context.schedule.allocation.ground(row.stop->site);
  const bool is_masked = !context.view().villages[row.stop->site].band;
  if (is_masked && ground == VisitGround::risk) ground = VisitGround::rotation;
  return context.words.text("visit_ground." + std::string(code_of(ground)));
}

std::string reasons_text(const StopRow& row, const PatrolContext& context) {
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

std::string place_name(const PlannedStop& stop, const PatrolContext& context) {
  const std::string& village = context.registers().sites.name[stop.site];
  if (!stop.hotspot) return context.words.text("stop.village", {{"village", village}});
  const Portrait& portrait = context.view().hotspots[*stop.hotspot].portrait;
  return context.words.text(
      "stop.hotspot",
      {{"place", place_text(portrait, context.words).value_or("")}, {"village", village}});
}

std::string hours_of(const StopRow& row, const PatrolContext& context) {
  const OperationalView& view = context.view();
  const Portrait& portrait = row.stop->hotspot ? view.hotspots[*row.stop->hotspot].portrait
                                               : view.villages[row.stop->site].portrait;
  return hours_text(portrait.hours, context.words)
      .value_or(context.words.text("class.insufficient"));
}

std::string clock_of(Seconds time, const Catalogue& words) {
  const std::string clock = words.clock(static_cast<std::int32_t>(time.count() / 60));
  return time < kDay ? clock : words.text("clock.next_day", {{"clock", clock}});
}

std::string timestamp(Day day, Seconds time, const PatrolContext& context) {
  const auto offset =
      static_cast<int>(io::utc_offset(context.registers().sites.id.front()).count());
  const Day actual = day + std::chrono::days(time / kDay);
  const std::int32_t within = (time % kDay).count();
  return fmt::format("{}T{:02}:{:02}:{:02}{:+03}:00", iso_date(actual), within / 3600,
                     within / 60 % 60, within % 60, offset);
}

std::string activity_text(Activity activity, const Catalogue& words) {
  return words.text("activity." + std::string(code_of(activity)));
}

}  // namespace rawan::engine

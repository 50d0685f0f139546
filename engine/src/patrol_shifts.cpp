#include "patrol_shifts.h"

#include "squad_days.h"

#include <algorithm>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr Minutes kDay{24 * 60};

Seconds seconds(Minutes minutes) {
  return std::chrono::duration_cast<Seconds>(minutes);
}

std::uint8_t weekday_of(Day day) {
  return static_cast<std::uint8_t>(std::chrono::weekday(day).iso_encoding() - 1);
}

bool is_night(Minutes time, const PatrolConfig& config) {
  const Minutes clock = time % kDay;
  const bool over_midnight = config.night_to < config.night_from;
  return over_midnight ? clock >= config.night_from || clock < config.night_to
                       : clock >= config.night_from && clock < config.night_to;
}

/// The break, as far as the squad is out when it may begin: otherwise it rests at its post.
std::optional<patrol::Break> break_of(const ShiftConfig& hours, Seconds start, Seconds end) {
  if (hours.pause.count() == 0) return std::nullopt;
  const patrol::Break pause{seconds(*hours.pause_from),
                            std::min(seconds(*hours.pause_to), end - seconds(hours.pause)),
                            seconds(hours.pause)};
  return pause.latest < std::max(pause.earliest, start) ? std::nullopt : std::optional(pause);
}

/// The squad's time on the road: its shift without briefing and report, at most its own limit.
patrol::Shift make_shift(const io::Squad& squad, const ShiftConfig& hours,
                         const PatrolConfig& config) {
  const Seconds start = seconds(hours.start + config.briefing);
  Seconds end = seconds(hours.end - config.briefing);
  if (squad.max_minutes.count() > 0) end = std::min(end, start + seconds(squad.max_minutes));
  end = std::max(start, end);
  return {.start = start,
          .end = end,
          .pause = break_of(hours, start, end),
          .max_meters = squad.max_km * 1000.0};
}

TravelMode mode_of(const io::Squad& squad, const ShiftConfig& hours, const PatrolConfig& config) {
  const double speed = squad.speed_kmh > 0.0 ? squad.speed_kmh : config.default_speed_kmh;
  return {squad.vehicle, is_night((hours.start + hours.end) / 2, config), speed};
}

std::uint32_t position_of(const TravelMode& mode, std::vector<TravelMode>& modes) {
  const auto found = std::ranges::find(modes, mode);
  if (found != modes.end()) return static_cast<std::uint32_t>(found - modes.begin());
  modes.push_back(mode);
  return static_cast<std::uint32_t>(modes.size() - 1);
}

std::uint32_t post_of(const io::Squad& squad, const std::vector<io::Post>& posts) {
  const auto found = std::ranges::find(posts, squad.post_id, &io::Post::id);
  return static_cast<std::uint32_t>(found - posts.begin());
}

/// A shift and the code by which the sheets name it.
struct Duty {
  patrol::Shift shift;
  std::string code;
};

Duty duty_of(std::uint32_t unit, std::int32_t day, const ShiftConfig& hours,
             const PatrolInputs& inputs) {
  const io::Squad& squad = inputs.records.squads[unit];
  Duty duty{make_shift(squad, hours, inputs.config.patrol), hours.code};
  duty.shift.unit = unit;
  duty.shift.day = day;
  duty.shift.weekday = weekday_of(inputs.config.patrol.start + std::chrono::days(day));
  duty.shift.start_post = duty.shift.end_post = post_of(squad, inputs.records.posts);
  return duty;
}

}  // namespace

std::vector<TravelMode> add_shifts(const PatrolInputs& inputs, Schedule& schedule) {
  const std::vector<io::Squad>& squads = inputs.records.squads;
  std::vector<TravelMode> modes;
  std::vector<Duty> duties;
  for (const SquadDay& duty : squad_days(squads, inputs.config.patrol)) {
    duties.push_back(duty_of(duty.squad, duty.day, duty.hours, inputs));
    duties.back().shift.travel =
        position_of(mode_of(squads[duty.squad], duty.hours, inputs.config.patrol), modes);
  }
  std::ranges::sort(duties, {}, [](const Duty& duty) {
    return std::tuple(duty.shift.day, duty.shift.start, duty.shift.unit);
  });
  for (Duty& duty : duties) {
    schedule.problem.shifts.push_back(duty.shift);
    schedule.shift_codes.push_back(std::move(duty.code));
  }
  return modes;
}

}  // namespace rawan::engine

#include "squad_days.h"

#include "shift_pattern.h"

namespace rawan::engine {
namespace {

bool is_active(const io::Squad& squad, Day day) {
  const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
  return (squad.days.none() || squad.days[weekday]) &&
         (!squad.active_from || day >= *squad.active_from) &&
         (!squad.active_to || day <= *squad.active_to);
}

}  // namespace

std::vector<SquadDay> squad_days(std::span<const io::Squad> squads, const PatrolConfig& config) {
  const ShiftPattern pattern(config, squads);
  std::vector<SquadDay> duties;
  for (std::uint32_t squad = 0; squad < squads.size(); ++squad) {
    for (std::int32_t day = 0; day < config.days; ++day) {
      const Day date = config.start + std::chrono::days(day);
      const ShiftConfig* hours = pattern.shift_of(squad, date);
      if (hours != nullptr && is_active(squads[squad], date)) {
        duties.push_back({squad, day, *hours});
      }
    }
  }
  return duties;
}

}  // namespace rawan::engine

#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

struct ShiftConfig {
  std::string code;
  Minutes start{};                      ///< After midnight.
  Minutes end{};                        ///< May exceed 24 h: the shift belongs to its start date.
  Minutes pause{};                      ///< Length of the break; 0: none.
  std::optional<Minutes> pause_from{};  ///< Its earliest and latest start.
  std::optional<Minutes> pause_to{};
  friend bool operator==(const ShiftConfig&, const ShiftConfig&) = default;
};

/// Shifts in turn: squads that name the rotation as their shift move through it side by side.
struct RotationConfig {
  std::string code;
  std::string cycle;           ///< Codes of shifts between blanks; "-" is a day off.
  std::int32_t days_each = 1;  ///< Before a squad moves on.
  friend bool operator==(const RotationConfig&, const RotationConfig&) = default;
};

/// A squad that does not go to a village or kecamatan.
struct ExclusionConfig {
  std::string squad;
  std::string area;  ///< "61.07.04.1001" or "61.07.04".
  friend bool operator==(const ExclusionConfig&, const ExclusionConfig&) = default;
};

/// Concentration areas that are due again after some minutes within one shift.
struct RevisitConfig {
  std::string area;        ///< Code of a concentration area; empty: by place.
  std::string place_type;  ///< Of the areas' marks; empty: any.
  Minutes every{60};
  bool required = true;  ///< Each of these visits is a duty.
  friend bool operator==(const RevisitConfig&, const RevisitConfig&) = default;
};

struct PatrolConfig {
  Day start{};
  std::int32_t days = 7;
  Minutes dwell_patrol{10};       ///< 10 ... 16: what a stop takes at least.
  Minutes dwell_patrol_full{16};  ///< A longer stay gains nothing.
  double long_stay_share = 0.25;  ///< Of the score, added by a full stay.
  Minutes dwell_dialogue{20};
  bool dialogue_needs_training = true;  ///< Only squads with trained_pug > 0 lead dialogues.
  Minutes briefing{30};                 ///< Off each end of a shift.
  double detour_factor = 1.4;           ///< Road distance over straight line.
  double default_speed_kmh = 20.0;      ///< For squads that do not tell.
  Meters snap_limit{150.0};             ///< Places farther from a road have estimated legs.
  Minutes night_from{18 * 60};          ///< Shifts whose middle lies in the night drive slower.
  Minutes night_to{6 * 60};
  bool rain = false;
  std::uint32_t hotspot_max_visits = 3;
  std::int32_t hotspot_gap_days = 1;       ///< Between two visits.
  std::uint32_t village_max_visits = 1;    ///< Dialogues.
  std::uint32_t village_total_visits = 0;  ///< Of any kind; 0: no limit.
  std::uint32_t krppa_min_visits = 1;
  std::int32_t max_gap_days = 90;  ///< No village longer without a visit; 0: no limit.
  double max_village_share = 0.1;  ///< Of the time of all shifts.
  double max_squad_share = 1.0;
  Minutes dialogue_open{8 * 60};  ///< Dialogues start between these hours.
  Minutes dialogue_close{17 * 60};
  std::uint64_t search_iterations = 20'000;
  std::uint32_t search_walks = 2;
  double pool_within = 0.02;
  std::uint32_t pool_size = 16;
  std::uint64_t seed = 0;  ///< 0: the project's.
  std::vector<ShiftConfig> shifts;
  std::vector<RotationConfig> rotations;
  std::vector<ExclusionConfig> exclusions;
  std::vector<RevisitConfig> revisits;
  friend bool operator==(const PatrolConfig&, const PatrolConfig&) = default;
};

}  // namespace rawan::engine

#pragma once

#include "rawan/engine/config.h"
#include "rawan/io/companions.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::engine {

/// Whether squads may name this as their shift: a shift or rotation of the project, or a preset
/// (`3x8`, `2x12`, `dinas_piket`, `malam_fokus`).
bool knows_shift(std::string_view code, const PatrolConfig& config);

/// Which shift each squad works on each day. Squads with the same rotation form a pool: by squad
/// id, each is one turn of the cycle ahead of the one before, and all move on together. The turn
/// is counted from a fixed day, so the next plan goes on where this one ends.
class ShiftPattern {
 public:
  ShiftPattern(const PatrolConfig& config, std::span<const io::Squad> squads);

  /// Nothing on a day off. @param squad a row of the squads given.
  const ShiftConfig* shift_of(std::size_t squad, Day day) const;

 private:
  struct Cycle {
    std::vector<std::string> codes;
    std::int32_t days_each = 1;
    std::size_t ahead = 0;  ///< Turns ahead of the first squad of the pool.
  };

  std::map<std::string, ShiftConfig> shifts_;
  std::vector<Cycle> cycles_;  ///< One per squad.
};

}  // namespace rawan::engine

#pragma once

#include <cstdint>
#include <string>

namespace rawan::engine {

/// How patrols are spread over villages (docs/methods.md, Allocation of patrols).
struct AllocationConfig {
  double memory = 0.95;                ///< Of a week's evidence one week later.
  double floor = 0.15;                 ///< Share of the visits that is spread evenly.
  std::uint32_t max_gap_weeks = 26;    ///< No village longer without a visit; 0: no limit.
  std::uint32_t visits_per_shift = 3;  ///< Drawn; what time is left goes by score.
  double controls = 0.1;   ///< Share of the visits drawn with equal chances, part of the floor.
  double findings = 1.0;   ///< Weight of what officers find per visit; 0: not used.
  double marks = 1.0;      ///< Weight of women's marks per woman consulted; 0: not used.
  double detection = 1.0;  ///< One visit a week finds 1 - exp(-detection); 0: visits just add up.
  std::string resume;      ///< Name and date of who resumes a suspended ranking.
  friend bool operator==(const AllocationConfig&, const AllocationConfig&) = default;
};

}  // namespace rawan::engine

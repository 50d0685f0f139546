#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Events counted by step of time and site.
struct SpaceTimeCounts {
  std::size_t steps = 0;
  std::vector<double> counts;      ///< step * sites + site, the oldest step first.
  std::uint64_t before_first = 0;  ///< Events older than the first whole step.
};

/// Steps of equal length that end with the latest event, which belongs to the last: (end - length,
/// end]. What is older than the first whole step is left out, for a step that is cut short would
/// look cold. Where all times are whole days, a day is as long as a day: 30 dates in a row fill a
/// step of 30 days.
///
/// @param sites which site each event belongs to, below `count`. @param seconds one per event.
/// @param length in seconds, > 0. @throws ContractViolation otherwise.
SpaceTimeCounts count_by_step(std::span<const std::uint32_t> sites,
                              std::span<const std::int64_t> seconds, std::size_t count,
                              std::int64_t length);

}  // namespace rawan

#pragma once

#include "feedback_world.h"
#include "rawan/engine/config.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace rawan::engine::feedback {

inline constexpr Day kFirstDay{std::chrono::year(2024) / 1 / 1};  ///< A Monday.
inline constexpr std::uint32_t kWomen = 10;  ///< Asked in every area in every round.

/// Where the visits of a round go, one entry per area.
struct Choice {
  std::vector<double> shares;         ///< As meant.
  std::vector<std::uint32_t> visits;  ///< As drawn, or as the schedule has them.
};

/// The program under test: it is told what was written down, and says where patrols go next.
class Program {
 public:
  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  virtual ~Program() = default;

  virtual void visited(std::uint32_t area, Day day, std::uint32_t visits) = 0;
  /// By officers, on a visit of that day.
  virtual void found(std::uint32_t area, Day day, std::uint64_t findings) = 0;
  /// By the women who were asked, each of them another person.
  virtual void told(std::uint32_t area, Day day, std::uint64_t reports) = 0;
  /// The visits of the week that begins on a day; everything told before is known.
  virtual Choice choose(Day start) = 0;
};

/// The program as deep as the terms say. There is no D/KRPPA, no staleness and no hazard in these
/// worlds: priorities are bounded policy, what is tested is the evidence.
std::unique_ptr<Program> program_for(const WorldTerms& terms, const AllocationConfig& config,
                                     std::uint64_t seed);

}  // namespace rawan::engine::feedback

#pragma once

#include "rawan/algorithms/allocation.h"
#include "rawan/engine/study.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rawan::engine {

struct Ranking;

/// Why a village is visited in the coming plan; the first that is true.
enum class VisitGround : std::uint8_t {
  suspended,  ///< Visits are spread evenly until a person resumes the ranking.
  max_gap,    ///< It was due.
  risk,       ///< Drawn, and its rate lies above the mean.
  rotation,   ///< Drawn; its rate does not, or nobody knows it.
  control,    ///< Drawn at random, whatever its rate.
  fixed,      ///< D/KRPPA: visits that the project promises.
  spare       ///< Nothing asks for it: time was left.
};

/// "risiko", "bergilir", ...: as outputs and the catalogue name it.
std::string_view code_of(VisitGround ground);

/// What the draw says of the coming plan. One entry per site. Policy and evidence are kept apart:
/// `risk` knows no priority.
struct PatrolAllocation {
  allocation::Allocation draw;          ///< Of the slots that are not controls.
  std::vector<double> intent;           ///< Share of all visits, controls included; sums to 1.
  std::vector<double> priority;         ///< Bounded factors beside the risk.
  std::vector<std::uint32_t> controls;  ///< Visits drawn evenly, as a measure without a loop.
  std::vector<std::uint32_t> fixed;     ///< Visits promised to D/KRPPA.
  std::uint32_t slots = 0;
  bool suspended = false;

  /// Visits that the plan owes a site.
  std::uint32_t owed(std::uint32_t site) const;
  VisitGround ground(std::uint32_t site) const;
};

/// What a plan's visits are drawn from, beside the evidence.
struct AllocationTask {
  std::uint32_t slots = 0;  ///< Visits to villages in the coming plan.
  bool suspended = false;
};

/// Draws how often each village is visited in the coming plan (docs/methods.md, Allocation).
PatrolAllocation allocate_patrols(const Study& study, const Exposure& exposure,
                                  const Ranking& ranking, const Config& config,
                                  const AllocationTask& task);

/// Shifts of the coming plan x visits that each of them owes.
std::uint32_t slots_of_plan(const Records& records, const Config& config);

}  // namespace rawan::engine

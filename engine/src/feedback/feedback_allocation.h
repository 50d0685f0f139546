#pragma once

#include "feedback_bands.h"
#include "feedback_program.h"
#include "rawan/engine/stages.h"

#include <optional>

namespace rawan::engine::feedback {

/// The stage `allocate_patrols` alone, on the exposure that the records of the world come to; with
/// bands on that part of it that the gate lets through.
class AllocationStage : public Program {
 public:
  AllocationStage(const WorldTerms& terms, const AllocationConfig& config, std::uint64_t seed);

  void visited(std::uint32_t area, Day day, std::uint32_t visits) override;
  void found(std::uint32_t area, Day day, std::uint64_t findings) override;
  void told(std::uint32_t area, Day day, std::uint64_t reports) override;
  Choice choose(Day start) override;

 private:
  std::uint32_t slots_;
  std::optional<Bands> bands_;
  Config config_;
  Study study_;
  Exposure exposure_;
  Ranking ranking_;
};

}  // namespace rawan::engine::feedback

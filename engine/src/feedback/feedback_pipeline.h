#pragma once

#include "feedback_district.h"
#include "rawan/engine/catalogue.h"
#include "rawan/engine/policy.h"

namespace rawan::engine::feedback {

/// Every stage of `rawan run` from tables on disk to the schedule, with the gate and its ledger:
/// read, judge, expose, analyze, rank, allocate, clear, schedule. Nothing of it is written again
/// here; only the writing of layers and sheets is left out.
class Pipeline : public Program {
 public:
  Pipeline(const WorldTerms& terms, const AllocationConfig& config, std::uint64_t seed);

  void visited(std::uint32_t area, Day day, std::uint32_t visits) override;
  void found(std::uint32_t area, Day day, std::uint64_t findings) override;
  void told(std::uint32_t area, Day day, std::uint64_t reports) override;
  Choice choose(Day start) override;

 private:
  Config config_before(Day start) const;

  WorldTerms terms_;
  AllocationConfig allocation_;
  std::uint64_t seed_;
  District district_;
  Policy policy_;
  Catalogue words_;
};

}  // namespace rawan::engine::feedback

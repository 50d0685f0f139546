#include "feedback_allocation.h"

#include "feedback_pipeline.h"
#include "patrol_basis.h"

namespace rawan::engine::feedback {

AllocationStage::AllocationStage(const WorldTerms& terms, const AllocationConfig& config,
                                 std::uint64_t seed)
    : slots_(terms.slots) {
  if (terms.depth == Depth::banding) bands_.emplace(terms.areas);
  config_.allocation = config;
  config_.allocation.detection = terms.detection;
  config_.project.seed = seed;
  config_.period.from = kFirstDay;
  ranking_.villages.resize(terms.areas);
  exposure_.village.resize(terms.areas);
  study_.sites.id.resize(terms.areas);
  study_.sites.krppa.resize(terms.areas);
}

void AllocationStage::visited(std::uint32_t area, Day day, std::uint32_t visits) {
  for (std::uint32_t k = 0; k < visits; ++k) exposure_.visits.push_back({area, day});
  exposure_.village[area].visits += visits;
  exposure_.village[area].last_visit = day;
}

void AllocationStage::found(std::uint32_t area, Day day, std::uint64_t findings) {
  for (std::uint64_t k = 0; k < findings; ++k) exposure_.findings.push_back({area, day});
}

void AllocationStage::told(std::uint32_t area, Day day, std::uint64_t reports) {
  exposure_.dialogues.push_back(
      {.site = area, .women = kWomen, .marks = static_cast<double>(reports)});
  exposure_.dialogue_day.push_back(day);
  if (bands_) bands_->tell(area, kWomen, reports);
}

Choice AllocationStage::choose(Day start) {
  config_.patrol.start = start;
  const PatrolAllocation allocation =
      allocate_patrols(study_, bands_ ? exposure_for(bands_->decide(), exposure_) : exposure_,
                       ranking_, config_, {.slots = slots_});
  Choice choice{allocation.intent, allocation.draw.visits};
  for (std::size_t i = 0; i < choice.visits.size(); ++i) choice.visits[i] += allocation.controls[i];
  return choice;
}

std::unique_ptr<Program> program_for(const WorldTerms& terms, const AllocationConfig& config,
                                     std::uint64_t seed) {
  if (terms.depth == Depth::pipeline) return std::make_unique<Pipeline>(terms, config, seed);
  return std::make_unique<AllocationStage>(terms, config, seed);
}

}  // namespace rawan::engine::feedback

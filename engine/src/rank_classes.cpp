#include "rank_classes.h"

namespace rawan::engine {

PriorityClass class_of(double exceeds_mean) {
  if (exceeds_mean > 0.95) return PriorityClass::very_high;
  if (exceeds_mean > 0.8) return PriorityClass::high;
  if (exceeds_mean > 0.5) return PriorityClass::medium;
  return PriorityClass::low;
}

bool is_asked_enough(const VillageEffort& effort, const AnalysisConfig& config) {
  return effort.women >= config.min_women && effort.dialogues >= config.min_dialogues;
}

RateOptions rate_options(const Config& config) {
  return {.draws = config.analysis.rank_draws,
          .interval = config.analysis.interval,
          .top_k = config.analysis.top_k,
          .seed = config.project.seed};
}

}  // namespace rawan::engine

#include "feedback_bands.h"

#include "gate_parts.h"
#include "rank_classes.h"
#include "rawan/engine/policy.h"

namespace rawan::engine::feedback {

Bands::Bands(std::size_t areas)
    : rule_(load_policy("baku", "").of(Tier::operational).unit), areas_(areas), villages_(areas) {}

void Bands::tell(std::size_t area, std::uint32_t women, std::uint64_t people) {
  Area& own = areas_[area];
  own.effort.women += women;
  ++own.effort.dialogues;
  if (people > 0) ++own.sessions;
  for (std::uint64_t k = 0; k < people; ++k) own.people.push_back(own.people.size());
}

void Bands::decide(Area& area, BandedVillage& village) const {
  const io::LedgerCell* before = area.before ? &*area.before : nullptr;
  if (must_repeat(before, area.people, rule_.min_reporters)) return;
  const double count = static_cast<double>(area.people.size());
  const disclosure::Evidence evidence{.reporters = static_cast<std::uint32_t>(area.people.size()),
                                      .sessions = area.sessions,
                                      .largest_share = area.people.empty() ? 0.0 : 1.0 / count,
                                      .households = {}};
  const bool shown =
      disclosure::is_safe(evidence, rule_) && is_asked_enough(area.effort, AnalysisConfig{});
  village.band.reset();
  // Which band it is moves no visit: commanders' evidence is that of the villages that have one.
  if (shown) village.band = PriorityClass::medium;
  if (area.people.empty() && before == nullptr) return;
  area.before = io::LedgerCell{.shown = shown ? "ya" : "", .reporters = area.people};
}

const std::vector<BandedVillage>& Bands::decide() {
  for (std::size_t area = 0; area < areas_.size(); ++area) decide(areas_[area], villages_[area]);
  return villages_;
}

}  // namespace rawan::engine::feedback

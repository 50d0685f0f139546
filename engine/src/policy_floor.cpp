#include "rawan/engine/policy.h"

#include <algorithm>
#include <limits>

namespace rawan::engine {
namespace {

using disclosure::Classes;
using disclosure::SafetyRule;

std::string below(const SafetyRule& rule, const SafetyRule& floor) {
  if (rule.min_reporters < floor.min_reporters) return "min_reporters";
  if (rule.min_sessions < floor.min_sessions) return "min_sessions";
  if (rule.max_share > floor.max_share) return "max_share";
  if (rule.min_households < floor.min_households) return "min_households";
  return {};
}

std::uint32_t narrowest(const Classes& classes) {
  std::uint32_t width = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t i = 1; i < classes.size(); ++i) {
    width = std::min(width, classes[i] - classes[i - 1]);
  }
  return width;
}

/// A first class that begins sooner, or classes narrower than any of the floor's.
bool are_below(const Classes& classes, const Classes& floor) {
  if (floor.empty()) return !classes.empty();
  if (classes.empty()) return false;
  return classes.front() < floor.front() || narrowest(classes) < narrowest(floor);
}

bool spends_more(Epsilon epsilon, Epsilon floor) {
  return std::uint64_t{epsilon.numerator} * floor.denominator >
         std::uint64_t{floor.numerator} * epsilon.denominator;
}

bool keeps_longer(std::int32_t days, std::int32_t floor) {
  return floor > 0 && (days == 0 || days > floor);
}

std::string below(const TierPolicy& tier, const TierPolicy& floor) {
  if (const std::string key = below(tier.unit, floor.unit); !key.empty()) return "unit." + key;
  if (const std::string key = below(tier.cell, floor.cell); !key.empty()) return "cell." + key;
  if (tier.min_finders < floor.min_finders) return "min_finders";
  if (are_below(tier.classes, floor.classes)) return "classes";
  if (tier.min_events_for_rate < floor.min_events_for_rate) return "min_events_for_rate";
  if (tier.min_women_for_rate < floor.min_women_for_rate) return "min_women_for_rate";
  if (tier.window_days < floor.window_days) return "window_days";
  if (tier.lag_hours < floor.lag_hours) return "lag_hours";
  if (tier.min_cell_m < floor.min_cell_m) return "min_cell_m";
  if (tier.min_inhabitants < floor.min_inhabitants) return "min_inhabitants";
  if (spends_more(tier.epsilon, floor.epsilon)) return "epsilon";
  if (keeps_longer(tier.keep_days, floor.keep_days)) return "keep_days";
  return {};
}

}  // namespace

std::string below_floor(const Policy& policy, const Policy& floor) {
  for (const Tier tier : kTiers) {
    const std::string key = below(policy.of(tier), floor.of(tier));
    if (!key.empty()) return std::string(code_of(tier)) + "." + key;
  }
  return {};
}

}  // namespace rawan::engine

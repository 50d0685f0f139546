#include "gate_parts.h"
#include "noisy_counts.h"

namespace rawan::engine {

Passed<Tier::open> Gate::open(const Results& results, const Config& config, const Policy& policy,
                              const Memory& memory, const BitSource& bits) {
  const TierPolicy& rules = policy.of(Tier::open);
  NoisyCounts noisy = count_with_noise(results, config, rules, memory, bits);
  for (io::LedgerRelease& release : noisy.record) release.policy_sha256 = policy.sha256;
  return {Cleared<Tier::open>({.registers = registers_of(results),
                               .counts = std::move(noisy.counts),
                               .half_width = noise_half_width(rules.epsilon),
                               .epsilon = value_of(rules.epsilon),
                               .policy = stamp_of(policy, Tier::open)}),
          std::move(noisy.record)};
}

}  // namespace rawan::engine

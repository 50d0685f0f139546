#include "rawan/algorithms/test_policy.h"

#include <algorithm>

namespace rawan {

TestAdvice advise(std::size_t tests, const TestPolicy& policy) {
  const std::uint64_t needed = permutations_needed(tests, policy.alpha, policy.sides);
  const std::uint64_t least = std::min<std::uint64_t>(tests, 1);
  if (policy.replicates >= needed) return {TestRoute::enough, policy.replicates, needed, least};
  if (policy.most_replicates >= needed) {
    return {TestRoute::raise_replicates, needed, needed, least};
  }
  if (policy.has_exact_tail) return {TestRoute::exact_tail, 0, needed, least};
  return {TestRoute::cannot_decide, policy.replicates, needed,
          fewest_rejections(tests, policy.alpha, policy.replicates, policy.sides)};
}

}  // namespace rawan

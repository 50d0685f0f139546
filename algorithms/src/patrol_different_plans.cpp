#include "patrol_different_plans.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace rawan::patrol {
namespace {

/// (shift, stop, next stop), ascending.
using Steps = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;

Steps steps_of(const Snapshot& plan) {
  Steps steps;
  for (std::uint32_t r = 0; r < plan.stops.size(); ++r) {
    const auto& stops = plan.stops[r];
    for (std::size_t k = 0; k < stops.size(); ++k) {
      steps.emplace_back(r, stops[k], k + 1 < stops.size() ? stops[k + 1] : kAnyNumber);
    }
  }
  std::sort(steps.begin(), steps.end());
  return steps;
}

/// Steps of one alone.
std::size_t difference(const Steps& a, const Steps& b) {
  std::size_t shared = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++shared;
    const bool first = *x <= *y;
    const bool second = *y <= *x;
    x += first ? 1 : 0;
    y += second ? 1 : 0;
  }
  return a.size() + b.size() - 2 * shared;
}

}  // namespace

std::vector<Snapshot> different_plans(const std::vector<Snapshot>& plans, std::size_t most) {
  std::vector<Steps> steps;
  for (const Snapshot& p : plans) steps.push_back(steps_of(p));
  std::vector<std::size_t> nearest(plans.size(), std::numeric_limits<std::size_t>::max());
  std::vector<Snapshot> chosen;
  std::size_t next = 0;
  while (chosen.size() < std::min(most, plans.size()) && nearest[next] > 0) {
    chosen.push_back(plans[next]);
    for (std::size_t k = 0; k < plans.size(); ++k) {
      nearest[k] = std::min(nearest[k], difference(steps[next], steps[k]));
    }
    next = static_cast<std::size_t>(std::max_element(nearest.begin(), nearest.end()) -
                                    nearest.begin());
  }
  return chosen;
}

}  // namespace rawan::patrol

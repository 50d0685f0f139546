#include "rawan/algorithms/space_time_counts.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>

namespace rawan {
namespace {

constexpr std::int64_t kDay = 86400;

}  // namespace

SpaceTimeCounts count_by_step(std::span<const std::uint32_t> sites,
                              std::span<const std::int64_t> seconds, std::size_t count,
                              std::int64_t length) {
  expects(sites.size() == seconds.size(), "one time per event");
  expects(length > 0, "a step has a length");
  SpaceTimeCounts result;
  if (seconds.empty()) return result;
  const auto [earliest, latest] = std::ranges::minmax(seconds);
  const bool dates = std::ranges::all_of(seconds, [](std::int64_t t) { return t % kDay == 0; });
  result.steps = static_cast<std::size_t>((latest - earliest + (dates ? kDay : 1)) / length);
  result.counts.assign(result.steps * count, 0.0);
  for (std::size_t i = 0; i < sites.size(); ++i) {
    expects(sites[i] < count, "an event belongs to one of the sites");
    const auto back = static_cast<std::size_t>((latest - seconds[i]) / length);
    if (back >= result.steps) {
      ++result.before_first;
    } else {
      result.counts[(result.steps - 1 - back) * count + sites[i]] += 1.0;
    }
  }
  return result;
}

}  // namespace rawan

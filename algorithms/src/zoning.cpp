#include "rawan/algorithms/zoning.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan::zoning {
namespace {

struct Zone {
  double events = 0.0;
  double exposure = 0.0;

  double rate() const { return exposure > 0.0 ? events / exposure : -1.0; }
};

std::vector<Zone> sums_of(const Cells& cells, const Zones& zones) {
  std::vector<Zone> sums;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    const double events = cells.events[i];
    const double exposure = cells.exposure[i];
    expects(events >= 0.0 && exposure >= 0.0 && std::isfinite(events) && std::isfinite(exposure),
            "events and exposure are not negative");
    if (zones[i] >= sums.size()) sums.resize(zones[i] + 1);
    sums[zones[i]].events += events;
    sums[zones[i]].exposure += exposure;
  }
  return sums;
}

double jaccard(const std::vector<bool>& a, const std::vector<bool>& b) {
  std::size_t both = 0;
  std::size_t any = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += a[i] && b[i] ? 1 : 0;
    any += a[i] || b[i] ? 1 : 0;
  }
  return any > 0 ? static_cast<double>(both) / static_cast<double>(any) : 1.0;
}

}  // namespace

std::vector<bool> highest(const Cells& cells, const Zones& zones, double share) {
  expects(cells.events.size() == zones.size() && cells.exposure.size() == zones.size(),
          "one zone, one count and one exposure per cell");
  const std::vector<Zone> sums = sums_of(cells, zones);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < zones.size(); ++i) {
    if (sums[zones[i]].exposure > 0.0) order.push_back(i);
  }
  const auto wanted =
      static_cast<std::size_t>(std::lround(share * static_cast<double>(order.size())));
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](std::size_t i) { return sums[zones[i]].rate(); });
  std::vector<bool> high(zones.size(), false);
  for (std::size_t k = 0; k < std::min(wanted, order.size()); ++k) high[order[k]] = true;
  return high;
}

double stability(const Cells& cells, std::span<const Zones> zonings, double share) {
  std::vector<std::vector<bool>> high;
  for (const Zones& zones : zonings) high.push_back(highest(cells, zones, share));
  double sum = 0.0;
  double pairs = 0.0;
  for (std::size_t a = 0; a < high.size(); ++a) {
    for (std::size_t b = a + 1; b < high.size(); ++b) {
      sum += jaccard(high[a], high[b]);
      pairs += 1.0;
    }
  }
  return pairs > 0.0 ? sum / pairs : 1.0;
}

}  // namespace rawan::zoning

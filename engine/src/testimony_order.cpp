#include "testimony_order.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace rawan::engine {

std::vector<std::uint32_t> order_of(const Records& records,
                                    const std::vector<Testimony>& testimonies) {
  const auto rank = [&](std::uint32_t i) {
    const Testimony& testimony = testimonies[i];
    const io::Report& report = records.reports[testimony.report];
    return std::tie(testimony.origin, report.reported_at, report.occurred_on, report.occurred_time,
                    report.source_system, report.id, report.source);
  };
  std::vector<std::uint32_t> order(testimonies.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order,
                           [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
  return order;
}

}  // namespace rawan::engine

#include "rawan/algorithms/disclosure.h"

#include "linear_attack.h"
#include "rawan/algorithms/contract.h"
#include "table_contract.h"

#include <limits>
#include <utility>

namespace rawan::disclosure {

bool is_safe(const Evidence& evidence, const SafetyRule& rule) {
  const bool told = evidence.reporters > 0 && evidence.reporters >= rule.min_reporters &&
                    evidence.sessions >= rule.min_sessions;
  const bool mixed = evidence.largest_share <= rule.max_share;  // false for what is no number
  const bool inhabited = rule.min_households <= 0.0 ||
                         (evidence.households && *evidence.households >= rule.min_households);
  return told && mixed && inhabited;
}

std::optional<std::size_t> class_of(std::uint32_t count, const Classes& classes) {
  expects(std::ranges::is_sorted(classes), "classes ascend");
  const auto above = std::ranges::upper_bound(classes, count);
  if (above == classes.begin()) return std::nullopt;
  return static_cast<std::size_t>(above - classes.begin()) - 1;
}

std::vector<Determined> audit(const Table& table, std::span<const Showing> showing,
                              const SuppressionOptions& options, const Control& control) {
  expect_table(table, options);
  expects(showing.size() == table.units.size(), "one showing per unit");
  const auto parts = parts_of(table.count.size(), statements_of(table, showing, options));
  std::vector<Determined> determined;
  auto leaks = leaks_of(table, targets_of(table, options.least), parts, options, LeakBounds::wanted,
                        control);
  for (Leak& leak : leaks) {
    // An unsafe unit may be a union of siblings as well.
    if (!determined.empty() && determined.back().atoms == leak.atoms) continue;
    const double high = leak.bounds.high == kUnbounded ? std::numeric_limits<double>::infinity()
                                                       : static_cast<double>(leak.bounds.high);
    determined.push_back({std::move(leak.atoms), static_cast<double>(leak.bounds.low), high});
  }
  return determined;
}

}  // namespace rawan::disclosure

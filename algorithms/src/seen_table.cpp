#include "seen_table.h"

#include "published_statements.h"

#include <algorithm>
#include <numeric>

namespace rawan::disclosure {
namespace {

/// Adds one to each of some atoms in turn.
void spread(std::int64_t missing, std::span<const std::uint32_t> atoms, Table& seen) {
  for (std::size_t i = 0; missing > 0 && !atoms.empty(); i = (i + 1) % atoms.size(), --missing) {
    ++seen.count[atoms[i]];
  }
}

}  // namespace

Table seen_table(const Table& table, const SuppressionOptions& options) {
  const SuppressionOptions in_classes{.classes = options.classes, .least = options.least};
  const std::vector<bool> safe = safe_atoms(table, options.least);
  Table seen = table;
  seen.atom_safe = safe;
  std::ranges::fill(seen.count, 0U);
  std::vector<std::uint32_t> order(table.units.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order, {}, [&](std::uint32_t u) { return table.units[u].size(); });
  for (const std::uint32_t u : order) {
    if (!table.safe[u]) continue;
    const Bounds said = said_of(count_of(table, u), in_classes);
    const std::vector<std::uint32_t>& atoms = table.units[u];
    if (atoms.size() == 1) {
      seen.count[atoms.front()] = static_cast<std::uint32_t>(said.low);
      continue;
    }
    std::vector<std::uint32_t> unsafe;
    std::ranges::copy_if(atoms, std::back_inserter(unsafe), [&](auto atom) { return !safe[atom]; });
    spread(said.low - count_of(seen, u), unsafe, seen);
  }
  return seen;
}

}  // namespace rawan::disclosure

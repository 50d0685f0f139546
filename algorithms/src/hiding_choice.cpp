#include "hiding_choice.h"

#include <optional>
#include <set>
#include <tuple>

namespace rawan::disclosure {
namespace {

using Index = std::uint32_t;  ///< Of a statement.

/// A fixed order of units that has nothing to do with what they count.
std::uint64_t mixed(std::uint64_t x) {
  x = (x + 0x9e3779b97f4a7c15U) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 29U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 32U);
}

class Chooser {
 public:
  Chooser(std::span<const Statement> statements, std::size_t atoms,
          const std::function<bool(std::uint32_t)>& is_fixed)
      : statements_(statements), is_fixed_(is_fixed), over_(atoms), bare_(statements.size(), 0) {
    std::vector<bool> has_cell(atoms, false);
    for (Index s = 0; s < statements.size(); ++s) {
      for (const std::uint32_t atom : statements[s].atoms) over_[atom].push_back(s);
      if (statements[s].atoms.size() == 1) has_cell[statements[s].atoms.front()] = true;
    }
    for (Index s = 0; s < statements.size(); ++s) {
      for (const std::uint32_t atom : statements[s].atoms) bare_[s] += has_cell[atom] ? 0 : 1;
    }
    has_cell_ = std::move(has_cell);
  }

  /// Statements about any of the atoms, smallest first.
  std::vector<Index> about(std::span<const std::uint32_t> atoms) const {
    std::set<std::pair<std::size_t, Index>> found;
    for (const std::uint32_t atom : atoms) {
      for (const Index s : over_[atom]) found.emplace(statements_[s].atoms.size(), s);
    }
    std::vector<Index> sorted;
    for (const auto& [size, s] : found) sorted.push_back(s);
    return sorted;
  }

  std::optional<Index> choose(const Leak& leak, std::span<const Index> direct) const {
    if (const auto own = about_nothing_else(leak, direct)) return own;
    std::optional<Cost> best;
    for (const Index margin : direct) consider(margin, leak, 0, best);
    if (best) {
      for (const Index margin : further(direct)) consider(margin, leak, 1, best);
      return std::get<Index>(*best);
    }
    for (const Index margin : direct) {
      if (!is_fixed_(statements_[margin].unit)) return margin;
    }
    return std::nullopt;
  }

 private:
  using Cost = std::tuple<std::size_t, int, std::size_t, std::uint64_t, Index>;

  /// What is said of the leaking atoms alone: no neighbor can hide that.
  std::optional<Index> about_nothing_else(const Leak& leak, std::span<const Index> direct) const {
    if (leak.unit != Leak::kNoUnit) return std::nullopt;
    for (const Index s : direct) {
      const bool alone = std::ranges::includes(leak.atoms, statements_[s].atoms);
      if (alone && !is_fixed_(statements_[s].unit)) return s;
    }
    return std::nullopt;
  }

  bool holds(Index outer, Index inner) const {
    return std::ranges::includes(statements_[outer].atoms, statements_[inner].atoms);
  }

  bool is_inside(Index inner, Index outer) const {
    return statements_[inner].atoms.size() < statements_[outer].atoms.size() && holds(outer, inner);
  }

  /// The largest statements strictly inside a margin.
  std::vector<Index> children(Index margin) const {
    std::vector<Index> inside;
    for (const Index s : about(statements_[margin].atoms)) {
      if (is_inside(s, margin)) inside.push_back(s);
    }
    std::vector<Index> largest;
    for (auto s = inside.rbegin(); s != inside.rend(); ++s) {
      const bool held =
          std::ranges::any_of(largest, [&](Index other) { return is_inside(*s, other); });
      if (!held) largest.push_back(*s);
    }
    return largest;
  }

  /// Margins in which hiding this one would leave a first gap.
  std::size_t new_gaps(Index s) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        over_[statements_[s].atoms.front()],
        [&](Index margin) { return bare_[margin] == 0 && is_inside(s, margin); }));
  }

  void consider(Index margin, const Leak& leak, int ring, std::optional<Cost>& best) const {
    for (const Index s : children(margin)) {
      const auto& atoms = statements_[s].atoms;
      std::vector<std::uint32_t> shared;
      std::ranges::set_intersection(atoms, leak.atoms, std::back_inserter(shared));
      if (!shared.empty() || is_fixed_(statements_[s].unit)) continue;
      const Cost cost{new_gaps(s), ring, atoms.size(), mixed(statements_[s].unit), s};
      if (!best || cost < *best) best = cost;
    }
  }

  /// Statements about what the direct ones hold and no cell shows: through these a neighbor that
  /// was hidden may still be known.
  std::vector<Index> further(std::span<const Index> direct) const {
    std::vector<std::uint32_t> hidden;
    for (const Index margin : direct) {
      for (const std::uint32_t atom : statements_[margin].atoms) {
        if (!has_cell_[atom]) hidden.push_back(atom);
      }
    }
    std::vector<Index> result;
    for (const Index s : about(hidden)) {
      if (std::ranges::find(direct, s) == direct.end()) result.push_back(s);
    }
    return result;
  }

  std::span<const Statement> statements_;
  const std::function<bool(std::uint32_t)>& is_fixed_;
  std::vector<std::vector<Index>> over_;  ///< By atom.
  std::vector<std::size_t> bare_;         ///< Atoms of each statement that no cell shows.
  std::vector<bool> has_cell_;
};

}  // namespace

std::vector<std::uint32_t> units_to_hide(std::span<const Statement> statements,
                                         std::span<const Leak> leaks, std::size_t atoms,
                                         const std::function<bool(std::uint32_t)>& is_fixed) {
  const Chooser chooser(statements, atoms, is_fixed);
  std::vector<bool> touched(statements.size(), false);
  std::vector<std::uint32_t> hidden;
  for (const Leak& leak : leaks) {
    const std::vector<Index> direct = chooser.about(leak.atoms);
    if (std::ranges::any_of(direct, [&](Index s) { return touched[s]; })) continue;
    const std::optional<Index> choice = chooser.choose(leak, direct);
    if (!choice) continue;
    hidden.push_back(statements[*choice].unit);
    for (const Index s : direct) touched[s] = true;
    for (const Index s : chooser.about(statements[*choice].atoms)) touched[s] = true;
  }
  return hidden;
}

}  // namespace rawan::disclosure

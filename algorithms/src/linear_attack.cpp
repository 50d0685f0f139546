#include "linear_attack.h"

#include "rawan/algorithms/parallel.h"
#include "table_program.h"

#include <array>
#include <optional>
#include <utility>

namespace rawan::disclosure {
namespace {

constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

/// Where each atom lies among the parts.
struct Places {
  std::vector<std::uint32_t> part;
  std::vector<std::uint32_t> position;
};

Places places_of(std::size_t atoms, std::span<const Part> parts) {
  Places places{std::vector(atoms, kNowhere), std::vector(atoms, kNowhere)};
  for (std::uint32_t p = 0; p < parts.size(); ++p) {
    for (std::uint32_t i = 0; i < parts[p].atoms.size(); ++i) {
      places.part[parts[p].atoms[i]] = p;
      places.position[parts[p].atoms[i]] = i;
    }
  }
  return places;
}

/// One part under attack. One thread at a time.
class Attack {
 public:
  /// @param start whose counts questions about crossing margins may begin with: what the choice of
  ///              the hidden must not see it must not begin with. Null: nobody's.
  Attack(const Part& part, const Table* start, std::uint32_t least, LeakBounds wanted)
      : part_(part),
        nested_(NestedBounds::of(part.atoms.size(), part.statements)),
        least_(least),
        wanted_(wanted) {
    if (nested_) return;
    std::vector<std::int64_t> counts;
    for (const std::uint32_t atom : part.atoms) {
      if (start != nullptr) counts.push_back(start->count[atom]);
    }
    program_.emplace(part.atoms.size(), part.statements, least_, counts);
  }

  /// Nothing known if bounds are not wanted.
  Bounds bounds(std::span<const std::uint32_t> asked) {
    if (wanted_ == LeakBounds::unwanted) return {};
    return nested_ ? nested_->of(asked) : program_->bounds(asked);
  }

  bool may_be_none(std::span<const std::uint32_t> asked) {
    return nested_ ? nested_->of(asked).low == 0 : program_->may_be_none(asked);
  }

  bool may_be_many(std::uint32_t atom) {
    return nested_ ? nested_->of(std::array{atom}).high >= least_ : program_->may_be_many(atom);
  }

  std::int64_t width(std::span<const std::uint32_t> asked) {
    if (!nested_) return program_->width(asked);
    const Bounds found = nested_->of(asked);
    return found.high - found.low;
  }

  /// The sets that must be able to be none, smallest first; no set that holds one found before.
  void among(std::span<const std::uint32_t> siblings, std::vector<Leak>& leaks) {
    if (may_be_none(siblings)) return;
    std::vector<std::uint32_t> left;
    for (const std::uint32_t atom : siblings) {
      if (may_be_none(std::array{atom})) left.push_back(atom);  // else it leaks on its own
    }
    unions(left, leaks);
  }

  /// The atoms that must each be able to be none and to be many.
  void alone(std::span<const std::uint32_t> unsafe, std::vector<Leak>& leaks) {
    const bool may_all_be_none = may_be_none(unsafe);
    for (const std::uint32_t atom : unsafe) {
      const bool is_free = may_all_be_none || may_be_none(std::array{atom});
      if (!is_free || !may_be_many(atom)) leak({atom}, leaks);
    }
  }

 private:
  void leak(std::vector<std::uint32_t> asked, std::vector<Leak>& leaks) {
    const Bounds found = bounds(asked);
    for (std::uint32_t& atom : asked) atom = part_.atoms[atom];
    leaks.push_back({.atoms = std::move(asked), .bounds = found});
  }

  void unions(std::span<const std::uint32_t> left, std::vector<Leak>& leaks) {
    const std::size_t n = left.size();
    std::vector<bool> pair_leaks(n * n, false);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        pair_leaks[i * n + j] = !may_be_none(std::array{left[i], left[j]});
        if (pair_leaks[i * n + j]) leak({left[i], left[j]}, leaks);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        for (std::size_t k = j + 1; k < n && !pair_leaks[i * n + j]; ++k) {
          if (pair_leaks[i * n + k] || pair_leaks[j * n + k]) continue;
          const std::array three{left[i], left[j], left[k]};
          if (!may_be_none(three)) leak({three.begin(), three.end()}, leaks);
        }
      }
    }
  }

  const Part& part_;
  std::optional<NestedBounds> nested_;
  std::optional<TableProgram> program_;  ///< Where margins cross.
  std::int64_t least_;
  LeakBounds wanted_;
};

/// The siblings of the targets, cut by part; positions in the part.
std::vector<std::vector<std::vector<std::uint32_t>>> by_part(const Targets& targets,
                                                             const Places& places,
                                                             std::size_t parts) {
  std::vector<std::vector<std::vector<std::uint32_t>>> cut(parts);
  for (const auto& siblings : targets.siblings) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;  // part, position
    for (const std::uint32_t atom : siblings) {
      if (places.part[atom] != kNowhere) {
        placed.emplace_back(places.part[atom], places.position[atom]);
      }
    }
    std::ranges::sort(placed);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      auto& groups = cut[placed[i].first];
      if (i == 0 || placed[i].first != placed[i - 1].first) groups.emplace_back();
      groups.back().push_back(placed[i].second);
    }
  }
  return cut;
}

/// A unit of several atoms over all parts it lies in, which do not know of each other.
std::optional<Leak> unit_leak(const Table& table, std::uint32_t unit, const Places& places,
                              std::span<std::optional<Attack>> attacks, std::int64_t least) {
  const std::vector<std::uint32_t>& atoms = table.units[unit];
  std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;
  for (const std::uint32_t atom : atoms) {
    if (places.part[atom] == kNowhere) return std::nullopt;  // it may be anything
    placed.emplace_back(places.part[atom], places.position[atom]);
  }
  std::ranges::sort(placed);
  Bounds total{0, 0};
  std::int64_t width = 0;
  for (std::size_t from = 0; from < placed.size() && width < least;) {
    std::vector<std::uint32_t> asked;
    const std::uint32_t part = placed[from].first;
    while (from < placed.size() && placed[from].first == part) {
      asked.push_back(placed[from++].second);
    }
    width = added(width, attacks[part]->width(asked));
    const Bounds found = attacks[part]->bounds(asked);
    total = {total.low + found.low, added(total.high, found.high)};
  }
  if (width >= least) return std::nullopt;
  return Leak{.atoms = atoms, .unit = unit, .bounds = total};
}

}  // namespace

Targets targets_of(const Table& table, std::uint32_t least) {
  Targets targets;
  targets.atom = safe_atoms(table, least);
  targets.atom.flip();
  for (const auto& group : table.siblings) {
    std::vector<std::uint32_t> unsafe;
    for (const std::uint32_t atom : group) {
      if (targets.atom[atom]) unsafe.push_back(atom);
    }
    if (unsafe.size() > 1) targets.siblings.push_back(std::move(unsafe));
  }
  for (std::uint32_t u = 0; u < table.units.size(); ++u) {
    if (!table.safe[u] && table.units[u].size() > 1) targets.units.push_back(u);
  }
  return targets;
}

std::vector<Leak> leaks_of(const Table& table, const Targets& targets, std::span<const Part> parts,
                           const SuppressionOptions& options, LeakBounds bounds,
                           const Control& control) {
  // What is found from classes must not hang on the numbers behind them.
  const Table* start = options.exact_values ? &table : nullptr;
  const Places places = places_of(table.count.size(), parts);
  const auto cut = by_part(targets, places, parts.size());
  std::vector<std::optional<Attack>> attacks(parts.size());
  std::vector<std::vector<Leak>> found(parts.size());
  parallel_for(parts.size(), [&](std::size_t p) {
    control.check();
    Attack& attack = attacks[p].emplace(parts[p], start, options.least, bounds);
    std::vector<std::uint32_t> unsafe;
    for (std::uint32_t i = 0; i < parts[p].atoms.size(); ++i) {
      if (targets.atom[parts[p].atoms[i]]) unsafe.push_back(i);
    }
    attack.alone(unsafe, found[p]);
    for (const auto& siblings : cut[p]) attack.among(siblings, found[p]);
  });
  std::vector<Leak> leaks;
  for (const auto& of_part : found) leaks.insert(leaks.end(), of_part.begin(), of_part.end());
  for (const std::uint32_t u : targets.units) {
    auto leak = unit_leak(table, u, places, attacks, options.least);
    if (leak) leaks.push_back(std::move(*leak));
  }
  std::ranges::stable_sort(leaks, {}, &Leak::atoms);
  return leaks;
}

Targets still_open(const Targets& targets, std::span<const Leak> leaks) {
  Targets open;
  open.atom.assign(targets.atom.size(), false);
  std::vector<bool> leaks_at(targets.atom.size(), false);
  for (const Leak& leak : leaks) {
    for (const std::uint32_t atom : leak.atoms) leaks_at[atom] = true;
    if (leak.unit != Leak::kNoUnit) open.units.push_back(leak.unit);
    if (leak.atoms.size() == 1) open.atom[leak.atoms.front()] = true;
  }
  std::ranges::copy_if(targets.siblings, std::back_inserter(open.siblings), [&](const auto& group) {
    return std::ranges::any_of(group, [&](std::uint32_t atom) { return leaks_at[atom]; });
  });
  return open;
}

}  // namespace rawan::disclosure

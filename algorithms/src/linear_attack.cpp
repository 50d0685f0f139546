#include "linear_attack.h"

#include "rawan/algorithms/parallel.h"

#include <functional>
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

/// The siblings and units of the targets, cut by part.
struct PartTargets {
  std::vector<std::vector<std::uint32_t>> siblings;  ///< Positions in the part.
};

/// One part under attack.
class Attack {
 public:
  Attack(const Part& part, std::uint32_t least)
      : part_(part), nested_(NestedBounds::of(part.atoms.size(), part.statements)), least_(least) {}

  Bounds bounds(std::span<const std::uint32_t> asked) const {
    return nested_ ? nested_->of(asked) : Bounds{0, 0};
  }

  /// The sets that must be able to be none, smallest first; no set that holds one found before.
  void among(std::span<const std::uint32_t> siblings, std::vector<Leak>& leaks) const {
    if (bounds(siblings).low == 0) return;
    std::vector<std::uint32_t> left;
    for (const std::uint32_t atom : siblings) {
      if (bounds(std::array{atom}).low == 0) left.push_back(atom);  // else it leaks on its own
    }
    unions(left, leaks);
  }

  void alone(std::uint32_t atom, std::vector<Leak>& leaks) const {
    const Bounds found = bounds(std::array{atom});
    if (found.low > 0 || found.high < least_) leak({atom}, found, leaks);
  }

 private:
  void leak(std::vector<std::uint32_t> asked, Bounds found, std::vector<Leak>& leaks) const {
    for (std::uint32_t& atom : asked) atom = part_.atoms[atom];
    leaks.push_back({std::move(asked), found});
  }

  void unions(std::span<const std::uint32_t> left, std::vector<Leak>& leaks) const {
    const std::size_t n = left.size();
    std::vector<bool> pair_leaks(n * n, false);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        const Bounds found = bounds(std::array{left[i], left[j]});
        pair_leaks[i * n + j] = found.low > 0;
        if (found.low > 0) leak({left[i], left[j]}, found, leaks);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i + 1; j < n; ++j) {
        for (std::size_t k = j + 1; k < n && !pair_leaks[i * n + j]; ++k) {
          if (pair_leaks[i * n + k] || pair_leaks[j * n + k]) continue;
          const Bounds found = bounds(std::array{left[i], left[j], left[k]});
          if (found.low > 0) leak({left[i], left[j], left[k]}, found, leaks);
        }
      }
    }
  }

  const Part& part_;
  std::optional<NestedBounds> nested_;
  std::int64_t least_;
};

std::vector<PartTargets> by_part(const Targets& targets, const Places& places, std::size_t parts) {
  std::vector<PartTargets> cut(parts);
  for (const auto& siblings : targets.siblings) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;  // part, position
    for (const std::uint32_t atom : siblings) {
      if (places.part[atom] != kNowhere) {
        placed.emplace_back(places.part[atom], places.position[atom]);
      }
    }
    std::ranges::sort(placed);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      auto& groups = cut[placed[i].first].siblings;
      if (i == 0 || placed[i].first != placed[i - 1].first) groups.emplace_back();
      groups.back().push_back(placed[i].second);
    }
  }
  return cut;
}

/// A unit's bounds over all parts it lies in; parts do not know of each other.
Bounds unit_bounds(std::span<const std::uint32_t> atoms, const Places& places,
                   std::span<const Attack> attacks) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> placed;
  for (const std::uint32_t atom : atoms) {
    if (places.part[atom] == kNowhere) return {};
    placed.emplace_back(places.part[atom], places.position[atom]);
  }
  std::ranges::sort(placed);
  Bounds total{0, 0};
  for (std::size_t from = 0; from < placed.size();) {
    std::vector<std::uint32_t> asked;
    const std::uint32_t part = placed[from].first;
    while (from < placed.size() && placed[from].first == part) {
      asked.push_back(placed[from++].second);
    }
    const Bounds found = attacks[part].bounds(asked);
    total = {total.low + found.low, added(total.high, found.high)};
  }
  return total;
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
                           std::uint32_t least, const Control& control) {
  const Places places = places_of(table.count.size(), parts);
  const std::vector<PartTargets> cut = by_part(targets, places, parts.size());
  std::vector<Attack> attacks;
  attacks.reserve(parts.size());
  for (const Part& part : parts) attacks.emplace_back(part, least);

  std::vector<std::vector<Leak>> found(parts.size());
  parallel_for(parts.size(), [&](std::size_t p) {
    control.check();
    for (std::uint32_t i = 0; i < parts[p].atoms.size(); ++i) {
      if (targets.atom[parts[p].atoms[i]]) attacks[p].alone(i, found[p]);
    }
    for (const auto& siblings : cut[p].siblings) attacks[p].among(siblings, found[p]);
  });
  std::vector<Leak> leaks;
  for (const auto& of_part : found) leaks.insert(leaks.end(), of_part.begin(), of_part.end());
  for (const std::uint32_t u : targets.units) {
    const Bounds bounds = unit_bounds(table.units[u], places, attacks);
    if (bounds.high - bounds.low < std::int64_t{least}) leaks.push_back({table.units[u], bounds});
  }
  std::ranges::sort(leaks, {}, &Leak::atoms);
  const auto repeated = std::ranges::unique(leaks, {}, &Leak::atoms);
  leaks.erase(repeated.begin(), repeated.end());
  return leaks;
}

}  // namespace rawan::disclosure

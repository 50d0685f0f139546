#include "density_clusters.h"

#include "any_pair_near.h"
#include "rawan/algorithms/disjoint_sets.h"

#include <tuple>
#include <utility>

namespace rawan {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kBlock = 256;  // cells

/// The steps of one clustering over the slots of the cells. A body of a loop writes what belongs to
/// its cell, and joins sets.
template <int D>
class Search {
 public:
  Search(std::span<const Spot<D>> spots, std::span<const std::uint64_t> keys, const Reach& reach,
         std::uint32_t min_points, const Control& control)
      : keys_(keys),
        reach_(reach),
        min_points_(min_points),
        control_(control),
        cells_(spots, reach),
        sets_(cells_.size()),
        cores_(cells_.size()),
        core_(spots.size(), 0),
        cell_(spots.size(), kNone) {}

  Clustering run() {
    control_.expect(5 * ((cells_.size() + kBlock - 1) / kBlock));
    for_each_cell([&](std::uint32_t cell) { mark_cores(cell); });
    for_each_cell([&](std::uint32_t cell) { gather_cores(cell); });
    for_each_cell([&](std::uint32_t cell) { join_by_extent(cell); });
    for_each_cell([&](std::uint32_t cell) { join_by_spots(cell); });
    for_each_cell([&](std::uint32_t cell) { place_spots(cell); });
    return numbered();
  }

 private:
  struct Cores {
    Extent<D> extent{};
    std::uint32_t end = 0;  // the core spots are the first of the cell
  };

  template <class Body>
  void for_each_cell(const Body& body) {
    parallel_for((cells_.size() + kBlock - 1) / kBlock, [&](std::size_t block) {
      control_.step();
      const std::size_t end = std::min(cells_.size(), (block + 1) * kBlock);
      for (std::size_t i = block * kBlock; i < end; ++i) body(static_cast<std::uint32_t>(i));
    });
  }

  bool has_core(std::uint32_t cell) const { return cores_[cell].end != cells_.begin(cell); }
  std::span<const Spot<D>> cores_of(std::uint32_t cell) const {
    return cells_.in(cell).first(cores_[cell].end - cells_.begin(cell));
  }
  std::uint64_t key(std::uint32_t slot) const {
    const std::uint32_t position = cells_.position(slot);
    return keys_.empty() ? position : keys_[position];
  }

  void mark_cores(std::uint32_t cell) {
    const bool dense = cells_.count(cell) >= min_points_;
    if (!dense && !may_hold_core(cell)) return;
    for (std::uint32_t slot = cells_.begin(cell); slot != cells_.end(cell); ++slot) {
      core_[slot] = dense || is_core(cell, cells_.spot(slot)) ? 1 : 0;
    }
  }

  bool may_hold_core(std::uint32_t cell) const {
    std::uint64_t around = 0;
    cells_.visit_around(cell, [&](std::uint32_t other) {
      if (may_be_near<D>(cells_.extent(cell), cells_.extent(other), reach_)) {
        around += cells_.count(other);
      }
      return around < min_points_;
    });
    return around >= min_points_;
  }

  bool is_core(std::uint32_t cell, const Spot<D>& center) const {
    const Extent<D> here{center, center};
    std::uint64_t neighbors = 0;
    cells_.visit_around(cell, [&](std::uint32_t other) {
      if (!may_be_near<D>(here, cells_.extent(other), reach_)) return true;
      if (surely_near<D>(here, cells_.extent(other), reach_)) {
        neighbors += cells_.count(other);
      } else {
        for (const Spot<D>& p : cells_.in(other)) neighbors += near<D>(center, p, reach_) ? 1 : 0;
      }
      return neighbors < min_points_;
    });
    return neighbors >= min_points_;
  }

  void gather_cores(std::uint32_t cell) {
    Cores& cores = cores_[cell];
    cores.end = cells_.begin(cell);
    for (std::uint32_t slot = cells_.begin(cell); slot != cells_.end(cell); ++slot) {
      if (core_[slot] == 0) continue;
      if (!has_core(cell)) cores.extent = {cells_.spot(slot), cells_.spot(slot)};
      cores.extent.extend(cells_.spot(slot));
      if (slot != cores.end) {
        cells_.swap(slot, cores.end);
        std::swap(core_[slot], core_[cores.end]);
      }
      ++cores.end;
    }
  }

  /// Calls test(other) for the later cells whose core spots may be near and are not yet in one set.
  template <class Test>
  void join_if(std::uint32_t cell, const Test& test) {
    if (!has_core(cell)) return;
    cells_.visit_around(cell, [&](std::uint32_t other) {
      if (other <= cell || !has_core(other)) return true;
      if (!may_be_near<D>(cores_[cell].extent, cores_[other].extent, reach_)) return true;
      if (!sets_.together(cell, other) && test(other)) sets_.join(cell, other);
      return true;
    });
  }

  void join_by_extent(std::uint32_t cell) {
    join_if(cell, [&](std::uint32_t other) {
      return surely_near<D>(cores_[cell].extent, cores_[other].extent, reach_);
    });
  }

  void join_by_spots(std::uint32_t cell) {
    join_if(cell, [&](std::uint32_t other) {
      std::vector<Spot<D>> mine = cores_near(cell, cores_[other].extent);
      std::vector<Spot<D>> others = cores_near(other, cores_[cell].extent);
      return !mine.empty() && !others.empty() &&
             any_pair_near<D>(std::span(mine), std::span(others), reach_);
    });
  }

  std::vector<Spot<D>> cores_near(std::uint32_t cell, const Extent<D>& extent) const {
    std::vector<Spot<D>> kept;
    for (const Spot<D>& p : cores_of(cell)) {
      if (may_be_near<D>({p, p}, extent, reach_)) kept.push_back(p);
    }
    return kept;
  }

  /// Notes the cell whose cluster each spot belongs to.
  void place_spots(std::uint32_t cell) {
    for (std::uint32_t slot = cells_.begin(cell); slot != cells_.end(cell); ++slot) {
      cell_[slot] = core_[slot] != 0 ? cell : cell_of_nearest_core(cell, slot);
      if (cell_[slot] != kNone) cell_[slot] = sets_.find(cell_[slot]);
    }
  }

  /// Nearest in the plane, then in time, then by key.
  std::uint32_t cell_of_nearest_core(std::uint32_t cell, std::uint32_t slot) const {
    const Spot<D>& center = cells_.spot(slot);
    std::tuple best{reach_.squared(), reach_.time_radius, std::uint64_t{0}};
    std::uint32_t nearest = kNone;
    cells_.visit_around(cell, [&](std::uint32_t other) {
      if (!has_core(other)) return true;
      if (!may_be_near<D>({center, center}, cores_[other].extent, reach_)) return true;
      for (std::uint32_t i = cells_.begin(other); i != cores_[other].end; ++i) {
        if (!near<D>(center, cells_.spot(i), reach_)) continue;
        const double apart = D == 3 ? std::abs(center[D - 1] - cells_.spot(i)[D - 1]) : 0.0;
        const std::tuple candidate{squared_distance<D>(center, cells_.spot(i)), apart, key(i)};
        if (nearest != kNone && best < candidate) continue;
        best = candidate;
        nearest = other;
      }
      return true;
    });
    return nearest;
  }

  /// Labels in the order of the lowest key in each cluster.
  Clustering numbered() const {
    const std::size_t n = cells_.spots();
    std::vector<std::uint64_t> lowest(cells_.size(), std::numeric_limits<std::uint64_t>::max());
    std::vector<std::uint32_t> roots;
    for (std::uint32_t slot = 0; slot < n; ++slot) {
      const std::uint32_t root = cell_[slot];
      if (root == kNone) continue;
      lowest[root] = std::min(lowest[root], key(slot));
      if (core_[slot] != 0 && cells_.begin(root) == slot) roots.push_back(root);
    }
    std::ranges::sort(roots, {}, [&](std::uint32_t root) { return lowest[root]; });
    std::vector<std::int32_t> label(cells_.size(), kNoise);
    Clustering result{std::vector<std::int32_t>(n, kNoise), std::vector<std::uint8_t>(n, 0), 0};
    for (const std::uint32_t root : roots) label[root] = result.clusters++;
    parallel_for(n, [&](std::size_t i) {
      const auto slot = static_cast<std::uint32_t>(i);
      const std::uint32_t at = cells_.position(slot);
      if (cell_[slot] != kNone) result.label[at] = label[cell_[slot]];
      result.is_core[at] = core_[slot];
    });
    return result;
  }

  std::span<const std::uint64_t> keys_;
  Reach reach_;
  std::uint32_t min_points_;
  const Control& control_;
  DensityCells<D> cells_;
  DisjointSets sets_;
  std::vector<Cores> cores_;
  std::vector<std::uint8_t> core_;  // by slot, as `cell_`
  std::vector<std::uint32_t> cell_;
};

}  // namespace

void expect_distinct_keys(std::span<const std::uint64_t> keys, std::size_t n) {
  expects(keys.empty() || keys.size() == n, "one key per point");
  if (std::ranges::is_sorted(keys, std::ranges::less_equal{})) return;  // rising: distinct
  std::vector<std::uint64_t> sorted(keys.begin(), keys.end());
  std::ranges::sort(sorted);
  expects(std::ranges::adjacent_find(sorted) == sorted.end(), "keys must be distinct");
}

template <int D>
Clustering density_clusters(std::span<const Spot<D>> spots, std::span<const std::uint64_t> keys,
                            const Reach& reach, std::uint32_t min_points, const Control& control) {
  expect_distinct_keys(keys, spots.size());
  return Search<D>(spots, keys, reach, min_points, control).run();
}

template Clustering density_clusters<2>(std::span<const Spot<2>>, std::span<const std::uint64_t>,
                                        const Reach&, std::uint32_t, const Control&);
template Clustering density_clusters<3>(std::span<const Spot<3>>, std::span<const std::uint64_t>,
                                        const Reach&, std::uint32_t, const Control&);

}  // namespace rawan

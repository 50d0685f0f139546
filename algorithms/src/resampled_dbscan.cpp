#include "rawan/algorithms/resampled_dbscan.h"

#include "density_cells.h"
#include "rawan/algorithms/disjoint_sets.h"

#include <utility>

namespace rawan {
namespace {

constexpr std::size_t kMostPairs = 16'000'000;  ///< 64 MB.

/// Calls visit(other) for the neighbors of a slot, itself among them.
template <class Visit>
void visit_neighbors(const DensityCells<2>& cells, std::size_t cell, std::uint32_t slot,
                     const Reach& reach, const Visit& visit) {
  const Spot<2>& center = cells.spot(slot);
  cells.visit_around(cell, [&](std::uint32_t other) {
    for (std::uint32_t i = cells.begin(other); i != cells.end(other); ++i) {
      if (rawan::near<2>(center, cells.spot(i), reach)) visit(i);
    }
    return true;
  });
}

/// Calls visit(cell, slot) for all of them; stops when `visit` says no.
template <class Visit>
bool visit_slots(const DensityCells<2>& cells, const Control& control, const Visit& visit) {
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    control.check();
    for (std::uint32_t slot = cells.begin(cell); slot != cells.end(cell); ++slot) {
      if (!visit(cell, slot)) return false;
    }
  }
  return true;
}

/// Numbers roots in the order of their lowest member.
std::vector<std::int32_t> numbered(std::span<const std::uint32_t> root, std::uint32_t none) {
  std::vector<std::int32_t> number(root.size(), kNoise);
  std::vector<std::int32_t> label(root.size(), kNoise);
  std::int32_t next = 0;
  for (std::size_t i = 0; i < root.size(); ++i) {
    if (root[i] == none) continue;
    std::int32_t& own = number[root[i]];
    if (own == kNoise) own = next++;
    label[i] = own;
  }
  return label;
}

}  // namespace

ResampledDbscan::ResampledDbscan(std::span<const Point> points, const DbscanOptions& options,
                                 const Control& control, std::size_t most_neighbors)
    : points_(points.begin(), points.end()), options_(options) {
  expects(options.radius.value > 0.0, "a positive radius");
  expects(options.min_points > 0, "min_points counts the point itself");
  list_neighbors(std::min(kMostPairs, most_neighbors * points.size()), control);
}

void ResampledDbscan::list_neighbors(std::size_t most, const Control& control) {
  const std::vector<Spot<2>> spots = spots_of(points_);
  const Reach reach{.radius = options_.radius.value};
  const DensityCells<2> cells(spots, reach);
  std::vector<std::size_t> count(spots.size(), 0);
  std::size_t pairs = 0;
  const bool few = visit_slots(cells, control, [&](std::size_t cell, std::uint32_t slot) {
    std::size_t& own = count[cells.position(slot)];
    visit_neighbors(cells, cell, slot, reach, [&](std::uint32_t) { ++own; });
    pairs += own;
    return pairs <= most;
  });
  if (!few) return;
  first_.assign(1, 0);
  for (const std::size_t own : count) first_.push_back(first_.back() + own);
  neighbor_.resize(pairs);
  std::vector<std::pair<double, std::uint32_t>> found;
  visit_slots(cells, control, [&](std::size_t cell, std::uint32_t slot) {
    found.clear();
    visit_neighbors(cells, cell, slot, reach, [&](std::uint32_t other) {
      found.emplace_back(squared_distance<2>(cells.spot(slot), cells.spot(other)),
                         cells.position(other));
    });
    std::ranges::sort(found);
    std::size_t next = first_[cells.position(slot)];
    for (const auto& [distance, point] : found) neighbor_[next++] = point;
    return true;
  });
}

std::vector<std::int32_t> ResampledDbscan::labels(std::span<const std::uint32_t> times,
                                                  const Control& control) const {
  expects(times.size() == points_.size(), "a number for each point");
  if (first_.empty()) return labels_of_many(times, control);
  constexpr auto kNone = std::numeric_limits<std::uint32_t>::max();
  const auto n = static_cast<std::uint32_t>(points_.size());
  std::vector<std::uint8_t> core(n, 0);
  DisjointSets sets(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (times[i] == 0) continue;
    std::uint64_t around = 0;
    for (const std::uint32_t j : near(i)) around += times[j];
    if (around < options_.min_points) continue;
    core[i] = 1;
    for (const std::uint32_t j : near(i)) {
      if (j < i && core[j] != 0) sets.join(i, j);
    }
  }
  std::vector<std::uint32_t> root(n, kNone);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (times[i] == 0) continue;
    const auto nearest =  // Of a core point, itself or what lies where it does.
        std::ranges::find_if(near(i), [&](std::uint32_t j) { return core[j] != 0; });
    if (nearest != near(i).end()) root[i] = sets.find(*nearest);
  }
  return numbered(root, kNone);
}

std::vector<std::int32_t> ResampledDbscan::labels_of_many(std::span<const std::uint32_t> times,
                                                          const Control& control) const {
  std::vector<std::uint32_t> drawn;
  std::vector<Point> points;
  for (std::uint32_t i = 0; i < times.size(); ++i) {
    drawn.insert(drawn.end(), times[i], i);
    points.insert(points.end(), times[i], points_[i]);
  }
  const Clustering found = dbscan(points, {}, options_, control);
  std::vector<std::int32_t> label(times.size(), kNoise);
  for (std::size_t k = 0; k < drawn.size(); ++k) label[drawn[k]] = found.label[k];
  return label;
}

}  // namespace rawan

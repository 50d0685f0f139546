#include "density_cells.h"

namespace rawan {
namespace {

constexpr std::array<int, 5> kRowSteps{0, -1, 1, -2, 2};
constexpr std::array<int, 3> kLayerSteps{0, -1, 1};

template <int D>
std::array<Strips, D> strips_of(std::span<const Spot<D>> spots, const Reach& reach) {
  std::array<Strips, D> strips;
  parallel_for(D, [&](std::size_t axis) {
    std::vector<double> values(spots.size());
    for (std::size_t i = 0; i < spots.size(); ++i) values[i] = spots[i][axis];
    strips[axis] = cut_into_strips(values, axis == 2 ? reach.time_radius : reach.cell());
  });
  return strips;
}

}  // namespace

template <int D>
DensityCells<D>::DensityCells(std::span<const Spot<D>> spots, const Reach& reach) {
  expects(spots.size() < std::numeric_limits<std::uint32_t>::max(), "fewer than 2^32 points");
  parallel_for(spots.size(), [&](std::size_t i) {
    for (const double c : spots[i]) expects(std::isfinite(c), "coordinates must be finite");
  });
  const std::array<Strips, D> strips = strips_of<D>(spots, reach);
  sort(spots, strips);
  open_cells(strips);
  find_neighbors();
}

template <int D>
void DensityCells<D>::sort(std::span<const Spot<D>> spots, const std::array<Strips, D>& strips) {
  order_.resize(spots.size());
  std::iota(order_.begin(), order_.end(), 0U);
  for (const Strips& axis : strips) sort_by_number(axis.of, axis.count, order_);
  sorted_.resize(spots.size());
  parallel_for(order_.size(), [&](std::size_t slot) { sorted_[slot] = spots[order_[slot]]; });
}

template <int D>
void DensityCells<D>::open_cells(const std::array<Strips, D>& strips) {
  std::vector<std::array<std::uint32_t, D>> strip(order_.size());
  parallel_for(order_.size(), [&](std::size_t slot) {
    for (std::size_t axis = 0; axis < D; ++axis) strip[slot][axis] = strips[axis].of[order_[slot]];
  });
  for (std::uint32_t slot = 0; slot < order_.size(); ++slot) {
    const std::uint32_t row = strip[slot][1];
    const std::uint32_t layer = D == 3 ? strip[slot][D - 1] : 0U;
    const auto cell = static_cast<std::uint32_t>(begin_.size());
    const bool new_slab =
        slabs_.empty() || slabs_.back().row != row || slabs_.back().layer != layer;
    if (new_slab) slabs_.push_back({layer, row, cell, cell});
    if (!new_slab && column_.back() == strip[slot][0]) continue;
    begin_.push_back(slot);
    column_.push_back(strip[slot][0]);
    ++slabs_.back().end;
  }
  begin_.push_back(static_cast<std::uint32_t>(order_.size()));
  extent_.resize(size());
  parallel_for(size(), [&](std::size_t cell) {
    extent_[cell] = {sorted_[begin(cell)], sorted_[begin(cell)]};
    for (const Spot<D>& spot : in(cell)) extent_[cell].extend(spot);
  });
}

template <int D>
const typename DensityCells<D>::Slab* DensityCells<D>::find_slab(std::uint32_t layer,
                                                                 std::uint32_t row) const {
  const auto found = std::ranges::lower_bound(
      slabs_, std::pair(layer, row), {}, [](const Slab& s) { return std::pair(s.layer, s.row); });
  if (found == slabs_.end() || found->layer != layer || found->row != row) return nullptr;
  return &*found;
}

template <int D>
void DensityCells<D>::find_neighbors() {
  first_.assign(size() * kSlabs, 0);
  many_.assign(size() * kSlabs, 0);
  parallel_for(slabs_.size(), [&](std::size_t s) {
    const Slab& slab = slabs_[s];
    for (int step = 0; step < kSlabs; ++step) {
      const std::int64_t row = std::int64_t{slab.row} + kRowSteps[step % 5];
      const std::int64_t layer = std::int64_t{slab.layer} + kLayerSteps[step / 5];
      if (row < 0 || layer < 0) continue;
      find_neighbors(slab, step, static_cast<std::uint32_t>(layer),
                     static_cast<std::uint32_t>(row));
    }
  });
}

template <int D>
void DensityCells<D>::find_neighbors(const Slab& slab, int step, std::uint32_t layer,
                                     std::uint32_t row) {
  const Slab* other = find_slab(layer, row);
  if (other == nullptr) return;
  std::uint32_t first = other->begin;
  std::uint32_t end = other->begin;
  for (std::uint32_t cell = slab.begin; cell != slab.end; ++cell) {
    while (first != other->end && column_[first] + 2 < column_[cell]) ++first;
    while (end != other->end && column_[end] <= column_[cell] + 2) ++end;
    const std::size_t at = std::size_t{cell} * kSlabs + static_cast<std::size_t>(step);
    first_[at] = first;
    many_[at] = static_cast<std::uint8_t>(end - first);
  }
}

template class DensityCells<2>;
template class DensityCells<3>;

}  // namespace rawan

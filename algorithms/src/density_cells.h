#pragma once

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "spots.h"
#include "strips.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace rawan {

/// Spots sorted into cells in which all are neighbors of each other. Columns and rows are strips
/// of the cell's width, layers strips of the time radius; neighbors of a cell's spots lie at most
/// two columns, two rows and one layer away.
template <int D>
class DensityCells {
 public:
  static constexpr int kSlabs = D == 3 ? 15 : 5;

  DensityCells(std::span<const Spot<D>> spots, const Reach& reach);

  std::size_t spots() const { return order_.size(); }
  std::size_t size() const { return begin_.size() - 1; }
  std::uint32_t begin(std::size_t cell) const { return begin_[cell]; }
  std::uint32_t end(std::size_t cell) const { return begin_[cell + 1]; }
  std::uint32_t count(std::size_t cell) const { return end(cell) - begin(cell); }
  const Extent<D>& extent(std::size_t cell) const { return extent_[cell]; }
  std::span<const Spot<D>> in(std::size_t cell) const {
    return std::span(sorted_).subspan(begin(cell), count(cell));
  }
  const Spot<D>& spot(std::uint32_t slot) const { return sorted_[slot]; }
  std::uint32_t position(std::uint32_t slot) const { return order_[slot]; }
  void swap(std::uint32_t a, std::uint32_t b) {
    std::swap(sorted_[a], sorted_[b]);
    std::swap(order_[a], order_[b]);
  }

  /// Calls visit(other) for the cells, the nearest rows first, that may hold neighbors; the cell
  /// itself is among them. Stops when `visit` says no.
  template <class Visit>
  void visit_around(std::size_t cell, const Visit& visit) const {
    for (int slab = 0; slab < kSlabs; ++slab) {
      const std::uint32_t first = first_[cell * kSlabs + slab];
      const std::uint32_t end = first + many_[cell * kSlabs + slab];
      for (std::uint32_t other = first; other != end; ++other) {
        if (!visit(other)) return;
      }
    }
  }

 private:
  struct Slab {
    std::uint32_t layer = 0;
    std::uint32_t row = 0;
    std::uint32_t begin = 0;  // cells
    std::uint32_t end = 0;
  };

  void sort(std::span<const Spot<D>> spots, const std::array<Strips, D>& strips);
  void open_cells(const std::array<Strips, D>& strips);
  void find_neighbors();
  void find_neighbors(const Slab& slab, int step, std::uint32_t layer, std::uint32_t row);
  const Slab* find_slab(std::uint32_t layer, std::uint32_t row) const;

  std::vector<Spot<D>> sorted_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> begin_;
  std::vector<std::uint32_t> column_;
  std::vector<Extent<D>> extent_;
  std::vector<Slab> slabs_;
  std::vector<std::uint32_t> first_;
  std::vector<std::uint8_t> many_;
};

extern template class DensityCells<2>;
extern template class DensityCells<3>;

}  // namespace rawan

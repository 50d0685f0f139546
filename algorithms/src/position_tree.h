#pragma once

#include "rawan/algorithms/positions.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// A k-d tree of distinct positions in space. Its order is a function of the positions alone, so
/// whatever is numbered by it does not depend on the order of the input.
class PositionTree {
 public:
  /// @throws ContractViolation if a coordinate is not finite.
  explicit PositionTree(std::span<const Position> positions);

  struct Found {
    double squared_distance;
    std::uint32_t index;  ///< Into the positions given.
  };

  /// Appends all positions within the closed ball, in no useful order.
  void within(const Position& center, double squared_radius, std::vector<Found>& found) const;

  /// Indices of the positions in the order of the leaves: near ones are near in it.
  std::span<const std::uint32_t> order() const { return order_; }
  /// The squared diagonal of the smallest box around all.
  double squared_extent() const;

 private:
  struct Node {
    std::array<double, 3> low;
    std::array<double, 3> high;
    std::uint32_t begin;
    std::uint32_t end;
    std::uint32_t right;  // 0: a leaf; the left child follows its parent
  };

  std::uint32_t build(std::span<const Position> positions, std::uint32_t begin, std::uint32_t end);
  Node bounds(std::span<const Position> positions, std::uint32_t begin, std::uint32_t end) const;

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> order_;
  std::vector<Position> positions_;  // in order
};

}  // namespace rawan

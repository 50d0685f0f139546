#pragma once

#include "position_tree.h"
#include "rawan/algorithms/scan_statistic.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// The sites of one position taken together, in an order that depends on positions alone.
struct ScanPlaces {
  std::vector<Position> position;
  std::vector<double> population;
  std::vector<std::uint32_t> cases;
  std::vector<std::vector<std::uint32_t>> sites;  ///< Of each place, rising.

  std::size_t size() const { return position.size(); }
};

ScanPlaces gather_places(std::span<const Position> sites, std::span<const std::uint32_t> cases,
                         std::span<const double> population);

inline constexpr std::uint32_t kClosesWindow = 1U << 31U;
inline constexpr std::uint32_t kPlaceMask = kClosesWindow - 1U;

/// Nested windows around consecutive centers: nest i is entries[ends[i-1]] ... entries[ends[i]-1],
/// places by distance from the center. A window is a prefix whose last entry has kClosesWindow set:
/// the last place of those at one distance.
struct NestBlock {
  std::uint32_t first_center = 0;
  double penalty = 1.0;
  std::vector<std::uint32_t> entries;
  std::vector<std::size_t> ends;

  std::size_t nests() const { return ends.size(); }
  std::span<const std::uint32_t> nest(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    return std::span(entries).subspan(begin, ends[i] - begin);
  }
};

/// All windows of a scan. They are made block by block when asked for, so the memory does not grow
/// with their number; only those of small studies are kept.
class ScanWindows {
 public:
  ScanWindows(const ScanPlaces& places, const ScanOptions& options);

  /// Windows of one shape: the plane squeezed along the long axis makes its ellipses circles.
  struct Layer {
    double shape;
    double angle;
    double penalty;
    std::vector<Position> positions;
    PositionTree tree;
  };

  std::size_t blocks() const { return layers_.size() * blocks_per_layer_; }
  std::size_t layer_of(std::size_t block) const { return block / blocks_per_layer_; }
  const Layer& layer(std::size_t number) const { return layers_[number]; }
  NestBlock block(std::size_t block) const;
  /// The nest of one center, as a block has it.
  std::vector<std::uint32_t> nest(std::size_t layer, std::uint32_t center) const;
  double largest_population() const { return largest_population_; }

 private:
  NestBlock make_block(std::size_t block) const;
  void append_nest(const Layer& layer, std::uint32_t center, double& squared_radius,
                   std::vector<std::uint32_t>& entries) const;
  void find_enough(const Layer& layer, const Position& center, double& squared_radius,
                   std::vector<PositionTree::Found>& found) const;

  const ScanPlaces& places_;
  double largest_population_;
  std::size_t blocks_per_layer_;
  std::vector<Layer> layers_;
  std::vector<NestBlock> kept_;  // all or none
};

}  // namespace rawan

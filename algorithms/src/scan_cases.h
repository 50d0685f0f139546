#pragma once

#include "rawan/algorithms/random.h"
#include "rawan/algorithms/scan_statistic.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Indices in proportion to weights, each by one random number (Walker 1977; Vose 1991).
class AliasTable {
 public:
  explicit AliasTable(std::span<const double> weights);
  std::uint32_t draw(Stream& random) const;

 private:
  std::vector<double> keep_;
  std::vector<std::uint32_t> alias_;
};

/// Case counts when the risk is the same everywhere, given their total: multinomial by population
/// (Poisson) or a draw of members without replacement (Bernoulli).
class RandomCases {
 public:
  RandomCases(ScanModel model, std::span<const double> population, std::uint64_t total);

  /// Adds the cases of a replicate to counts[place * stride], which are 0.
  void draw(Stream& random, std::span<std::int32_t> counts, std::size_t stride) const;

 private:
  void draw_members(Stream& random, std::span<std::int32_t> counts, std::size_t stride) const;

  ScanModel model_;
  std::uint64_t total_;
  AliasTable by_population_;
  std::vector<std::uint64_t> last_member_;  // members of the places up to each, counted
};

}  // namespace rawan

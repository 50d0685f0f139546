#pragma once

#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/weights.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Around each site its nearest sites, itself first, and who among them are neighbors.
class Neighborhoods {
 public:
  static constexpr std::uint32_t kMost = 64;  ///< A set of members is one word.

  /// Ties of distance go to the lower index. 1 <= nearest <= kMost.
  Neighborhoods(std::span<const Position> sites, const Weights& adjacency, std::uint32_t nearest);

  std::size_t size() const { return first_.size() - 1; }
  std::span<const std::uint32_t> members(std::size_t site) const {
    return std::span(members_).subspan(first_[site], first_[site + 1] - first_[site]);
  }
  /// Of each member, the members next to it, as bits.
  std::span<const std::uint64_t> links(std::size_t site) const {
    return std::span(links_).subspan(first_[site], first_[site + 1] - first_[site]);
  }

 private:
  std::vector<std::size_t> first_;
  std::vector<std::uint32_t> members_;
  std::vector<std::uint64_t> links_;
};

}  // namespace rawan

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Deals things out to places in proportion to weights, each on its own: an alias table.
/// Walker, A. J. (1977), ACM TOMS 3; Vose, M. D. (1991), IEEE TSE 17.
class ProportionalDraws {
 public:
  /// @param weights >= 0, finite, some above 0; places of weight 0 get nothing.
  explicit ProportionalDraws(std::span<const double> weights);

  /// How many of `count` things fell on each place. A function of seed and stream alone.
  void deal(std::uint64_t count, std::uint64_t seed, std::uint64_t stream,
            std::span<double> dealt) const;

 private:
  struct Place {
    double keep = 1.0;        ///< Chance to stay where the draw fell ...
    std::uint32_t other = 0;  ///< ... and where it goes if not.
  };
  std::vector<Place> places_;
};

}  // namespace rawan

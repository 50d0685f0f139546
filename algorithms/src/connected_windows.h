#pragma once

#include "neighborhoods.h"
#include "scan_bars.h"

#include <cstdint>
#include <span>

namespace rawan {

/// The best connected window of one start.
struct FlexibleWindow {
  double statistic = 0.0;
  std::uint32_t start = 0;
  std::uint64_t members = 0;  ///< Bits of the start's neighborhood.
};

/// Lists all connected windows of starts in one set of counts.
class ConnectedWindows {
 public:
  /// An area may join a window if it has at least `least` cases; empty: all may.
  ConnectedWindows(const Neighborhoods& around, const WindowRules& rules,
                   std::span<const double> population, std::span<const std::uint32_t> cases,
                   std::span<const std::uint32_t> least);

  FlexibleWindow best_of(std::uint32_t start);
  /// Windows listed so far.
  std::uint64_t listed() const { return listed_; }
  /// @throws TooManyWindows beyond this many.
  void limit(std::uint64_t most) { most_ = most; }

 private:
  struct Partial {
    std::uint64_t set;
    std::uint64_t frontier;  ///< May still join.
    std::uint64_t closed;    ///< In the set, in the frontier, or decided before.
    std::uint64_t cases;
    double population;
  };

  bool may_join(std::uint32_t site) const { return least_.empty() || cases_[site] >= least_[site]; }
  void extend(Partial window);
  Partial with(const Partial& window, unsigned member) const;
  void consider(const Partial& window);

  const Neighborhoods& around_;
  WindowRules rules_;
  std::span<const double> population_;
  std::span<const std::uint32_t> cases_;
  std::span<const std::uint32_t> least_;
  std::uint64_t listed_ = 0;
  std::uint64_t most_ = ~std::uint64_t{0};
  // Of the start at hand:
  std::span<const std::uint32_t> members_;
  std::span<const std::uint64_t> links_;
  std::uint64_t eligible_ = 0;
  FlexibleWindow best_;
};

}  // namespace rawan

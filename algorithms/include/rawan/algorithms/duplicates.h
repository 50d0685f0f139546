#pragma once

#include "rawan/algorithms/geometry.h"
#include "rawan/algorithms/units.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// One telling of something that happened or is so, as far as another one may mean the same.
struct Telling {
  Point position;
  std::int64_t from = 0;    ///< Whole minutes since any day; it was between these, both included.
  std::int64_t to = 0;      ///< >= from.
  std::uint64_t area = 0;   ///< Only tellings of one area are compared: a village.
  std::uint64_t kinds = 0;  ///< What it is about, one bit each: two must share one, or have none.
  std::uint64_t source = 0;
  bool is_sampled = false;  ///< Told by people who were sampled: two such are two, whoever says so.
  std::uint64_t key = 0;    ///< Distinct. The lowest of those that mean the same is counted.
};

struct DuplicateOptions {
  Meters radius{100.0};         ///< Not farther apart. >= 0.
  std::int64_t minutes = 1440;  ///< The stretches of time are not farther apart. >= 0.
};

/// Which tellings of different sources probably mean the same (domain.md D17): for each the
/// position of the one that is counted in its place, its own where it is counted itself.
///
/// Pairs of different sources that are near in place and time are joined, the nearest first
/// (distance, then time, then keys), to sets in which all are near to each other and no source is
/// twice, nor two sampled tellings: five women of one dialogue who name one street are five,
/// whoever else names it too. Greedy: the sets are maximal, not the most there could be. The answer
/// does not depend on the order of the tellings.
///
/// @throws ContractViolation if a position is not finite, keys are not distinct, `to` < `from`, or
///         an option is negative or not finite.
///
/// Cost: n log n, and for each pair of two sources that is near the size of two sets.
std::vector<std::uint32_t> probable_duplicates(std::span<const Telling> tellings,
                                               const DuplicateOptions& options = {});

}  // namespace rawan

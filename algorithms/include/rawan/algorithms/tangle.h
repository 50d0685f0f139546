#pragma once

#include "rawan/algorithms/geometry.h"

#include <cstdint>
#include <span>

namespace rawan {

/// What splitting rings at their crossings may cost at most.
struct TangleLimits {
  std::uint64_t near_pairs = 50'000'000;  ///< Of edges to be compared.
  std::uint64_t crossings = 20'000;       ///< Vertices to be made.
};

/// Whether the edges of rings cross so often, or run so long side by side, that what splits them
/// at their crossings (noding: the first step of making valid, of unions and of buffers) would go
/// beyond the limits. Crossings are pairs of edges that meet elsewhere than at an end of both;
/// pairs are near where the boxes around a few edges each meet.
///
/// Counts no further than the limits: n log n steps and at most `limits.near_pairs` comparisons.
/// The answer does not depend on the order of rings or on where a ring begins, but for near pairs
/// at the limit.
/// @throws ContractViolation if a coordinate is not finite.
bool is_tangled(std::span<const Ring> rings, const TangleLimits& limits = {});

}  // namespace rawan

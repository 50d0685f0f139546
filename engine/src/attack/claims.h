#pragma once

#include "attack/attack.h"
#include "attack/published_counts.h"

#include <string>
#include <tuple>
#include <vector>

namespace rawan::engine::attack {

using CountKey = std::tuple<std::string, std::string, std::string>;  ///< Measure, unit, window.

/// What follows for a hidden unit, or for two or three hidden parts of one whole together.
struct Claim {
  std::vector<CountKey> members;
  Bounds bounds;
};

struct Claims {
  std::vector<Claim> list;  ///< Those that are not (0 to k or more).
  std::uint64_t asked = 0;
};

/// Bounds from all sums over everything the releases publish: a kecamatan is its villages, a year
/// its quarters. Exact where areas nest; where areas and windows cross, what intervals alone find.
/// Public and restricted releases are left out: the one is noisy, the other hides nothing.
Claims claims_of(const Scene& scene, double least, const Control& control);

/// Whether a claim gives somebody away whatever is behind it: fewer than k together, or one number
/// exactly. That a hidden number is more than 0 may be said of one that hides another.
bool gives_away(const Claim& claim, double least);

}  // namespace rawan::engine::attack

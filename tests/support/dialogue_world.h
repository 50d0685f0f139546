#pragma once

#include "rawan/algorithms/exposure.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace rawan::testing {

/// A district whose true rates are known.
struct WorldOptions {
  std::size_t sites = 124;
  double unvisited = 0.12;
  double mean_rate = 0.12;      ///< Marks per woman.
  double rate_shape = 1.5;      ///< Of the Gamma between sites.
  double dialogue_shape = 4.0;  ///< Of the Gamma between dialogues.
  double effort_shape = 0.7;    ///< Of the Gamma that mixes the number of dialogues; 0: even.
  double mean_dialogues = 6.0;
  double mean_women = 14.0;
};

struct World {
  std::vector<double> rate;  ///< One per site.
  std::vector<Dialogue> dialogues;
};

inline std::uint64_t dialogues_at(const WorldOptions& options, Stream& random) {
  const double effort =
      options.effort_shape > 0.0 ? random.gamma(options.effort_shape) / options.effort_shape : 1.0;
  return std::max<std::uint64_t>(1, random.poisson(options.mean_dialogues * effort));
}

inline World make_world(const WorldOptions& options, std::uint64_t seed) {
  Stream random(seed, 0);
  World world;
  for (std::uint32_t site = 0; site < options.sites; ++site) {
    world.rate.push_back(options.mean_rate * random.gamma(options.rate_shape) / options.rate_shape);
    if (random.uniform() < options.unvisited) continue;
    const std::uint64_t count = dialogues_at(options, random);
    for (std::uint64_t j = 0; j < count; ++j) {
      const double women = std::max(3.0, static_cast<double>(random.poisson(options.mean_women)));
      const double mood = random.gamma(options.dialogue_shape) / options.dialogue_shape;
      const double marks = static_cast<double>(random.poisson(world.rate.back() * women * mood));
      world.dialogues.push_back({.site = site, .women = women, .marks = marks});
    }
  }
  return world;
}

}  // namespace rawan::testing

#pragma once

#include "rawan/algorithms/exposure.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <span>
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

/// Ranks from the highest; equal values share their mean rank.
inline std::vector<double> ranks_from_highest(std::span<const double> values) {
  std::vector<double> ranks;
  for (const double value : values) {
    double rank = 0.5;
    for (const double other : values) rank += other > value ? 1.0 : (other == value ? 0.5 : 0.0);
    ranks.push_back(rank);
  }
  return ranks;
}

inline double correlation(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  const double mx = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double my = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double xy = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
  }
  return xy / std::sqrt(xx * yy);
}

inline double spearman(std::span<const double> x, std::span<const double> y) {
  return correlation(ranks_from_highest(x), ranks_from_highest(y));
}

}  // namespace rawan::testing

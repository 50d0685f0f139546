#pragma once

#include "rawan/algorithms/allocation.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rawan::oracle {

/// One stream as two plain sums per site, each event weighted by its own age.
struct AgedSums {
  std::vector<double> events;
  std::vector<double> effort;
};

inline AgedSums aged_sums(const allocation::History& h, std::size_t k, double memory) {
  AgedSums sums{std::vector<double>(h.sites, 0.0), std::vector<double>(h.sites, 0.0)};
  for (std::size_t site = 0; site < h.sites; ++site) {
    for (std::size_t round = 0; round < h.rounds; ++round) {
      const double fade = std::pow(memory, static_cast<double>(h.rounds - 1 - round));
      const std::size_t cell = round * h.sites + site;
      if (h.streams[k].effort[cell] <= 0.0) continue;
      sums.events[site] += fade * h.streams[k].events[cell];
      sums.effort[site] += fade * h.streams[k].effort[cell];
    }
  }
  return sums;
}

/// The risk of one stream alone, where nothing can disagree: Clayton & Kaldor's equations written
/// down one after the other, twenty thousand times.
inline std::vector<double> risk_of_one_stream(const allocation::History& h, double memory) {
  const AgedSums sums = aged_sums(h, 0, memory);
  std::vector<double> theta(h.sites, 1.0);
  double variance = 1.0;
  for (int step = 0; step < 20'000; ++step) {
    double events = 0.0;
    double exposure = 0.0;
    for (std::size_t i = 0; i < h.sites; ++i) events += sums.events[i];
    for (std::size_t i = 0; i < h.sites; ++i) exposure += theta[i] * sums.effort[i];
    const double scale = exposure > 0.0 ? events / exposure : 0.0;
    double mean = 0.0;
    for (std::size_t i = 0; i < h.sites; ++i) {
      const double expected = scale * sums.effort[i];
      const double seen = expected > 0.0 ? sums.events[i] : 0.0;
      theta[i] = (1.0 / variance + seen) / (1.0 / variance + expected);
      mean += theta[i] / static_cast<double>(h.sites);
    }
    for (double& t : theta) t /= mean;
    double squares = 0.0;
    double informed = 0.0;
    for (std::size_t i = 0; i < h.sites; ++i) {
      const double expected = scale * sums.effort[i];
      if (expected <= 0.0) continue;
      squares += (1.0 + 1.0 / (variance * expected)) * (theta[i] - 1.0) * (theta[i] - 1.0);
      informed += 1.0;
    }
    variance = std::clamp(informed > 1.0 ? squares / (informed - 1.0) : 0.0, 0.01, 4.0);
  }
  return theta;
}

}  // namespace rawan::oracle

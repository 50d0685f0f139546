#pragma once

#include "rawan/algorithms/exposure.h"

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace rawan::oracle {

/// The posterior mean of the rate of each site under the model of village_rates.h, by summing over
/// a plain dense grid of all three upper numbers and of the rate. Every site has a dialogue.
inline std::vector<double> village_rate_means(std::span<const Dialogue> dialogues,
                                              std::size_t sites) {
  double marks = 0.0;
  double women = 0.0;
  for (const Dialogue& d : dialogues) {
    marks += d.marks;
    women += d.women;
  }
  const double per_site = marks / static_cast<double>(sites);
  const double per_dialogue = marks / static_cast<double>(dialogues.size());
  constexpr int kSteps = 24;
  constexpr int kRates = 300;
  const auto share = [](int k) { return (k + 0.5) / kSteps; };
  const auto rate = [&](int g) {
    return marks / women * std::exp(-12.0 + 17.0 * (g + 0.5) / kRates);
  };

  double evidence = 0.0;
  std::vector<double> sum(sites, 0.0);
  for (int c = 0; c < kSteps; ++c) {
    const double k = per_dialogue * (1.0 - share(c)) / share(c);
    std::vector<double> likelihood(sites * kRates, 0.0);
    for (const Dialogue& d : dialogues) {
      for (int g = 0; g < kRates; ++g) {
        const double m = rate(g) * d.women;
        likelihood[d.site * kRates + static_cast<std::size_t>(g)] +=
            std::lgamma(d.marks + k) - std::lgamma(k) - std::lgamma(d.marks + 1.0) +
            k * std::log(k / (k + m)) + d.marks * std::log(m / (k + m));
      }
    }
    for (double& value : likelihood) value = std::exp(value);
    for (int a = 0; a < kSteps; ++a) {
      for (int b = 0; b < kSteps; ++b) {
        const double mu = marks / women * std::exp(-3.0 + 6.0 * share(a));
        const double shape = per_site * (1.0 - share(b)) / share(b);
        std::vector<double> total(sites, 0.0);
        std::vector<double> first(sites, 0.0);
        for (int g = 0; g < kRates; ++g) {
          const double t = rate(g);
          // Gamma density times t: the step is even in log t.
          const double prior =
              std::exp(shape * std::log(shape * t / mu) - shape * t / mu - std::lgamma(shape));
          for (std::size_t i = 0; i < sites; ++i) {
            const double mass = prior * likelihood[i * kRates + static_cast<std::size_t>(g)];
            total[i] += mass;
            first[i] += mass * t;
          }
        }
        double weight = 1.0;
        for (const double z : total) weight *= z;
        evidence += weight;
        for (std::size_t i = 0; i < sites; ++i) sum[i] += weight * first[i] / total[i];
      }
    }
  }
  for (double& value : sum) value /= evidence;
  return sum;
}

}  // namespace rawan::oracle

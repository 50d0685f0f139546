#include "gamma_ranks.h"

#include "rate_cells.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// A narrower Gamma than this lies within one cell either way.
constexpr double kNarrow = 1e-8;

/// From where next to nothing lies below to where next to nothing lies above.
RateCells cells_for(std::span<const Gamma> gammas) {
  double low = std::numeric_limits<double>::infinity();
  double high = 0.0;
  for (const Gamma& gamma : gammas) {
    if (gamma.shape <= 0.0) continue;
    low = std::min(low, quantile(gamma, 1e-4));
    high = std::max(high, quantile(gamma, 1.0 - 1e-4));
  }
  if (high <= 0.0) return {0.5, 1.0, 1.0};
  constexpr double kCells = 240.0;
  low = std::max(low, 1e-3 * high);
  return {0.97 * low, 1.03 * high, std::max(0.03, std::log(high / low) / kCells)};
}

std::vector<double> masses_of(const Gamma& gamma, const RateCells& cells) {
  if (gamma.shape > 0.0)
    return cells.gamma_masses(gamma.mean(), std::max(kNarrow, 1.0 / gamma.shape));
  std::vector<double> masses(cells.size(), 0.0);
  masses[0] = 1.0;
  return masses;
}

}  // namespace

std::vector<double> draw_gammas(std::span<const Gamma> gammas, std::uint32_t draws,
                                std::uint64_t seed) {
  std::vector<double> drawn(draws * gammas.size(), 0.0);
  parallel_for(draws, [&](std::size_t d) {
    Stream random(seed, d);
    for (std::size_t i = 0; i < gammas.size(); ++i) {
      if (gammas[i].shape <= 0.0) continue;
      drawn[d * gammas.size() + i] = random.gamma(gammas[i].shape) / gammas[i].rate;
    }
  });
  return drawn;
}

std::vector<RankSummary> ranks_of_many(std::span<const Gamma> gammas, const RankOptions& options,
                                       const Control& control) {
  const RateCells cells = cells_for(gammas);
  std::vector<double> masses(gammas.size() * cells.size());
  parallel_for(gammas.size(), [&](std::size_t i) {
    control.check();
    std::ranges::copy(masses_of(gammas[i], cells),
                      masses.begin() + static_cast<std::ptrdiff_t>(i * cells.size()));
  });
  return ranks_by_survival(masses, gammas.size(), options, control);
}

}  // namespace rawan

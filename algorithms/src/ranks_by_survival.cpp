#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/algorithms/ranking.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

/// A place on the scale of rates: a cell, and the share of it that lies below.
struct Level {
  std::size_t cell = 0;
  double share = 0.0;
};

struct Moments {
  double mean = 0.0;
  double variance = 0.0;
};

/// Sums over all sites at the lower edge of each cell, and at the upper end.
struct Survival {
  std::vector<double> above;     ///< Sum of P(rate > edge).
  std::vector<double> variance;  ///< Sum of P (1 - P).
};

Survival survival_of(std::span<const double> masses, std::size_t cells) {
  Survival all{std::vector<double>(cells + 1, 0.0), std::vector<double>(cells + 1, 0.0)};
  for (std::size_t row = 0; row < masses.size(); row += cells) {
    double above = 0.0;
    for (std::size_t g = cells; g-- > 0;) {
      above += masses[row + g];
      all.above[g] += above;
      all.variance[g] += above * std::max(0.0, 1.0 - above);
    }
  }
  return all;
}

double between(const std::vector<double>& at_edges, Level level) {
  return at_edges[level.cell] + level.share * (at_edges[level.cell + 1] - at_edges[level.cell]);
}

/// One site among all: its own posterior, and what the others do.
class Contestant {
 public:
  Contestant(std::span<const double> masses, const Survival& all) : masses_(masses), all_(&all) {
    above_.assign(masses.size() + 1, 0.0);
    for (std::size_t g = masses.size(); g-- > 0;) above_[g] = above_[g + 1] + masses[g];
  }

  /// Mean and variance of the rank if the site's rate is at `level`.
  Moments rank_at(Level level) const {
    const double own = between(above_, level);
    return {1.0 + between(all_->above, level) - own,
            std::max(0.0, between(all_->variance, level) - own * (1.0 - own))};
  }

  Level quantile(double probability) const {
    double below = 0.0;
    for (std::size_t g = 0; g < masses_.size(); ++g) {
      if (masses_[g] > 0.0 && below + masses_[g] >= probability) {
        return {g, std::clamp((probability - below) / masses_[g], 0.0, 1.0)};
      }
      below += masses_[g];
    }
    return {masses_.size() - 1, 1.0};
  }

  double expected() const {
    double sum = 0.0;
    for (std::size_t g = 0; g < masses_.size(); ++g) sum += masses_[g] * rank_at({g, 0.5}).mean;
    return sum;
  }

  double within(double rank) const {
    double sum = 0.0;
    for (std::size_t g = 0; g < masses_.size(); ++g) {
      if (masses_[g] > 0.0) sum += masses_[g] * within_in_cell(g, rank + 0.5);
    }
    return sum;
  }

 private:
  double within_in_cell(std::size_t g, double rank) const {
    constexpr int kParts = 4;
    const Moments best = rank_at({g, 1.0});
    if (best.mean > rank + 8.0 * std::sqrt(rank_at({g, 0.0}).variance) + 1.0) return 0.0;
    double sum = 0.0;
    for (int part = 0; part < kParts; ++part) {
      const Moments moments = rank_at({g, (part + 0.5) / kParts});
      const double spread = std::sqrt(2.0 * moments.variance) + 1e-12;
      sum += 0.5 * std::erfc((moments.mean - rank) / spread);
    }
    return sum / kParts;
  }

  std::span<const double> masses_;
  const Survival* all_;
  std::vector<double> above_;
};

/// How far a bound of the rank lies from the median: the spread by the site's own rate and the
/// spread by the others' are independent and add as squares.
double reach(const Moments& bound, double median, double score) {
  return std::hypot(bound.mean - median, score * std::sqrt(bound.variance));
}

RankSummary summarize(const Contestant& site, std::size_t sites, const RankOptions& options) {
  const double tail = 0.5 * (1.0 - options.probability);
  const double score = boost::math::quantile(boost::math::normal(), 1.0 - tail);
  const double median = site.rank_at(site.quantile(0.5)).mean;
  const double low = median - reach(site.rank_at(site.quantile(1.0 - tail)), median, score);
  const double high = median + reach(site.rank_at(site.quantile(tail)), median, score);
  return {.expected = site.expected(),
          .low = std::max(1.0, std::floor(low)),
          .high = std::min(static_cast<double>(sites), std::ceil(high)),
          .top_k = site.within(options.top_k)};
}

std::size_t cells_of(std::span<const double> masses, std::size_t sites) {
  expects(!masses.empty() && masses.size() % sites == 0, "masses must be sites x cells");
  return masses.size() / sites;
}

}  // namespace

std::vector<double> expected_ranks(std::span<const double> masses, std::size_t sites) {
  if (sites == 0) return {};
  const std::size_t cells = cells_of(masses, sites);
  const Survival all = survival_of(masses, cells);
  std::vector<double> ranks(sites);
  parallel_for(sites, [&](std::size_t i) {
    ranks[i] = Contestant(masses.subspan(i * cells, cells), all).expected();
  });
  return ranks;
}

std::vector<RankSummary> ranks_by_survival(std::span<const double> masses, std::size_t sites,
                                           const RankOptions& options, const Control& control) {
  expects(options.probability > 0.0 && options.probability < 1.0,
          "a probability lies between 0 and 1");
  if (sites == 0) return {};
  const std::size_t cells = cells_of(masses, sites);
  const Survival all = survival_of(masses, cells);
  std::vector<RankSummary> summaries(sites);
  parallel_for(sites, [&](std::size_t i) {
    control.check();
    summaries[i] = summarize(Contestant(masses.subspan(i * cells, cells), all), sites, options);
  });
  return summaries;
}

}  // namespace rawan

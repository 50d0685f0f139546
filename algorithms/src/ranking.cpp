#include "rawan/algorithms/ranking.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

/// Positions of `values`, the highest first, ties by position.
std::vector<std::uint32_t> order_from_highest(std::span<const double> values) {
  std::vector<std::uint32_t> order(values.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return values[a] > values[b] || (values[a] == values[b] && a < b);
  });
  return order;
}

/// Twice the rank of each value, a whole number: equal values share their mean rank.
std::vector<std::uint32_t> twice_the_ranks(std::span<const double> values) {
  const std::vector<std::uint32_t> order = order_from_highest(values);
  std::vector<std::uint32_t> twice(values.size());
  std::size_t first = 0;
  while (first < order.size()) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    for (std::size_t k = first; k <= last; ++k) {
      twice[order[k]] = static_cast<std::uint32_t>(first + last + 2);
    }
    first = last + 1;
  }
  return twice;
}

RankSummary summarize(std::span<std::uint32_t> twice, const RankOptions& options) {
  std::sort(twice.begin(), twice.end());
  const auto draws = static_cast<double>(twice.size());
  double sum = 0.0;
  for (const std::uint32_t rank : twice) sum += 0.5 * rank;
  // Rounded down, so that each tail holds at most half of what the interval may miss.
  const auto tail = static_cast<std::size_t>(0.5 * (1.0 - options.probability) * draws);
  const auto within = std::upper_bound(twice.begin(), twice.end(), 2 * options.top_k);
  return {.expected = sum / draws,
          .low = 0.5 * twice[tail],
          .high = 0.5 * twice[twice.size() - 1 - tail],
          .top_k = static_cast<double>(within - twice.begin()) / draws};
}

/// P(b > a) for independent variables; a shape of 0 is a spike at 0.
double probability_above(const Gamma& b, const Gamma& a) {
  if (a.shape <= 0.0 || b.shape <= 0.0) {
    if (a.shape <= 0.0 && b.shape <= 0.0) return 0.5;
    return a.shape <= 0.0 ? 1.0 : 0.0;
  }
  return boost::math::ibeta(a.shape, b.shape, a.rate / (a.rate + b.rate));
}

}  // namespace

std::vector<RankSummary> summarize_ranks(std::span<const double> draws, std::size_t sites,
                                         const RankOptions& options, const Control& control) {
  expects(options.probability > 0.0 && options.probability < 1.0,
          "a probability lies between 0 and 1");
  if (sites == 0) return {};
  expects(!draws.empty() && draws.size() % sites == 0, "draws must hold one rate per site each");
  const std::size_t count = draws.size() / sites;
  std::vector<std::uint32_t> twice(draws.size());
  parallel_for(count, [&](std::size_t d) {
    control.check();
    const std::vector<std::uint32_t> ranks = twice_the_ranks(draws.subspan(d * sites, sites));
    for (std::size_t i = 0; i < sites; ++i) twice[i * count + d] = ranks[i];
  });
  std::vector<RankSummary> summaries(sites);
  parallel_for(sites, [&](std::size_t i) {
    control.check();
    summaries[i] = summarize(std::span(twice).subspan(i * count, count), options);
  });
  return summaries;
}

std::vector<double> expected_ranks(std::span<const Gamma> posteriors) {
  std::vector<double> ranks(posteriors.size(), 1.0);
  parallel_for(posteriors.size(), [&](std::size_t i) {
    for (std::size_t j = 0; j < posteriors.size(); ++j) {
      if (j != i) ranks[i] += probability_above(posteriors[j], posteriors[i]);
    }
  });
  return ranks;
}

std::vector<std::uint32_t> positions_from_highest(std::span<const double> values) {
  for (const double value : values) expects(!std::isnan(value), "a rate must be a number");
  const std::vector<std::uint32_t> order = order_from_highest(values);
  std::vector<std::uint32_t> positions(values.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    positions[order[k]] = static_cast<std::uint32_t>(k + 1);
  }
  return positions;
}

std::vector<double> mean_ranks(std::span<const double> values) {
  for (const double value : values) expects(!std::isnan(value), "a value must be a number");
  std::vector<double> ranks;
  ranks.reserve(values.size());
  for (const std::uint32_t twice : twice_the_ranks(values)) ranks.push_back(0.5 * twice);
  return ranks;
}

std::optional<double> spearman(std::span<const double> a, std::span<const double> b) {
  expects(a.size() == b.size(), "lists to compare must be of equal length");
  const std::vector<double> x = mean_ranks(a);
  const std::vector<double> y = mean_ranks(b);
  const double middle = 0.5 * static_cast<double>(a.size() + 1);
  double xy = 0.0;
  double xx = 0.0;
  double yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - middle) * (y[i] - middle);
    xx += (x[i] - middle) * (x[i] - middle);
    yy += (y[i] - middle) * (y[i] - middle);
  }
  if (xx <= 0.0 || yy <= 0.0) return std::nullopt;
  return xy / std::sqrt(xx * yy);
}

}  // namespace rawan

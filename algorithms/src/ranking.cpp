#include "rawan/algorithms/ranking.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/parallel.h"

#include <boost/math/special_functions/beta.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

struct Standing {
  double value = 0.0;
  std::uint32_t position = 0;
};

bool stands_before(const Standing& a, const Standing& b) {
  return a.value > b.value || (a.value == b.value && a.position < b.position);
}

/// Orders lists of values, the highest first, ties by position. Values are first thrown into as
/// many buckets of equal width as there are values, so that evenly spread ones cost O(n).
class Sorter {
 public:
  std::span<const Standing> sort(std::span<const double> values) {
    sorted_.resize(values.size());
    if (values.empty()) return {};
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const double per_unit = static_cast<double>(values.size()) / (*most - *least);
    const bool is_even =
        std::isfinite(per_unit) && per_unit > 0.0 &&
        std::ranges::none_of(values, [](double value) { return std::isnan(value); });
    if (is_even) {
      sort_by_bucket(values, *most, per_unit);
    } else {
      place_all(values);
      std::sort(sorted_.begin(), sorted_.end(), stands_before);
    }
    return sorted_;
  }

 private:
  void place_all(std::span<const double> values) {
    for (std::uint32_t i = 0; i < values.size(); ++i) sorted_[i] = {values[i], i};
  }

  void sort_by_bucket(std::span<const double> values, double most, double per_unit) {
    bucket_.resize(values.size());
    end_.assign(values.size() + 1, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
      bucket_[i] = std::min(static_cast<std::uint32_t>((most - values[i]) * per_unit),
                            static_cast<std::uint32_t>(values.size() - 1));
      ++end_[bucket_[i] + 1];
    }
    std::partial_sum(end_.begin(), end_.end(), end_.begin());
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      sorted_[end_[bucket_[i]]++] = {values[i], i};
    }
    std::uint32_t begin = 0;
    for (std::size_t bucket = 0; bucket < values.size(); ++bucket) {
      const std::uint32_t end = end_[bucket];
      sort_bucket(std::span(sorted_).subspan(begin, end - begin));
      begin = end;
    }
  }

  static void sort_bucket(std::span<Standing> bucket) {
    constexpr std::size_t kFew = 16;
    if (bucket.size() > kFew) return std::sort(bucket.begin(), bucket.end(), stands_before);
    for (std::size_t i = 1; i < bucket.size(); ++i) {
      const Standing moved = bucket[i];
      std::size_t at = i;
      for (; at > 0 && stands_before(moved, bucket[at - 1]); --at) bucket[at] = bucket[at - 1];
      bucket[at] = moved;
    }
  }

  std::vector<Standing> sorted_;
  std::vector<std::uint32_t> bucket_;
  std::vector<std::uint32_t> end_;  ///< By bucket, once it is full.
};

/// Twice the rank of each value, a whole number: equal values share their mean rank.
void rank_twice(std::span<const double> values, Sorter& sorter, std::span<std::uint32_t> twice) {
  const std::span<const Standing> order = sorter.sort(values);
  std::size_t first = 0;
  while (first < order.size()) {
    std::size_t last = first;
    while (last + 1 < order.size() && order[last + 1].value == order[first].value) ++last;
    for (std::size_t k = first; k <= last; ++k) {
      twice[order[k].position] = static_cast<std::uint32_t>(first + last + 2);
    }
    first = last + 1;
  }
}

/// Sorts whole numbers up to `most`, by counting where they are many for their range.
void sort_whole(std::span<std::uint32_t> numbers, std::size_t most,
                std::vector<std::uint32_t>& count) {
  if (most > 4 * numbers.size()) return std::sort(numbers.begin(), numbers.end());
  count.assign(most + 1, 0);
  for (const std::uint32_t number : numbers) ++count[number];
  auto next = numbers.begin();
  for (std::uint32_t number = 0; number <= most; ++number) {
    next = std::fill_n(next, count[number], number);
  }
}

/// @param twice sorted.
RankSummary summarize(std::span<const std::uint32_t> twice, const RankOptions& options) {
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

/// Twice the rank of each site in each draw, as the draws lie.
std::vector<std::uint32_t> ranks_by_draw(std::span<const double> draws, std::size_t sites,
                                         const Control& control) {
  constexpr std::size_t kBlock = 64;
  std::vector<std::uint32_t> twice(draws.size());
  const std::size_t count = draws.size() / sites;
  parallel_for((count + kBlock - 1) / kBlock, [&](std::size_t block) {
    control.check();
    Sorter sorter;
    const std::size_t end = std::min(count, (block + 1) * kBlock);
    for (std::size_t d = block * kBlock; d < end; ++d) {
      rank_twice(draws.subspan(d * sites, sites), sorter,
                 std::span(twice).subspan(d * sites, sites));
    }
  });
  return twice;
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
  const std::vector<std::uint32_t> twice = ranks_by_draw(draws, sites, control);
  std::vector<RankSummary> summaries(sites);
  // Columns are read side by side, a line of memory at a time.
  constexpr std::size_t kColumns = 16;
  parallel_for((sites + kColumns - 1) / kColumns, [&](std::size_t block) {
    control.check();
    const std::size_t first = block * kColumns;
    const std::size_t columns = std::min(sites - first, kColumns);
    std::vector<std::uint32_t> own(columns * count);
    std::vector<std::uint32_t> tally;
    for (std::size_t d = 0; d < count; ++d) {
      for (std::size_t c = 0; c < columns; ++c) own[c * count + d] = twice[d * sites + first + c];
    }
    for (std::size_t c = 0; c < columns; ++c) {
      const auto column = std::span(own).subspan(c * count, count);
      sort_whole(column, 2 * sites, tally);
      summaries[first + c] = summarize(column, options);
    }
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
  Sorter sorter;
  const std::span<const Standing> order = sorter.sort(values);
  std::vector<std::uint32_t> positions(values.size());
  for (std::size_t k = 0; k < order.size(); ++k) {
    positions[order[k].position] = static_cast<std::uint32_t>(k + 1);
  }
  return positions;
}

std::vector<double> mean_ranks(std::span<const double> values) {
  for (const double value : values) expects(!std::isnan(value), "a value must be a number");
  std::vector<std::uint32_t> twice(values.size());
  Sorter sorter;
  rank_twice(values, sorter, twice);
  std::vector<double> ranks;
  ranks.reserve(values.size());
  for (const std::uint32_t t : twice) ranks.push_back(0.5 * t);
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

#include "feedback_measures.h"

#include "rawan/algorithms/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan::engine::feedback {
namespace {

constexpr double kFloor = 0.15;
constexpr double kFollowed = 0.8;
constexpr double kLeastShare = 1e-6;
constexpr double kStarved = 0.25;

/// Means over the last rounds of one column of the run.
template <class T>
std::vector<double> mean_of_last(const std::vector<T>& column, const Course& run) {
  const std::uint32_t rounds = std::min(kWindow, run.rounds);
  std::vector<double> means(run.areas, 0.0);
  for (std::uint32_t round = run.rounds - rounds; round < run.rounds; ++round) {
    for (std::size_t area = 0; area < run.areas; ++area) {
      means[area] += static_cast<double>(column[run.at(round, area)]) / rounds;
    }
  }
  return means;
}

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double divergence(std::span<const double> truth, std::span<const double> intent) {
  double sum = 0.0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    sum += truth[i] * std::log(truth[i] / std::max(intent[i], kLeastShare));
  }
  return sum;
}

double starved_share(std::span<const double> intent) {
  const double n = static_cast<double>(intent.size());
  // A share that is a quarter by rule must not count as below it by a rounding error.
  const double least = kStarved / n * (1.0 - 1e-9);
  return static_cast<double>(std::ranges::count_if(intent, [&](double p) { return p < least; })) /
         n;
}

std::uint32_t longest_gap(const Course& run, const WorldTerms& terms) {
  std::uint32_t longest = 0;
  for (std::size_t area = 0; area < run.areas; ++area) {
    std::uint32_t waited = 0;
    for (std::uint32_t round = terms.start_rounds; round < run.rounds; ++round) {
      longest = std::max(longest, ++waited);
      if (run.visits[run.at(round, area)] > 0) waited = 0;
    }
  }
  return longest;
}

double findings_of(const WorldTerms& terms, std::span<const double> rate,
                   std::span<const std::uint32_t> visits) {
  double sum = 0.0;
  for (std::size_t i = 0; i < rate.size(); ++i) {
    const double v = visits[i];
    sum += rate[i] * (terms.detection > 0.0 ? 1.0 - std::exp(-terms.detection * v) : v);
  }
  return sum;
}

/// Visit by visit to the area where the next one finds most: exact, because finding is concave.
std::vector<std::uint32_t> best_visits(const WorldTerms& terms, std::span<const double> rate) {
  std::vector<std::uint32_t> visits(rate.size(), 0);
  std::vector<double> next(rate.begin(), rate.end());
  for (std::uint32_t slot = 0; slot < terms.slots; ++slot) {
    const auto best = static_cast<std::size_t>(std::ranges::max_element(next) - next.begin());
    ++visits[best];
    next[best] *= terms.detection > 0.0 ? std::exp(-terms.detection) : 1.0;
  }
  return visits;
}

double regret_of(const Course& run, const WorldTerms& terms, const Truth& truth) {
  double best = 0.0;
  double achieved = 0.0;
  for (std::uint32_t round = terms.start_rounds; round < run.rounds; ++round) {
    std::vector<double> rate(run.areas);
    for (std::size_t area = 0; area < run.areas; ++area) rate[area] = truth.rate_in(area, round);
    best += findings_of(terms, rate, best_visits(terms, rate));
    achieved +=
        findings_of(terms, rate, std::span(run.visits).subspan(run.at(round, 0), run.areas));
  }
  return best > 0.0 ? 1.0 - achieved / best : 0.0;
}

std::optional<std::uint32_t> rounds_to_follow(const Course& run, const Truth& truth) {
  if (!truth.change_at) return std::nullopt;
  for (std::uint32_t round = *truth.change_at; round < run.rounds; ++round) {
    double meant = 0.0;
    double true_share = 0.0;
    for (const std::size_t area : truth.changed) {
      meant += run.intent[run.at(round, area)];
      true_share += run.truth[run.at(round, area)];
    }
    if (meant >= kFollowed * true_share) return round - *truth.change_at;
  }
  return std::nullopt;
}

}  // namespace

std::vector<double> final_intent(const Course& run) {
  return mean_of_last(run.intent, run);
}

double total_variation(std::span<const double> a, std::span<const double> b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += 0.5 * std::abs(a[i] - b[i]);
  return sum;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0.0;
  std::ranges::sort(values);
  const auto place =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()) - 1e-9));
  return values[std::clamp<std::size_t>(place, 1, values.size()) - 1];
}

double mean(std::span<const double> values) {
  return values.empty() ? 0.0 : sum_of(values) / static_cast<double>(values.size());
}

Measures measure(const Course& run, const WorldTerms& terms, std::uint64_t seed) {
  const std::vector<double> intent = final_intent(run);
  const std::vector<double> truth = mean_of_last(run.truth, run);
  std::vector<double> visits = mean_of_last(run.visits, run);
  const double made = sum_of(visits);
  if (made > 0.0) {
    for (double& share : visits) share /= made;
  }
  std::vector<double> target = truth;
  for (double& share : target) {
    share = (1.0 - kFloor) * share + kFloor / static_cast<double>(run.areas);
  }
  const Truth whole = draw_truth(terms, seed);
  const std::span favored_intent(intent.data(), terms.favored);
  const std::span favored_truth(truth.data(), terms.favored);
  return {.tv = total_variation(intent, truth),
          .tv_floor = total_variation(intent, target),
          .kl = divergence(truth, intent),
          .amplification = sum_of(favored_intent) / sum_of(favored_truth),
          .starved = starved_share(intent),
          .rank_correlation = spearman(intent, truth).value_or(0.0),
          .realized = total_variation(visits, intent),
          .longest_gap = longest_gap(run, terms),
          .regret = regret_of(run, terms, whole),
          .followed_after = rounds_to_follow(run, whole)};
}

}  // namespace rawan::engine::feedback

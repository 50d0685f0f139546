#include "feedback_policy.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace rawan::engine::feedback {
namespace {

constexpr std::array<std::string_view, 7> kCodes{
    "production", "counts", "counts_and_reports", "argmax", "argmax_rotation", "reports", "rate"};
constexpr double kFloor = 0.15;
constexpr std::size_t kTop = 10;
constexpr std::size_t kRotating = 2;

/// In proportion to scores, part of it even.
std::vector<double> in_proportion(std::vector<double> scores, double floor) {
  const double sum = std::accumulate(scores.begin(), scores.end(), 0.0);
  const double even = 1.0 / static_cast<double>(scores.size());
  for (double& score : scores) {
    score = (1.0 - floor) * (sum > 0.0 ? score / sum : even) + floor * even;
  }
  return scores;
}

/// Findings per effort, one mean area's finding and one effort added.
std::vector<double> rates_of(const Sums& sums) {
  const double found = std::accumulate(sums.found.begin(), sums.found.end(), 0.0);
  const double effort = std::accumulate(sums.effort.begin(), sums.effort.end(), 0.0);
  const double mean = (found + 1.0) / (effort + 1.0);
  std::vector<double> rates;
  for (std::size_t i = 0; i < sums.found.size(); ++i) {
    rates.push_back((sums.found[i] + mean) / (sums.effort[i] + 1.0));
  }
  return rates;
}

std::vector<double> reports_per_round(const Sums& sums) {
  std::vector<double> rates;
  for (const double reported : sums.reported) {
    rates.push_back((reported + 0.5) / (sums.rounds + 1.0));
  }
  return rates;
}

/// Areas from the highest score down; ties by position.
std::vector<std::size_t> order_of(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return scores[i]; });
  return order;
}

std::vector<double> only_the_top(const std::vector<double>& scores, std::size_t rotating,
                                 std::uint32_t round) {
  const std::vector<std::size_t> order = order_of(scores);
  const std::size_t all = std::min(kTop, scores.size());
  const std::size_t fixed = all - std::min(rotating, all);
  std::vector<double> shares(scores.size(), 0.0);
  for (std::size_t k = 0; k < all; ++k) {
    const std::size_t turn = (k - fixed + round * rotating) % (scores.size() - fixed);
    shares[order[k < fixed ? k : fixed + turn]] = 1.0 / static_cast<double>(all);
  }
  return shares;
}

std::vector<double> sum_of(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> sum = a;
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += b[i];
  return sum;
}

}  // namespace

std::string_view code_of(Policy policy) {
  return kCodes[static_cast<std::size_t>(policy)];
}

std::optional<Policy> policy_named(std::string_view code) {
  const auto found = std::ranges::find(kCodes, code);
  if (found == kCodes.end()) return std::nullopt;
  return static_cast<Policy>(found - kCodes.begin());
}

std::vector<double> shares_by(Policy policy, const Sums& sums) {
  switch (policy) {
    case Policy::counts_and_reports:
      return in_proportion(sum_of(sums.found, sums.reported), 0.0);
    case Policy::argmax:
      return only_the_top(rates_of(sums), 0, sums.rounds);
    case Policy::argmax_rotation:
      return only_the_top(rates_of(sums), kRotating, sums.rounds);
    case Policy::reports:
      return in_proportion(reports_per_round(sums), kFloor);
    case Policy::rate:
      return in_proportion(rates_of(sums), kFloor);
    default:
      return in_proportion(sums.found, 0.0);
  }
}

std::vector<std::uint32_t> draw_visits(std::span<const double> shares, std::uint32_t slots,
                                       rawan::Stream& random) {
  std::vector<std::uint32_t> visits(shares.size(), 0);
  for (std::uint32_t slot = 0; slot < slots; ++slot) ++visits[random.categorical(shares)];
  return visits;
}

}  // namespace rawan::engine::feedback

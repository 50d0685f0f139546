#include "village_evidence.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

/// A rate as told is rho times what there is to tell; rho differs by up to twice and half, so two
/// rates by up to four times.
constexpr double kMostApart = 4.0;

std::uint32_t number_below(const std::vector<double>& sorted, double limit) {
  return static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, limit) - sorted.begin());
}

std::uint32_t number_above(const std::vector<double>& sorted, double limit) {
  return static_cast<std::uint32_t>(sorted.end() - std::ranges::upper_bound(sorted, limit));
}

}  // namespace

std::vector<RankRange> ranks_under_unequal_reporting(std::span<const SiteRate> rates) {
  std::vector<double> lows;
  std::vector<double> highs;
  for (const SiteRate& rate : rates) {
    lows.push_back(rate.interval.low);
    highs.push_back(rate.interval.high);
  }
  std::ranges::sort(lows);
  std::ranges::sort(highs);
  const auto sites = static_cast<std::uint32_t>(rates.size());
  std::vector<RankRange> ranges;
  for (const SiteRate& rate : rates) {
    const std::uint32_t surely_above = number_above(lows, kMostApart * rate.interval.high);
    const std::uint32_t surely_below = number_below(highs, rate.interval.low / kMostApart);
    const auto drawn_low = static_cast<std::uint32_t>(std::floor(rate.rank.low));
    const auto drawn_high = static_cast<std::uint32_t>(std::ceil(rate.rank.high));
    ranges.push_back({.low = std::min(1 + surely_above, drawn_low),
                      .high = std::max(sites - surely_below, drawn_high)});
  }
  return ranges;
}

}  // namespace rawan::engine

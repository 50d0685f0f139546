#include "scan_cases.h"

#include <algorithm>
#include <numeric>

namespace rawan {
namespace {

std::vector<std::uint64_t> running_members(std::span<const double> population) {
  std::vector<std::uint64_t> result;
  result.reserve(population.size());
  std::uint64_t sum = 0;
  for (const double members : population) {
    sum += static_cast<std::uint64_t>(members);
    result.push_back(sum);
  }
  return result;
}

}  // namespace

AliasTable::AliasTable(std::span<const double> weights)
    : keep_(weights.size(), 1.0), alias_(weights.size()) {
  std::iota(alias_.begin(), alias_.end(), 0U);
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> rich;
  for (std::uint32_t i = 0; i < weights.size(); ++i) {
    keep_[i] = weights[i] / total * static_cast<double>(weights.size());
    (keep_[i] < 1.0 ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t i = poor.back();
    const std::uint32_t giver = rich.back();
    poor.pop_back();
    alias_[i] = giver;
    keep_[giver] -= 1.0 - keep_[i];
    if (keep_[giver] >= 1.0) continue;
    rich.pop_back();
    poor.push_back(giver);
  }
  // What is left has 1 but for rounding; a weight of 0 always found a giver.
  for (const std::uint32_t i : poor) keep_[i] = 1.0;
  for (const std::uint32_t i : rich) keep_[i] = 1.0;
}

std::uint32_t AliasTable::draw(Stream& random) const {
  // One number for both choices: 2^17 places leave 35 bits for the second.
  const double x = random.uniform() * static_cast<double>(keep_.size());
  const std::size_t i = std::min(static_cast<std::size_t>(x), keep_.size() - 1);
  return x - static_cast<double>(i) < keep_[i] ? static_cast<std::uint32_t>(i) : alias_[i];
}

RandomCases::RandomCases(ScanModel model, std::span<const double> population, std::uint64_t total)
    : model_(model), total_(total), by_population_(population) {
  if (model == ScanModel::bernoulli) last_member_ = running_members(population);
}

void RandomCases::draw(Stream& random, std::span<std::int32_t> counts, std::size_t stride) const {
  if (model_ == ScanModel::bernoulli) {
    draw_members(random, counts, stride);
    return;
  }
  for (std::uint64_t i = 0; i < total_; ++i) ++counts[by_population_.draw(random) * stride];
}

/// Draws the smaller of cases and others, member by member, again if one was drawn before.
void RandomCases::draw_members(Stream& random, std::span<std::int32_t> counts,
                               std::size_t stride) const {
  const std::uint64_t members = last_member_.back();
  const bool others = 2 * total_ > members;
  std::vector<bool> drawn(members, false);
  if (others) {
    for (std::size_t p = 0; p < last_member_.size(); ++p) {
      counts[p * stride] =
          static_cast<std::int32_t>(last_member_[p] - (p == 0 ? 0 : last_member_[p - 1]));
    }
  }
  for (std::uint64_t left = others ? members - total_ : total_; left > 0;) {
    const std::uint64_t member = random.below(members);
    if (drawn[member]) continue;
    drawn[member] = true;
    --left;
    const auto place = std::ranges::upper_bound(last_member_, member) - last_member_.begin();
    counts[static_cast<std::size_t>(place) * stride] += others ? -1 : 1;
  }
}

}  // namespace rawan

#include "rawan/algorithms/allocation.h"

#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace rawan::allocation {
namespace {

constexpr double kGolden = 0.61803398874989484820;

double sum_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// Rounds a site has already waited when the coming round begins.
std::uint64_t waited(const History& history, std::size_t site) {
  const bool is_known = !history.since_visit.empty() && history.since_visit[site];
  return is_known ? std::max<std::uint64_t>(1, *history.since_visit[site]) : history.rounds + 1;
}

/// Rounds a site may still be left out.
std::vector<std::uint32_t> slack_of(const History& history, std::uint32_t max_gap) {
  std::vector<std::uint32_t> slack(history.sites);
  for (std::size_t i = 0; i < slack.size(); ++i) {
    const std::uint64_t gap = waited(history, i);
    slack[i] = gap >= max_gap ? 0 : static_cast<std::uint32_t>(max_gap - gap);
  }
  return slack;
}

/// The least number of visits now with which every later round can still hold its deadlines.
std::uint64_t visits_owed(std::span<const std::uint32_t> slack, const Options& options) {
  std::vector<std::uint64_t> at(options.max_gap, 0);
  for (const std::uint32_t rounds : slack) ++at[rounds];
  std::uint64_t owed = 0;
  std::uint64_t within = 0;
  for (std::uint64_t h = 0; h < at.size(); ++h) {
    within += at[h];
    const std::uint64_t later = h * options.slots;
    owed = std::max(owed, within > later ? within - later : 0);
  }
  return std::min<std::uint64_t>(owed, options.slots);
}

/// Where the running sum of intents, in visits, passes u, 1 + u, 2 + u, ...
std::vector<std::uint32_t> systematic(std::span<const double> intent, std::uint32_t slots,
                                      double u) {
  std::vector<std::uint32_t> visits(intent.size(), 0);
  const double total = sum_of(intent);
  std::uint32_t drawn = 0;
  std::size_t last = 0;
  double running = 0.0;
  for (std::size_t i = 0; i < intent.size() && drawn < slots; ++i) {
    if (intent[i] > 0.0) last = i;
    running += intent[i];
    const double mark = static_cast<double>(slots) * (running / total);
    while (drawn < slots && mark > static_cast<double>(drawn) + u) {
      ++visits[i];
      ++drawn;
    }
  }
  visits[last] += slots - drawn;  // The running sum may end a rounding error below `slots`.
  return visits;
}

double start_of(const Options& options) {
  const double first = rawan::Stream(options.seed, 0).uniform();
  const double moved = first + kGolden * static_cast<double>(options.round);
  return moved - std::floor(moved);
}

/// What is left of the intents when due sites have their visit.
std::vector<double> rest_of(std::span<const double> intent, const std::vector<bool>& due,
                            std::uint32_t slots) {
  std::vector<double> rest(intent.begin(), intent.end());
  const double visit = 1.0 / static_cast<double>(slots);
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (due[i]) rest[i] = std::max(0.0, rest[i] - visit);
  }
  return sum_of(rest) > 0.0 ? rest : std::vector<double>(intent.begin(), intent.end());
}

std::vector<std::uint32_t> draw(std::span<const double> intent, const std::vector<bool>& due,
                                const Options& options) {
  std::vector<std::uint32_t> visits(intent.size(), 0);
  if (options.slots == 0) return visits;
  const auto owed = static_cast<std::uint32_t>(std::count(due.begin(), due.end(), true));
  if (owed < options.slots) {
    visits =
        systematic(rest_of(intent, due, options.slots), options.slots - owed, start_of(options));
  }
  for (std::size_t i = 0; i < visits.size(); ++i) visits[i] += due[i] ? 1 : 0;
  return visits;
}

/// Sets sites below `least` to it and shrinks the others' part above it.
void raise_to(double least, std::vector<double>& shares) {
  double missing = 0.0;
  double above = 0.0;
  for (const double share : shares) {
    missing += std::max(0.0, least - share);
    above += std::max(0.0, share - least);
  }
  if (missing <= 0.0) return;
  const double keep = above > missing ? 1.0 - missing / above : 0.0;
  for (double& share : shares) share = least + std::max(0.0, share - least) * keep;
}

}  // namespace

std::vector<double> intended_shares(std::span<const double> risk, std::span<const double> priority,
                                    double floor, double least) {
  expects(floor >= 0.0 && floor <= 1.0 && least >= 0.0 && least <= 1.0,
          "shares of the floor lie between 0 and 1");
  expects(priority.empty() || priority.size() == risk.size(), "one priority per site");
  std::vector<double> shares(risk.begin(), risk.end());
  for (std::size_t i = 0; i < priority.size(); ++i) {
    expects(priority[i] >= kLeastPriority && priority[i] <= kMostPriority,
            "a priority at most halves or doubles");
    shares[i] *= priority[i];
  }
  const double even = 1.0 / static_cast<double>(shares.size());
  const double total = sum_of(shares);
  for (double& share : shares) {
    share = (1.0 - floor) * (total > 0.0 ? share / total : even) + floor * even;
  }
  raise_to(std::max(floor, least) * even, shares);
  return shares;
}

std::vector<bool> due_sites(const History& history, const Options& options) {
  std::vector<bool> due(history.sites, false);
  if (options.max_gap == 0 || options.slots == 0) return due;
  const std::vector<std::uint32_t> slack = slack_of(history, options.max_gap);
  const std::uint64_t owed = visits_owed(slack, options);
  if (owed == 0) return due;
  std::vector<std::uint64_t> lot(history.sites);
  rawan::Stream random(options.seed, options.round + 1);
  for (std::uint64_t& number : lot) number = random.bits();
  std::vector<std::size_t> order(history.sites);
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Among equal deadlines the longest waiting first; both are equal unless a gap is exceeded.
  std::ranges::sort(order, {}, [&](std::size_t i) {
    return std::tuple(slack[i], ~waited(history, i), lot[i], i);
  });
  for (std::size_t k = 0; k < std::min<std::uint64_t>(owed, order.size()); ++k) {
    due[order[k]] = true;
  }
  return due;
}

Allocation allocate(const History& history, const Options& options,
                    std::span<const double> priority) {
  Allocation allocation;
  allocation.risk = joint_risk(history, options.memory);
  if (history.sites == 0) return allocation;
  allocation.intent = intended_shares(allocation.risk, priority, options.floor, options.least);
  allocation.due = due_sites(history, options);
  allocation.visits = draw(allocation.intent, allocation.due, options);
  return allocation;
}

}  // namespace rawan::allocation

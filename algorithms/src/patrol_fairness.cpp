#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/patrol_measures.h"
#include "visit_days.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rawan::patrol {
namespace {

void expect_amounts(std::span<const double> amounts) {
  const bool all = std::all_of(amounts.begin(), amounts.end(), [](double amount) {
    return std::isfinite(amount) && amount >= 0.0;
  });
  expects(all, "amounts are numbers and not negative");
}

/// A limit already there is kept if it is lower; 0 means none.
Seconds lower(Seconds limit, double seconds, double least) {
  constexpr auto kMost = static_cast<double>(std::numeric_limits<std::int32_t>::max());
  // A limit of 0 would mean none at all.
  const double wanted = std::clamp(std::floor(std::max(seconds, least)), 1.0, kMost);
  const Seconds lowered(static_cast<std::int32_t>(wanted));
  return limit == Seconds(0) ? lowered : std::min(limit, lowered);
}

void expect_share(double share, double total) {
  expects(share > 0.0 && share <= 1.0, "a share is in (0, 1]");
  expects(std::isfinite(total) && total >= 0.0, "a total of seconds is not negative");
}

double seconds(Seconds duration) {
  return static_cast<double>(duration.count());
}

}  // namespace

std::vector<double> dwell_by_village(const Plan& plan, const Problem& problem) {
  return VisitDays(plan, problem).village_dwell;
}

std::vector<double> dwell_by_unit(const Plan& plan, const Problem& problem) {
  expects(plan.tours.size() == problem.shifts.size(), "a plan has one tour per shift");
  std::vector<double> dwell(problem.units.size(), 0.0);
  for (std::size_t t = 0; t < plan.tours.size(); ++t) {
    for (const Visit& visit : plan.tours[t].visits) {
      dwell[problem.shifts[t].unit] += stay_of(visit);
    }
  }
  return dwell;
}

std::vector<double> shares(std::span<const double> amounts) {
  expect_amounts(amounts);
  const double sum = std::accumulate(amounts.begin(), amounts.end(), 0.0);
  std::vector<double> result(amounts.begin(), amounts.end());
  if (sum > 0.0) {
    for (double& share : result) share /= sum;
  }
  return result;
}

double jain_index(std::span<const double> amounts) {
  expects(!amounts.empty(), "an index of fairness needs an amount");
  double squares = 0.0;
  // Of shares, not amounts: neither sum can overflow.
  for (const double share : shares(amounts)) squares += share * share;
  return squares > 0.0 ? 1.0 / (static_cast<double>(amounts.size()) * squares) : 1.0;
}

double gini_index(std::span<const double> amounts) {
  expects(!amounts.empty(), "an index of fairness needs an amount");
  std::vector<double> share = shares(amounts);
  std::sort(share.begin(), share.end());
  const auto n = static_cast<double>(share.size());
  double sum = 0.0;
  for (std::size_t k = 0; k < share.size(); ++k) {
    sum += (2.0 * static_cast<double>(k) + 1.0 - n) * share[k];
  }
  return sum / n;
}

std::vector<Coverage> coverage_by_group(const Plan& plan, const Problem& problem,
                                        std::span<const std::uint32_t> group, std::size_t groups) {
  expects(group.size() == problem.villages.size(), "every village has a group");
  const bool known = std::all_of(group.begin(), group.end(), [&](auto g) { return g < groups; });
  expects(known, "the groups of villages are in the table");
  const VisitDays visits(plan, problem);
  std::vector<Coverage> coverage(groups);
  for (std::size_t v = 0; v < problem.villages.size(); ++v) {
    Coverage& row = coverage[group[v]];
    ++row.villages;
    row.visited_villages += visits.of_village[v].empty() ? 0U : 1U;
    row.visits += visits.of_village[v].size();
    row.dwell += visits.village_dwell[v];
  }
  for (std::size_t s = 0; s < problem.stops.size(); ++s) {
    Coverage& row = coverage[group[problem.stops[s].village]];
    ++row.stops;
    row.visited_stops += visits.of_stop[s].empty() ? 0U : 1U;
  }
  return coverage;
}

double available_seconds(const Problem& problem) {
  double total = 0.0;
  for (const Shift& shift : problem.shifts) {
    const double pause = shift.pause ? seconds(shift.pause->length) : 0.0;
    total += std::max(0.0, seconds(shift.end) - seconds(shift.start) - pause);
  }
  return total;
}

void limit_village_shares(Problem& problem, double share, double total) {
  expect_sound(problem);
  expect_share(share, total);
  std::vector<double> required(problem.villages.size(), 0.0);
  std::vector<double> longest(problem.villages.size(), 0.0);
  for (const Stop& stop : problem.stops) {
    required[stop.village] += stop.required * seconds(stop.dwell);
    longest[stop.village] = std::max(longest[stop.village], seconds(stop.dwell));
  }
  for (std::size_t v = 0; v < problem.villages.size(); ++v) {
    Village& village = problem.villages[v];
    const double least = std::max(required[v], village.min_visits * longest[v]);
    village.max_dwell = lower(village.max_dwell, share * total, least);
  }
}

void limit_unit_shares(Problem& problem, double share, double total) {
  expect_sound(problem);
  expect_share(share, total);
  for (std::uint32_t u = 0; u < problem.units.size(); ++u) {
    double longest = 0.0;
    for (const Stop& stop : problem.stops) {
      if (may_serve(stop, u)) longest = std::max(longest, seconds(stop.dwell));
    }
    problem.units[u].max_dwell = lower(problem.units[u].max_dwell, share * total, longest);
  }
}

}  // namespace rawan::patrol

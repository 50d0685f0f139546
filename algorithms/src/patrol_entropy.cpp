#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/patrol_measures.h"
#include "rawan/algorithms/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace rawan::patrol {
namespace {

constexpr std::int32_t kHour = 3600;
constexpr std::int32_t kHours = 24;
constexpr std::int32_t kDay = kHours * kHour;
constexpr std::uint64_t kStreamOfDraws = 0x706c616e;  // Away from the streams of the search.

void expect_plan_of(const Plan& plan, const Problem& problem) {
  expects(plan.tours.size() == problem.shifts.size(), "a plan has one tour per shift");
  for (const Tour& tour : plan.tours) {
    for (const Visit& visit : tour.visits) {
      expects(visit.stop < problem.stops.size(), "a plan visits stops that exist");
    }
  }
}

/// - sum p log2 p of counts, in their order.
template <class Counts>
double bits_of(const Counts& counts) {
  double total = 0.0;
  for (const double count : counts) total += count;
  double bits = 0.0;
  for (const double count : counts) {
    if (count > 0.0) bits -= count / total * std::log2(count / total);
  }
  return bits;
}

std::size_t hour_of(Seconds start) {
  const std::int32_t since_midnight = (start.count() % kDay + kDay) % kDay;
  return static_cast<std::size_t>(since_midnight / kHour);
}

/// The villages of a tour in the order of their first visits.
std::vector<std::uint32_t> villages_of(const Tour& tour, const Problem& problem) {
  std::vector<std::uint32_t> villages;
  for (const Visit& visit : tour.visits) {
    const std::uint32_t village = problem.stops[visit.stop].village;
    if (std::find(villages.begin(), villages.end(), village) == villages.end()) {
      villages.push_back(village);
    }
  }
  return villages;
}

OrderChange order_change(const std::vector<std::uint32_t>& first,
                         const std::vector<std::uint32_t>& second) {
  std::vector<std::ptrdiff_t> rank;  // In the second, of those of the first that are in both.
  for (const std::uint32_t village : first) {
    const auto at = std::find(second.begin(), second.end(), village);
    if (at != second.end()) rank.push_back(at - second.begin());
  }
  const auto both = static_cast<double>(rank.size());
  OrderChange change;
  change.common = both / (static_cast<double>(first.size() + second.size()) - both);
  if (rank.size() < 2) return change;
  double reversed = 0.0;
  for (std::size_t b = 1; b < rank.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) reversed += rank[a] > rank[b] ? 1.0 : 0.0;
  }
  change.reversed = reversed / (0.5 * both * (both - 1.0));
  return change;
}

}  // namespace

std::vector<Entropy> visit_time_entropy(std::span<const Plan> pool, const Problem& problem) {
  std::vector<std::array<double, kHours>> starts(problem.villages.size(),
                                                 std::array<double, kHours>{});
  std::vector<Entropy> entropy(problem.villages.size());
  for (const Plan& plan : pool) {
    expect_plan_of(plan, problem);
    for (const Tour& tour : plan.tours) {
      for (const Visit& visit : tour.visits) {
        const std::uint32_t village = problem.stops[visit.stop].village;
        starts[village][hour_of(visit.start)] += 1.0;
        ++entropy[village].visits;
      }
    }
  }
  for (std::size_t v = 0; v < entropy.size(); ++v) entropy[v].bits = bits_of(starts[v]);
  return entropy;
}

Entropy visit_order_entropy(std::span<const Plan> pool, const Problem& problem) {
  // Places before stops: posts get numbers of their own behind the stops.
  std::map<std::size_t, std::map<std::uint32_t, double>> next_of;
  Entropy entropy;
  for (const Plan& plan : pool) {
    expect_plan_of(plan, problem);
    for (std::size_t t = 0; t < plan.tours.size(); ++t) {
      std::size_t here = problem.stops.size() + problem.shifts[t].start_post;
      for (const Visit& visit : plan.tours[t].visits) {
        next_of[here][visit.stop] += 1.0;
        here = visit.stop;
        ++entropy.visits;
      }
    }
  }
  for (const auto& [here, next] : next_of) {
    std::vector<double> counts;
    double departures = 0.0;
    for (const auto& [stop, count] : next) {
      counts.push_back(count);
      departures += count;
    }
    entropy.bits += departures / static_cast<double>(entropy.visits) * bits_of(counts);
  }
  return entropy;
}

std::vector<OrderChange> order_changes(const Plan& plan, const Problem& problem) {
  expect_plan_of(plan, problem);
  std::vector<OrderChange> changes;
  for (std::uint32_t unit = 0; unit < problem.units.size(); ++unit) {
    std::optional<std::uint32_t> before;
    for (std::uint32_t t = 0; t < plan.tours.size(); ++t) {
      if (problem.shifts[t].unit != unit || plan.tours[t].visits.empty()) continue;
      if (before) {
        changes.push_back(order_change(villages_of(plan.tours[*before], problem),
                                       villages_of(plan.tours[t], problem)));
        changes.back().shift = *before;
        changes.back().next_shift = t;
      }
      before = t;
    }
  }
  return changes;
}

std::size_t draw_plan(std::span<const Plan> pool, std::uint64_t seed) {
  expects(!pool.empty(), "there is a plan to draw");
  return static_cast<std::size_t>(Stream(seed, kStreamOfDraws).below(pool.size()));
}

}  // namespace rawan::patrol

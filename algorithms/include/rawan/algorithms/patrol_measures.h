#pragma once

#include "rawan/algorithms/patrol_plan.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan::patrol {

/// Seconds of service per row of Problem::villages.
std::vector<double> dwell_by_village(const Plan& plan, const Problem& problem);

/// Seconds of service per row of Problem::units.
std::vector<double> dwell_by_unit(const Plan& plan, const Problem& problem);

/// Each value over their sum; all 0 if the sum is. @throws ContractViolation if one is negative.
std::vector<double> shares(std::span<const double> amounts);

/// (sum x)^2 / (n sum x^2): 1 if all are equal (also all 0), 1/n if one has everything.
/// Jain, R., Chiu, D. & Hawe, W. (1984). DEC-TR-301. @throws ContractViolation if none or negative.
double jain_index(std::span<const double> amounts);

/// Half the mean absolute difference of two values over their mean, all n^2 pairs counted: 0 if all
/// are equal (also all 0), 1 - 1/n if one has everything. @throws as jain_index. Cost: n log n.
double gini_index(std::span<const double> amounts);

/// What a plan does for one group of villages.
struct Coverage {
  std::size_t villages = 0;
  std::size_t visited_villages = 0;
  std::size_t stops = 0;
  std::size_t visited_stops = 0;
  std::size_t visits = 0;
  double dwell = 0.0;  ///< Seconds.
  friend bool operator==(const Coverage&, const Coverage&) = default;
};

/// By group, such as the status or district of villages. @param group per village, 0 ... groups-1.
std::vector<Coverage> coverage_by_group(const Plan& plan, const Problem& problem,
                                        std::span<const std::uint32_t> group, std::size_t groups);

/// How hard it is to say when or where, in bits: - sum p log2 p.
struct Entropy {
  double bits = 0.0;
  std::size_t visits = 0;  ///< Counted. Few visits cannot show many bits: at most log2(visits).
  friend bool operator==(const Entropy&, const Entropy&) = default;
};

/// Per village: of the hour of the day (24 bins) in which a visit starts, over all visits of all
/// plans of a pool, each plan as likely as another.
std::vector<Entropy> visit_time_entropy(std::span<const Plan> pool, const Problem& problem);

/// Of the stop that comes next, given where the unit is (a stop, or its post at the start):
/// sum over places of P(place) x entropy of the next stop there. 0 if all plans go the same ways.
Entropy visit_order_entropy(std::span<const Plan> pool, const Problem& problem);

/// Two tours of a unit, one after the other among those that visit anything.
struct OrderChange {
  std::uint32_t shift = 0;
  std::uint32_t next_shift = 0;
  double common = 0.0;               ///< Villages in both over villages in either.
  std::optional<double> reversed{};  ///< Of pairs of common villages, those first visited in the
                                     ///< other order (Kendall); nothing below two.
  friend bool operator==(const OrderChange&, const OrderChange&) = default;
};

/// By unit, then shift.
std::vector<OrderChange> order_changes(const Plan& plan, const Problem& problem);

/// Which plan of a pool to follow, each as likely as another: a function of the seed alone.
/// @throws ContractViolation if the pool is empty.
std::size_t draw_plan(std::span<const Plan> pool, std::uint64_t seed);

/// Seconds of all shifts without their breaks.
double available_seconds(const Problem& problem);

/// Lowers max_dwell of villages to `share` of `total` seconds, such as available_seconds or the
/// dwell of an earlier plan. Never below what the duties of the village need: its required visits,
/// and min_visits of its longest stop. @param share in (0, 1].
void limit_village_shares(Problem& problem, double share, double total);

/// The same for units; never below the longest dwell of a stop that the unit may serve.
void limit_unit_shares(Problem& problem, double share, double total);

}  // namespace rawan::patrol

#pragma once

#include "rawan/algorithms/mann_kendall.h"
#include "rawan/algorithms/weights.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rawan {

/// What a site is in one step of time: significantly high, significantly low, or neither.
enum class Heat : std::int8_t { cold = -1, neither = 0, hot = 1 };

enum class Direction : std::int8_t { falling = -1, steady = 0, rising = 1 };

/// How hot (or, as a twin, cold) steps follow each other. "Nearly always": in at least `share` of
/// the steps. Said of hot; for cold read cold, and a fall of the scores as intensifying.
enum class EmergingPattern : std::uint8_t {
  not_assessed,  ///< An island, nothing known of the last step, or too short a series.
  none,          ///< None of the following.
  newly,         ///< Hot in the last step and in no other.
  consecutive,   ///< One run of two or more hot steps up to the last, not nearly always.
  intensifying,  ///< Nearly always and in the last step; scores rise.
  persistent,    ///< The same; scores neither rise nor fall.
  diminishing,   ///< The same; scores fall.
  sporadic,      ///< Hot in the last step, on and off before, never cold.
  oscillating,   ///< The same, but cold in some step.
  historical,    ///< Not hot in the last step, nearly always hot.
};

struct EmergingClass {
  EmergingPattern pattern = EmergingPattern::none;
  Heat side = Heat::neither;  ///< Which twin; neither with `none` and `not_assessed`.
  friend bool operator==(const EmergingClass&, const EmergingClass&) = default;
};

/// The class of one series. The last step decides the side: a series that is cold now has a cold
/// class, however often it was hot. Hot and cold steps are never added up.
/// @param share in (0, 1]. @throws ContractViolation without steps.
EmergingClass emerging_class(std::span<const Heat> steps, Direction trend, double share = 0.9);

/// A row per site and step, step * n + site: the neighbors of the site and the site itself in this
/// step and `steps_back` before it. An island is its own only neighbor, in its step alone.
Weights space_time_weights(const Weights& weights, std::size_t steps, std::size_t steps_back);

struct EmergingOptions {
  double alpha = 0.05;         ///< Of the steps (Benjamini-Hochberg over all) and of the trend.
  std::size_t steps_back = 1;  ///< Earlier steps that count as neighbors.
  double share = 0.9;          ///< "Nearly always".
};

struct EmergingHotSpots {
  std::vector<double> z;               ///< Gi* of step * n + site; NaN where there is none.
  std::vector<Heat> heat;              ///< Likewise.
  std::vector<MannKendall> trend;      ///< Of each site's z over the steps.
  std::vector<EmergingClass> classes;  ///< One per site.
};

/// Hot and cold spots over time: Gi* of every site and step among all sites and steps (Ord & Getis
/// 1995), the significant ones, the trend of the scores (Mann-Kendall, two-sided), and the class
/// of each series. The classes are those that Esri publishes for its emerging hot spot analysis.
///
/// @param weights n x n, finite, >= 0; the diagonal is not looked at.
/// @param values  n x steps finite numbers, step * n + site. Normal p-values: for rates or large
///                counts; for reports give cases and exposure.
/// @return nothing if there are fewer steps than `shortest_series(Trend::any)`, 5.
/// @throws ContractViolation if sizes differ or a number breaks its promise.
std::optional<EmergingHotSpots> emerging_hot_spots(const Weights& weights,
                                                   std::span<const double> values,
                                                   std::size_t steps,
                                                   const EmergingOptions& options = {});

/// The same from cases under exposure: p by `exposure_tail` over all sites and steps, and
/// z = (y - C q) / sqrt(C q (1 - q)). A step without exposure at a site has no z there.
/// @param weights n x n, >= 0; neighbors count alike. @param cases, exposure n x steps.
std::optional<EmergingHotSpots> emerging_hot_spots(const Weights& weights,
                                                   std::span<const double> cases,
                                                   std::span<const double> exposure,
                                                   std::size_t steps,
                                                   const EmergingOptions& options = {});

}  // namespace rawan

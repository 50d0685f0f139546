#pragma once

#include "rawan/algorithms/patrol_measures.h"
#include "rawan/engine/schedule.h"

#include <cstddef>
#include <optional>

namespace rawan::engine {

/// How evenly time at stops is shared out among those who get or give it.
struct Evenness {
  double jain = 1.0;
  double gini = 0.0;
};

/// How a plan shares its time out, and how hard the order of its visits is to predict.
struct PlanFairness {
  Evenness villages;
  Evenness squads;
  patrol::Entropy order;           ///< Of the next stop, over the pool.
  std::size_t pairs = 0;           ///< Tours of a squad that follow another one of it.
  std::optional<double> common;    ///< Mean share of villages that such tours have in common.
  std::optional<double> reversed;  ///< Mean share of their pairs of villages in another order.
};

/// @param squads the first rows of Problem::units; others stand for nobody.
PlanFairness fairness_of(const Schedule& schedule, std::size_t squads);

}  // namespace rawan::engine

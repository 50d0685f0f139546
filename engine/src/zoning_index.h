#pragma once

#include "rawan/engine/stages.h"

#include <optional>

namespace rawan::engine {

/// How much the places with the highest rates depend on how areas are drawn: the mean Jaccard index
/// of the highest tenth over villages, squares of 1 km with four origins, and squares of 2 km.
/// Women consulted in a village count evenly over its area, marks where they lie. Nothing without
/// marks or women.
///
/// In a study of more than a million cells of 250 m, cells and squares are larger in proportion.
std::optional<double> zoning_stability(const Study& study, const Exposure& exposure);

}  // namespace rawan::engine

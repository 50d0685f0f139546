#pragma once

#include "bucket_tree.h"
#include "rawan/algorithms/control.h"

#include <cstdint>
#include <vector>

namespace rawan {

/// Squared distance of every slot to its k-th nearest point, itself counted as the first; to the
/// farthest if there are fewer. Announces its steps.
std::vector<double> squared_core_distances(const BucketTree& tree, std::uint32_t k,
                                           const Control& control);

}  // namespace rawan

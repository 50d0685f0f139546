#pragma once

#include "rawan/algorithms/dbscan.h"

#include <span>
#include <string>
#include <vector>

namespace rawan::oracle {

/// What is wrong with a clustering by the definition, in sentences; empty if nothing is.
std::vector<std::string> faults(const Clustering& clustering, std::span<const Point> points,
                                std::span<const std::uint64_t> keys, const DbscanOptions& options);

}  // namespace rawan::oracle

#pragma once

#include "rawan/algorithms/control.h"
#include "scan_bars.h"
#include "scan_windows.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// counts[place * kLanes + lane], for kLanes replicates.
using LaneCounts = std::vector<std::int32_t>;

struct ScanStudy {
  const ScanWindows& windows;
  std::span<const double> population;  ///< Of places.
  ScanLikelihood likelihood;
  std::uint32_t min_cases;
};

/// The largest statistic over all windows for each lane of each group; 0 where no window has more
/// cases than its share.
std::vector<double> largest_statistics(const ScanStudy& study, std::span<const LaneCounts> groups,
                                       const Control& control);

}  // namespace rawan

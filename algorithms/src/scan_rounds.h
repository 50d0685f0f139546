#pragma once

#include "rawan/algorithms/control.h"
#include "rawan/algorithms/parallel.h"
#include "scan_bars.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace rawan {

/// The largest statistic of each lane of each group over all blocks of windows.
/// `scan_block(block, leaders)` gives the best of each group in one block, or the leader's.
///
/// Rounds of growing size: what the blocks of one have found is the bar for the next, on any number
/// of threads.
template <class ScanBlock>
std::vector<double> largest_in_rounds(std::size_t blocks, std::vector<Leaders> leaders,
                                      const Control& control, ScanBlock&& scan_block) {
  control.expect(blocks);
  for (std::size_t begin = 0, size = 1; begin < blocks; begin += size, size = begin) {
    std::vector<std::vector<LaneStatistics>> found(std::min(size, blocks - begin));
    parallel_for(found.size(), [&](std::size_t i) {
      control.step();
      found[i] = scan_block(begin + i, leaders);
    });
    const bool last = begin + found.size() == blocks;  // nobody will look at the bars
    parallel_for(leaders.size(), [&](std::size_t g) {
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        double largest = leaders[g].best[lane];
        for (const auto& best : found) largest = std::max(largest, best[g][lane]);
        if (!last) leaders[g].raise(lane, largest);
        leaders[g].best[lane] = largest;
      }
    });
  }
  std::vector<double> result;
  for (const Leaders& leader : leaders) {
    result.insert(result.end(), leader.best.begin(), leader.best.end());
  }
  return result;
}

}  // namespace rawan

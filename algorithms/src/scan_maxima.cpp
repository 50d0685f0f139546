#include "scan_maxima.h"

#include "scan_rounds.h"

namespace rawan {
namespace {

/// Sums of whole numbers: the same on every path.
[[gnu::target_clones("default", "avx2", "avx512f")]] void scan_nest(
    const ScanStudy& study, const LaneCounts& counts, std::span<const std::uint32_t> entries,
    double penalty, Contest& contest) {
  const double* const population_of = study.population.data();
  const std::int32_t* const counts_of = counts.data();
  alignas(64) LaneCases cases{};
  double population = 0.0;
  for (const std::uint32_t entry : entries) {
    const std::size_t place = entry & kPlaceMask;
    const std::int32_t* row = counts_of + place * kLanes;
    add_row(row, cases);
    population += population_of[place];
    if ((entry & kClosesWindow) != 0) contest.enter(cases, population, penalty);
  }
}

LaneStatistics scan_block(const ScanStudy& study, const LaneCounts& counts, const NestBlock& block,
                          const Leaders& leaders) {
  Contest contest(study.likelihood, leaders);
  for (std::size_t i = 0; i < block.nests(); ++i) {
    scan_nest(study, counts, block.nest(i), block.penalty, contest);
    contest.raise_bars();
  }
  return contest.best();
}

}  // namespace

std::vector<double> largest_statistics(const ScanStudy& study, std::span<const LaneCounts> groups,
                                       const Control& control) {
  const WindowRules rules{study.likelihood, study.min_cases, study.windows.largest_population()};
  return largest_in_rounds(study.windows.blocks(),
                           std::vector<Leaders>(groups.size(), Leaders(rules)), control,
                           [&](std::size_t block, std::span<const Leaders> leaders) {
                             const NestBlock nests = study.windows.block(block);
                             std::vector<LaneStatistics> best;
                             for (std::size_t g = 0; g < groups.size(); ++g) {
                               best.push_back(scan_block(study, groups[g], nests, leaders[g]));
                             }
                             return best;
                           });
}

}  // namespace rawan

#pragma once

#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/scan_statistic.h"

#include <cstdint>
#include <span>

namespace rawan {

/// What every scan asks of its caller. @throws ContractViolation.
void check_counts(std::span<const std::uint32_t> cases, std::span<const double> population,
                  ScanModel model);
void check_positions(std::span<const Position> sites);
void check_window_limits(double largest_share, std::uint32_t min_cases);
/// Lanes count in 32 bits.
void check_total(std::uint64_t cases);

}  // namespace rawan

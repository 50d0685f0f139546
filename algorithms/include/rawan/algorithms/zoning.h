#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// Does a map of rates depend on how its areas were drawn? The modifiable areal unit problem
/// (Openshaw 1984).
namespace rawan::zoning {

/// Equal small cells with what happened and what was exposed in each.
struct Cells {
  std::vector<double> events;
  std::vector<double> exposure;
};

/// Which zone each cell belongs to: 0, 1, ...
using Zones = std::vector<std::uint32_t>;

/// The cells of the zones with the highest rates that together hold `share` of the exposed cells,
/// the last one in part if it holds more: then by position. Zones without exposure have no rate.
/// @throws ContractViolation if sizes differ or a number is negative or not finite.
std::vector<bool> highest(const Cells& cells, const Zones& zones, double share = 0.1);

/// The mean Jaccard index of the highest cells over all pairs of zonings; 1 for fewer than two.
/// Below 0.6 a map says more about its borders than about its places.
double stability(const Cells& cells, std::span<const Zones> zonings, double share = 0.1);

inline constexpr double kStable = 0.6;

}  // namespace rawan::zoning

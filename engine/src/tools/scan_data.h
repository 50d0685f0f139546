#pragma once

#include "rawan/algorithms/positions.h"
#include "rawan/algorithms/space_time_scan.h"
#include "rawan/io/feature_set.h"
#include "tools/scan_options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::engine {

/// What is scanned. Without time each row is a site; with it rows of one place (or one --site) are.
struct ScanData {
  std::vector<Point> places;        ///< Of sites, in the metric system.
  std::vector<Position> positions;  ///< Of sites, on the plane or the globe.
  std::vector<LonLat> degrees;      ///< Of sites, if on the globe.
  std::vector<std::uint32_t> site_of_row;
  std::vector<std::uint32_t> cases;  ///< Of sites, all periods together.
  std::vector<double> population;    ///< Of sites, or sites x periods.
  std::vector<SpaceTimeCases> in_time;
  std::vector<std::uint32_t> period_of_row;
  std::uint32_t periods = 1;
  std::int64_t start = 0;   ///< Of period 0, in seconds since 1970.
  std::int64_t length = 0;  ///< Of a period, in seconds.
};

/// Reads and checks the input.
/// @throws InputError "scan_whole", "scan_population", "scan_members" naming a row and a column;
///         ConfigError "usage_scan_period" if there are too many periods.
io::FeatureSet read_scan_input(const ScanRequest& request, const ToolContext& context,
                               ToolSummary& summary);
ScanData scan_data(const ScanRequest& request, const io::FeatureSet& set,
                   const ToolContext& context);

}  // namespace rawan::engine

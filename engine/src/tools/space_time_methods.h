#pragma once

#include "rawan/algorithms/emerging_hot_spots.h"
#include "rawan/algorithms/space_time.h"
#include "tools/neighbor_options.h"
#include "tools/tool_chart.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"
#include "tools/tool_picture.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// Ends of bands of time in whole seconds, and the unit their user thinks in.
struct TimeEdges {
  std::vector<double> seconds;
  std::string unit = "d";
  double unit_seconds = 86400.0;
};

struct SpaceTimeOptions {
  std::string method = {};
  InputOptions input;
  std::string time_column = {};   ///< knox, near-repeat
  std::vector<double> distances;  ///< Ends of bands in meters.
  TimeEdges times;
  bool half_open = false;  ///< knox: without the upper ends.
  std::uint32_t permutations = 999;
  std::uint64_t seed = 0;
  std::vector<std::string> values;  ///< emerging, trend: a column per step.
  std::vector<std::string> exposures;
  std::string areas = {};     ///< emerging of events: the layer they are counted in,
  std::string exposure = {};  ///< its column,
  std::optional<std::chrono::seconds> step = {};  ///< and the length of a step.
  NeighborOptions neighbors;                      ///< emerging
  EmergingOptions emerging;
  std::uint32_t steps_back = 1;
  std::string direction = "any";  ///< trend
  std::string begin = {};         ///< aoristic
  std::string end = {};
  std::string weight = {};
  std::string by = "week-hour";
  double share = 0.0;  ///< aoristic: of all weight, in the hours of risk; 0: not said.
  OutputOptions output;
  PictureOptions picture = {};  ///< Map: emerging, trend; chart: all but emerging.
};

/// Each reads, computes and writes; the options it needs have been given.
void run_bands(const SpaceTimeOptions& options, ToolOutput& output, ToolChart& chart,
               const ToolContext& context, ToolSummary& summary);
void run_emerging(const SpaceTimeOptions& options, ToolOutput& output, ToolPicture& picture,
                  const ToolContext& context, ToolSummary& summary);
void run_trend(const SpaceTimeOptions& options, ToolOutput& output, ToolPicture& picture,
               ToolChart& chart, const ToolContext& context, ToolSummary& summary);
void run_aoristic(const SpaceTimeOptions& options, ToolOutput& output, ToolChart& chart,
                  const ToolContext& context, ToolSummary& summary);

}  // namespace rawan::engine

#pragma once

#include "rawan/algorithms/kde.h"
#include "rawan/algorithms/units.h"
#include "tools/option_set.h"
#include "tools/tool_input.h"
#include "tools/tool_output.h"

#include <optional>
#include <string>
#include <vector>

namespace rawan::engine {

/// What the user asked `rawan density` for.
struct DensityRequest {
  InputOptions input;
  std::string weight = {};

  std::string kernel = {};  ///< Empty: quartic, or Gaussian where that is the rule.
  std::optional<Meters> bandwidth = {};
  std::string rule = "lcv";  ///< Where there is no bandwidth.
  std::string curve = {};
  std::string edge = "jones-diggle";
  bool adaptive = false;
  std::optional<Meters> pilot = {};
  std::string uncertainty = {};

  std::string window = {};
  std::string like = {};
  std::optional<Meters> cell = {};

  std::string standard_error = {};
  std::string area_reports = {};
  std::string relative_to = {};
  std::string tolerance = {};
  double floor = 0.01;
  double shrinkage = 0.0;
  std::string zones = {};
  std::string zones_out = {};
  std::string contours = {};
  std::vector<std::string> levels = {};

  OutputOptions output;
  PictureOptions picture = {};

  bool relative() const { return !relative_to.empty(); }
  Kernel kernel_used() const;
  EdgeCorrection edge_used() const;
};

void add_density_options(OptionSet& options, DensityRequest& request);

/// Whether the options can be had together.
/// @throws ConfigError "usage_density_..." if not.
void check_density_options(const DensityRequest& request, const ToolContext& context);

/// A height of a contour: a share of the mass ("50%"), or a value.
struct ContourLevel {
  double value = 0.0;
  bool share = false;
};
std::vector<ContourLevel> contour_levels(const DensityRequest& request, const ToolContext& context);

}  // namespace rawan::engine

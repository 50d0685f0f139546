#pragma once

#include "rawan/io/feature_set.h"
#include "tools/neighbor_options.h"
#include "tools/tool.h"
#include "tools/tool_input.h"

#include <string>
#include <vector>

namespace rawan::engine {

/// The number per feature a statistic of neighbors looks at: a column, or cases and exposure.
struct SiteValueOptions {
  InputOptions input;
  std::string value = {};
  std::string cases = {};
  std::string exposure = {};

  bool rates() const { return !cases.empty(); }
};

/// INPUT and its options, --value, --cases, --exposure.
void add_site_values(OptionSet& options, SiteValueOptions& values);

/// Points or areas with the numbers asked for. @param lowest value a feature may have.
/// @throws ConfigError "usage_value_or_rates" unless there is a value, or cases and exposure.
io::FeatureSet read_sites(const SiteValueOptions& options, double lowest, bool keeps_everything,
                          const ToolContext& context, ToolSummary& summary);

/// The values; of rates the ones made comparable (Assuncao & Reis 1999).
std::vector<double> site_values(const SiteValueOptions& options, const io::FeatureSet& set);

/// Whether there is nothing to compare: told as a warning.
void warn_if_equal(const std::vector<double>& values, ToolSummary& summary);

}  // namespace rawan::engine

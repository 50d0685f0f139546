#pragma once

#include "rawan/algorithms/weights.h"
#include "rawan/io/feature_set.h"
#include "rawan/io/feature_table.h"
#include "tools/option_set.h"
#include "tools/tool.h"
#include "tools/tool_output.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

/// --links FILE.
void add_links(OptionSet& options, std::string& path);

/// Who is whose neighbor, as lines: two features that are neighbors of each other share one.
class NeighborLinks {
 public:
  /// @param path   of the file; empty: nothing appears.
  /// @param beside where the result itself goes: --overwrite holds for both files.
  /// @throws ConfigError "usage_links_file" for one name for both; as ToolOutput.
  NeighborLinks(const std::string& path, const OutputOptions& beside,
                std::span<const std::string> inputs, const ToolContext& context);

  bool wanted() const { return output_.has_value(); }

  /// The lines between positions or centroids, in the computing system.
  /// @param set with its key as the first text, if it was read with one.
  void take(const Weights& weights, const io::FeatureSet& set);
  const std::vector<Polyline>& lines() const { return lines_; }

  /// Writes and publishes, and names the file in the summary.
  void write(const io::FeatureSet& set, ToolSummary& summary);

 private:
  const ToolContext& context_;
  std::string path_;
  std::optional<ToolOutput> output_;
  std::vector<Polyline> lines_;
  std::vector<std::size_t> from_;
  std::vector<std::size_t> to_;
  std::vector<std::int64_t> mutual_;
};

}  // namespace rawan::engine

#pragma once

#include "rawan/io/feature_set.h"
#include "tools/option_set.h"
#include "tools/tool.h"

#include <span>
#include <string>
#include <vector>

namespace rawan::engine {

/// One layer or table as the user names it.
struct InputOptions {
  std::string path = {};
  std::string layer = {};
  std::string x = {};
  std::string y = {};
  std::string crs = {};
  bool planar = false;
  std::string where = {};
  std::string key = {};
};

/// The argument INPUT and --layer, --x, --y, --crs, --planar, --where, --key.
void add_input(OptionSet& options, InputOptions& input);

/// Reads the command's main input and says in the summary what was read, refused and projected.
/// @param request what the method needs; what `input` says is filled in here.
/// @throws ConfigError "usage_crs", "usage_planar"; GateRefusal (exit 4) with --strict if a record
///         was refused or repaired; InputError as io::read_feature_set().
io::FeatureSet read_input(const InputOptions& input, io::FeatureRequest request,
                          const ToolContext& context, ToolSummary& summary);

/// The file of "FILE|layername=NAME", as QGIS writes a layer of several; any other text as it is.
std::string file_of(const std::string& source);
std::vector<std::string> files_of(std::span<const std::string> sources);

/// Reads a further layer ("--window FILE" or "FILE|layername=NAME") into the metric system of the
/// main input. What the main input says of plain coordinates holds for it, too. The summary has its
/// counts below `key`.
io::FeatureSet read_beside(const io::FeatureSet& main, const std::string& path,
                           io::FeatureRequest request, const std::string& key,
                           const ToolContext& context, ToolSummary& summary);

}  // namespace rawan::engine

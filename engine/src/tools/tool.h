#pragma once

#include "rawan/algorithms/control.h"
#include "tools/option_set.h"
#include "tools/tool_summary.h"

#include <functional>
#include <span>
#include <string_view>

namespace rawan::engine {

/// What a running command may ask of the program around it.
struct ToolContext {
  const Catalogue& words;
  const Control& control;
  bool strict = false;                          ///< A refused record ends the command (exit 4).
  std::function<void(std::string_view)> stage;  ///< Names what begins, by a key of the catalogue.
};

/// Does the work and says what it found. Errors are thrown.
using ToolRun = std::function<void(const ToolContext&, ToolSummary&)>;

/// A stand-alone command: its name and what declares its options and gives the function that runs
/// with them. The catalogue has "help.<name>" (one line) and "help.<name>.examples".
struct Tool {
  std::string_view name;
  ToolRun (*declare)(OptionSet& options);
};

/// All stand-alone commands, in the order of the help.
std::span<const Tool> all_tools();

}  // namespace rawan::engine

#pragma once

#include "tools/tool.h"

namespace rawan::engine {

/// How a stand-alone command is to behave, whatever it does.
struct ToolManner {
  bool json = false;
  bool quiet = false;
  bool strict = false;
};

/// Runs it, shows its stages on stderr and prints its summary: JSON, or sentences unless quiet.
/// @return the exit code.
int run_tool(std::string_view name, const ToolRun& run, const ToolManner& manner,
             const Catalogue& words, const Control& control, const Progress& progress);

}  // namespace rawan::engine

#include "tools/run_tool.h"

#include "failure.h"
#include "progress_line.h"

#include <fmt/core.h>

namespace rawan::engine {

int run_tool(std::string_view name, const ToolRun& run, const ToolManner& manner,
             const Catalogue& words, const Control& control, const Progress& progress) {
  ToolSummary summary(name);
  {
    ProgressLine line(progress, manner.quiet);
    run({.words = words,
         .control = control,
         .strict = manner.strict,
         .stage = [&](std::string_view key) { line.stage(words.text(key)); }},
        summary);
  }
  if (manner.json) {
    fmt::print("{}", summary.as_json());
  } else if (!manner.quiet) {
    fmt::print("{}", summary.as_text(words));
  }
  return exit_code::kDone;
}

}  // namespace rawan::engine

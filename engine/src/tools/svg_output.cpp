#include "tools/svg_output.h"

#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "tools/refusal.h"
#include "tools/tool_input.h"

#include <filesystem>
#include <vector>

namespace rawan::engine {

SvgOutput::SvgOutput(const std::string& path, const PictureOptions& options,
                     const OutputOptions& beside, std::span<const std::string> inputs,
                     const ToolContext& context)
    : context_(context), path_(path) {
  const bool nothing = options.path.empty() && options.chart.empty();
  if (nothing && !options.caption.empty()) refuse(context, "usage_caption");
  if (path_.empty()) return;
  if (std::filesystem::path(path_).extension() != ".svg") {
    throw io::OutputError("picture_format", {.file = path_}, ".svg");
  }
  std::vector<std::string> kept = files_of(inputs);
  kept.push_back(beside.path);
  file_.emplace(path_, kept, beside.overwrite);
  note_ =
      options.caption + (options.caption.empty() ? "" : " · ") + context.words.text("tool.label");
}

void SvgOutput::write(const std::string& svg, const std::string& key, ToolSummary& summary) {
  io::write_text(file_->path().string(), svg);
  context_.control.check();
  file_->publish();
  summary.word(key, path_);
}

}  // namespace rawan::engine

#pragma once

#include "rawan/io/feature_table.h"
#include "tools/tool.h"
#include "tools/tool_output.h"

#include <optional>
#include <span>
#include <string>

namespace rawan::engine {

/// A file to look at beside the result. Without a path nothing appears.
class SvgOutput {
 public:
  /// @param path   one of those in `options`.
  /// @param beside where the result itself goes: --overwrite holds for both files.
  /// @throws ConfigError "usage_caption" for a caption below nothing; OutputError "picture_format"
  ///         if the name does not end in .svg; as ToolOutput.
  SvgOutput(const std::string& path, const PictureOptions& options, const OutputOptions& beside,
            std::span<const std::string> inputs, const ToolContext& context);

  bool wanted() const { return file_.has_value(); }

  /// The words below: the caption, and who may see it.
  const std::string& note() const { return note_; }

  /// Writes and publishes, and names the file in the summary.
  void write(const std::string& svg, const std::string& key, ToolSummary& summary);

 private:
  const ToolContext& context_;
  std::string path_;
  std::string note_;
  std::optional<io::PrivateFile> file_;
};

}  // namespace rawan::engine

#include "command_files.h"

#include "audiences.h"
#include "config_paths.h"
#include "output_folder.h"
#include "rawan/engine/tier.h"
#include "rawan/io/folder_of.h"
#include "tools/tool_input.h"

namespace rawan::engine {

namespace fs = std::filesystem;

FileBounds files_of_project(const Config& config, const OutputFolder& out) {
  FileBounds files{.read = {config.file}};
  if (const fs::path policy = policy_file(config); !policy.empty()) files.read.push_back(policy);
  InputsConfig inputs = config.inputs;
  for_each_path(inputs, [&](const std::string& path) { files.read.emplace_back(path); });
  if (!out.path().empty()) files.write.push_back(out.path());
  if (!out.parent_of_made().empty()) files.tidy.push_back(out.parent_of_made());
  return files;
}

FileBounds files_of_releases(std::span<const fs::path> outs) {
  FileBounds files;
  for (const fs::path& out : outs) {
    files.read.push_back(out);
    for (const Tier tier : kTiers) files.read.push_back(out / code_of(tier) / "current");
  }
  return files;
}

FileBounds files_of_tool(std::span<const std::string> sources,
                         std::span<const std::string> results) {
  FileBounds files;
  for (const std::string& source : files_of(sources)) files.read.emplace_back(source);
  for (const std::string& result : results) files.write.push_back(io::folder_of(result));
  return files;
}

}  // namespace rawan::engine

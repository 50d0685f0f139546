#include "input_hashes.h"

#include "config_paths.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"

#include <filesystem>
#include <system_error>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// Whether a file holds a part of an input: a file of the folder that the input is, or one of the
/// same name but for the ending, as the table and the system of a shapefile.
bool belongs_to(const fs::path& file, const fs::path& input) {
  return file.parent_path() == input || file.stem() == input.stem();
}

}  // namespace

std::map<std::string, std::string> hash_inputs(const Config& config) {
  std::map<std::string, std::string> hashes;
  InputsConfig inputs = config.inputs;
  for_each_path(inputs, [&](const std::string& path) {
    std::error_code error;  // What cannot be asked for is refused by its reader.
    const fs::path input(path);
    if (fs::is_regular_file(input, error)) hashes.emplace(path, io::sha256_of_file(path));
    const bool is_database = input.extension() == ".gdb";
    if (!is_database && input.extension() != ".shp" && input.extension() != ".SHP") return;
    for (const auto& entry :
         fs::directory_iterator(is_database ? input : input.parent_path(), error)) {
      if (!entry.is_regular_file(error) || !belongs_to(entry.path(), input)) continue;
      hashes.emplace(entry.path().string(), io::sha256_of_file(entry.path().string()));
    }
  });
  return hashes;
}

void expect_unchanged(const Config& config, const std::map<std::string, std::string>& before) {
  const auto now = hash_inputs(config);
  for (const auto& [path, hash] : before) {
    const auto found = now.find(path);
    if (found == now.end() || found->second != hash) {
      throw io::InputError("changed_during_read", {.file = path});
    }
  }
}

}  // namespace rawan::engine

#include "input_hashes.h"

#include "config_paths.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"

#include <filesystem>
#include <optional>
#include <set>
#include <span>
#include <system_error>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// Whether a file holds a part of an input: a file of the folder that the input is, or one of the
/// same name but for the ending, as the table and the system of a shapefile.
bool belongs_to(const fs::path& file, const fs::path& input) {
  return file.parent_path() == input || (file.has_extension() && file.stem() == input.stem());
}

/// Nothing for a file that is gone or may not be read.
std::optional<std::string> hash_of(const std::string& path) {
  try {
    return io::sha256_of_file(path);
  } catch (const io::InputError&) {
    return std::nullopt;
  }
}

/// In the order of the paths, on all threads.
std::vector<std::optional<std::string>> hashes_of(std::span<const std::string> paths) {
  std::vector<std::optional<std::string>> hashes(paths.size());
  parallel_for(paths.size(), [&](std::size_t i) { hashes[i] = hash_of(paths[i]); });
  return hashes;
}

/// The files of an input: one, or those of a folder or of the parts of a shapefile.
void add_files(const std::string& path, std::set<std::string>& files) {
  std::error_code error;  // What cannot be asked for is refused by its reader.
  const fs::path input(path);
  if (fs::is_regular_file(input, error)) files.insert(path);
  const bool is_database = input.extension() == ".gdb";
  if (!is_database && input.extension() != ".shp" && input.extension() != ".SHP") return;
  for (const auto& entry :
       fs::directory_iterator(is_database ? input : input.parent_path(), error)) {
    if (!entry.is_regular_file(error) || !belongs_to(entry.path(), input)) continue;
    files.insert(entry.path().string());
  }
}

}  // namespace

InputHashes hash_inputs(const Config& config) {
  std::set<std::string> files;
  InputsConfig inputs = config.inputs;
  for_each_path(inputs, [&](const std::string& path) { add_files(path, files); });
  const std::vector<std::string> paths(files.begin(), files.end());
  const std::vector<std::optional<std::string>> found = hashes_of(paths);
  InputHashes hashes;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // Asked once more, the file that has none says why.
    hashes.emplace(paths[i], found[i] ? *found[i] : io::sha256_of_file(paths[i]));
  }
  return hashes;
}

void expect_unchanged(const InputHashes& before) {
  std::vector<std::string> files;
  for (const auto& [path, hash] : before) files.push_back(path);
  const std::vector<std::optional<std::string>> now = hashes_of(files);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (now[i] != before.at(files[i])) {
      throw io::InputError("changed_during_read", {.file = files[i]});
    }
  }
}

}  // namespace rawan::engine

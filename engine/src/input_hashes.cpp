#include "input_hashes.h"

#include "config_paths.h"
#include "rawan/algorithms/parallel.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

/// Whether a file holds a part of an input: a file of the folder that the input is, or one of the
/// same name but for the ending, as the table and the system of a shapefile.
bool belongs_to(const fs::path& file, const fs::path& input) {
  return file.parent_path() == input || (file.has_extension() && file.stem() == input.stem());
}

/// Whether a file still has the same content; it has not where it is gone or may not be read any
/// more.
bool is_unchanged(const std::string& path, const std::string& hash) {
  try {
    return io::sha256_of_file(path) == hash;
  } catch (const io::InputError&) {
    return false;
  }
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
  std::vector<std::string> hash(paths.size());
  parallel_for(paths.size(), [&](std::size_t i) { hash[i] = io::sha256_of_file(paths[i]); });
  InputHashes hashes;
  for (std::size_t i = 0; i < paths.size(); ++i) hashes.emplace(paths[i], hash[i]);
  return hashes;
}

void expect_unchanged(const InputHashes& before) {
  const std::vector<std::pair<std::string, std::string>> files(before.begin(), before.end());
  parallel_for(files.size(), [&](std::size_t i) {
    const auto& [path, hash] = files[i];
    if (!is_unchanged(path, hash)) throw io::InputError("changed_during_read", {.file = path});
  });
}

}  // namespace rawan::engine

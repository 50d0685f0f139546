#include "input_hashes.h"

#include "config_paths.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"

#include <filesystem>
#include <system_error>

namespace rawan::engine {

std::map<std::string, std::string> hash_inputs(const Config& config) {
  std::map<std::string, std::string> hashes;
  InputsConfig inputs = config.inputs;
  for_each_path(inputs, [&](const std::string& path) {
    std::error_code error;  // What cannot be asked for is refused by its reader.
    if (std::filesystem::is_regular_file(path, error))
      hashes.emplace(path, io::sha256_of_file(path));
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

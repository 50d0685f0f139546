#include "json_number.h"
#include "rawan/io/error.h"
#include "rawan/io/release.h"
#include "verify_geopackage.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <system_error>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Faults = std::vector<VerifyFault>;

constexpr const char* kManifestName = "manifest.json";

/// What the manifest promises, read without the code that wrote it.
struct Promise {
  struct File {
    std::uint64_t bytes = 0;
    std::string sha256;
  };
  std::string fault;  ///< Why it is not known; the rest is empty then.
  std::map<std::string, File> files;
  std::map<std::string, std::vector<ExpectedLayer>> layers;  ///< By file.
  std::string parameters;
  std::string parameters_sha256;
  std::string content_hash;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Promise promise_in(const Json& manifest) {
  Promise promise;
  for (const Json& artifact : manifest.at("artifacts")) {
    promise.files[artifact.at("name")] = {whole_number<std::uint64_t>(artifact.at("bytes")),
                                          artifact.at("sha256")};
  }
  for (const Json& layer : manifest.at("layers")) {
    promise.layers[layer.at("file")].push_back(
        {layer.at("name"), whole_number<std::uint64_t>(layer.at("rows"))});
  }
  promise.parameters = manifest.at("parameters");
  promise.parameters_sha256 = manifest.at("parameters_sha256");
  promise.content_hash = manifest.at("content_hash");
  return promise;
}

/// The newest form of a release that is understood here; older ones say nothing of theirs.
constexpr std::uint64_t kKnownFormat = 1;

/// @param found the files of the release.
Promise read_promise(const fs::path& release, const std::set<std::string>& found) {
  if (!found.contains(kManifestName)) return {.fault = "manifest_unreadable"};
  try {
    const Json manifest = Json::parse(content_of(release / kManifestName));
    const bool is_newer = manifest.contains("format") &&
                          whole_number<std::uint64_t>(manifest.at("format")) > kKnownFormat;
    return is_newer ? Promise{.fault = "format_newer"} : promise_in(manifest);
  } catch (const Json::exception&) {
    return {.fault = "manifest_unreadable"};
  }
}

/// Files below the release by name, with faults for what is no file or may be changed.
std::set<std::string> walk(const fs::path& release, Faults& faults) {
  constexpr fs::perms kWrite =
      fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  std::set<std::string> names;
  const auto check_mode = [&](const fs::path& path, const std::string& name) {
    const fs::perms mode = fs::symlink_status(path).permissions();
    if ((mode & kWrite) != fs::perms::none) faults.push_back({"writable", name});
    if ((mode & fs::perms::others_all) != fs::perms::none) faults.push_back({"open_to_all", name});
  };
  check_mode(release, ".");
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(release)) {
    const std::string name = entry.path().lexically_relative(release).generic_string();
    const fs::file_type type = entry.symlink_status().type();
    if (type == fs::file_type::regular) names.insert(name);
    if (type != fs::file_type::regular && type != fs::file_type::directory) {
      faults.push_back({"not_a_file", name});
      continue;
    }
    check_mode(entry.path(), name);
  }
  return names;
}

bool is_side_file(const std::string& name) {
  return name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal");
}

void find_unlisted(const std::set<std::string>& found, const Promise& promise, Faults& faults) {
  for (const std::string& name : found) {
    if (name == kManifestName || promise.files.contains(name)) continue;
    faults.push_back({is_side_file(name) ? "side_file" : "file_unlisted", name});
  }
}

std::optional<VerifyFault> file_fault(const fs::path& path, const std::string& name,
                                      const Promise::File& expected) {
  if (fs::file_size(path) != expected.bytes) return VerifyFault{"size_differs", name};
  try {
    if (sha256_of_file(path) != expected.sha256) return VerifyFault{"hash_differs", name};
  } catch (const InputError&) {
    return VerifyFault{"unreadable", name};
  }
  return std::nullopt;
}

void check_files(const fs::path& release, const std::set<std::string>& found,
                 const Promise& promise, Faults& faults) {
  for (const auto& [name, expected] : promise.files) {
    if (!found.contains(name)) {
      faults.push_back({"file_missing", name});
      continue;
    }
    if (auto fault = file_fault(release / name, name, expected)) faults.push_back(*fault);
  }
}

void check_geopackages(const fs::path& release, const std::set<std::string>& found,
                       const Promise& promise, Faults& faults) {
  for (const std::string& name : found) {
    if (!name.ends_with(".gpkg") || !promise.files.contains(name)) continue;
    const auto layers = promise.layers.find(name);
    const Faults more = verify_geopackage(
        release / name, name,
        layers == promise.layers.end() ? std::vector<ExpectedLayer>{} : layers->second);
    faults.insert(faults.end(), more.begin(), more.end());
  }
  for (const auto& [file, layers] : promise.layers) {
    if (!promise.files.contains(file)) faults.push_back({"file_missing", file});
  }
}

/// The release's name carries its content hash, the hash is over what the manifest lists.
void check_identity(const fs::path& release, const Promise& promise, Faults& faults) {
  std::string lines;
  for (const auto& [name, file] : promise.files) lines += file.sha256 + "  " + name + "\n";
  lines += promise.parameters_sha256 + "\n";
  const bool proved = sha256(promise.parameters) == promise.parameters_sha256 &&
                      sha256(lines) == promise.content_hash;
  if (!proved) faults.push_back({"content_hash_differs", kManifestName});
  const std::string name = release.filename().string();
  const std::size_t dash = name.find('-');
  if (dash == std::string::npos ||
      name.substr(dash + 1, 12) != promise.content_hash.substr(0, 12)) {
    faults.push_back({"name_differs", name});
  }
}

/// The directory of the release `current` names, or the fault that keeps it from being found.
std::optional<VerifyFault> find_current(const fs::path& tier, fs::path& release) {
  std::error_code error;
  release = fs::canonical(tier / "current", error);
  if (error) return VerifyFault{"no_current", "current"};
  if (release.parent_path() != tier / "releases") return VerifyFault{"current_outside", "current"};
  if (!fs::exists(release / kManifestName, error)) {
    return VerifyFault{"manifest_missing", kManifestName};
  }
  return std::nullopt;
}

Faults faults_of(const fs::path& release) {
  Faults faults;
  const std::set<std::string> found = walk(release, faults);
  const Promise promise = read_promise(release, found);
  if (!promise.fault.empty()) {
    faults.push_back({promise.fault, kManifestName});
    return faults;
  }
  find_unlisted(found, promise, faults);
  check_files(release, found, promise, faults);
  check_geopackages(release, found, promise, faults);
  check_identity(release, promise, faults);
  return faults;
}

Faults faults_at(const fs::path& release) {
  try {
    return faults_of(release);
  } catch (const fs::filesystem_error& error) {
    return {{"unreadable", error.path1().filename().string()}};
  }
}

Faults faults_of_tier(const fs::path& tier) {
  fs::path release;
  if (auto fault = find_current(tier, release)) return {*fault};
  return faults_at(release);
}

/// Folders of audiences: with a link `current`, or with releases and without the link they need.
std::vector<fs::path> tiers_below(const fs::path& out) {
  std::vector<fs::path> tiers;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(out, error)) {
    const fs::path releases = entry.path() / "releases";
    const bool is_tier = fs::is_symlink(entry.path() / "current", error) ||
                         (fs::is_directory(releases, error) && !fs::is_empty(releases, error));
    if (is_tier) tiers.push_back(entry.path());
  }
  std::ranges::sort(tiers);
  return tiers;
}

Faults faults_of_all(const fs::path& out) {
  const std::vector<fs::path> tiers = tiers_below(out);
  if (tiers.empty()) return {{"no_current", out.string()}};
  Faults faults;
  for (const fs::path& tier : tiers) {
    for (VerifyFault& fault : faults_of_tier(tier)) {
      fault.subject = tier.filename().string() + "/" + fault.subject;
      faults.push_back(std::move(fault));
    }
  }
  return faults;
}

}  // namespace

std::vector<VerifyFault> verify_release(const fs::path& out) {
  std::error_code error;
  const fs::path place = fs::canonical(out, error);
  if (error) return {{"not_found", out.string()}};
  if (fs::exists(place / kManifestName, error)) return faults_at(place);
  const bool is_release = place.parent_path().filename() == "releases";
  if (is_release) return {{"manifest_missing", place.string()}};
  if (fs::is_symlink(place / "current", error)) return faults_of_tier(place);
  return faults_of_all(place);
}

}  // namespace rawan::io

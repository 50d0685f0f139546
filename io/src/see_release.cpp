#include "rawan/io/error.h"
#include "rawan/io/manifest.h"
#include "see_parts.h"
#include "zip_archive.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

namespace rawan::io {
namespace {

namespace fs = std::filesystem;
using nlohmann::literals::operator""_json_pointer;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

fs::path find_directory(const fs::path& path) {
  std::error_code error;
  fs::path directory = fs::canonical(path, error);
  if (error) throw InputError("not_found", {.file = path.string()});
  if (!fs::exists(directory / "manifest.json", error)) {
    directory = fs::canonical(directory / "current", error);
  }
  if (error || !fs::exists(directory / "manifest.json", error)) {
    throw InputError("not_a_release", {.file = path.string()});
  }
  return directory;
}

nlohmann::json manifest_of(const fs::path& directory) {
  return nlohmann::json::parse(content_of(directory / "manifest.json"), nullptr, false);
}

/// What is not understood would look as if there were nothing to learn.
void expect_known_form(const nlohmann::json& manifest, const fs::path& directory) {
  if (!manifest.is_object() || !manifest.contains("format")) return;
  const nlohmann::json& format = manifest["format"];
  if (!format.is_number_unsigned() || format.get<std::uint64_t>() <= std::uint64_t{kManifestFormat})
    return;
  throw InputError("format_newer", {.file = (directory / "manifest.json").string()});
}

/// What the manifest says, or the folder OUT/<tier>/releases/<release>.
std::string tier_of(const nlohmann::json& manifest, const fs::path& directory) {
  if (manifest.is_object() && manifest.contains("tier") && manifest["tier"].is_string()) {
    return manifest["tier"];
  }
  return directory.parent_path().parent_path().filename().string();
}

std::optional<std::uint32_t> least_of(const nlohmann::json& manifest) {
  const auto pointer = "/disclosure/min_reporters"_json_pointer;
  if (!manifest.is_object() || !manifest.contains(pointer)) return std::nullopt;
  const nlohmann::json& said = manifest[pointer];
  if (!said.is_string()) return std::nullopt;
  const std::string text = said;
  std::uint32_t least = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), least);
  if (end.ec != std::errc()) return std::nullopt;
  return least;
}

void look_into(const fs::path& path, const std::string& name, SeenRelease& release) {
  see_bytes(name, content_of(path), release.files);
  if (name.ends_with(".gpkg")) see_geopackage(name, release);
  if (name.ends_with(".tif") || name.ends_with(".tiff")) see_raster(path, name, release);
  if (name.ends_with(".csv")) release.tables.push_back(see_csv(name, content_of(path)));
}

SeenEntry entry_of(const fs::path& path, const std::string& name) {
  const fs::file_status status = fs::symlink_status(path);
  const fs::file_type type = status.type();
  return {.name = name,
          .mode = static_cast<std::uint32_t>(status.permissions()),
          .is_regular = type == fs::file_type::regular || type == fs::file_type::directory};
}

}  // namespace

void see_bytes(const std::string& name, std::string bytes, std::vector<SeenFile>& files) {
  const bool is_archive = bytes.starts_with("PK\x03\x04");
  files.push_back({name, std::move(bytes)});
  if (!is_archive) return;
  try {
    const std::string& packed = files.back().bytes;
    const ZipArchive archive(WipedBytes(packed.begin(), packed.end()), name);
    for (const std::string& member : archive.members()) {
      std::string unpacked;
      archive.stream(member, [&](std::string_view piece) {
        unpacked += piece;
        return true;
      });
      see_bytes(name + "/" + member, std::move(unpacked), files);
    }
  } catch (const InputError&) {
    // No archive after all: its bytes are seen as they are.
    return;
  }
}

SeenRelease see_release(const fs::path& path) {
  SeenRelease release;
  release.directory = find_directory(path);
  const nlohmann::json manifest = manifest_of(release.directory);
  expect_known_form(manifest, release.directory);
  release.tier = tier_of(manifest, release.directory);
  release.least = least_of(manifest);
  release.title = release.tier + "/" + release.directory.filename().string();
  std::vector<fs::path> below;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(release.directory)) {
    below.push_back(entry.path());
  }
  std::ranges::sort(below);
  release.entries.push_back(entry_of(release.directory, "."));
  for (const fs::path& file : below) {
    const std::string name = file.lexically_relative(release.directory).generic_string();
    release.entries.push_back(entry_of(file, name));
    if (fs::is_regular_file(fs::symlink_status(file))) look_into(file, name, release);
  }
  return release;
}

std::string text_of(const SeenCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&cell)) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *real);
    return {digits.data(), end.ptr};
  }
  return {};
}

std::optional<double> number_of(const SeenCell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  std::string text = text_of(cell);
  std::ranges::replace(text, ',', '.');
  double value = 0.0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace rawan::io

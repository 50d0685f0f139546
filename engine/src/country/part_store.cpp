#include "part_store.h"

#include "rawan/io/error.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"
#include "value_maps.h"

#include <fstream>
#include <utility>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 16;
constexpr const char* kBase = "country";

/// Fewer where the file has no more: what is not there is made again.
std::string bytes_of(const fs::path& file, std::uint64_t from, std::uint64_t count) {
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(count, '\0');
  stream.seekg(static_cast<std::streamoff>(from));
  stream.read(bytes.data(), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

/// Empty where there is no such file.
std::string bytes_of(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  return error ? std::string() : bytes_of(file, 0, size);
}

/// What a style asks for, so that it need not read the layer.
std::map<std::string, std::set<std::string>> lists_in(const io::Layer& layer) {
  std::map<std::string, std::set<std::string>> lists;
  for (const io::Column& column : layer.columns) {
    if (holds_lists(layer.name, column.name)) io::add_texts(layer, column.name, lists[column.name]);
  }
  return lists;
}

}  // namespace

PartStore::PartStore(const fs::path& out, std::string key, std::size_t most_bytes_in_memory)
    : root_(io::work_folder(out) / kPartsFolder),
      folder_(root_ / key.substr(0, kNameDigits)),
      key_(std::move(key)),
      most_bytes_in_memory_(most_bytes_in_memory) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw io::OutputError("no_permission", {.file = folder_.string()}, error.message());
}

fs::path PartStore::file_of(const std::string& name) const {
  return folder_ / (name + ".part");
}

std::optional<CountryBase> PartStore::base() const {
  return base_from_bytes(bytes_of(file_of(kBase)), key_);
}

std::optional<KeptPart> PartStore::part(const std::string& code) {
  std::optional<PlacedPart> found = part_from_bytes(bytes_of(file_of(code)), key_);
  if (!found) return std::nullopt;
  return kept(std::move(*found));
}

void PartStore::keep(const CountryBase& base) const {
  write(kBase, base_as_bytes(base, key_));
}

KeptPart PartStore::keep(Part part) {
  PartFile file = part_as_bytes(part, key_);
  write(part.code, std::exchange(file.bytes, {}));
  return kept({.part = std::move(part), .places = std::move(file.places)});
}

/// Which parts stay in memory depends on who came first; what their layers hold does not.
KeptPart PartStore::kept(PlacedPart placed) {
  auto& [part, places] = placed;
  std::size_t bytes = 0;
  for (const LayerPlace& place : places) bytes += place.bytes;
  const bool stays = bytes_in_memory_.fetch_add(bytes) + bytes <= most_bytes_in_memory_;
  if (!stays) bytes_in_memory_ -= bytes;
  std::vector<io::Layer> layers = std::exchange(part.layers, {});
  KeptPart kept{.part = std::move(part), .layers = {}};
  for (std::size_t i = 0; i < layers.size(); ++i) {
    kept.layers.push_back({.code = kept.part.code,
                           .place = std::move(places[i]),
                           .head = io::head_of(layers[i]),
                           .rows = layers[i].size(),
                           .box = io::extent_of(layers[i]),
                           .lists = lists_in(layers[i])});
    if (!stays) continue;
    kept.layers.back().layer = std::make_shared<const io::Layer>(std::move(layers[i]));
  }
  return kept;
}

std::shared_ptr<const io::Layer> PartStore::layer(const KeptLayer& kept) const {
  if (kept.layer) return kept.layer;
  const fs::path file = file_of(kept.code);
  const std::string bytes = bytes_of(file, kept.place.from, kept.place.bytes);
  std::optional<io::Layer> layer = layer_from_bytes(bytes, kept.place);
  if (!layer) {
    std::error_code error;
    const bool is_there = fs::exists(file, error);
    throw io::InputError(is_there ? "part_damaged" : "part_missing", {.file = file.string()});
  }
  return std::make_shared<const io::Layer>(std::move(*layer));
}

void PartStore::write(const std::string& name, const std::string& bytes) const {
  io::PrivateFile file(file_of(name), {}, true);
  io::write_text(file.path().string(), bytes);
  file.publish();
}

void PartStore::clear() const {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

}  // namespace rawan::engine

#include "part_store.h"

#include "rawan/io/error.h"
#include "rawan/io/feature_table.h"
#include "rawan/io/release.h"
#include "rawan/io/writers.h"

#include <fstream>
#include <iterator>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameDigits = 16;
constexpr const char* kBase = "country";

/// Empty where there is no such file: what is not there is made again.
std::string bytes_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

PartStore::PartStore(const fs::path& out, std::string key)
    : root_(io::work_folder(out) / kPartsFolder),
      folder_(root_ / key.substr(0, kNameDigits)),
      key_(std::move(key)) {
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

std::optional<Part> PartStore::part(const std::string& code) const {
  return part_from_bytes(bytes_of(file_of(code)), key_);
}

void PartStore::keep(const CountryBase& base) const {
  write(kBase, base_as_bytes(base, key_));
}

void PartStore::keep(const Part& part) const {
  write(part.code, part_as_bytes(part, key_));
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

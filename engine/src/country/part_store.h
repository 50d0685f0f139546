#pragma once

#include "base.h"
#include "part.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::engine {

/// Below OUT/.rawan.
inline constexpr std::string_view kPartsFolder = "parts";

/// Parts of a country that wait below OUT/.rawan for the others: a file each, whole or not there,
/// good for one configuration, version and content of the inputs. Several processes may share it.
class PartStore {
 public:
  PartStore(const std::filesystem::path& out, std::string key);

  std::optional<CountryBase> base() const;
  std::optional<Part> part(const std::string& code) const;
  std::filesystem::path file_of(const std::string& name) const;

  /// @throws io::OutputError
  void keep(const CountryBase& base) const;
  void keep(const Part& part) const;

  /// Nothing is needed any more: neither these parts nor those of other inputs.
  void clear() const;

 private:
  void write(const std::string& name, const std::string& bytes) const;

  std::filesystem::path root_;
  std::filesystem::path folder_;
  std::string key_;
};

}  // namespace rawan::engine

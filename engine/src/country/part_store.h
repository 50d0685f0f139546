#pragma once

#include "base.h"
#include "kept_part.h"

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::engine {

/// Below OUT/.rawan.
inline constexpr std::string_view kPartsFolder = "parts";

/// So many bytes of layers, as the files of parts have them, stay in memory, where they take about
/// twice as many: those of a year of the country (0.4 GiB), whose parts are never read again. Ten
/// years of it would need more memory than most computers have.
inline constexpr std::size_t kMostBytesInMemory = std::size_t{3} << 28U;

/// Parts of a country that wait below OUT/.rawan for the others: a file each, whole or not there,
/// good for one configuration, version and content of the inputs. Several processes may share it.
/// Several threads may keep and read parts at a time.
class PartStore {
 public:
  PartStore(const std::filesystem::path& out, std::string key,
            std::size_t most_bytes_in_memory = kMostBytesInMemory);

  std::optional<CountryBase> base() const;
  std::optional<KeptPart> part(const std::string& code);
  std::filesystem::path file_of(const std::string& name) const;

  /// @throws io::OutputError
  void keep(const CountryBase& base) const;
  KeptPart keep(Part part);

  /// The rows of a layer, from memory or else from the part's file, where they are read again
  /// whenever they are asked for. @throws io::InputError "part_damaged", "part_missing"
  std::shared_ptr<const io::Layer> layer(const KeptLayer& kept) const;

  /// Nothing is needed any more: neither these parts nor those of other inputs.
  void clear() const;

 private:
  void write(const std::string& name, const std::string& bytes) const;
  KeptPart kept(PlacedPart placed);

  std::filesystem::path root_;
  std::filesystem::path folder_;
  std::string key_;
  std::size_t most_bytes_in_memory_;
  std::atomic<std::size_t> bytes_in_memory_ = 0;
};

}  // namespace rawan::engine

#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::engine {

/// A file of settings larger than any that people write, or with keys of more parts, or with values
/// deeper in one another: the parser goes down into each and does not come back from thousands.
struct SettingsExcess {
  std::string id;  ///< "settings_large", "settings_deep".
  std::uint64_t line = 0;
};

/// The content of a file, or so much of it that parse_settings refuses it; none: unreadable.
std::optional<std::string> settings_text(const std::filesystem::path& file);

/// @throws SettingsExcess, toml::parse_error
toml::table parse_settings(std::string_view text, const std::string& file);

}  // namespace rawan::engine

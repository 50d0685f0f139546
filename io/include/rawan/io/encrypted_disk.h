#pragma once

#include <filesystem>

namespace rawan::io {

/// Whether what is written to a directory that exists lands on dm-crypt (LUKS) or in a directory
/// with fscrypt. What cannot be found out counts as not encrypted.
bool is_encrypted(const std::filesystem::path& directory);

}  // namespace rawan::io

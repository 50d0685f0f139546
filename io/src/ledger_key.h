#pragma once

#include <filesystem>
#include <string>

namespace rawan::io {

/// Reads OUT/.rawan/key or makes it. @throws InputError "ledger_key_unusable", OutputError.
std::string ledger_key(const std::filesystem::path& out);

bool has_ledger_key(const std::filesystem::path& out);

}  // namespace rawan::io

#pragma once

#include "rawan/io/issue.h"
#include "rawan/io/layer_bytes.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rawan::engine {

/// Of a seal: SHA-256 in hexadecimal digits.
inline constexpr std::size_t kSealBytes = 64;

/// A hash of content and of what it was made from.
std::string seal_of(std::string_view content, const std::string& key);

/// Content before its seal.
std::string sealed(std::string content, const std::string& key);

/// @return nothing where the bytes are damaged or were made from something else.
std::optional<std::string_view> unsealed(std::string_view bytes, const std::string& key);

void put_issue(io::ByteWriter& out, const io::Issue& issue);
io::Issue get_issue(io::ByteReader& in);

}  // namespace rawan::engine

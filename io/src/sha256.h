#pragma once

#include <array>
#include <cstdint>
#include <nettle/sha2.h>
#include <span>
#include <string>
#include <string_view>

namespace rawan::io {

/// SHA-256 of what is added, block by block.
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, SHA256_DIGEST_SIZE>;

  Sha256() { sha256_init(&state_); }
  void add(std::string_view bytes) {
    sha256_update(&state_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  }
  static Digest of(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
  }
  /// Begins anew.
  Digest finish() {
    Digest digest{};
    sha256_digest(&state_, digest.size(), digest.data());
    return digest;
  }

 private:
  sha256_ctx state_{};
};

/// Two small digits a byte.
std::string hexadecimal(std::span<const std::uint8_t> bytes);

}  // namespace rawan::io

#include "content_hash.h"

#include <array>
#include <sodium.h>

namespace rawan::io {

Digest digest_of(std::string_view bytes) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  Digest digest;
  // Byte by byte, so that every machine agrees.
  for (std::size_t i = 0; i < 8; ++i) {
    digest.high = digest.high << 8U | hash[i];
    digest.low = digest.low << 8U | hash[i + 8];
  }
  return digest;
}

std::uint64_t keyed_hash(std::string_view text, std::string_view key) {
  // A key of any length becomes one of the length the hash asks for.
  std::array<unsigned char, crypto_generichash_KEYBYTES> secret{};
  crypto_generichash(secret.data(), secret.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size(), nullptr, 0);
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), secret.data(), secret.size());
  sodium_memzero(secret.data(), secret.size());
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) value = value << 8U | hash[i];
  return value;
}

std::string random_key() {
  std::string key(crypto_generichash_KEYBYTES, '\0');
  randombytes_buf(key.data(), key.size());
  return key;
}

std::string id_of(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kLength = 15;
  std::string text(kLength, '0');
  for (std::size_t i = 0; i < kLength; ++i) {
    text[i] = kDigits[digest.high >> (60U - 4U * i) & 15U];
  }
  return text;
}

}  // namespace rawan::io

#pragma once

#include <cstdint>
#include <string_view>

namespace rawan::io {

enum class SignatureFault : std::uint8_t {
  none,
  not_a_key,        ///< The trusted key is no public key of minisign.
  not_a_signature,  ///< The text is not what minisign writes.
  other_key,        ///< Signed with another key.
  does_not_fit      ///< The bytes, the signature or its trusted comment were changed.
};

/// Whether `signature` (the text of a .minisig file) is one of `key` over `bytes`: Ed25519 over the
/// bytes themselves ("Ed") or over their BLAKE2b hash ("ED"), and over the trusted comment.
/// @param key base64 of a minisign public key: the second line of its file.
SignatureFault check_minisign(std::string_view bytes, std::string_view signature,
                              std::string_view key);

}  // namespace rawan::io

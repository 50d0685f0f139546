#include "rawan/io/signature.h"

#include <algorithm>
#include <array>
#include <optional>
#include <sodium.h>
#include <string>
#include <vector>

namespace rawan::io {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::size_t kAlgorithm = 2;
constexpr std::size_t kKeyId = 8;
constexpr std::string_view kUntrusted = "untrusted comment: ";
constexpr std::string_view kTrusted = "trusted comment: ";

/// Bytes of exactly this number, or nothing.
std::optional<Bytes> decoded(std::string_view base64, std::size_t size) {
  Bytes bytes(size + 1);
  std::size_t length = 0;
  const int result = sodium_base642bin(bytes.data(), bytes.size(), base64.data(), base64.size(),
                                       nullptr, &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (result != 0 || length != size) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

/// Algorithm, key id, and the key or signature itself.
struct Marked {
  std::string_view bytes;
  std::string_view algorithm() const { return bytes.substr(0, kAlgorithm); }
  std::string_view key_id() const { return bytes.substr(kAlgorithm, kKeyId); }
  const unsigned char* body() const {
    return reinterpret_cast<const unsigned char*>(bytes.data()) + kAlgorithm + kKeyId;
  }
};

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A .minisig file: two comments and what each line below them encodes.
struct SignatureFile {
  Bytes signature;  ///< Marked.
  std::string comment;
  Bytes over_comment;
};

std::string_view next_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<SignatureFile> parse(std::string_view text) {
  if (!next_line(text).starts_with(kUntrusted)) return std::nullopt;
  auto signature = decoded(next_line(text), kAlgorithm + kKeyId + crypto_sign_BYTES);
  const std::string_view comment = next_line(text);
  auto over_comment = decoded(next_line(text), crypto_sign_BYTES);
  if (!signature || !over_comment || !comment.starts_with(kTrusted) || !text.empty()) {
    return std::nullopt;
  }
  return SignatureFile{std::move(*signature), std::string(comment.substr(kTrusted.size())),
                       std::move(*over_comment)};
}

bool signs(const unsigned char* signature, std::string_view message, const unsigned char* key) {
  return crypto_sign_verify_detached(signature,
                                     reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), key) == 0;
}

std::string hashed(std::string_view bytes) {
  std::string digest(crypto_generichash_BYTES_MAX, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                     0);
  return digest;
}

}  // namespace

SignatureFault check_minisign(std::string_view bytes, std::string_view signature,
                              std::string_view key) {
  if (sodium_init() < 0) return SignatureFault::not_a_key;
  const auto key_bytes = decoded(key, kAlgorithm + kKeyId + crypto_sign_PUBLICKEYBYTES);
  if (!key_bytes) return SignatureFault::not_a_key;
  const Marked public_key{text_of(*key_bytes)};
  if (public_key.algorithm() != "Ed") return SignatureFault::not_a_key;

  const auto file = parse(signature);
  if (!file) return SignatureFault::not_a_signature;
  const Marked over_file{text_of(file->signature)};
  const bool prehashed = over_file.algorithm() == "ED";
  if (!prehashed && over_file.algorithm() != "Ed") return SignatureFault::not_a_signature;
  if (over_file.key_id() != public_key.key_id()) return SignatureFault::other_key;

  const std::string message = prehashed ? hashed(bytes) : std::string(bytes);
  const std::string with_comment =
      std::string(over_file.bytes.substr(kAlgorithm + kKeyId)) + file->comment;
  const bool fits = signs(over_file.body(), message, public_key.body()) &&
                    signs(file->over_comment.data(), with_comment, public_key.body());
  return fits ? SignatureFault::none : SignatureFault::does_not_fit;
}

}  // namespace rawan::io

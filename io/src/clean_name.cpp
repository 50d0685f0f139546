#include "text_encoding.h"
#include "village_layer.h"

#include <cpl_string.h>

#include <memory>

namespace rawan::io {
namespace {

/// Bytes of the character at `i` if it is one nobody sees: zero width (U+200B to U+200F, U+FEFF),
/// direction marks (U+202A to U+202E, U+2066 to U+2069); else 0.
std::size_t invisible_bytes(const std::string& text, std::size_t i) {
  const auto byte = [&](std::size_t k) {
    return i + k < text.size() ? static_cast<unsigned char>(text[i + k]) : 0U;
  };
  const unsigned third = byte(2);
  if (byte(0) == 0xEF && byte(1) == 0xBB && third == 0xBF) return 3;
  if (byte(0) != 0xE2) return 0;
  const bool zero_width = byte(1) == 0x80 && third >= 0x8B && third <= 0x8F;
  const bool embedding = byte(1) == 0x80 && third >= 0xAA && third <= 0xAE;
  const bool isolate = byte(1) == 0x81 && third >= 0xA6 && third <= 0xA9;
  return zero_width || embedding || isolate ? 3 : 0;
}

/// Bytes of the space or control character at `i`, no-break spaces included; else 0.
std::size_t space_bytes(const std::string& text, std::size_t i) {
  const auto c = static_cast<unsigned char>(text[i]);
  if (c <= 0x20 || c == 0x7F) return 1;
  const bool no_break = c == 0xC2 && i + 1 < text.size() && text[i + 1] == '\xA0';
  return no_break ? 2 : 0;
}

}  // namespace

std::string to_utf8(const std::string& cell) {
  if (is_utf8(cell)) return cell;
  const std::unique_ptr<char, void (*)(void*)> recoded(
      CPLRecode(cell.c_str(), "CP1252", CPL_ENC_UTF8), VSIFree);
  return recoded ? recoded.get() : "";
}

std::string clean_name(const std::string& cell) {
  const std::string text = to_utf8(cell);
  std::string name;
  bool gap = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t space = space_bytes(text, i);
    const std::size_t skipped = space > 0 ? space : invisible_bytes(text, i);
    gap = gap || space > 0;
    if (skipped > 0) {
      i += skipped;
      continue;
    }
    if (gap && !name.empty()) name += ' ';
    gap = false;
    name += text[i++];
  }
  return name;
}

}  // namespace rawan::io

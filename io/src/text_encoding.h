#pragma once

#include "rawan/io/table.h"
#include "wiped.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// A text file as UTF-8.
struct DecodedText {
  WipedBytes utf8;
  bool all_valid = true;  ///< False: some bytes are no UTF-8; their records must be rejected.
  std::vector<TableNote> notes;
};

bool is_utf8(std::string_view bytes);

/// Brings bytes to UTF-8: by the byte order mark, by `encoding` ("utf-8", "utf-16",
/// "windows-1252" and their usual names), or by what the bytes can be. Bytes that are no UTF-8
/// anywhere a character above 127 stands are Windows-1252; a mixture is left as it is.
/// @throws InputError "encoding" or "encoding_unknown".
DecodedText decode(WipedBytes bytes, const std::optional<std::string>& encoding,
                   const std::string& file);

}  // namespace rawan::io

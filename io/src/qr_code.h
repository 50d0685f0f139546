#pragma once

#include "drawing.h"

#include <string>

namespace rawan::io {

/// The text as a QR code of `size` pixels with its quiet zone, error correction M.
/// @throws ContractViolation if the text is too long for a code (about 2,300 bytes).
Drawing draw_qr_code(const std::string& text, double size);

}  // namespace rawan::io

#pragma once

#include "rawan/io/layer.h"

#include <string_view>

namespace rawan::io {

/// What every writer expects: names in snake_case and unique, columns of one length, texts in
/// UTF-8 without NUL, dates as yyyy-mm-dd, finite numbers and positions, whole shapes.
/// @throws ContractViolation.
void check_layer(const Layer& layer);

/// The same of some rows of a layer. @throws ContractViolation also where it has another head.
void check_piece(const Layer& piece, const Layer& head);

bool is_plain_utf8(std::string_view text);
bool is_iso_date(std::string_view text);

}  // namespace rawan::io

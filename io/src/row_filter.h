#pragma once

#include "raw_features.h"

#include <string>

namespace rawan::io {

/// Keeps the rows for which a condition in OGR's SQL holds; refused rows stay. Nothing happens if
/// it is empty. @throws InputError "where_invalid".
void filter_rows(RawFeatures& raw, const std::string& where, const Place& place);

}  // namespace rawan::io

#pragma once

#include "rawan/io/writers.h"

#include <string>

namespace rawan::io {

/// A route as KML 2.2 for maps on phones and Google Earth: its stops in order and its way. Times
/// are as in GPX. Control characters become spaces; equal input gives equal bytes.
/// @throws ContractViolation if a text is no UTF-8 or a position is no degrees.
std::string kml_text(const GpxRoute& route);

}  // namespace rawan::io

#pragma once

#include "rawan/algorithms/units.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace rawan::io {

/// What the printed code of a stop says: which plan, which day, which stop. No squad, no person, no
/// count.
struct StopCode {
  std::string plan;  ///< Letters and digits.
  Day date{};        ///< On which the shift begins.
  std::string stop;  ///< Printable ASCII.
  friend bool operator==(const StopCode&, const StopCode&) = default;
};

/// "RAWAN:R3F9A2C1B07:20261123:D-61.07.04.1001:42": the text of a QR code. The last two digits
/// check the rest as ISO/IEC 7064 MOD 97-10 does, over printable ASCII: one wrong character and two
/// neighbors that changed places are always found.
/// @throws ContractViolation if plan or stop is empty or holds other characters.
std::string stop_code_text(const StopCode& code);

enum class StopCodeFault : std::uint8_t {
  none,
  not_a_code,  ///< Something else was scanned.
  misread,     ///< A code, but its check digits are not those of its text.
};

struct StopCodeReading {
  StopCode code;  ///< Empty if there is a fault.
  StopCodeFault fault = StopCodeFault::none;
};
/// Reads a code, alone or as the name of a place in the address of a map (geo:).
StopCodeReading read_stop_code(std::string_view text);

}  // namespace rawan::io

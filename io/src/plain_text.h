#pragma once

#include <string>
#include <string_view>

namespace rawan::io {

/// The text as a spreadsheet or an XML file can hold it: line ends as "\n", other control
/// characters as spaces.
std::string without_controls(std::string_view text);

/// With &, <, > and quotes as entities.
std::string xml_escaped(std::string_view text);

/// A number in the shortest form that reads back equal, or with so many decimals (-1: shortest).
/// Never an exponent, never "-0".
std::string decimal(double value, int decimals = -1);

}  // namespace rawan::io

#pragma once

#include <string>

namespace rawan::io {

/// The PDF with its language said, by which programs choose a voice to read it, and its title in
/// the window: an update at the end, as the format allows, because cairo 1.16 cannot say either.
/// @throws OutputError "pdf" if the file is not built as cairo builds it.
std::string with_language(std::string pdf, const std::string& language);

}  // namespace rawan::io

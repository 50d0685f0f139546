#pragma once

#include <ogrsf_frmts.h>

#include <string>

namespace rawan::io {

/// An attribute as text: numbers shortest, truth values true and false, dates and times ISO, lists
/// joined by ", ". Empty for a null and for bytes.
std::string feature_text(const OGRFeature& feature, int field);

}  // namespace rawan::io

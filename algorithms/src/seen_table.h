#pragma once

#include "rawan/algorithms/disclosure.h"

namespace rawan::disclosure {

/// A table made of nothing but who is safe and in which class: safe atoms at the begin of their
/// class, unsafe ones at 0 or, where a safe unit must hold more, at what it lacks, spread evenly
/// over its unsafe atoms. The smallest units come first.
Table seen_table(const Table& table, const SuppressionOptions& options);

}  // namespace rawan::disclosure

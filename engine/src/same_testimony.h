#pragma once

#include "rawan/engine/testimony.h"

#include <vector>

namespace rawan::engine {

/// Reports that say the same word for word, and those of different sources that probably mean the
/// same (duplicates.h): one of each set is counted, asked before volunteered before passed on, the
/// others name it and weigh nothing. Nothing is removed.
void join_duplicates(const Records& records, std::vector<Testimony>& testimonies);

}  // namespace rawan::engine

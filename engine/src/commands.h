#pragma once

#include "command_line.h"
#include "rawan/algorithms/control.h"
#include "rawan/engine/catalogue.h"

#include <string>

namespace rawan::engine {

/// Does what the command asks; once it knows what it reads and writes, bounded to these files.
/// @param fenced whether raise_fence() could.
/// @param utc the clock, read once in `main`: "20261121T183000Z".
/// @return the exit code.
int execute(const Command& command, const Catalogue& words, const Control& control,
            const Progress& progress, const std::string& utc, bool fenced);

}  // namespace rawan::engine

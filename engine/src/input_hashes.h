#pragma once

#include "rawan/engine/config.h"
#include "rawan/engine/study.h"

namespace rawan::engine {

/// @throws io::InputError as io::sha256_of_file() for the first file that may not be read.
InputHashes hash_inputs(const Config& config);

/// @throws io::InputError "changed_during_read" for the first file by path whose hash is another by
/// now, or that is gone.
void expect_unchanged(const InputHashes& before);

}  // namespace rawan::engine

#pragma once

#include "rawan/engine/config.h"
#include "rawan/engine/study.h"

namespace rawan::engine {

InputHashes hash_inputs(const Config& config);

/// @throws io::InputError "changed_during_read" for the first file whose hash is another by now.
void expect_unchanged(const InputHashes& before);

}  // namespace rawan::engine

#include "targets.h"

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls. @return 0.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rawan::fuzz::RAWAN_FUZZ_TARGET({data, size});
  return 0;
}

#include "targets.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

/// What libFuzzer calls with bytes of its making.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr auto kDoor =
      *std::ranges::find(rawan::fuzz::kTargets, RAWAN_FUZZ_DOOR, &rawan::fuzz::Target::name);
  kDoor.run({data, size});
  return 0;
}

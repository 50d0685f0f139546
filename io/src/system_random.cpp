#include "rawan/io/system_random.h"

#include "rawan/algorithms/contract.h"

#include <sodium.h>

namespace rawan::io {

std::uint64_t system_random_bits() {
  expects(sodium_init() >= 0, "the system's generator works");
  std::uint64_t bits = 0;
  randombytes_buf(&bits, sizeof bits);
  return bits;
}

}  // namespace rawan::io

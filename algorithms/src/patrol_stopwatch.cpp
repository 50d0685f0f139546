#include "patrol_stopwatch.h"

namespace rawan::patrol {

std::chrono::nanoseconds steady_time() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

}  // namespace rawan::patrol

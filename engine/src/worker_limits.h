#pragma once

#include <cstdint>

namespace rawan::engine {

/// What the worker may take; the caller's own limits (ulimit) hold where they are narrower.
struct WorkerLimits {
  std::uint64_t bytes = 0;    ///< Of addresses; 0: as many as the machine has memory.
  double seconds = 86'400.0;  ///< From the start to the end.
};

/// Bounds this process: memory, time on the processors, size of files; no core dumps. And has it
/// die of SIGKILL instead of a crash where there was no more memory, as the system would kill it.
void limit_worker(const WorkerLimits& limits);

}  // namespace rawan::engine

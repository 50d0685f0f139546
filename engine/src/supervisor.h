#pragma once

#include "rawan/io/error.h"
#include "worker_limits.h"

#include <csignal>
#include <optional>
#include <sys/types.h>

namespace rawan::engine {

/// How a worker ended.
struct WorkerEnd {
  int exit_code = 0;                    ///< Where it ended by itself.
  int signal = 0;                       ///< That killed it; 0: none.
  bool late = false;                    ///< It was stopped because its time was over.
  std::optional<io::Place> shape = {};  ///< It was working on when it was stopped or killed.
};

/// Has another process do the work: what reads files is not what people wait for, so that nothing
/// in a file can take away the account of what happened.
///
/// Made first in `main`: from then on SIGINT, SIGTERM and SIGHUP wait for their turn, unless the
/// caller had them ignored (nohup). They are passed on once, also where a terminal sends them to
/// both processes. Writing to a closed pipe or over a size limit becomes an error of the write.
class Supervisor {
 public:
  Supervisor();

  /// Begins a worker, a copy of this process, which dies with it. No thread may run yet.
  /// @return true in the worker.
  /// @throws std::system_error if the system starts no process.
  bool begin_worker();

  /// Waits for the worker, passes on signals and stops it, within two seconds, at the end of its
  /// time.
  WorkerEnd await_worker(double seconds) const;

 private:
  sigset_t awaited_{};
  pid_t worker_ = 0;
};

}  // namespace rawan::engine

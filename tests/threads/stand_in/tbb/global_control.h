#pragma once

#include <atomic>
#include <cstddef>

namespace tbb {

/// How many threads may run while it lives.
class global_control {
 public:
  enum parameter { max_allowed_parallelism };

  global_control(parameter /*what*/, std::size_t threads) : before_(allowed()) {
    allowed() = threads;
  }
  ~global_control() { allowed() = before_; }
  global_control(const global_control&) = delete;
  global_control& operator=(const global_control&) = delete;

  static std::atomic<std::size_t>& allowed() {
    static std::atomic<std::size_t> threads{4};
    return threads;
  }

 private:
  std::size_t before_;
};

}  // namespace tbb

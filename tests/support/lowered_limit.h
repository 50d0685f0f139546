#pragma once

#include <sys/resource.h>

namespace rawan::testing {

/// A limit of this process (RLIMIT_FSIZE, ...) that is lower while this lives.
class LoweredLimit {
 public:
  using Resource = decltype(RLIMIT_FSIZE);

  LoweredLimit(Resource resource, rlim_t most) : resource_(resource) {
    ::getrlimit(resource_, &before_);
    const rlimit few{.rlim_cur = most, .rlim_max = before_.rlim_max};
    ::setrlimit(resource_, &few);
  }
  LoweredLimit(const LoweredLimit&) = delete;
  LoweredLimit& operator=(const LoweredLimit&) = delete;
  ~LoweredLimit() { ::setrlimit(resource_, &before_); }

 private:
  Resource resource_;
  rlimit before_{};
};

}  // namespace rawan::testing

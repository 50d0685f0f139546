#pragma once

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <mutex>
#include <vector>

namespace rawan {

/// Calls body(0) ... body(n-1), each once, on any thread in any order. A body writes its own slot
/// and reads constants; exceptions stop the others and reach the caller.
template <class Body>
void parallel_for(std::size_t n, Body&& body) {
  tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n),
                    [&](const tbb::blocked_range<std::size_t>& range) {
                      for (std::size_t i = range.begin(); i != range.end(); ++i) body(i);
                    });
}

/// Does both: the first on this thread, the second where there is another; what waits elsewhere is
/// left to others meanwhile. Neither ends early where work beside them fails: what was half made
/// would be taken for whole. Of two failures the first one's reaches the caller.
template <class First, class Second>
void side_by_side(First&& first, Second&& second) {
  tbb::task_group_context own(tbb::task_group_context::isolated);
  tbb::this_task_arena::isolate([&] {
    tbb::task_group group(own);
    group.run(second);
    try {
      first();
    } catch (...) {
      const std::exception_ptr failure = std::current_exception();
      group.cancel();
      try {
        group.wait();
      } catch (...) {
      }
      std::rethrow_exception(failure);
    }
    group.wait();
  });
}

/// Lets one thread after another do what must not be done by two at a time.
class Turns {
 public:
  template <class Work>
  void take(Work&& work) {
    const std::lock_guard<std::mutex> alone(busy_);
    work();
  }

 private:
  std::mutex busy_;
};

/// Adds term(0) + ... + term(n-1) in blocks of a fixed size, then adds the blocks in order: the
/// same bits on one thread or on sixty-four.
template <class Term>
double parallel_sum(std::size_t n, Term&& term) {
  constexpr std::size_t kBlock = 4096;
  std::vector<double> partial((n + kBlock - 1) / kBlock, 0.0);
  parallel_for(partial.size(), [&](std::size_t b) {
    for (std::size_t i = b * kBlock; i < std::min(n, (b + 1) * kBlock); ++i) partial[b] += term(i);
  });
  double sum = 0.0;
  for (const double p : partial) sum += p;
  return sum;
}

}  // namespace rawan

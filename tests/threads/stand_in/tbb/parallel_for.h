#pragma once

#include <tbb/blocked_range.h>
#include <tbb/global_control.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace tbb {
namespace detail {

/// How many loops of threads the calling thread is in.
inline thread_local int depth = 0;

/// Threads of one loop: fewer within another.
inline std::size_t threads_of_loop(std::size_t most) {
  constexpr int kDeepest = 2;
  const std::size_t allowed = global_control::allowed().load(std::memory_order_relaxed);
  if (depth >= kDeepest) return 1;
  return std::clamp<std::size_t>(depth == 0 ? allowed : std::min<std::size_t>(allowed, 2), 1,
                                 std::max<std::size_t>(most, 1));
}

}  // namespace detail

/// Parts of a range on threads that are begun and awaited by ordinary means. Each thread has its
/// parts from the start, and nothing orders those of one against those of another: a race is seen
/// even where the threads happen to run one after the other.
template <class Value, class Body>
void parallel_for(const blocked_range<Value>& range, const Body& body) {
  const auto size = static_cast<std::size_t>(range.end() - range.begin());
  const std::size_t threads = detail::threads_of_loop(size);
  const std::size_t part = std::max<std::size_t>(1, size / (8 * threads));
  std::atomic<bool> failed{false};
  std::vector<std::exception_ptr> faults(threads);
  const auto work = [&, depth = detail::depth + 1](std::size_t self) {
    const int outside = detail::depth;
    detail::depth = depth;
    try {
      for (std::size_t at = self * part; at < size; at += threads * part) {
        if (failed.load(std::memory_order_relaxed)) break;
        body(blocked_range<Value>(range.begin() + static_cast<Value>(at),
                                  range.begin() + static_cast<Value>(std::min(size, at + part))));
      }
    } catch (...) {
      faults[self] = std::current_exception();
      failed.store(true, std::memory_order_relaxed);
    }
    detail::depth = outside;
  };
  std::vector<std::thread> others;
  for (std::size_t self = 1; self < threads; ++self) others.emplace_back(work, self);
  work(0);
  for (std::thread& other : others) other.join();
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

}  // namespace tbb

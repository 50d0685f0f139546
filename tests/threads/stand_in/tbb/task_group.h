#pragma once

#include <tbb/parallel_for.h>

#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace tbb {

class task_group_context {
 public:
  enum kind { bound, isolated };
  explicit task_group_context(kind /*which*/ = bound) {}
  /// What has begun goes on to its end.
  void cancel_group_execution() {}
};

template <class Index, class Body>
void parallel_for(Index first, Index last, const Body& body, task_group_context& /*own*/) {
  parallel_for(blocked_range<Index>(first, last), [&](const blocked_range<Index>& range) {
    for (Index i = range.begin(); i < range.end(); ++i) body(i);
  });
}

/// Each task on a thread of its own.
class task_group {
 public:
  explicit task_group(task_group_context& /*own*/) {}
  ~task_group() { join(); }
  task_group(const task_group&) = delete;
  task_group& operator=(const task_group&) = delete;

  /// One at a time: they share the place of a failure.
  template <class Task>
  void run(Task task) {
    threads_.emplace_back([this, task = std::move(task), depth = detail::depth + 1] {
      detail::depth = depth;
      try {
        task();
      } catch (...) {
        fault_ = std::current_exception();
      }
    });
  }

  void cancel() {}

  void wait() {
    join();
    if (fault_) std::rethrow_exception(std::exchange(fault_, nullptr));
  }

 private:
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  std::vector<std::thread> threads_;
  std::exception_ptr fault_;
};

}  // namespace tbb

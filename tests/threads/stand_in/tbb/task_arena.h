#pragma once

namespace tbb::this_task_arena {

/// Threads that wait for a loop do no other work here.
template <class Work>
void isolate(const Work& work) {
  work();
}

}  // namespace tbb::this_task_arena

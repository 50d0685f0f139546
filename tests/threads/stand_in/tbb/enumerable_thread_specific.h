#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <type_traits>
#include <utility>

namespace tbb {

/// A value of each thread, until it ends. Nothing is shared but the pattern of all: a lock around
/// them would order the threads that ask.
template <class Value>
class enumerable_thread_specific {
 public:
  enumerable_thread_specific() : make_([] { return Value(); }) {}
  template <class Pattern>
  explicit enumerable_thread_specific(Pattern pattern) {
    if constexpr (std::is_invocable_v<Pattern>) {
      make_ = std::move(pattern);
    } else {
      make_ = [pattern = std::move(pattern)] { return pattern; };
    }
  }

  Value& local() {
    static thread_local std::map<std::uint64_t, std::unique_ptr<Value>> values;
    std::unique_ptr<Value>& own = values[number_];
    if (!own) own = std::make_unique<Value>(make_());
    return *own;
  }

 private:
  static std::uint64_t next() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed);
  }

  std::uint64_t number_ = next();
  std::function<Value()> make_;
};

}  // namespace tbb

#pragma once

#include <cstddef>
#include <memory>
#include <string.h>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Overwrites memory before giving it back: for buffers that hold columns nobody may keep.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class U>
  explicit WipingAllocator(const WipingAllocator<U>& /*other*/) {}

  T* allocate(std::size_t n) { return std::allocator<T>{}.allocate(n); }
  void deallocate(T* memory, std::size_t n) {
    explicit_bzero(memory, n * sizeof(T));
    std::allocator<T>{}.deallocate(memory, n);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

/// Bytes that do not outlive their buffer. A vector, because a short string would live outside it.
using WipedBytes = std::vector<char, WipingAllocator<char>>;

inline std::string_view as_text(const WipedBytes& bytes) {
  return {bytes.data(), bytes.size()};
}

inline void append(WipedBytes& bytes, std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

}  // namespace rawan::io

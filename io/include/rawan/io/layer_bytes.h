#pragma once

#include "rawan/io/layer.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rawan::io {

/// Values one after the other, in the bytes of this machine: for files that only the same program
/// reads again.
class ByteWriter {
 public:
  template <class T>
  requires std::is_trivially_copyable_v<T>
  void put(const T& value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes_.append(raw, sizeof(T));
  }
  void put_text(std::string_view text);
  /// Layers with their shapes, nothing rounded.
  void put_layer(const Layer& layer);

  /// All so far.
  std::string_view bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads them back in the same order.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  /// @throws InputError "part_damaged" where the bytes end too early, as all of these.
  template <class T>
  requires std::is_trivially_copyable_v<T> T get() {
    T value;
    std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    return value;
  }
  /// A number of things to come, each of at least one byte.
  std::size_t get_count();
  std::string get_text();
  Layer get_layer();

 private:
  std::string_view take(std::size_t bytes);

  std::string_view rest_;
};

}  // namespace rawan::io

#pragma once

#include "rawan/algorithms/contract.h"
#include "record_parts.h"

#include <bitset>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// Records in few bytes, for the process that wrote them alone. What a record consists of is told
/// once, by `parts_of`: an archive that writes and one that reads are handed the same parts.
namespace rawan::io {

template <class T>
struct IsDuration : std::false_type {};
template <class R, class P>
struct IsDuration<std::chrono::duration<R, P>> : std::true_type {};
template <class T>
struct IsInstant : std::false_type {};
template <class C, class D>
struct IsInstant<std::chrono::time_point<C, D>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsBitset : std::false_type {};
template <std::size_t N>
struct IsBitset<std::bitset<N>> : std::true_type {};

/// Small numbers take one byte, whatever their sign.
class RecordWriter {
 public:
  explicit RecordWriter(std::string& bytes) : bytes_(&bytes) {}

  template <class... Parts>
  void operator()(const Parts&... parts) {
    (put(parts), ...);
  }

 private:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) *bytes_ += static_cast<char>(value | 0x80U);
    *bytes_ += static_cast<char>(value);
  }

  template <class T>
  void put(const T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      number(value.size());
      *bytes_ += value;
    } else if constexpr (std::is_same_v<T, double>) {
      char raw[sizeof(double)];
      std::memcpy(raw, &value, sizeof(double));
      bytes_->append(raw, sizeof(double));
    } else if constexpr (IsOptional<T>::value) {
      number(value ? 1 : 0);
      if (value) put(*value);
    } else if constexpr (IsDuration<T>::value) {
      put(value.count());
    } else if constexpr (IsInstant<T>::value) {
      put(value.time_since_epoch());
    } else if constexpr (IsBitset<T>::value) {
      number(value.to_ullong());
    } else if constexpr (std::is_enum_v<T>) {
      put(static_cast<std::underlying_type_t<T>>(value));
    } else if constexpr (std::is_unsigned_v<T>) {
      number(value);
    } else if constexpr (std::is_integral_v<T>) {
      const auto wide = static_cast<std::int64_t>(value);
      number(static_cast<std::uint64_t>(wide) << 1U ^ static_cast<std::uint64_t>(wide >> 63));
    } else {
      parts_of(*this, value);
    }
  }

  std::string* bytes_;
};

class RecordReader {
 public:
  explicit RecordReader(std::string_view bytes) : rest_(bytes) {}

  bool is_done() const { return rest_.empty(); }

  template <class... Parts>
  void operator()(Parts&... parts) {
    (get(parts), ...);
  }

 private:
  std::string_view take(std::size_t bytes) {
    expects(bytes <= rest_.size(), "a record is read as it was written");
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).front());
      value |= (byte & std::uint64_t{0x7F}) << shift;
      if (byte < 0x80) return value;
    }
  }

  template <class T>
  void get(T& value) {
    if constexpr (std::is_same_v<T, std::string>) {
      value = take(number());
    } else if constexpr (std::is_same_v<T, double>) {
      std::memcpy(&value, take(sizeof(double)).data(), sizeof(double));
    } else if constexpr (IsOptional<T>::value) {
      if (number() == 0) return value.reset();
      get(value.emplace());
    } else if constexpr (IsDuration<T>::value) {
      typename T::rep count{};
      get(count);
      value = T(count);
    } else if constexpr (IsInstant<T>::value) {
      typename T::duration since{};
      get(since);
      value = T(since);
    } else if constexpr (IsBitset<T>::value) {
      value = T(number());
    } else if constexpr (std::is_enum_v<T>) {
      std::underlying_type_t<T> code{};
      get(code);
      value = static_cast<T>(code);
    } else if constexpr (std::is_unsigned_v<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::is_integral_v<T>) {
      const std::uint64_t folded = number();
      value = static_cast<T>(static_cast<std::int64_t>(folded >> 1U) ^
                             -static_cast<std::int64_t>(folded & 1U));
    } else {
      parts_of(*this, value);
    }
  }

  std::string_view rest_;
};

}  // namespace rawan::io

#pragma once

#include <chrono>
#include <compare>
#include <cstdint>

namespace rawan {

/// A number with a meaning. Quantities of different kinds do not mix.
template <class Kind>
struct Quantity {
  double value = 0.0;

  constexpr Quantity() = default;
  constexpr explicit Quantity(double v) : value(v) {}

  friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;
  friend constexpr Quantity operator+(Quantity a, Quantity b) {
    return Quantity(a.value + b.value);
  }
  friend constexpr Quantity operator-(Quantity a, Quantity b) {
    return Quantity(a.value - b.value);
  }
  friend constexpr Quantity operator*(double k, Quantity q) { return Quantity(k * q.value); }
  friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};

using Meters = Quantity<struct LengthKind>;
using SquareMeters = Quantity<struct AreaKind>;
using WomenConsulted = Quantity<struct ExposureKind>;

using Seconds = std::chrono::duration<std::int32_t>;
using Minutes = std::chrono::duration<std::int32_t, std::ratio<60>>;
using Day = std::chrono::sys_days;

inline namespace literals {
constexpr Meters operator""_m(long double v) {
  return Meters(static_cast<double>(v));
}
constexpr Meters operator""_m(unsigned long long v) {
  return Meters(static_cast<double>(v));
}
constexpr Meters operator""_km(long double v) {
  return Meters(1000.0 * static_cast<double>(v));
}
constexpr Meters operator""_km(unsigned long long v) {
  return Meters(1000.0 * static_cast<double>(v));
}
}  // namespace literals

}  // namespace rawan

#include "attack/hidden_places.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

namespace rawan::engine::attack {
namespace {

constexpr double kMeter = 1.0;
constexpr double kMeterInDegrees = 1.0 / 111'320.0;
constexpr std::array kScales{1e5, 1e6, 1e7};
constexpr std::size_t kApart = 80;  ///< Bytes between two written numbers of a pair.
constexpr int kFewestDecimals = 4;

template <class T>
T number_at(const char* bytes, bool reversed) {
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), bytes, sizeof(T));
  if (reversed) std::ranges::reverse(raw);
  return std::bit_cast<T>(raw);
}

/// A number as it is written.
struct Written {
  double value = 0.0;
  int decimals = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The number that begins at `at`, with at most three digits before the mark.
Written written_at(std::string_view text, std::size_t at) {
  Written number{.begin = at};
  std::string digits;
  std::size_t i = at;
  if (text[i] == '-') digits += text[i++];
  while (i < text.size() && is_digit(text[i])) digits += text[i++];
  if (i < text.size() && (text[i] == '.' || text[i] == ',')) {
    digits += '.';
    for (++i; i < text.size() && is_digit(text[i]); ++i) {
      digits += text[i];
      ++number.decimals;
    }
  }
  number.end = std::max(i, at + 1);
  std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  return number;
}

/// Half of the last place, or a meter if that is more.
double rounding_of(const Written& number) {
  return std::max(kMeterInDegrees, 0.5 * std::pow(10.0, -number.decimals) * (1.0 + 1e-9));
}

}  // namespace

HiddenPlaces::HiddenPlaces(const std::vector<io::GeoPoint>& places, io::MetricCrs crs) {
  if (places.empty()) return;
  const io::Projector projector(crs);
  for (const io::GeoPoint place : places) {
    degrees_.push_back({place.lon, place.lat});
    const Point p = projector.to_meters(place);
    meters_.push_back({p.x, p.y});
  }
  std::ranges::sort(degrees_, {}, &Pair::x);
  std::ranges::sort(meters_, {}, &Pair::x);
}

bool HiddenPlaces::near(const std::vector<Pair>& sorted, double x, double y, double tolerance) {
  if (sorted.empty() || !(x >= sorted.front().x - tolerance && x <= sorted.back().x + tolerance)) {
    return false;
  }
  auto at = std::ranges::lower_bound(sorted, x - tolerance, {}, &Pair::x);
  for (; at != sorted.end() && at->x <= x + tolerance; ++at) {
    if (std::abs(at->y - y) <= tolerance) return true;
  }
  return false;
}

bool HiddenPlaces::is_place(double a, double b) const {
  return near(degrees_, a, b, kMeterInDegrees) || near(degrees_, b, a, kMeterInDegrees) ||
         near(meters_, a, b, kMeter) || near(meters_, b, a, kMeter);
}

bool HiddenPlaces::is_scaled_place(double a, double b) const {
  return std::ranges::any_of(kScales, [&](double scale) {
    return near(degrees_, a / scale, b / scale, kMeterInDegrees) ||
           near(degrees_, b / scale, a / scale, kMeterInDegrees);
  });
}

bool HiddenPlaces::stand_as_numbers_in(std::string_view bytes) const {
  constexpr std::size_t kReal = sizeof(double);
  constexpr std::size_t kWhole = sizeof(std::int32_t);
  for (std::size_t at = 0; at + 2 * kWhole <= bytes.size(); ++at) {
    const char* here = bytes.data() + at;
    for (const bool reversed : {false, true}) {
      const auto a = number_at<std::int32_t>(here, reversed);
      const auto b = number_at<std::int32_t>(here + kWhole, reversed);
      if (is_scaled_place(a, b)) return true;
      if (at + 2 * kReal > bytes.size()) continue;
      const auto x = number_at<double>(here, reversed);
      const auto y = number_at<double>(here + kReal, reversed);
      if (is_place(x, y)) return true;
    }
  }
  return false;
}

bool HiddenPlaces::stand_as_text_in(std::string_view bytes) const {
  Written before;
  for (std::size_t at = 0; at < bytes.size();) {
    if (!is_digit(bytes[at]) && bytes[at] != '-') {
      ++at;
      continue;
    }
    const Written number = written_at(bytes, at);
    at = number.end;
    if (number.decimals < kFewestDecimals) continue;
    const bool follows = before.decimals > 0 && number.begin - before.end <= kApart;
    const double tolerance = std::max(rounding_of(before), rounding_of(number));
    if (follows && (near(degrees_, before.value, number.value, tolerance) ||
                    near(degrees_, number.value, before.value, tolerance))) {
      return true;
    }
    before = number;
  }
  return false;
}

}  // namespace rawan::engine::attack

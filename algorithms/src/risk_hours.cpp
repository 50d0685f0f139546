#include "rawan/algorithms/risk_hours.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rawan {
namespace {

constexpr std::int32_t kMinutesPerWeek = 7 * 24 * 60;

std::size_t hour_of(std::int32_t minute) {
  return static_cast<std::size_t>(minute / 60 % 24);
}

double weight_within(const HourWeights& hours, std::size_t begin, std::size_t length) {
  double sum = 0.0;
  for (std::size_t k = 0; k < length; ++k) sum += hours[(begin + k) % 24];
  return sum;
}

}  // namespace

void add_stretch(HourWeights& hours, std::int32_t begin_minute, std::int32_t end_minute,
                 double weight) {
  expects(begin_minute >= 0, "a stretch begins at or after midnight");
  expects(end_minute >= begin_minute, "a stretch must not end before it begins");
  const std::int32_t length = end_minute - begin_minute;
  if (length == 0) {
    hours[hour_of(begin_minute)] += weight;
    return;
  }
  if (length > kMinutesPerWeek) {
    for (double& hour : hours) hour += weight / 24.0;
    return;
  }
  for (std::int32_t at = begin_minute; at < end_minute;) {
    const std::int32_t next = std::min(end_minute, (at / 60 + 1) * 60);
    hours[hour_of(at)] += weight * (next - at) / length;
    at = next;
  }
}

HourRange risk_hours(const HourWeights& hours, double share) {
  expects(share > 0.0 && share <= 1.0, "a share lies in (0, 1]");
  for (const double hour : hours) {
    expects(std::isfinite(hour) && hour >= 0.0, "weights of hours are >= 0");
  }
  const double total = weight_within(hours, 0, 24);
  if (total <= 0.0) return {0, 24};
  // Sums that start at different hours differ in their last bits.
  const double wanted = share * total * (1.0 - 1e-12);
  for (std::uint32_t length = 1; length < 24; ++length) {
    for (std::uint32_t begin = 0; begin < 24; ++begin) {
      if (weight_within(hours, begin, length) >= wanted) return {begin, begin + length};
    }
  }
  return {0, 24};
}

}  // namespace rawan

#include "rawan/algorithms/aoristic.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <cmath>

namespace rawan {
namespace {

constexpr std::int64_t kHour = 60;
constexpr std::int64_t kWeek = 168 * kHour;

std::int64_t floor_to_hour(std::int64_t minute) {
  return minute - ((minute % kHour) + kHour) % kHour;
}

std::size_t hour_of_week(std::int64_t minute) {
  return static_cast<std::size_t>(((minute % kWeek) + kWeek) % kWeek / kHour);
}

void add_span(WeekHourWeights& hours, const TimeSpan& span, double weight) {
  const std::int64_t length = span.end - span.begin;
  if (length == 0) {
    hours[hour_of_week(span.begin)] += weight;
    return;
  }
  for (std::int64_t at = span.begin; at < span.end;) {
    const std::int64_t next = std::min(span.end, floor_to_hour(at) + kHour);
    hours[hour_of_week(at)] +=
        weight * static_cast<double>(next - at) / static_cast<double>(length);
    at = next;
  }
}

}  // namespace

AoristicWeights aoristic_weights(std::span<const TimeSpan> spans, std::span<const double> weights) {
  expects(weights.empty() || weights.size() == spans.size(), "one weight per span");
  AoristicWeights result;
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    const double weight = weights.empty() ? 1.0 : weights[i];
    expects(weight >= 0.0 && std::isfinite(weight), "weights are finite and >= 0");
    if (spans[i].end < spans[i].begin) {
      result.backward.push_back(i);
    } else if (spans[i].end - spans[i].begin > kWeek) {
      result.too_long.push_back(i);
      for (double& hour : result.hours_of_week) hour += weight / 168.0;
    } else {
      add_span(result.hours_of_week, spans[i], weight);
    }
  }
  for (std::size_t h = 0; h < result.hours_of_week.size(); ++h) {
    result.hours_of_day[h % 24] += result.hours_of_week[h];
    result.days[h / 24] += result.hours_of_week[h];
  }
  return result;
}

}  // namespace rawan

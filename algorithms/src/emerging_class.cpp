#include "rawan/algorithms/contract.h"
#include "rawan/algorithms/emerging_hot_spots.h"

#include <algorithm>

namespace rawan {
namespace {

/// How a series looks from one side.
struct Record {
  std::size_t steps = 0;
  std::size_t hot = 0;       ///< Steps of this side.
  std::size_t last_run = 0;  ///< Of them, those in one run up to the last step.
  bool ever_cold = false;    ///< Any step of the other side.

  bool nearly_always(double share) const {
    return static_cast<double>(hot) >= share * static_cast<double>(steps) * (1.0 - 1e-12);
  }
};

Heat opposite(Heat side) {
  return side == Heat::hot ? Heat::cold : Heat::hot;
}

Record record_of(std::span<const Heat> steps, Heat side) {
  Record record{.steps = steps.size()};
  for (const Heat step : steps) {
    record.last_run = step == side ? record.last_run + 1 : 0;
    record.hot += step == side ? 1 : 0;
    record.ever_cold = record.ever_cold || step == opposite(side);
  }
  return record;
}

EmergingPattern by_trend(Direction trend, Heat side) {
  if (trend == Direction::steady) return EmergingPattern::persistent;
  const bool grows = (trend == Direction::rising) == (side == Heat::hot);
  return grows ? EmergingPattern::intensifying : EmergingPattern::diminishing;
}

/// Of a series whose last step is of this side.
EmergingPattern present_pattern(const Record& record, Heat side, Direction trend, double share) {
  if (record.nearly_always(share)) return by_trend(trend, side);
  if (record.hot == 1) return EmergingPattern::newly;
  if (record.hot == record.last_run) return EmergingPattern::consecutive;
  return record.ever_cold ? EmergingPattern::oscillating : EmergingPattern::sporadic;
}

}  // namespace

EmergingClass emerging_class(std::span<const Heat> steps, Direction trend, double share) {
  expects(!steps.empty(), "a series has steps");
  expects(share > 0.0 && share <= 1.0, "a share lies in (0, 1]");
  const Heat now = steps.back();
  if (now != Heat::neither) {
    return {present_pattern(record_of(steps, now), now, trend, share), now};
  }
  for (const Heat side : {Heat::hot, Heat::cold}) {
    if (record_of(steps, side).nearly_always(share)) return {EmergingPattern::historical, side};
  }
  return {};
}

}  // namespace rawan

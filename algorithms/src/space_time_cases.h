#pragma once

#include "cylinders.h"
#include "scan_cases.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rawan {

/// Cases by place and period when nothing happens, given what the model holds fixed.
class RandomTimes {
 public:
  /// @param observed rows of each place, by period.
  RandomTimes(SpaceTimeModel model, const PopulationInTime& population,
              std::span<const std::vector<PeriodCases>> observed);

  std::uint64_t total() const { return period_of_.size(); }
  /// Replicates first ... first + lanes - 1, lanes <= kLanes.
  LaneEvents draw(std::uint64_t seed, std::uint64_t first, std::size_t lanes) const;

 private:
  struct Case {
    std::uint32_t place;
    std::uint32_t period;
  };
  std::vector<Case> draw_one(Stream& random) const;
  std::vector<Case> shuffled_times(Stream& random) const;
  Case draw_case(Stream& random) const;

  SpaceTimeModel model_;
  std::size_t places_;
  std::size_t periods_;
  std::vector<std::uint32_t> place_of_;  // of each case, by place, then period
  std::vector<std::uint32_t> period_of_;
  AliasTable by_weight_;
  std::vector<double> running_;  // population up to each period: one row, or one per place
};

}  // namespace rawan

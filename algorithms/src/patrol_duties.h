#pragma once

#include "patrol_model.h"

#include <cstdint>
#include <vector>

namespace rawan::patrol {

/// What stops, villages and units have had of the period, and what they still lack. The limits of
/// single tours are elsewhere.
class Duties {
 public:
  explicit Duties(const Model& model);

  /// Whether one more visit breaks no limit of the period.
  bool may_visit(std::uint32_t stop, std::uint32_t shift) const;
  void add(std::uint32_t stop, std::uint32_t shift);
  void remove(std::uint32_t stop, std::uint32_t shift);

  std::int64_t missing() const { return missing_; }  ///< Visits of required stops.
  std::int64_t unmet() const { return unmet_; }      ///< Visits villages lack.
  bool is_missing(std::uint32_t stop) const;
  bool is_unmet(std::uint32_t stop) const { return unmet_of_[model_->stops[stop].village] > 0; }
  /// Visits the village of a stop would lack less after a visit in this shift.
  std::int64_t gain(std::uint32_t stop, std::uint32_t shift) const;

 private:
  std::int64_t lack_of(std::uint32_t village) const;
  std::int64_t lack_by_gaps(std::uint32_t village, std::int32_t extra_day) const;
  void change(std::uint32_t stop, std::uint32_t shift, int by);
  std::uint32_t& on_day(std::uint32_t village, std::int32_t day);

  const Model* model_;
  std::vector<std::vector<std::int32_t>> days_of_;  ///< Of the visits of a stop.
  std::vector<std::int64_t> visits_of_;             ///< Of a village, as all below.
  std::vector<std::int64_t> dwell_of_;
  std::vector<std::uint32_t> day_visits_;  ///< villages x days.
  std::vector<std::int64_t> unmet_of_;
  std::vector<std::int64_t> dwell_of_unit_;
  std::int64_t missing_ = 0;
  std::int64_t unmet_ = 0;
};

}  // namespace rawan::patrol

#include "patrol_duties.h"

#include <algorithm>
#include <cstdlib>

namespace rawan::patrol {
namespace {

constexpr std::int32_t kNoDay = -1;

bool has_room(Seconds limit, std::int64_t used, Time more) {
  return limit <= Seconds{} || used + more <= limit.count();
}

}  // namespace

Duties::Duties(const Model& model)
    : model_(&model),
      days_of_(model.stops.size()),
      visits_of_(model.villages.size()),
      dwell_of_(model.villages.size()),
      day_visits_(model.villages.size() * static_cast<std::size_t>(model.days)),
      unmet_of_(model.villages.size()),
      dwell_of_unit_(model.units.size()) {
  for (const ModelStop& s : model.stops) missing_ += s.required;
  for (std::uint32_t v = 0; v < model.villages.size(); ++v) {
    unmet_of_[v] = lack_of(v);
    unmet_ += unmet_of_[v];
  }
}

bool Duties::may_visit(std::uint32_t stop, std::uint32_t shift) const {
  const ModelStop& s = model_->stops[stop];
  const ModelShift& tour = model_->shifts[shift];
  if (days_of_[stop].size() >= s.max_visits) return false;
  for (const std::int32_t day : days_of_[stop]) {
    if (std::abs(day - tour.day) < s.min_gap_days) return false;
  }
  const Village& village = model_->villages[s.village];
  return visits_of_[s.village] < village.max_visits &&
         has_room(village.max_dwell, dwell_of_[s.village], s.dwell) &&
         has_room(model_->units[tour.unit].max_dwell, dwell_of_unit_[tour.unit], s.dwell);
}

bool Duties::is_missing(std::uint32_t stop) const {
  return days_of_[stop].size() < model_->stops[stop].required;
}

void Duties::add(std::uint32_t stop, std::uint32_t shift) {
  if (is_missing(stop)) --missing_;
  days_of_[stop].push_back(model_->shifts[shift].day);
  change(stop, shift, 1);
}

void Duties::remove(std::uint32_t stop, std::uint32_t shift) {
  auto& days = days_of_[stop];
  days.erase(std::find(days.begin(), days.end(), model_->shifts[shift].day));
  if (is_missing(stop)) ++missing_;
  change(stop, shift, -1);
}

std::uint32_t& Duties::on_day(std::uint32_t village, std::int32_t day) {
  return day_visits_[village * static_cast<std::size_t>(model_->days) +
                     static_cast<std::size_t>(day)];
}

void Duties::change(std::uint32_t stop, std::uint32_t shift, int by) {
  const ModelStop& s = model_->stops[stop];
  const ModelShift& tour = model_->shifts[shift];
  visits_of_[s.village] += by;
  dwell_of_[s.village] += std::int64_t{by} * s.dwell;
  dwell_of_unit_[tour.unit] += std::int64_t{by} * s.dwell;
  on_day(s.village, tour.day) += static_cast<std::uint32_t>(by);
  unmet_ -= unmet_of_[s.village];
  unmet_of_[s.village] = lack_of(s.village);
  unmet_ += unmet_of_[s.village];
}

/// A visit on the missing day mends a gap and counts towards the least number: the larger lack is
/// what is missing.
std::int64_t Duties::lack_of(std::uint32_t village) const {
  const std::int64_t least = model_->villages[village].min_visits;
  const std::int64_t by_number = std::max<std::int64_t>(0, least - visits_of_[village]);
  return std::max(by_number, lack_by_gaps(village, kNoDay));
}

std::int64_t Duties::lack_by_gaps(std::uint32_t village, std::int32_t extra_day) const {
  const Village& v = model_->villages[village];
  if (v.max_gap_days <= 0) return 0;
  const std::uint32_t* visits = &day_visits_[village * static_cast<std::size_t>(model_->days)];
  std::int32_t before = v.last_visit.value_or(-1);
  std::int64_t lack = 0;
  for (std::int32_t day = 0; day <= model_->days; ++day) {
    if (day < model_->days && day != extra_day && visits[day] == 0) continue;
    lack += (day - before - 1) / (v.max_gap_days + 1);
    before = day;
  }
  return lack;
}

std::int64_t Duties::gain(std::uint32_t stop, std::uint32_t shift) const {
  const std::uint32_t village = model_->stops[stop].village;
  const std::int64_t least = model_->villages[village].min_visits;
  const std::int64_t by_number = std::max<std::int64_t>(0, least - visits_of_[village] - 1);
  const std::int64_t by_gaps = lack_by_gaps(village, model_->shifts[shift].day);
  return unmet_of_[village] - std::max(by_number, by_gaps);
}

}  // namespace rawan::patrol

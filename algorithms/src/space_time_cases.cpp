#include "space_time_cases.h"

#include <algorithm>

namespace rawan {
namespace {

std::vector<double> running_sums(const std::vector<double>& values, std::size_t row) {
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    result[i] = values[i] + (i % row == 0 ? 0.0 : result[i - 1]);
  }
  return result;
}

}  // namespace

RandomTimes::RandomTimes(SpaceTimeModel model, const PopulationInTime& population,
                         std::span<const std::vector<PeriodCases>> observed)
    : model_(model),
      places_(observed.size()),
      periods_(population.periods()),
      by_weight_(population.weight),
      running_(running_sums(
          population.by_period.empty() ? population.profile : population.by_period, periods_)) {
  for (std::uint32_t place = 0; place < observed.size(); ++place) {
    for (const PeriodCases& row : observed[place]) {
      place_of_.insert(place_of_.end(), row.cases, place);
      period_of_.insert(period_of_.end(), row.cases, row.period);
    }
  }
}

LaneEvents RandomTimes::draw(std::uint64_t seed, std::uint64_t first, std::size_t lanes) const {
  std::vector<std::vector<Case>> drawn;
  LaneEvents events{std::vector<std::uint32_t>(places_ + 1, 0), {}};
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    Stream random(seed, first + lane);
    drawn.push_back(draw_one(random));
    for (const Case& one : drawn.back()) ++events.start[one.place + 1];
  }
  for (std::size_t place = 0; place < places_; ++place) {
    events.start[place + 1] += events.start[place];
  }
  events.at.resize(events.start.back());
  std::vector<std::uint32_t> next(events.start.begin(), events.start.end() - 1);
  for (std::uint32_t lane = 0; lane < lanes; ++lane) {
    for (const Case& one : drawn[lane]) {
      events.at[next[one.place]++] = one.period * static_cast<std::uint32_t>(kLanes) + lane;
    }
  }
  return events;
}

std::vector<RandomTimes::Case> RandomTimes::draw_one(Stream& random) const {
  if (model_ == SpaceTimeModel::permutation) return shuffled_times(random);
  std::vector<Case> cases(total());
  for (Case& one : cases) one = draw_case(random);
  return cases;
}

std::vector<RandomTimes::Case> RandomTimes::shuffled_times(Stream& random) const {
  std::vector<std::uint32_t> times = period_of_;
  random.shuffle(std::span(times));
  std::vector<Case> cases(total());
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i] = {place_of_[i], times[i]};
  return cases;
}

RandomTimes::Case RandomTimes::draw_case(Stream& random) const {
  const std::uint32_t place = by_weight_.draw(random);
  const std::span all(running_);
  const auto row =
      running_.size() == periods_ ? all : all.subspan(std::size_t{place} * periods_, periods_);
  const auto at = std::ranges::upper_bound(row, random.uniform() * row.back()) - row.begin();
  return {place, static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(at, std::ssize(row) - 1))};
}

}  // namespace rawan

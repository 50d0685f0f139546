#include "portrait.h"

#include <algorithm>
#include <array>
#include <set>

namespace rawan::engine {
namespace {

/// The most frequent of some codes; ties go to the first of the list.
template <class Code, std::size_t Size>
class Tally {
 public:
  void add(Code code) { ++count_[static_cast<std::size_t>(code)]; }

  std::optional<Code> top() const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < Size; ++i) {
      if (count_[i] > count_[best]) best = i;
    }
    if (count_[best] == 0) return std::nullopt;
    return static_cast<Code>(best);
  }

 private:
  std::array<std::uint32_t, Size> count_{};
};

struct BandMinutes {
  std::int32_t begin;
  std::int32_t end;
};

/// Minutes of the bands of domain.md 2.5, row 11, in the order of `io::TimeBand`.
constexpr std::array<BandMinutes, 6> kBands{{{0, 5 * 60},
                                             {5 * 60, 11 * 60},
                                             {11 * 60, 15 * 60},
                                             {15 * 60, 18 * 60},
                                             {18 * 60, 24 * 60},
                                             {0, 24 * 60}}};

/// Adds the hours a report tells of; false if it tells none.
bool add_hours(const io::Report& report, HourWeights& hours) {
  if (report.occurred_time) {
    add_stretch(hours, report.occurred_time->count(), report.occurred_time->count(), 1.0);
    return true;
  }
  if (report.time_band == io::TimeBand::tidak_tahu) return false;
  const BandMinutes band = kBands[static_cast<std::size_t>(report.time_band)];
  add_stretch(hours, band.begin, band.end, 1.0);
  return true;
}

constexpr unsigned kWorkdays = 0x1f;
constexpr unsigned kWeekend = 0x60;

/// Hours of marks that tell when in the week they are meant.
struct WeekHours {
  HourWeights hours{};
  std::uint32_t timed = 0;

  void add(const io::Report& report) { timed += add_hours(report, hours) ? 1 : 0; }
};

/// The days of the week a mark speaks of; none: not told.
unsigned days_of(const io::Report& report) {
  return static_cast<unsigned>(report.weekdays.to_ulong());
}

}  // namespace

Portrait portrait_of(std::span<const std::uint32_t> marks, const Records& records,
                     const Exposure& exposure, const AnalysisConfig& config) {
  constexpr std::size_t kPlaces = static_cast<std::size_t>(io::PlaceType::lainnya) + 1;
  Tally<io::IssueType, io::kIssueTypes> issues;
  Tally<io::EnvFactor, io::kEnvFactors> factors;
  Tally<io::PlaceType, kPlaces> places;
  WeekHours all;
  WeekHours workdays;
  WeekHours weekend;
  std::set<std::uint32_t> dialogues;
  for (const std::uint32_t m : marks) {
    const io::Report& report = records.reports[exposure.marks[m].report];
    for (std::size_t i = 0; i < io::kIssueTypes; ++i) {
      const auto issue = static_cast<io::IssueType>(i);
      if (report.issues[i] && !io::is_referral(issue)) issues.add(issue);
    }
    for (std::size_t i = 0; i < io::kEnvFactors; ++i) {
      if (report.factors[i]) factors.add(static_cast<io::EnvFactor>(i));
    }
    places.add(report.place);
    all.add(report);
    if ((days_of(report) & kWorkdays) != 0) workdays.add(report);
    if ((days_of(report) & kWeekend) != 0) weekend.add(report);
    if (exposure.marks[m].dialogue) dialogues.insert(*exposure.marks[m].dialogue);
  }
  Portrait portrait{.marks = static_cast<std::uint32_t>(marks.size()),
                    .dialogues = static_cast<std::uint32_t>(dialogues.size()),
                    .issue = issues.top(),
                    .factor = factors.top(),
                    .place = places.top()};
  if (all.timed >= config.min_marks_for_hours) {
    portrait.hours = risk_hours(all.hours, config.risk_hours_share);
  }
  if (std::min(workdays.timed, weekend.timed) >= config.min_marks_for_hours) {
    portrait.workday_hours = risk_hours(workdays.hours, config.risk_hours_share);
    portrait.weekend_hours = risk_hours(weekend.hours, config.risk_hours_share);
  }
  return portrait;
}

}  // namespace rawan::engine

#include "rawan/engine/bursts.h"

#include "evidence.h"
#include "talks.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

constexpr std::chrono::days kWindow{7};

/// First days of unknown reporters of a village, and how many reporters it has.
struct Reporters {
  std::map<std::uint64_t, Day> unknown;
  std::set<std::uint64_t> all;
};

bool is_vouched_for(const io::Report& report, Origin origin, const Talks& talks) {
  if (report.status == io::ReportStatus::diverifikasi ||
      report.status == io::ReportStatus::selesai || origin == Origin::seen) {
    return true;
  }
  const auto found = talks.find(report.dialogue_id);
  return found != talks.end() && found->second.from_log;
}

/// What officers saw and what is only counted for services stands behind no village: it must not
/// make a burst look small either.
bool is_of_people(const Testimony& testimony) {
  return testimony.site && testimony.about_person && !testimony.is_referral && counts(testimony);
}

void add(const Testimony& testimony, const io::Report& report, const Talks& talks,
         Reporters& reporters) {
  reporters.all.insert(testimony.reporter);
  if (is_vouched_for(report, testimony.origin, talks)) return;
  const Day day = std::chrono::floor<std::chrono::days>(report.reported_at);
  const auto found = reporters.unknown.emplace(testimony.reporter, day).first;
  found->second = std::min(found->second, day);
}

/// The most reporters whose first days lie within the window.
std::size_t most_at_once(const std::map<std::uint64_t, Day>& unknown) {
  std::vector<Day> days;
  for (const auto& [reporter, day] : unknown) days.push_back(day);
  std::ranges::sort(days);
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < days.size(); ++last) {
    while (days[last] - days[first] >= kWindow) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

std::vector<bool> unverified_bursts(const Records& records, const Study& study,
                                    std::span<const Testimony> testimonies, std::uint32_t fewest) {
  const Talks talks = talks_of(records, study);
  std::vector<Reporters> reporters(study.sites.size());
  for (const Testimony& testimony : testimonies) {
    const io::Report& report = records.reports[testimony.report];
    if (!is_of_people(testimony)) continue;
    add(testimony, report, talks, reporters[*testimony.site]);
  }
  std::vector<bool> bursts;
  for (const Reporters& village : reporters) {
    const std::size_t most = most_at_once(village.unknown);
    bursts.push_back(most >= fewest && 2 * most >= village.all.size());
  }
  return bursts;
}

std::vector<bool> doubtful(const Records& records, const Study& study,
                           std::span<const Testimony> testimonies, std::uint32_t fewest) {
  const std::vector<bool> bursts = unverified_bursts(records, study, testimonies, fewest);
  const Talks talks = talks_of(records, study);
  std::vector<bool> doubtful;
  for (const Testimony& testimony : testimonies) {
    const bool in_burst = testimony.site && bursts[*testimony.site];
    doubtful.push_back(in_burst &&
                       !is_vouched_for(records.reports[testimony.report], testimony.origin, talks));
  }
  return doubtful;
}

}  // namespace rawan::engine

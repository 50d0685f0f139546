#include "reporter_cap.h"

#include "lattice.h"
#include "testimony_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

/// A cell of the lattice; without a point the village and what kind of place it is.
using Place = std::tuple<bool, std::int64_t, std::int64_t>;
using PlaceDay = std::tuple<std::uint64_t, Place, std::int64_t>;
using ReporterWeek = std::pair<std::uint64_t, std::int64_t>;

Place place_of(const io::Report& report, const io::Projector& projector, Meters cell) {
  if (!io::has_usable_point(report)) {
    const auto village = static_cast<std::int64_t>(report.village.value_or(io::VillageId{}));
    return {false, village, static_cast<std::int64_t>(report.place)};
  }
  const LatticeCell at = cell_of(projector.to_meters(*report.location), cell);
  return {true, at.column, at.row};
}

/// How many people stand behind one number of a reporter.
double people_behind(const io::Report& report, const Talks& talks, bool has_log) {
  const auto found = talks.find(report.dialogue_id);
  if (report.reporter || found == talks.end()) return 1.0;
  const Talk& talk = found->second;
  return has_log && !talk.from_log ? 1.0 : std::max(1.0, talk.women);
}

/// Takes one of what is left; false where nothing is.
template <class Key>
bool take(std::map<Key, std::uint64_t>& used, const Key& key, double allowed) {
  std::uint64_t& count = used[key];
  if (static_cast<double>(count) >= allowed) return false;
  ++count;
  return true;
}

}  // namespace

void cap_reporters(const Records& records, const Talks& talks, const Config& config,
                   std::vector<Testimony>& testimonies) {
  const io::Projector projector(records.crs.crs);
  const bool has_log = !records.visits.empty();
  std::map<PlaceDay, std::uint64_t> of_place;
  std::map<ReporterWeek, std::uint64_t> of_week;
  for (const std::uint32_t i : order_of(records, testimonies)) {
    Testimony& testimony = testimonies[i];
    const io::Report& report = records.reports[testimony.report];
    if (testimony.same_as || report.type == io::RecordType::nihil) continue;
    const std::int64_t day =
        std::chrono::floor<std::chrono::days>(report.reported_at).time_since_epoch().count();
    constexpr std::int64_t kMondayOffset = 3;  // The first of January 1970 was a Thursday.
    const auto week =
        static_cast<std::int64_t>(std::floor(static_cast<double>(day + kMondayOffset) / 7.0));
    const bool is_seen = testimony.origin == Origin::seen;
    const double people = is_seen ? 1.0 : people_behind(report, talks, has_log);
    const double weekly = is_seen ? std::numeric_limits<double>::infinity()
                                  : people * static_cast<double>(config.evidence.reports_per_week);
    const Place place = place_of(report, projector, config.analysis.cell);
    const bool counts = take(of_place, PlaceDay(testimony.reporter, place, day), people) &&
                        take(of_week, ReporterWeek(testimony.reporter, week), weekly);
    if (counts) continue;
    testimony.over_cap = true;
    testimony.weight = 0.0;
  }
}

}  // namespace rawan::engine

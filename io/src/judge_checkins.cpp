#include "rawan/io/stop_code.h"
#include "row_reader.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>

namespace rawan::io {
namespace {

using Clock = std::chrono::seconds;
using Key = std::pair<Day, std::string>;

constexpr Clock kDay{86'400};
constexpr Clock kSameScan{60};
/// A scan farther from its visit than this comes from a clock that is wrong.
constexpr Clock kFarthest = std::chrono::hours(12);
constexpr Clock kLongestStay = std::chrono::hours(8);

/// A scan of a code of this schedule, after midnight of its date.
struct Scan {
  std::size_t row = 0;
  std::size_t visit = 0;
  Clock time{};
};

/// The visits of the schedule by the two things a code says of them.
std::map<Key, std::size_t> by_code(const std::vector<Dwell>& visits) {
  std::map<Key, std::size_t> found;
  for (std::size_t i = 0; i < visits.size(); ++i) {
    found.emplace(Key{visits[i].date, visits[i].stop_id}, i);
  }
  return found;
}

/// Minutes of a stay that may pass midnight.
std::optional<Minutes> minutes_between(const std::optional<Minutes>& start,
                                       const std::optional<Minutes>& end) {
  constexpr Minutes kDayMinutes{1440};
  if (!start || !end) return std::nullopt;
  return (*end - *start + 2 * kDayMinutes) % kDayMinutes;
}

/// The visits that people could make, each in a village of the area.
std::vector<Dwell> visits_of(const OverrideSheet& schedule, const Region& region) {
  std::vector<Dwell> visits;
  for (const Override& row : schedule.rows) {
    const auto village = std::ranges::find_if(
        region.villages, [&](VillageId id) { return to_dotted(id) == row.village_code; });
    if (!row.is_kept || village == region.villages.end()) continue;
    visits.push_back({.source = {},
                      .date = row.date,
                      .squad_id = row.squad_id,
                      .shift_code = row.shift_code,
                      .stop_id = row.stop_id,
                      .village = *village,
                      .planned = minutes_between(row.start, row.end)});
  }
  std::ranges::sort(visits, {}, [](const Dwell& visit) {
    return std::tuple(visit.date, visit.squad_id, visit.stop_id);
  });
  return visits;
}

/// Reads scans, gives each to its visit, and judges those of one visit together.
class ScanJudge {
 public:
  ScanJudge(const TextTable& table, const TableContext& context, const OverrideSheet& schedule,
            SourceId source)
      : table_(table),
        reader_(table, "checkins", context.source->date_order, Day::max(), source),
        order_(date_order_of(context.source->date_order)),
        visits_(visits_of(schedule, *context.region)),
        visit_of_(by_code(visits_)) {
    for (const Override& row : schedule.rows) plan_ = row.plan;
    for (const Override& row : schedule.rows) {
      if (row.start) starts_.emplace(Key{row.date, row.stop_id}, *row.start);
    }
  }

  CheckinTable judge(Ledger& ledger) {
    read_scans();
    std::ranges::stable_sort(scans_, {},
                             [](const Scan& scan) { return std::pair(scan.visit, scan.time); });
    for (std::size_t from = 0; from < scans_.size();) {
      std::size_t to = from;
      while (to < scans_.size() && scans_[to].visit == scans_[from].visit) ++to;
      judge_visit(std::span(scans_).subspan(from, to - from));
      from = to;
    }
    return close(ledger);
  }

 private:
  void read_scans() {
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      reader_.go_to(row);
      const auto scan = read_scan(row);
      issues_.push_back(reader_.issues());
      if (scan) scans_.push_back(*scan);
    }
  }

  std::optional<Scan> read_scan(std::size_t row) {
    const Cell code = reader_.cell("code");
    const StopCodeReading reading = read_stop_code(code.text);
    if (reading.fault != StopCodeFault::none) {
      const bool misread = reading.fault == StopCodeFault::misread;
      reader_.issues().add(code.header, misread ? "scan_misread" : "scan_not_a_code");
      return std::nullopt;
    }
    if (reading.code.plan != plan_) {
      reader_.issues().add(code.header, "scan_other_plan");
      return std::nullopt;
    }
    const auto visit = visit_of_.find({reading.code.date, reading.code.stop});
    if (visit == visit_of_.end()) {
      reader_.issues().add(code.header, "scan_unknown_stop");
      return std::nullopt;
    }
    const auto time = read_time(visit->second);
    return time ? std::optional(Scan{row, visit->second, *time}) : std::nullopt;
  }

  /// Local time after midnight of the visit's date.
  std::optional<Clock> read_time(std::size_t visit) {
    const Cell cell = reader_.cell("time");
    const auto moment = parse_moment(cell.text, order_);
    if (!moment || !moment->clock) {
      reader_.issues().add(cell.header, "time_invalid");
      return std::nullopt;
    }
    const Dwell& dwell = visits_[visit];
    Clock time = *moment->clock + (moment->day - dwell.date).count() * kDay;
    if (moment->offset) time += Clock(utc_offset(dwell.village)) - *moment->offset;
    const auto planned = starts_.find({dwell.date, dwell.stop_id});
    const Clock expected = planned == starts_.end() ? kDay / 2 : Clock(planned->second);
    if (time < std::max(Clock{}, expected - kFarthest) || time > expected + kFarthest) {
      reader_.issues().add(cell.header, "scan_clock");
      return std::nullopt;
    }
    return time;
  }

  void note(const Scan& scan, std::string_view reason) { issues_[scan.row].add({}, reason); }

  /// The first scan is the arrival, the last one the departure.
  void judge_visit(std::span<const Scan> scans) {
    std::vector<Scan> kept{scans.front()};
    for (const Scan& scan : scans.subspan(1)) {
      if (scan.time - kept.back().time < kSameScan) {
        note(scan, "scan_repeated");
      } else {
        kept.push_back(scan);
      }
    }
    for (std::size_t i = 1; i + 1 < kept.size(); ++i) note(kept[i], "scan_between");
    Dwell& dwell = visits_[kept.front().visit];
    dwell.source = issues_[kept.front().row].record();
    dwell.arrived = std::chrono::floor<Minutes>(kept.front().time);
    if (kept.size() == 1) {
      note(kept.front(), "scan_alone");
    } else if (kept.back().time - kept.front().time > kLongestStay) {
      note(kept.back(), "scan_too_long");
    } else {
      dwell.left =
          *dwell.arrived + std::chrono::round<Minutes>(kept.back().time - kept.front().time);
    }
  }

  CheckinTable close(Ledger& ledger) {
    CheckinTable table{.visits = std::move(visits_), .rejected = table_.bad_rows.size()};
    for (const RowIssues& row : issues_) {
      close_row(row, ledger);
      if (row.issues().empty()) {
        ++table.accepted;
      } else if (row.outcome() == Outcome::rejected) {
        ++table.rejected;
      } else {
        ++table.flagged;
      }
    }
    return table;
  }

  const TextTable& table_;
  RowReader reader_;
  DateOrder order_;
  std::vector<Dwell> visits_;
  std::map<Key, std::size_t> visit_of_;
  std::map<Key, Minutes> starts_;
  std::string plan_;
  std::vector<Scan> scans_;
  std::vector<RowIssues> issues_;
};

}  // namespace

CheckinTable judge_checkins(const TextTable& table, const TableContext& context,
                            const OverrideSheet& schedule, Ledger& ledger) {
  const SourceId source = open_source(table, "checkins", ledger);
  require_columns(table, *find_schema("checkins"), {"code", "time"});
  return ScanJudge(table, context, schedule, source).judge(ledger);
}

}  // namespace rawan::io

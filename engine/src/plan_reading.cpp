#include "plan_reading.h"

#include "layer_style.h"

#include <algorithm>
#include <map>
#include <variant>

namespace rawan::engine {
namespace {

constexpr Seconds kDay{86'400};

using Rows = std::vector<const io::ScheduledVisit*>;

/// The clock of a sheet as a time of the shift's day: a shift over midnight has times on the next.
Seconds time_of_shift(Minutes clock, const patrol::Shift& shift) {
  const auto time = std::chrono::duration_cast<Seconds>(clock);
  return time < shift.start && shift.end > kDay && time + kDay <= shift.end + kDay / 4 ? time + kDay
                                                                                       : time;
}

/// Where lines belong.
class Desk {
 public:
  Desk(const Schedule& schedule, const std::vector<io::Squad>& squads, const PatrolConfig& config)
      : schedule_(schedule), config_(config) {
    for (std::uint32_t unit = 0; unit < squads.size(); ++unit) {
      unit_.emplace(squads[unit].id, unit);
    }
    for (std::uint32_t stop = 0; stop < schedule.stops.size(); ++stop) {
      stop_.emplace(schedule.stops[stop].id, stop);
    }
  }

  /// The shift a line belongs to; or the code of what is wrong with it.
  std::variant<std::uint32_t, std::string> shift_of(const io::ScheduledVisit& row) const {
    const auto unit = unit_.find(row.squad_id);
    if (unit == unit_.end()) return "unknown_squad";
    if (!stop_.contains(row.stop_id)) return "unknown_code";
    const auto day = static_cast<std::int32_t>((row.date - config_.start).count());
    const auto& shifts = schedule_.problem.shifts;
    const auto found = std::ranges::find_if(shifts, [&](const patrol::Shift& shift) {
      return shift.unit == unit->second && shift.day == day;
    });
    if (found == shifts.end()) return "not_on_duty";
    return static_cast<std::uint32_t>(found - shifts.begin());
  }

  std::uint32_t stop_of(const io::ScheduledVisit& row) const { return stop_.at(row.stop_id); }

 private:
  const Schedule& schedule_;
  const PatrolConfig& config_;
  std::map<std::string, std::uint32_t> unit_;
  std::map<std::string, std::uint32_t> stop_;
};

/// A stretch between two services, in which a break may lie.
struct Gap {
  Seconds from{};
  Seconds to{};
  Seconds travel{};
};

/// The break in the first gap that has room for it besides the way.
std::optional<Seconds> pause_in(const std::vector<Gap>& gaps, const patrol::Break& pause) {
  for (const Gap& gap : gaps) {
    const Seconds start = std::max(gap.from, pause.earliest);
    const bool fits = start <= pause.latest && start + pause.length <= gap.to &&
                      gap.to - gap.from >= gap.travel + pause.length;
    if (fits) return start;
  }
  return std::nullopt;
}

/// Builds the tour of one shift from the visits of its lines.
class TourBuilder {
 public:
  TourBuilder(const patrol::Problem& problem, const patrol::Shift& shift)
      : problem_(problem), shift_(shift), place_(shift.start_post) {}

  void visit(std::uint32_t stop, Seconds start, Seconds end) {
    const std::uint32_t place = problem_.stops[stop].place;
    const Seconds from = tour_.visits.empty() ? shift_.start : tour_.visits.back().departure;
    gaps_.push_back({from, start, drive(place)});
    if (end < start) end += kDay;
    tour_.visits.push_back({stop, start, start, end, go_to(place)});
  }

  patrol::Tour finish() && {
    if (tour_.visits.empty()) return {.start = shift_.start, .end = shift_.start};
    const Seconds last = tour_.visits.back().departure;
    const Seconds back = drive(shift_.end_post);
    gaps_.push_back({last, shift_.end, back});
    if (shift_.pause) tour_.pause = pause_in(gaps_, *shift_.pause);
    tour_.start = tour_.visits.front().start - gaps_.front().travel;
    tour_.end = last + back;
    if (tour_.pause) make_room();
    go_to(shift_.end_post);
    return std::move(tour_);
  }

 private:
  Seconds drive(std::uint32_t place) const {
    return Seconds(std::max(0, problem_.travel[shift_.travel].time(place_, place)));
  }

  double go_to(std::uint32_t place) {
    const double meters = problem_.travel[shift_.travel].distance(place_, place);
    tour_.meters += meters;
    place_ = place;
    return meters;
  }

  /// A break before the first visit or after the last one lengthens the way from or to the post.
  void make_room() {
    const Seconds length = shift_.pause->length;
    if (*tour_.pause < tour_.visits.front().start) {
      tour_.start = std::min(tour_.start - length, *tour_.pause);
    } else if (*tour_.pause >= tour_.visits.back().departure) {
      tour_.end = std::max(tour_.end + length, *tour_.pause + length);
    }
  }

  const patrol::Problem& problem_;
  const patrol::Shift& shift_;
  std::uint32_t place_;
  patrol::Tour tour_;
  std::vector<Gap> gaps_;
};

/// The lines of each shift in the order they are numbered, and those that fit none.
std::vector<Rows> rows_by_shift(std::span<const io::ScheduledVisit> rows, const Desk& desk,
                                std::size_t shifts, std::vector<SheetFault>& faults) {
  std::vector<Rows> of_shift(shifts);
  for (const io::ScheduledVisit& row : rows) {
    const auto shift = desk.shift_of(row);
    if (const auto* code = std::get_if<std::string>(&shift)) {
      faults.push_back({*code, row.source, row.squad_id, row.date});
    } else {
      of_shift[std::get<std::uint32_t>(shift)].push_back(&row);
    }
  }
  for (Rows& own : of_shift) {
    std::ranges::stable_sort(own, {}, &io::ScheduledVisit::order);
    for (std::size_t i = 1; i < own.size(); ++i) {
      if (own[i]->order != own[i - 1]->order) continue;
      faults.push_back({"order_twice", own[i]->source, own[i]->squad_id, own[i]->date});
    }
  }
  return of_shift;
}

}  // namespace

io::TableSource schedule_source(const std::filesystem::path& file, const Config& config,
                                const Catalogue& words) {
  io::TableSource source;
  source.path = file.string();
  if (file.extension() != ".xlsx" && file.extension() != ".XLSX") return source;
  const std::string title = layer_title("jadwal_patroli", words);
  source.table.layer =
      config.project.synthetic ? words.text("mark.synthetic") + " " + title : title;
  return source;
}

SheetPlan plan_of_sheet(std::span<const io::ScheduledVisit> rows, const Schedule& schedule,
                        const std::vector<io::Squad>& squads, const PatrolConfig& config) {
  const Desk desk(schedule, squads, config);
  const patrol::Problem& problem = schedule.problem;
  SheetPlan sheet;
  const auto of_shift = rows_by_shift(rows, desk, problem.shifts.size(), sheet.faults);
  for (std::size_t shift = 0; shift < problem.shifts.size(); ++shift) {
    TourBuilder builder(problem, problem.shifts[shift]);
    for (const io::ScheduledVisit* row : of_shift[shift]) {
      builder.visit(desk.stop_of(*row), time_of_shift(row->start, problem.shifts[shift]),
                    time_of_shift(row->end, problem.shifts[shift]));
    }
    sheet.plan.tours.push_back(std::move(builder).finish());
  }
  sheet.plan.score = patrol::total_worth(sheet.plan, problem);
  std::ranges::sort(sheet.faults, {}, [](const SheetFault& fault) { return fault.row.row; });
  return sheet;
}

}  // namespace rawan::engine

#include "overrides.h"

#include "plan_code.h"
#include "plan_reading.h"
#include "rawan/io/error.h"
#include "rawan/io/read_field.h"
#include "retimed_tour.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr Minutes kDay{1440};

/// A visit of the plan as drawn, and the line that speaks of it.
struct Spoken {
  std::size_t tour = 0;
  std::size_t visit = 0;
  const io::Override* row = nullptr;
};

using Key = std::tuple<Day, std::string, std::string>;

/// The copy of a commander beside the plan it was made from.
class Reading {
 public:
  Reading(const Schedule& schedule, const std::vector<io::Squad>& squads, Day start,
          const io::TableSource& source)
      : schedule_(schedule), source_(source), sheet_(io::read_overrides(source, ledger_)) {
    ledger_.prove_complete();
    for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
      const patrol::Shift& shift = schedule.problem.shifts[tour];
      const auto& visits = schedule.plan.tours[tour].visits;
      for (std::size_t i = 0; i < visits.size(); ++i) {
        const Key key{start + std::chrono::days(shift.day), squads[shift.unit].id,
                      schedule.stops[visits[i].stop].id};
        spoken_.emplace(key, Spoken{tour, i});
      }
    }
    expect_this_plan();
    assign();
  }

  /// Visits by tour, in the order asked for; those skipped are not there.
  std::vector<std::vector<Spoken>> tours() {
    std::vector<std::vector<Spoken>> tours(schedule_.plan.tours.size());
    for (const auto& [key, spoken] : spoken_) {
      const bool skipped = spoken.row != nullptr && spoken.row->is_kept && spoken.row->skip;
      if (!skipped) tours[spoken.tour].push_back(spoken);
    }
    for (std::vector<Spoken>& tour : tours) {
      std::ranges::sort(tour, {}, [](const Spoken& spoken) {
        return std::pair(asked_order(spoken), spoken.visit);
      });
      note_shared_orders(tour);
    }
    return tours;
  }

  /// Lines as the report tells them; their order in the changed tours is not known yet.
  std::vector<FollowUpRow> rows() const {
    std::map<std::uint64_t, FollowUpRow> rows;
    for (const io::Override& row : sheet_.rows) rows.emplace(row.source.row, row_of(row));
    for (const io::Issue& issue : ledger_.issues()) {
      if (issue.record.row == 0) continue;
      FollowUpRow& row = rows[issue.record.row];
      row.row = issue.record.row;
      row.reasons.push_back(issue.reason);
      const bool rejects = issue.effect >= io::Outcome::rejected;
      row.result = std::max(row.result, rejects ? RowResult::rejected : RowResult::flagged);
    }
    std::vector<FollowUpRow> list;
    for (auto& [number, row] : rows) list.push_back(std::move(row));
    return list;
  }

 private:
  static std::size_t asked_order(const Spoken& spoken) {
    const bool asks = spoken.row != nullptr && spoken.row->is_kept;
    return asks ? static_cast<std::size_t>(spoken.row->order) : spoken.visit + 1;
  }

  static Key key_of(const io::Override& row) { return {row.date, row.squad_id, row.stop_id}; }

  [[noreturn]] void refuse(const char* code, const io::Override& row,
                           const std::string& column) const {
    throw io::InputError(code, {.file = source_.path,
                                .layer = source_.table.layer,
                                .row = row.source.row,
                                .column = column});
  }

  void expect_this_plan() const {
    for (const io::Override& row : sheet_.rows) {
      if (row.plan != schedule_.code) refuse("override_other_plan", row, sheet_.plan_header);
    }
  }

  /// The first part of the key that no visit of the plan has together with those before it.
  const std::string& wrong_column(const io::Override& row) const {
    const auto is_any = [&](auto fits) {
      return std::ranges::any_of(spoken_, [&](const auto& entry) { return fits(entry.first); });
    };
    if (!is_any([&](const Key& key) { return std::get<0>(key) == row.date; })) {
      return sheet_.date_header;
    }
    const bool has_squad = is_any([&](const Key& key) {
      return std::get<0>(key) == row.date && std::get<1>(key) == row.squad_id;
    });
    return has_squad ? sheet_.stop_header : sheet_.squad_header;
  }

  void assign() {
    for (const io::Override& row : sheet_.rows) {
      const auto found = spoken_.find(key_of(row));
      if (found == spoken_.end()) refuse("override_row_unknown", row, wrong_column(row));
      if (found->second.row != nullptr) refuse("override_row_twice", row, sheet_.stop_header);
      found->second.row = &row;
      if (is_retimed(row, found->second)) note(row, sheet_.start_header, "time_not_followed");
    }
    // A row damaged as text has no key: it may be any of those that are missing.
    const std::uint64_t damaged = ledger_.source(sheet_.source).independent_count -
                                  static_cast<std::uint64_t>(sheet_.rows.size());
    const auto missing = static_cast<std::uint64_t>(std::ranges::count_if(
        spoken_, [](const auto& entry) { return entry.second.row == nullptr; }));
    if (missing <= damaged) return;
    throw io::InputError("override_rows_missing",
                         {.file = source_.path, .layer = source_.table.layer},
                         std::to_string(missing - damaged));
  }

  bool is_retimed(const io::Override& row, const Spoken& spoken) const {
    const patrol::Visit& visit = schedule_.plan.tours[spoken.tour].visits[spoken.visit];
    const auto differs = [](const std::optional<Minutes>& told, Seconds planned) {
      return told && *told % kDay != std::chrono::duration_cast<Minutes>(planned) % kDay;
    };
    return differs(row.start, visit.start) || differs(row.end, visit.departure);
  }

  void note(const io::Override& row, const std::string& column, const char* reason) {
    ledger_.note({.record = row.source,
                  .column = column,
                  .reason = reason,
                  .effect = io::effect_of(reason)});
  }

  void note_shared_orders(const std::vector<Spoken>& tour) {
    for (std::size_t i = 1; i < tour.size(); ++i) {
      if (tour[i].row == nullptr || asked_order(tour[i]) != asked_order(tour[i - 1])) continue;
      note(*tour[i].row, sheet_.order_header, "order_twice");
    }
  }

  FollowUpRow row_of(const io::Override& row) const {
    FollowUpRow told{.row = row.source.row,
                     .date = row.date,
                     .squad = row.squad_id,
                     .stop = row.stop_id,
                     .planned = spoken_.at(key_of(row)).visit + 1};
    if (!row.is_kept) return told;
    told.skipped = row.skip;
    told.done = row.done;
    told.remarks = row.remarks;
    return told;
  }

  const Schedule& schedule_;
  const io::TableSource& source_;
  io::Ledger ledger_;
  io::OverrideSheet sheet_;
  std::map<Key, Spoken> spoken_;
};

/// The tour with its visits in the order asked for; as drawn if nobody changed anything.
patrol::Tour changed_tour(const patrol::Tour& drawn, std::span<const Spoken> asked,
                          const patrol::Problem& problem, const patrol::Shift& shift) {
  std::vector<AskedVisit> visits;
  std::vector<std::uint32_t> before;
  std::vector<std::uint32_t> after;
  for (const patrol::Visit& visit : drawn.visits) before.push_back(visit.stop);
  for (const Spoken& spoken : asked) {
    const patrol::Visit& visit = drawn.visits[spoken.visit];
    visits.push_back({visit.stop, visit.departure - visit.start});
    after.push_back(visit.stop);
  }
  return before == after ? drawn : retimed_tour(problem, shift, visits);
}

patrol::Plan changed_plan(const Schedule& schedule, const std::vector<std::vector<Spoken>>& tours) {
  patrol::Plan plan;
  for (std::size_t tour = 0; tour < tours.size(); ++tour) {
    plan.tours.push_back(changed_tour(schedule.plan.tours[tour], tours[tour], schedule.problem,
                                      schedule.problem.shifts[tour]));
  }
  plan.score = patrol::total_worth(plan, schedule.problem);
  return plan;
}

/// What the changed plan breaks and the plan as drawn did not.
std::vector<patrol::Fault> new_faults(const patrol::Plan& drawn, const patrol::Plan& changed,
                                      const patrol::Problem& problem) {
  const std::vector<patrol::Fault> before = patrol::faults(drawn, problem);
  std::vector<patrol::Fault> faults = patrol::faults(changed, problem);
  std::erase_if(faults, [&](const patrol::Fault& fault) {
    return std::ranges::any_of(before, [&](const patrol::Fault& old) {
      return old.code == fault.code && old.shift == fault.shift && old.stop == fault.stop &&
             old.village == fault.village && old.number >= fault.number;
    });
  });
  return faults;
}

/// Gives a line its place in the changed tours and the faults there.
void locate(FollowUpRow& row, const std::vector<std::vector<Spoken>>& tours,
            const std::vector<patrol::Fault>& faults, const Schedule& drawn) {
  for (std::size_t tour = 0; tour < tours.size(); ++tour) {
    for (std::size_t i = 0; i < tours[tour].size(); ++i) {
      const Spoken& spoken = tours[tour][i];
      if (spoken.row == nullptr || spoken.row->source.row != row.row) continue;
      row.order = i + 1;
      const std::uint32_t stop = drawn.plan.tours[tour].visits[spoken.visit].stop;
      std::ranges::copy_if(faults, std::back_inserter(row.faults), [&](const patrol::Fault& fault) {
        return fault.shift == tour && fault.stop == stop;
      });
    }
  }
  if (!row.faults.empty()) row.result = std::max(row.result, RowResult::flagged);
}

}  // namespace

void settle_plan(Schedule& schedule, const std::vector<io::Squad>& squads, const Config& config,
                 const Catalogue& words) {
  schedule.code = plan_code(schedule, squads, config.patrol.start);
  if (!config.inputs.overrides) return;
  const io::TableSource source = schedule_source(config.inputs.overrides->path, config, words);
  Reading reading(schedule, squads, config.patrol.start, source);
  const std::vector<std::vector<Spoken>> tours = reading.tours();
  patrol::Plan plan = changed_plan(schedule, tours);
  FollowUp follow_up{.rows = reading.rows(),
                     .faults = new_faults(schedule.plan, plan, schedule.problem)};
  for (FollowUpRow& row : follow_up.rows) locate(row, tours, follow_up.faults, schedule);
  adopt_plan(schedule, std::move(plan));
  schedule.follow_up = std::move(follow_up);
}

}  // namespace rawan::engine

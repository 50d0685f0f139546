#include "check_plan.h"

#include "fault_words.h"
#include "layer_words.h"
#include "patrol_rows.h"
#include "rawan/io/read_field.h"
#include "unserved_words.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rawan::engine {
namespace {

using Json = nlohmann::ordered_json;

/// Whether a fault is a duty that is not met.
bool is_duty(const patrol::Fault& fault) {
  return fault.code == "required_missing" || fault.code == "village_missing" ||
         fault.code == "gap_too_long";
}

/// Whether taking a visit of the stop away would break a duty.
bool is_needed(std::uint32_t stop, const Schedule& schedule) {
  const patrol::Problem& problem = schedule.problem;
  const std::uint32_t village = problem.stops[stop].village;
  std::uint32_t of_stop = 0;
  std::uint32_t of_village = 0;
  for (const patrol::Tour& tour : schedule.plan.tours) {
    for (const patrol::Visit& visit : tour.visits) {
      of_stop += visit.stop == stop ? 1 : 0;
      of_village += problem.stops[visit.stop].village == village ? 1 : 0;
    }
  }
  return of_stop <= problem.stops[stop].required ||
         of_village <= problem.villages[village].min_visits;
}

/// Whether the duty could be met without breaking another one: then the plan is to blame.
bool could_be_met(const patrol::Unserved& missing, const Schedule& schedule) {
  if (missing.reason < patrol::UnservedReason::spacing) return false;
  return std::ranges::none_of(missing.rivals,
                              [&](std::uint32_t rival) { return is_needed(rival, schedule); });
}

/// What explains that this duty is not met, if anything does.
const patrol::Unserved* reason_of(const patrol::Fault& fault,
                                  const std::vector<patrol::Unserved>& unserved) {
  const auto found = std::ranges::find_if(unserved, [&](const patrol::Unserved& missing) {
    return missing.required && (fault.stop ? missing.stop == fault.stop
                                           : !missing.stop && missing.village == fault.village);
  });
  return found == unserved.end() ? nullptr : &*found;
}

/// Leaves out the duties that only a break of another duty could meet, and keeps why.
void excuse(PlanJudgment& judgment, const Schedule& schedule) {
  std::erase_if(judgment.faults, [&](const patrol::Fault& fault) {
    const patrol::Unserved* reason = is_duty(fault) ? reason_of(fault, schedule.unserved) : nullptr;
    if (reason == nullptr || could_be_met(*reason, schedule)) return false;
    judgment.beyond.push_back(*reason);
    return true;
  });
}

std::string sheet_fault_text(const SheetFault& fault, const Catalogue& words) {
  return words.text("sheet_fault.row", {{"row", std::to_string(fault.row.row)}}) + ": " +
         words.text("sheet_fault." + fault.code);
}

std::string unreadable_text(const io::Issue& issue, const Catalogue& words) {
  return words.text("sheet_fault.row", {{"row", std::to_string(issue.record.row)}}) + ", " +
         issue.column + ": " + words.text("reason." + issue.reason);
}

Json fault_json(const patrol::Fault& fault, const PatrolContext& context) {
  Json json{{"code", fault.code}, {"number", fault.number}, {"unit", unit_of(fault)}};
  if (fault.shift && *fault.shift < context.schedule.problem.shifts.size()) {
    json["squad"] = squad_of(*fault.shift, context).id;
    json["date"] = iso_date(day_of(*fault.shift, context));
  }
  if (fault.stop) json["stop"] = context.schedule.stops[*fault.stop].id;
  if (fault.village) json["village"] = io::to_dotted(context.registers().sites.id[*fault.village]);
  json["text"] = fault_text(fault, context);
  return json;
}

}  // namespace

PlanJudgment judge_plan(const std::filesystem::path& file, const Registers& registers,
                        Schedule& schedule, const Config& config, const Catalogue& words) {
  io::Ledger ledger;
  const std::vector<io::ScheduledVisit> rows =
      io::read_schedule(schedule_source(file, config, words), ledger);
  SheetPlan sheet = plan_of_sheet(rows, schedule, registers.squads, config.patrol);
  adopt_plan(schedule, std::move(sheet.plan));
  PlanJudgment judgment{.score = schedule.plan.score,
                        .rows = rows.size(),
                        .sheet = std::move(sheet.faults),
                        .faults = patrol::faults(schedule.plan, schedule.problem)};
  for (const io::Issue& issue : ledger.issues()) {
    if (issue.effect == io::Outcome::rejected) judgment.unreadable.push_back(issue);
  }
  excuse(judgment, schedule);
  return judgment;
}

std::string judgment_as_text(const PlanJudgment& judgment, const PatrolContext& context) {
  const Catalogue& words = context.words;
  std::string text =
      words.text("checked.score", {{"score", words.number(judgment.score)},
                                   {"rows", words.number(static_cast<double>(judgment.rows))}}) +
      "\n";
  for (const io::Issue& issue : judgment.unreadable) {
    text += "- " + unreadable_text(issue, words) + "\n";
  }
  for (const SheetFault& fault : judgment.sheet) {
    text += "- " + sheet_fault_text(fault, words) + "\n";
  }
  for (const patrol::Fault& fault : judgment.faults) {
    text += "- " + fault_text(fault, context) + "\n";
  }
  if (judgment.is_right()) text += words.text("checked.right") + "\n";
  if (!judgment.beyond.empty()) text += words.text("checked.beyond") + "\n";
  for (const patrol::Unserved& missing : judgment.beyond) {
    text += "- " + context.registers().sites.name[missing.village] + ": " +
            reason_text(missing, words) + "\n";
  }
  const std::string conflicts = conflicts_text(context);
  return conflicts.empty() ? text : text + words.text("conflicts.head") + "\n" + conflicts;
}

std::string judgment_as_json(const PlanJudgment& judgment, const PatrolContext& context) {
  Json json{{"format", "rawan-check-1"},     {"rows", judgment.rows},
            {"score", judgment.score},       {"right", judgment.is_right()},
            {"rows_refused", Json::array()}, {"faults", Json::array()},
            {"beyond", Json::array()},       {"conflicts", Json::array()}};
  for (const io::Issue& issue : judgment.unreadable) {
    json["rows_refused"].push_back(
        {{"row", issue.record.row}, {"code", issue.reason}, {"column", issue.column}});
  }
  for (const SheetFault& fault : judgment.sheet) {
    json["rows_refused"].push_back({{"row", fault.row.row}, {"code", fault.code}});
  }
  for (const patrol::Fault& fault : judgment.faults) {
    json["faults"].push_back(fault_json(fault, context));
  }
  for (const patrol::Unserved& missing : judgment.beyond) {
    json["beyond"].push_back(
        {{"village", io::to_dotted(context.registers().sites.id[missing.village])},
         {"reason", code_of(missing.reason)},
         {"number", missing.number},
         {"unit", unit_of(missing.reason)}});
  }
  for (const patrol::Conflict& conflict : context.schedule.conflicts) {
    json["conflicts"].push_back({{"stop", context.schedule.stops[conflict.stop].id},
                                 {"other", context.schedule.stops[conflict.other].id},
                                 {"seconds", conflict.missing.count()}});
  }
  return json.dump(1) + "\n";
}

}  // namespace rawan::engine

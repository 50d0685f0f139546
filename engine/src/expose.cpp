#include "rawan/engine/stages.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

Day day_of(const io::Report& report) {
  return report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at));
}

/// What is known of one dialogue from the patrol log and the report rows.
struct Talk {
  std::uint32_t site = 0;
  double women = 0.0;
  double men = 0.0;
  Day day{};  ///< The first that is told.
  bool from_log = false;
};
using Talks = std::map<std::string, Talk>;

/// The log wins: its numbers are counted once per dialogue, at the village visited.
Talks talks_of_log(const Records& records, const Study& study) {
  Talks talks;
  for (const std::uint32_t row : study.visits) {
    const io::PatrolVisit& visit = records.visits[row];
    const auto site = study.sites.find(visit.village);
    if (!site || visit.women_consulted.value_or(0) + visit.men_consulted.value_or(0) <= 0) continue;
    talks.try_emplace(visit.dialogue_id, Talk{.site = *site,
                                              .women = double(visit.women_consulted.value_or(0)),
                                              .men = double(visit.men_consulted.value_or(0)),
                                              .day = visit.date,
                                              .from_log = true});
  }
  return talks;
}

/// Report rows repeat the numbers of their dialogue: the largest is taken, once.
void add_talk(Talks& talks, const std::string& name, const Talk& told) {
  if (name.empty()) return;
  Talk& talk = talks.try_emplace(name, told).first->second;
  if (talk.from_log) return;
  talk.site = std::min(talk.site, told.site);
  talk.women = std::max(talk.women, told.women);
  talk.men = std::max(talk.men, told.men);
  talk.day = std::min(talk.day, told.day);
}

void add_talks_of_reports(Talks& talks, const Records& records, const Study& study) {
  for (const std::uint32_t row : study.reports) {
    const io::Report& report = records.reports[row];
    const auto site = report.village ? study.sites.find(*report.village) : std::nullopt;
    if (!site || report.type != io::RecordType::persepsi) continue;
    add_talk(talks, report.dialogue_id,
             {.site = *site,
              .women = double(report.women_consulted.value_or(0)),
              .men = double(report.men_consulted.value_or(0)),
              .day = day_of(report)});
  }
}

/// Who did not consent still took part in the dialogue: her row counts as effort, nothing else.
void add_talks_without_consent(Talks& talks, const Records& records, const Study& study) {
  for (const io::DialogueEffort& effort : records.unconsented) {
    const auto site = study.sites.find(effort.village);
    if (!site || effort.date < study.period.from || effort.date > study.period.to) continue;
    add_talk(talks, effort.dialogue_id,
             {.site = *site,
              .women = double(effort.women_consulted.value_or(0)),
              .men = double(effort.men_consulted.value_or(0)),
              .day = effort.date});
  }
}

bool is_womens_mark(const io::Report& report) {
  return report.type == io::RecordType::persepsi && report.reporter_sex != io::Sex::laki_laki;
}

/// A public place, told for a reason that says something about the place.
bool is_about_a_place(const io::Report& report) {
  if (io::is_private(report.place)) return false;
  if (report.issues.none()) return true;
  for (std::size_t i = 0; i < io::kIssueTypes; ++i) {
    if (report.issues[i] && !io::is_referral(static_cast<io::IssueType>(i))) return true;
  }
  return false;
}

/// Dialogues with women, in the order of their names, and where each is found.
std::map<std::string, std::uint32_t> list_dialogues(const Talks& talks, Exposure& exposure) {
  std::map<std::string, std::uint32_t> position;
  for (const auto& [name, talk] : talks) {
    VillageEffort& effort = exposure.village[talk.site];
    effort.men += talk.men;
    if (talk.women <= 0.0) continue;
    effort.women += talk.women;
    ++effort.dialogues;
    position.emplace(name, static_cast<std::uint32_t>(exposure.dialogues.size()));
    exposure.dialogues.push_back({.site = talk.site, .women = talk.women});
    exposure.dialogue_day.push_back(talk.day);
  }
  return position;
}

void count_visits(const Records& records, const Study& study, Exposure& exposure) {
  std::set<std::tuple<std::string, Day, std::uint32_t>> seen;
  for (const std::uint32_t row : study.visits) {
    const io::PatrolVisit& visit = records.visits[row];
    const auto site = study.sites.find(visit.village);
    if (!site || !seen.emplace(visit.patrol_id, visit.date, *site).second) continue;
    VillageEffort& effort = exposure.village[*site];
    ++effort.visits;
    exposure.visits.push_back({*site, visit.date});
    effort.last_visit = std::max(effort.last_visit.value_or(visit.date), visit.date);
  }
}

/// One woman's mark into rate, map and counts.
void add_mark(std::uint32_t row, const io::Report& report, std::uint32_t site,
              const std::map<std::string, std::uint32_t>& dialogues, const io::Projector& projector,
              Exposure& exposure) {
  const auto found = dialogues.find(report.dialogue_id);
  std::optional<std::uint32_t> dialogue;
  if (found != dialogues.end()) {
    dialogue = found->second;
    exposure.dialogues[*dialogue].marks += 1.0;
    ++exposure.village[exposure.dialogues[*dialogue].site].marks;
  } else {
    ++exposure.marks_without_effort;
  }
  if (!io::has_usable_point(report)) return;
  exposure.marks.push_back({.report = row,
                            .position = projector.to_meters(*report.location),
                            .site = site,
                            .dialogue = dialogue});
}

}  // namespace

Exposure measure_exposure(const Records& records, const Study& study) {
  Exposure exposure;
  exposure.village.resize(study.sites.size());
  Talks talks = talks_of_log(records, study);
  add_talks_of_reports(talks, records, study);
  add_talks_without_consent(talks, records, study);
  const auto dialogues = list_dialogues(talks, exposure);
  count_visits(records, study, exposure);

  const io::Projector projector(records.crs.crs);
  for (const std::uint32_t row : study.reports) {
    const io::Report& report = records.reports[row];
    const auto site = report.village ? study.sites.find(*report.village) : std::nullopt;
    if (!site) continue;
    if (report.type == io::RecordType::temuan) {
      ++exposure.village[*site].findings;
      exposure.findings.push_back({*site, day_of(report)});
    }
    if (report.type != io::RecordType::persepsi) continue;
    if (!is_womens_mark(report)) {
      ++exposure.marks_by_men;
    } else if (!is_about_a_place(report)) {
      ++exposure.not_public;
    } else {
      add_mark(row, report, *site, dialogues, projector, exposure);
    }
  }
  return exposure;
}

}  // namespace rawan::engine

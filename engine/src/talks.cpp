#include "talks.h"

#include <algorithm>

namespace rawan::engine {
namespace {

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
              .day = report.occurred_on.value_or(
                  std::chrono::floor<std::chrono::days>(report.reported_at))});
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

}  // namespace

Talks talks_of(const Records& records, const Study& study) {
  Talks talks = talks_of_log(records, study);
  add_talks_of_reports(talks, records, study);
  add_talks_without_consent(talks, records, study);
  return talks;
}

}  // namespace rawan::engine

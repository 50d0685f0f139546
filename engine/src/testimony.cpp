#include "rawan/engine/testimony.h"

#include "reporter_cap.h"
#include "same_testimony.h"
#include "talks.h"

#include <string>
#include <string_view>

namespace rawan::engine {
namespace {

/// FNV-1a: names of dialogues and sources are no secrets, they only have to be told apart.
std::uint64_t number_of(std::string_view kind, std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const std::string_view part : {kind, name}) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
  }
  return hash;
}

/// Whether the report was told in a dialogue whose women were counted.
const Talk* talk_of(const io::Report& report, const Talks& talks) {
  const auto found = talks.find(report.dialogue_id);
  return found == talks.end() || found->second.women <= 0.0 ? nullptr : &found->second;
}

Origin origin_of(const io::Report& report, const Talk* talk) {
  if (report.type == io::RecordType::temuan || report.type == io::RecordType::nihil) {
    return Origin::seen;
  }
  if (report.reporter_sex == io::Sex::laki_laki) return Origin::third_hand;
  if (talk != nullptr) return Origin::asked;
  return report.reporter_sex == io::Sex::perempuan ? Origin::volunteered : Origin::third_hand;
}

double weight_of(Origin origin, const EvidenceConfig& evidence) {
  switch (origin) {
    case Origin::asked:
      return evidence.asked;
    case Origin::volunteered:
      return evidence.volunteered;
    case Origin::third_hand:
      return evidence.third_hand;
    default:
      return 1.0;
  }
}

bool tells_a_referral_issue(const io::Report& report) {
  for (std::size_t i = 0; i < io::kIssueTypes; ++i) {
    if (report.issues[i] && io::is_referral(static_cast<io::IssueType>(i))) return true;
  }
  return false;
}

std::uint64_t reporter_of(const io::Report& report, Origin origin, const Talk* talk) {
  if (report.reporter) return *report.reporter;
  if (origin == Origin::seen && !report.patrol_id.empty()) {
    return number_of("patrol ", report.patrol_id);
  }
  if (talk != nullptr) return number_of("dialogue ", report.dialogue_id);
  return number_of("source ", report.source_system);
}

std::uint64_t session_of(const io::Report& report, const Talk* talk) {
  if (talk != nullptr) return number_of("dialogue ", report.dialogue_id);
  const auto day = std::chrono::floor<std::chrono::days>(report.reported_at).time_since_epoch();
  return number_of("source ", report.source_system + ' ' + std::to_string(day.count()));
}

Testimony testimony_of(std::uint32_t row, const Records& records, const Study& study,
                       const Talks& talks, const EvidenceConfig& evidence) {
  const io::Report& report = records.reports[row];
  const Talk* talk = talk_of(report, talks);
  const Origin origin = origin_of(report, talk);
  const bool is_mark =
      report.type == io::RecordType::persepsi && report.reporter_sex != io::Sex::laki_laki;
  Testimony testimony{.report = row,
                      .site = report.village ? study.sites.find(*report.village) : std::nullopt,
                      .reporter = reporter_of(report, origin, talk),
                      .session = session_of(report, talk),
                      .origin = origin,
                      .weight = weight_of(origin, evidence)};
  if (report.type == io::RecordType::nihil) return testimony.weight = 0.0, testimony;
  testimony.about_person = report.type != io::RecordType::temuan;
  testimony.is_referral =
      io::is_private(report.place) || tells_a_referral_issue(report) || report.involves_child;
  testimony.about_place =
      !testimony.is_referral && (is_mark || report.type == io::RecordType::temuan);
  return testimony;
}

}  // namespace

std::vector<Testimony> testimonies(const Records& records, const Study& study,
                                   const Config& config) {
  const Talks talks = talks_of(records, study);
  std::vector<Testimony> all;
  all.reserve(study.reports.size());
  for (const std::uint32_t row : study.reports) {
    all.push_back(testimony_of(row, records, study, talks, config.evidence));
  }
  join_duplicates(records, all);
  cap_reporters(records, talks, config, all);
  return all;
}

}  // namespace rawan::engine

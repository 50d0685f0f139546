#include "planned_proposals.h"

#include "class_range.h"
#include "national_grid.h"
#include "remedies.h"
#include "safe_portrait.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <sstream>

namespace rawan::engine {
namespace {

/// What speaks for one remedy in one village.
struct Ground {
  Group marks;
  Group findings;
};
using Grounds = std::array<Ground, kRemedies.size()>;

std::vector<Grounds> grounds_of(const std::vector<Testimony>& all, const Results& results) {
  std::vector<Grounds> grounds(results.study.sites.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    const Testimony& told = all[i];
    if (!told.site || !told.about_place || told.is_referral || !counts(told)) continue;
    const io::EnvFactors named = results.records.reports[told.report].factors;
    for (const RemedyFacts& facts : kRemedies) {
      if ((named & factors_of(facts.remedy)).none()) continue;
      Ground& ground = grounds[*told.site][static_cast<std::size_t>(facts.remedy)];
      (told.about_person ? ground.marks : ground.findings).push_back(i);
    }
  }
  return grounds;
}

/// How many people, at least, planners know of in each village anyway.
std::map<std::string, std::uint32_t> known_people(const std::vector<AreaCount>& counts) {
  constexpr std::size_t kYear = 4;
  std::map<std::string, std::array<std::uint32_t, 2>> sums;
  for (const AreaCount& count : counts) {
    if (count.level != AreaLevel::village || count.measure != kReporters || !count.shown) continue;
    sums[count.area][count.window.size() == kYear ? 0 : 1] += class_range(*count.shown).least;
  }
  std::map<std::string, std::uint32_t> known;
  for (const auto& [area, sum] : sums) known[area] = std::max(sum[0], sum[1]);
  return known;
}

/// What is said of the women behind a proposal, and what the ledger keeps of it.
struct Voice {
  std::uint32_t least = 0;  ///< 0: masked.
  io::EnvFactors factors;
  std::optional<io::PlaceType> place;
};

std::string text_of(const Voice& voice) {
  if (voice.least == 0) return "";
  return fmt::format("{} {} {}", voice.least, voice.factors.to_ulong(),
                     voice.place ? static_cast<int>(*voice.place) : -1);
}

/// The inverse of text_of().
Voice voice_from(const std::string& text) {
  Voice voice;
  std::istringstream stream(text);
  unsigned long factors = 0;
  int place = -1;
  stream >> voice.least >> factors >> place;
  voice.factors = factors;
  if (place >= 0) voice.place = static_cast<io::PlaceType>(place);
  return voice;
}

class ProposalDecision {
 public:
  ProposalDecision(const std::vector<Testimony>& all, const std::vector<bool>& doubtful,
                   const Results& results, const Config& config, const TierPolicy& policy,
                   const Memory& memory)
      : all_(all),
        doubtful_(doubtful),
        results_(results),
        policy_(policy),
        rule_(of_people(policy.unit)),
        memory_(memory),
        grid_(config.analysis.cell) {}

  /// @param known people of the village that planners know of anyway; 0: its band is masked
  std::optional<Proposal> decide(std::uint32_t site, Remedy remedy, const Ground& ground,
                                 const PlannedVillage& village, std::uint32_t known,
                                 std::vector<io::LedgerCell>& record) const {
    const Voice voice = remembered(site, remedy, ground.marks, known, record);
    Proposal proposal{.site = site, .remedy = remedy, .factors = voice.factors};
    add_findings(ground.findings, proposal);
    if (voice.least > 0) proposal.women = voice.least;
    if (!proposal.women && proposal.findings == 0) return std::nullopt;
    proposal.place = voice.place ? voice.place : place_of(ground.findings);
    proposal.urgency = urgency_of(proposal, village);
    return proposal;
  }

 private:
  Voice remembered(std::uint32_t site, Remedy remedy, const Group& marks, std::uint32_t known,
                   std::vector<io::LedgerCell>& record) const {
    const std::string unit = io::to_dotted(results_.study.sites.id[site]);
    const std::string measure = fmt::format("usulan_{}", facts_of(remedy).code);
    const auto* before =
        memory_.ledger.last(std::string(code_of(Tier::planning)), unit, kRunning, measure);
    auto people = ledger_reporters(marks, all_, memory_.key);
    Voice voice;
    if (must_repeat(before, people, policy_.unit.min_reporters)) {
      voice = voice_from(before->shown);
      people = before->reporters;
    } else {
      voice = voice_of(remedy, marks, people.size(), known);
    }
    if (!people.empty() || before != nullptr) {
      record.push_back({.unit = unit,
                        .window = kRunning,
                        .measure = measure,
                        .shown = text_of(voice),
                        .since = {},
                        .reporters = std::move(people),
                        .atoms = {}});
    }
    return voice;
  }

  Voice voice_of(Remedy remedy, const Group& marks, std::size_t people, std::uint32_t known) const {
    const Group certain = without(marks, doubtful_);
    if (!disclosure::is_safe(evidence_of(certain, all_), rule_)) return {};
    const auto sayable = static_cast<std::uint32_t>(std::min<std::size_t>(people, known));
    const auto position = disclosure::class_of(sayable, policy_.classes);
    if (!position) return {};
    return {.least = policy_.classes[*position],
            .factors = named_factors(remedy, certain),
            .place = place_of(certain)};
  }

  io::EnvFactors named_factors(Remedy remedy, const Group& marks) const {
    io::EnvFactors named;
    for (std::size_t factor = 0; factor < io::kEnvFactors; ++factor) {
      if (!factors_of(remedy).test(factor)) continue;
      Group group = marks;
      std::erase_if(group, [&](std::uint32_t i) { return !report_of(i).factors[factor]; });
      named[factor] = disclosure::is_safe(evidence_of(group, all_), rule_);
    }
    return named;
  }

  void add_findings(const Group& findings, Proposal& proposal) const {
    const std::uint32_t finders = evidence_of(findings, all_).reporters;
    if (finders < std::max(1U, policy_.min_finders)) return;
    std::set<NationalCell> cells;
    for (const std::uint32_t i : findings) {
      const io::Report& report = report_of(i);
      proposal.factors |= report.factors & factors_of(proposal.remedy);
      if (io::has_usable_point(report)) cells.insert(grid_.cell_of(*report.location));
    }
    proposal.findings = static_cast<std::uint32_t>(findings.size());
    proposal.places = static_cast<std::uint32_t>(cells.size());
  }

  std::optional<io::PlaceType> place_of(const Group& group) const {
    const bool found = !group.empty() && !all_[group.front()].about_person;
    const disclosure::SafetyRule one{.min_reporters = 1, .min_sessions = 1, .max_share = 1.0};
    return safe_portrait(group, all_, results_.records, found ? one : policy_.unit,
                         SexualForms::left_out, 1.0)
        .place;
  }

  static int urgency_of(const Proposal& proposal, const PlannedVillage& village) {
    if (!proposal.women) return 3;
    const bool urgent =
        village.band == PriorityClass::high || village.band == PriorityClass::very_high;
    return urgent ? 1 : 2;
  }

  const io::Report& report_of(std::uint32_t testimony) const {
    return results_.records.reports[all_[testimony].report];
  }

  const std::vector<Testimony>& all_;
  const std::vector<bool>& doubtful_;
  const Results& results_;
  const TierPolicy& policy_;
  disclosure::SafetyRule rule_;  ///< Of marks in a village whose band is shown.
  const Memory& memory_;
  NationalGrid grid_;
};

}  // namespace

std::vector<Proposal> planned_proposals(const std::vector<Testimony>& all,
                                        const std::vector<bool>& doubtful, const Results& results,
                                        const Config& config, const TierPolicy& policy,
                                        const Memory& memory,
                                        const std::vector<PlannedVillage>& villages,
                                        const std::vector<AreaCount>& counts,
                                        std::vector<io::LedgerCell>& record) {
  const std::vector<Grounds> grounds = grounds_of(all, results);
  const ProposalDecision decision(all, doubtful, results, config, policy, memory);
  auto known = known_people(counts);
  std::vector<Proposal> proposals;
  for (std::uint32_t site = 0; site < grounds.size(); ++site) {
    // A band says that enough people told of the village.
    const std::uint32_t people = villages[site].band
                                     ? std::max(known[io::to_dotted(results.study.sites.id[site])],
                                                policy.unit.min_reporters)
                                     : 0;
    for (const RemedyFacts& facts : kRemedies) {
      const Ground& ground = grounds[site][static_cast<std::size_t>(facts.remedy)];
      auto proposal = decision.decide(site, facts.remedy, ground, villages[site], people, record);
      if (proposal) proposals.push_back(*proposal);
    }
  }
  return proposals;
}

}  // namespace rawan::engine

#include "safe_portrait.h"

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

/// Hours at which the bands of the day begin and end (domain.md 2.5, row 11).
constexpr std::array<std::uint32_t, 6> kBandEdges{0, 5, 11, 15, 18, 24};
constexpr std::size_t kBands = 5;

bool is_sexual(io::IssueType issue) {
  using enum io::IssueType;
  constexpr std::array kSexual{pelecehan_verbal, pelecehan_fisik, pamer_kelamin, kekerasan_seksual,
                               ksbe};
  return std::ranges::find(kSexual, issue) != kSexual.end();
}

/// Testimonies by code; of the codes with a safe group the most frequent, ties: the first.
template <class Code, std::size_t Size>
class SafeTally {
 public:
  void add(std::size_t code, std::uint32_t testimony) { members_[code].push_back(testimony); }

  std::optional<Code> top(const std::vector<Testimony>& all,
                          const disclosure::SafetyRule& rule) const {
    std::optional<Code> best;
    std::size_t most = 0;
    for (std::size_t code = 0; code < Size; ++code) {
      if (members_[code].size() <= most) continue;
      if (!disclosure::is_safe(evidence_of(members_[code], all), rule)) continue;
      best = static_cast<Code>(code);
      most = members_[code].size();
    }
    return best;
  }

 private:
  std::array<Group, Size> members_;
};

/// The band of the day a report tells of; nothing: none or all.
std::optional<std::size_t> band_of(const io::Report& report) {
  if (report.occurred_time) {
    const auto hour = static_cast<std::uint32_t>(report.occurred_time->count() / 60 % 24);
    const auto above = std::ranges::upper_bound(kBandEdges, hour);
    return static_cast<std::size_t>(above - kBandEdges.begin()) - 1;
  }
  const auto band = static_cast<std::size_t>(report.time_band);
  return band < kBands ? std::optional(band) : std::nullopt;
}

/// The shortest run of whole bands that holds the share of what was told.
std::optional<HourRange> safe_hours(std::span<const std::uint32_t> group,
                                    const std::vector<Testimony>& all, const Records& records,
                                    const disclosure::SafetyRule& rule, double share) {
  Group timed;
  HourWeights weights{};
  for (const std::uint32_t i : group) {
    const auto band = band_of(records.reports[all[i].report]);
    if (!band || !counts(all[i])) continue;
    timed.push_back(i);
    add_stretch(weights, static_cast<std::int32_t>(kBandEdges[*band] * 60),
                static_cast<std::int32_t>(kBandEdges[*band + 1] * 60), 1.0);
  }
  if (!disclosure::is_safe(evidence_of(timed, all), rule)) return std::nullopt;
  const HourRange range = risk_hours(weights, share);
  const std::uint32_t begin = range.begin % 24;
  const std::uint32_t last = (range.end - 1) % 24;
  const auto from = std::ranges::upper_bound(kBandEdges, begin) - 1;
  const auto to = std::ranges::upper_bound(kBandEdges, last);
  return HourRange{*from, *to <= *from ? *to + 24 : *to};
}

}  // namespace

Portrait safe_portrait(std::span<const std::uint32_t> group, const std::vector<Testimony>& all,
                       const Records& records, const disclosure::SafetyRule& of_place,
                       SexualForms forms, double hours_share) {
  const disclosure::SafetyRule rule = of_people(of_place);
  SafeTally<io::IssueType, io::kIssueTypes> issues;
  SafeTally<io::EnvFactor, io::kEnvFactors> factors;
  SafeTally<io::PlaceType, static_cast<std::size_t>(io::PlaceType::lainnya) + 1> places;
  for (const std::uint32_t i : group) {
    if (!counts(all[i])) continue;
    const io::Report& report = records.reports[all[i].report];
    for (std::size_t code = 0; code < io::kIssueTypes; ++code) {
      const auto issue = static_cast<io::IssueType>(code);
      const bool hidden =
          io::is_referral(issue) || (forms == SexualForms::left_out && is_sexual(issue));
      if (report.issues.test(code) && !hidden) issues.add(code, i);
    }
    for (std::size_t code = 0; code < io::kEnvFactors; ++code) {
      if (report.factors.test(code)) factors.add(code, i);
    }
    places.add(static_cast<std::size_t>(report.place), i);
  }
  Portrait portrait;
  portrait.issue = issues.top(all, rule);
  portrait.factor = factors.top(all, rule);
  portrait.place = places.top(all, rule);
  portrait.hours = safe_hours(group, all, records, rule, hours_share);
  return portrait;
}

}  // namespace rawan::engine

#include "followed_marks.h"

#include "rawan/engine/gates.h"
#include "residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

namespace rawan::engine {
namespace {

constexpr int kGateRefuses = 7;
constexpr std::size_t kSteps = 3;  ///< Told, verified, followed up.
constexpr const char* kUnit = "semua";
constexpr std::array<const char*, kSteps> kMeasures{"titik_dilaporkan", "titik_diverifikasi",
                                                    "titik_ditindaklanjuti"};

/// How far a report came: 0 told, 1 verified, 2 followed up.
std::size_t step_of(const io::Report& report) {
  if (report.status == io::ReportStatus::selesai) return 2;
  return report.status == io::ReportStatus::diverifikasi ? 1 : 0;
}

/// Marks by the last step they came to.
std::array<Group, kSteps> marks_by_step(const std::vector<Testimony>& all, const Results& results) {
  std::array<Group, kSteps> groups;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!all[i].about_place || !all[i].about_person || !all[i].site || !counts(all[i])) continue;
    groups[step_of(results.records.reports[all[i].report])].push_back(i);
  }
  return groups;
}

/// Nothing where one village does not tell.
std::optional<double> households_of_all(const Results& results) {
  const auto households = households_of(results);
  std::vector<std::uint32_t> sites(households.size());
  std::iota(sites.begin(), sites.end(), 0U);
  return sum_over(sites, households);
}

/// Those that came at least to a step.
Group reached(const std::array<Group, kSteps>& groups, std::size_t step) {
  Group group;
  for (std::size_t i = step; i < kSteps; ++i) {
    group.insert(group.end(), groups[i].begin(), groups[i].end());
  }
  return group;
}

std::vector<disclosure::Showing> decided(const std::array<Group, kSteps>& groups,
                                         const std::vector<Testimony>& all,
                                         const std::vector<bool>& doubtful,
                                         std::optional<double> households,
                                         const TierPolicy& policy) {
  disclosure::Table table;
  for (std::size_t step = 0; step < kSteps; ++step) {
    table.count.push_back(static_cast<std::uint32_t>(groups[step].size()));
    std::vector<std::uint32_t> atoms;
    for (std::size_t i = step; i < kSteps; ++i) atoms.push_back(static_cast<std::uint32_t>(i));
    table.units.push_back(std::move(atoms));
    const Group certain = without(reached(groups, step), doubtful);
    table.safe.push_back(disclosure::is_safe(evidence_of(certain, all, households), policy.unit));
  }
  const disclosure::SuppressionOptions options{.classes = policy.classes,
                                               .least = policy.unit.min_reporters};
  const auto showing = disclosure::suppress(table, options);
  if (!disclosure::audit(table, showing, options).empty()) {
    throw GateRefusal(kGateRefuses, "gate_determined", {});
  }
  return showing;
}

/// Percent, outwards to tens.
std::optional<std::pair<int, int>> share_of(std::size_t part, std::size_t whole,
                                            const TierPolicy& policy) {
  constexpr std::size_t kTenth = 10;
  if (whole < kTenth * policy.unit.min_reporters) return std::nullopt;
  const std::size_t low = kTenth * part / whole * kTenth;
  return std::pair(static_cast<int>(std::min<std::size_t>(low, 100 - kTenth)),
                   static_cast<int>(std::min<std::size_t>(low + kTenth, 100)));
}

FollowedMarks counted(const std::array<Group, kSteps>& groups, const std::vector<Testimony>& all,
                      const std::vector<bool>& doubtful, std::optional<double> households,
                      const TierPolicy& policy) {
  const auto showing = decided(groups, all, doubtful, households, policy);
  FollowedMarks marks;
  const std::size_t told = reached(groups, 0).size();
  for (std::size_t step = 0; step < kSteps; ++step) {
    if (showing[step] != disclosure::Showing::shown) continue;
    const std::size_t count = reached(groups, step).size();
    marks.shown[step] = class_text(static_cast<std::uint32_t>(count), policy.classes);
    if (step > 0 && marks.shown[0]) marks.share[step] = share_of(count, told, policy);
  }
  return marks;
}

std::string text_of(const FollowedMarks& marks, std::size_t step) {
  if (!marks.shown[step]) return "";
  const auto share = marks.share[step];
  return fmt::format("{} {} {}", *marks.shown[step], share ? share->first : -1,
                     share ? share->second : -1);
}

/// The inverse of text_of().
void repeat(const std::string& text, std::size_t step, FollowedMarks& marks) {
  std::istringstream stream(text);
  std::string shown;
  std::pair share{-1, -1};
  stream >> shown >> share.first >> share.second;
  if (shown.empty()) return;
  marks.shown[step] = shown;
  if (share.first >= 0) marks.share[step] = share;
}

/// What was said of each step, and of whom; nothing where it never was.
using Said = std::array<const io::LedgerCell*, kSteps>;
using People = std::array<std::vector<std::uint64_t>, kSteps>;

bool is_other_class(const std::string& said, const std::optional<std::string>& shown) {
  const std::string_view was = std::string_view(said).substr(0, said.find(' '));
  return !was.empty() && shown && *shown != was;
}

/// Whether all steps stay as they were said: where few people came to one or went, where nobody
/// did, or where the same people told more than the class of their step holds.
bool stay_as_said(const Said& said, const People& now, const FollowedMarks& fresh,
                  std::uint32_t least) {
  if (std::ranges::find(said, nullptr) != said.end()) return false;
  bool is_unchanged = true;
  for (std::size_t step = 0; step < kSteps; ++step) {
    const std::size_t change = difference_of(said[step]->reporters, now[step]);
    if (change > 0 && change < least) return true;
    if (change == 0 && is_other_class(said[step]->shown, fresh.shown[step])) return true;
    is_unchanged = is_unchanged && change == 0;
  }
  return is_unchanged;
}

}  // namespace

FollowedMarks followed_marks(const std::vector<Testimony>& all, const std::vector<bool>& doubtful,
                             const Results& results, const TierPolicy& policy, const Memory& memory,
                             std::vector<io::LedgerCell>& record) {
  const auto groups = marks_by_step(all, results);
  Said said{};
  People people;
  for (std::size_t step = 0; step < kSteps; ++step) {
    said[step] =
        memory.ledger.last(std::string(code_of(Tier::planning)), kUnit, kRunning, kMeasures[step]);
    people[step] = ledger_reporters(reached(groups, step), all, memory.key);
  }
  FollowedMarks marks = counted(groups, all, doubtful, households_of_all(results), policy);
  const bool repeated = stay_as_said(said, people, marks, policy.unit.min_reporters);
  if (repeated) marks = {};
  for (std::size_t step = 0; step < kSteps; ++step) {
    if (repeated) repeat(said[step]->shown, step, marks);
    record.push_back({.unit = kUnit,
                      .window = kRunning,
                      .measure = kMeasures[step],
                      .shown = text_of(marks, step),
                      .since = {},
                      .reporters = repeated ? said[step]->reporters : std::move(people[step]),
                      .atoms = {}});
  }
  return marks;
}

}  // namespace rawan::engine

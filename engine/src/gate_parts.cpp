#include "gate_parts.h"

#include "layer_words.h"
#include "rawan/engine/gates.h"
#include "retention.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <tuple>

namespace rawan::engine {
namespace {

using std::chrono::month;
using std::chrono::months;
using std::chrono::year;
using std::chrono::year_month_day;

/// Stretches of some months that begin with the year, within the period.
template <class Name>
std::vector<Window> stretches(const PeriodConfig& period, int length, Name&& name) {
  std::vector<Window> windows;
  const Day first = std::max(period.from, period.windows_from);
  auto begin = year_month_day(period.from).year() / month(1) / std::chrono::day(1);
  while (true) {
    const auto next = begin + months(length);
    const Day from(begin);
    const Day to = Day(next) - std::chrono::days(1);
    if (to > period.to) return windows;
    if (from >= first) windows.push_back({name(begin), from, to});
    begin = next;
  }
}

/// A column that nobody filled in tells nothing, not 0.
void add_told(std::optional<std::int32_t> told, std::optional<std::uint32_t>& sum) {
  if (told) sum = sum.value_or(0) + static_cast<std::uint32_t>(std::max(0, *told));
}

}  // namespace

std::shared_ptr<const Registers> registers_of(const Results& results) {
  const Records& records = results.records;
  return std::make_shared<const Registers>(Registers{.villages = records.villages.villages,
                                                     .crs = records.crs,
                                                     .sites = results.study.sites,
                                                     .krppa = records.krppa,
                                                     .posts = records.posts,
                                                     .squads = records.squads,
                                                     .contacts = records.contacts});
}

PolicyStamp stamp_of(const Policy& policy, Tier tier) {
  return {.name = policy.name,
          .sha256 = policy.sha256,
          .is_signed = policy.is_signed,
          .sharing_agreement = policy.sharing_agreement,
          .unencrypted_accepted_by = policy.accepted_by,
          .min_reporters = policy.of(tier).unit.min_reporters};
}

void expect_agreement(const Policy& policy) {
  constexpr int kGateRefuses = 7;
  if (policy.needs_agreement && policy.sharing_agreement.empty()) {
    throw GateRefusal(kGateRefuses, "agreement_missing", {}, policy.name);
  }
}

std::vector<Window> complete_quarters(const PeriodConfig& period) {
  return stretches(period, 3, [](const year_month_day& begin) {
    return fmt::format("{:04}-Q{}", int(begin.year()), (unsigned(begin.month()) - 1) / 3 + 1);
  });
}

std::vector<Window> complete_years(const PeriodConfig& period) {
  return stretches(period, 12, [](const year_month_day& begin) {
    return fmt::format("{:04}", int(begin.year()));
  });
}

PeriodConfig remembered_windows(PeriodConfig period, const io::ReleaseLedger& ledger) {
  for (const io::LedgerRelease& release : ledger.releases()) {
    if (release.tier != code_of(Tier::planning)) continue;
    for (const io::LedgerCell& cell : release.cells) {
      const bool counts_people = cell.measure == kReporters || cell.measure == kReferrals;
      const bool had_people = !cell.shown.empty() || cell.complementary;
      if (!counts_people || !had_people || !cell.reporters.empty()) continue;
      const std::optional<Day> last = last_day_of(cell.window);
      if (last) period.windows_from = std::max(period.windows_from, *last + std::chrono::days(1));
    }
  }
  return period;
}

std::vector<LoggedEffort> logged_effort(const Results& results, Day from, Day to) {
  std::vector<LoggedEffort> effort(results.study.sites.size());
  std::set<std::tuple<std::string, Day, std::uint32_t>> visits;
  std::set<std::string> dialogues;
  for (const std::uint32_t row : results.study.visits) {
    const io::PatrolVisit& visit = results.records.visits[row];
    const auto site = results.study.sites.find(visit.village);
    if (!site || visit.date < from || visit.date > to) continue;
    LoggedEffort& own = effort[*site];
    add_told(visit.cards_given, own.cards);
    if (visits.emplace(visit.patrol_id, visit.date, *site).second) ++own.visits;
    if (visit.women_consulted.value_or(0) + visit.men_consulted.value_or(0) <= 0) continue;
    if (!dialogues.insert(visit.dialogue_id).second) continue;
    ++own.dialogues;
    own.last_asked = std::max(own.last_asked.value_or(visit.date), visit.date);
    own.women += static_cast<std::uint32_t>(std::max(0, visit.women_consulted.value_or(0)));
    own.men += static_cast<std::uint32_t>(std::max(0, visit.men_consulted.value_or(0)));
    add_told(visit.women_declined, own.declined);
  }
  return effort;
}

std::vector<std::uint64_t> ledger_reporters(std::span<const std::uint32_t> group,
                                            const std::vector<Testimony>& all,
                                            const std::string& key) {
  std::vector<std::uint64_t> hashes;
  for (const std::uint64_t reporter : reporters_of(group, all)) {
    hashes.push_back(io::reporter_hash(key, std::to_string(reporter)));
  }
  std::ranges::sort(hashes);
  return hashes;
}

std::size_t difference_of(const std::vector<std::uint64_t>& a,
                          const std::vector<std::uint64_t>& b) {
  std::vector<std::uint64_t> only;
  std::ranges::set_symmetric_difference(a, b, std::back_inserter(only));
  return only.size();
}

bool must_repeat(const io::LedgerCell* before, const std::vector<std::uint64_t>& now,
                 std::uint32_t least) {
  if (before == nullptr) return false;
  return difference_of(before->reporters, now) < least;
}

std::string portrait_text(const Portrait& portrait) {
  const auto code = [](const auto& value) { return value ? static_cast<int>(*value) : -1; };
  const HourRange hours = portrait.hours.value_or(HourRange{99, 99});
  return fmt::format("{} {} {} {} {}", code(portrait.issue), code(portrait.factor),
                     code(portrait.place), hours.begin, hours.end);
}

Portrait portrait_from(const std::string& text) {
  std::istringstream stream(text);
  int issue = -1;
  int factor = -1;
  int place = -1;
  HourRange hours{99, 99};
  stream >> issue >> factor >> place >> hours.begin >> hours.end;
  Portrait portrait;
  if (issue >= 0) portrait.issue = static_cast<io::IssueType>(issue);
  if (factor >= 0) portrait.factor = static_cast<io::EnvFactor>(factor);
  if (place >= 0) portrait.place = static_cast<io::PlaceType>(place);
  if (hours.end < 99) portrait.hours = hours;
  return portrait;
}

std::optional<std::string> class_text(std::uint32_t count, const disclosure::Classes& classes) {
  const auto position = disclosure::class_of(count, classes);
  if (!position) return std::nullopt;
  if (*position + 1 == classes.size()) return fmt::format("{}+", classes.back());
  return fmt::format("{}-{}", classes[*position], classes[*position + 1] - 1);
}

}  // namespace rawan::engine

#include "evidence.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {

bool counts(const Testimony& testimony) {
  return !testimony.same_as && !testimony.over_cap;
}

disclosure::Evidence evidence_of(std::span<const std::uint32_t> group,
                                 const std::vector<Testimony>& all,
                                 std::optional<double> households) {
  std::map<std::uint64_t, std::uint32_t> reports;
  std::set<std::uint64_t> sessions;
  std::uint32_t total = 0;
  for (const std::uint32_t i : group) {
    if (!counts(all[i])) continue;
    ++reports[all[i].reporter];
    sessions.insert(all[i].session);
    ++total;
  }
  std::uint32_t most = 0;
  for (const auto& [reporter, count] : reports) most = std::max(most, count);
  return {.reporters = static_cast<std::uint32_t>(reports.size()),
          .sessions = static_cast<std::uint32_t>(sessions.size()),
          .largest_share = total > 0 ? static_cast<double>(most) / total : 0.0,
          .households = households};
}

disclosure::SafetyRule of_people(const disclosure::SafetyRule& of_place) {
  disclosure::SafetyRule rule = of_place;
  rule.min_households = 0.0;
  return rule;
}

Group without(const Group& group, const std::vector<bool>& marked) {
  Group rest = group;
  std::erase_if(rest, [&](std::uint32_t i) { return marked[i]; });
  return rest;
}

std::vector<std::uint64_t> reporters_of(std::span<const std::uint32_t> group,
                                        const std::vector<Testimony>& all) {
  std::set<std::uint64_t> reporters;
  for (const std::uint32_t i : group) {
    if (counts(all[i])) reporters.insert(all[i].reporter);
  }
  return {reporters.begin(), reporters.end()};
}

Day told_day(const io::Report& report) {
  return report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at));
}

}  // namespace rawan::engine

#include "same_testimony.h"

#include "rawan/algorithms/duplicates.h"
#include "testimony_order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rawan::engine {
namespace {

constexpr std::int64_t kMinutesOfDay = 24 * 60;

void count_instead(std::uint32_t counted, std::vector<Testimony>& all, std::uint32_t duplicate) {
  all[duplicate].same_as = all[counted].report;
  all[duplicate].weight = 0.0;
}

/// Equal statements: the first in the order of testimonies is counted.
void join_equal_statements(const Records& records, std::span<const std::uint32_t> order,
                           std::vector<Testimony>& all) {
  std::map<std::uint64_t, std::uint32_t> first;
  for (const std::uint32_t i : order) {
    const std::uint64_t statement = records.reports[all[i].report].statement;
    if (statement == 0) continue;
    const auto [found, is_new] = first.emplace(statement, i);
    if (!is_new) count_instead(found->second, all, i);
  }
}

/// The local day a report tells of, whole unless it tells the minute.
std::pair<std::int64_t, std::int64_t> minutes_of(const io::Report& report) {
  const Day day =
      report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at));
  const std::int64_t midnight = kMinutesOfDay * day.time_since_epoch().count();
  if (!report.occurred_time) return {midnight, midnight + kMinutesOfDay - 1};
  const std::int64_t minute = midnight + report.occurred_time->count();
  return {minute, minute};
}

/// Findings, perceptions and events are different kinds of evidence: only like joins like.
std::uint64_t area_of(const io::Report& report) {
  return static_cast<std::uint64_t>(*report.village) * 4 + static_cast<std::uint64_t>(report.type);
}

Telling telling_of(const io::Report& report, Point position, std::uint64_t source,
                   std::uint64_t key) {
  const auto [from, to] = minutes_of(report);
  return {.position = position,
          .from = from,
          .to = to,
          .area = area_of(report),
          .kinds = report.issues.to_ullong() | report.factors.to_ullong() << io::kIssueTypes,
          .source = source,
          .key = key};
}

using Source = std::pair<std::string, io::SourceOrg>;

/// Numbers of the sources, in the order of their names.
std::map<Source, std::uint64_t> number_sources(const Records& records,
                                               const std::vector<Testimony>& all) {
  std::map<Source, std::uint64_t> numbers;
  for (const Testimony& testimony : all) {
    const io::Report& report = records.reports[testimony.report];
    numbers.emplace(Source(report.source_system, report.org), 0);
  }
  std::uint64_t next = 0;
  for (auto& [source, number] : numbers) number = next++;
  return numbers;
}

void join_probable(const Records& records, std::span<const std::uint32_t> order,
                   std::vector<Testimony>& all) {
  const io::Projector projector(records.crs.crs);
  const auto sources = number_sources(records, all);
  std::vector<Telling> tellings;
  std::vector<std::uint32_t> who;
  for (std::uint64_t key = 0; key < order.size(); ++key) {
    const std::uint32_t i = order[key];
    const io::Report& report = records.reports[all[i].report];
    const bool takes_part = all[i].site && !all[i].same_as && io::has_usable_point(report) &&
                            report.type != io::RecordType::nihil;
    if (!takes_part) continue;
    tellings.push_back(telling_of(report, projector.to_meters(*report.location),
                                  sources.at({report.source_system, report.org}), key));
    who.push_back(i);
  }
  const std::vector<std::uint32_t> counted = probable_duplicates(tellings);
  for (std::uint32_t t = 0; t < who.size(); ++t) {
    if (counted[t] != t) count_instead(who[counted[t]], all, who[t]);
  }
}

/// Who names a duplicate names what is counted in its place.
void follow_links(std::vector<Testimony>& all) {
  std::map<std::uint32_t, std::uint32_t> counted;
  for (const Testimony& t : all) {
    if (t.same_as) counted.emplace(t.report, *t.same_as);
  }
  for (Testimony& t : all) {
    if (!t.same_as) continue;
    const auto next = counted.find(*t.same_as);
    if (next != counted.end()) t.same_as = next->second;
  }
}

}  // namespace

void join_duplicates(const Records& records, std::vector<Testimony>& testimonies) {
  const std::vector<std::uint32_t> order = order_of(records, testimonies);
  join_equal_statements(records, order, testimonies);
  join_probable(records, order, testimonies);
  follow_links(testimonies);
}

}  // namespace rawan::engine

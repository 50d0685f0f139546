#include "safe_cells.h"

#include "national_grid.h"
#include "rawan/algorithms/ranking.h"
#include "safe_portrait.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace rawan::engine {
namespace {

/// What lies in one cell: what women pointed out, and what officers saw.
struct Content {
  Group marks;
  Group findings;
};
using Contents = std::map<NationalCell, Content>;

/// The moment before which something about a person must have been told.
io::Instant lag_end(const Config& config, const Sites& sites, const TierPolicy& policy) {
  const auto offset = std::chrono::hours(io::utc_offset(sites.id.front()).count());
  return io::Instant(config.patrol.start) - offset - std::chrono::hours(policy.lag_hours);
}

/// Whether a report may be part of a cell: about a public place, located by a measurement, given
/// for use in the field, of the window and, where a person is involved, not too fresh.
class Admission {
 public:
  Admission(const Results& results, const Config& config, const TierPolicy& policy)
      : reports_(results.records.reports),
        since_(config.period.to - std::chrono::days(policy.window_days)),
        until_(lag_end(config, results.study.sites, policy)) {}

  bool admits(const Testimony& testimony) const {
    const io::Report& report = reports_[testimony.report];
    const bool fresh = testimony.about_person && report.reported_at > until_;
    return counts(testimony) && testimony.about_place && !testimony.is_referral && testimony.site &&
           report.type != io::RecordType::kejadian && report.consent == io::Consent::operasional &&
           io::has_usable_point(report) && told_day(report) > since_ && !fresh;
  }

 private:
  const std::vector<io::Report>& reports_;
  Day since_;
  io::Instant until_;
};

Contents contents_of(const std::vector<Testimony>& all, const Results& results,
                     const NationalGrid& grid, const Admission& admission) {
  Contents contents;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (!admission.admits(all[i])) continue;
    const io::Report& report = results.records.reports[all[i].report];
    Content& content = contents[grid.cell_of(*report.location)];
    (all[i].about_person ? content.marks : content.findings).push_back(i);
  }
  return contents;
}

/// The village most of the group belongs to; ties: the lowest.
std::uint32_t main_site(const Group& group, const std::vector<Testimony>& all) {
  std::map<std::uint32_t, std::uint32_t> count;
  for (const std::uint32_t i : group) ++count[*all[i].site];
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

/// Leaves of each cell what is safe by itself.
Contents safe_contents(Contents contents, const std::vector<Testimony>& all,
                       const TierPolicy& policy, std::uint64_t& suppressed) {
  Contents safe;
  for (auto& [cell, content] : contents) {
    if (!disclosure::is_safe(evidence_of(content.marks, all), policy.cell)) content.marks.clear();
    const auto finders = evidence_of(content.findings, all).reporters;
    if (finders < policy.min_finders) content.findings.clear();
    const bool empty = content.marks.empty() && content.findings.empty();
    suppressed += empty ? 1 : 0;
    if (!empty) safe.emplace(cell, std::move(content));
  }
  return safe;
}

/// The rule for officers' findings: no person is involved.
disclosure::SafetyRule finders_rule(const TierPolicy& policy) {
  return {.min_reporters = policy.min_finders,
          .min_sessions = 1,
          .max_share = 1.0,
          .min_households = 0.0};
}

/// Women's marks come first; of findings what the marks do not tell.
Portrait portrait_of_content(const Content& content, const std::vector<Testimony>& all,
                             const Results& results, const Config& config,
                             const TierPolicy& policy) {
  const auto portrait = [&](const Group& group, const disclosure::SafetyRule& rule) {
    return safe_portrait(group, all, results.records, rule, SexualForms::left_out,
                         config.analysis.risk_hours_share);
  };
  Portrait marks = portrait(content.marks, policy.cell);
  const Portrait findings = portrait(content.findings, finders_rule(policy));
  if (!marks.factor) marks.factor = findings.factor;
  if (!marks.place) marks.place = findings.place;
  return marks;
}

std::vector<NationalCell> neighbors_of(NationalCell cell) {
  return {{cell.column + 1, cell.row},
          {cell.column - 1, cell.row},
          {cell.column, cell.row + 1},
          {cell.column, cell.row - 1}};
}

/// Groups of cells with women's marks that touch along an edge, each in order of its cells.
std::vector<std::vector<NationalCell>> clusters_of(const Contents& safe) {
  std::map<NationalCell, bool> open;
  for (const auto& [cell, content] : safe) {
    if (!content.marks.empty()) open.emplace(cell, true);
  }
  std::vector<std::vector<NationalCell>> clusters;
  for (auto& [first, is_open] : open) {
    if (!is_open) continue;
    is_open = false;
    std::vector<NationalCell> cluster{first};
    for (std::size_t next = 0; next < cluster.size(); ++next) {
      for (const NationalCell& neighbor : neighbors_of(cluster[next])) {
        const auto found = open.find(neighbor);
        if (found == open.end() || !found->second) continue;
        found->second = false;
        cluster.push_back(neighbor);
      }
    }
    std::ranges::sort(cluster);
    clusters.push_back(std::move(cluster));
  }
  return clusters;
}

/// The cell with the most reporters; ties: the first.
NationalCell core_of(const std::vector<NationalCell>& cluster, const Contents& safe,
                     const std::vector<Testimony>& all) {
  return *std::ranges::max_element(cluster, {}, [&](const NationalCell& cell) {
    return evidence_of(safe.at(cell).marks, all).reporters;
  });
}

Content content_of(const std::vector<NationalCell>& cluster, const Contents& safe) {
  Content content;
  for (const NationalCell& cell : cluster) {
    const Content& own = safe.at(cell);
    content.marks.insert(content.marks.end(), own.marks.begin(), own.marks.end());
    content.findings.insert(content.findings.end(), own.findings.begin(), own.findings.end());
  }
  return content;
}

/// 0 ... 100 by the rank of reports per woman asked in the village.
void add_scores(const std::vector<double>& rates, std::vector<SafeHotspot>& hotspots) {
  const std::vector<std::uint32_t> positions = positions_from_highest(rates);
  for (std::size_t i = 0; i < hotspots.size(); ++i) {
    const double last = static_cast<double>(hotspots.size()) - 1.0;
    const double below = static_cast<double>(hotspots.size()) - positions[i];
    hotspots[i].score = last < 1.0 ? 50 : static_cast<int>(std::lround(100.0 * below / last));
  }
}

}  // namespace

SafePlaces find_safe_places(const std::vector<Testimony>& all, const Results& results,
                            const Config& config, const TierPolicy& policy) {
  const NationalGrid grid(config.analysis.cell);
  SafePlaces places;
  const Admission admission(results, config, policy);
  const Contents safe =
      safe_contents(contents_of(all, results, grid, admission), all, policy, places.suppressed);
  for (const auto& [cell, content] : safe) {
    const Group& group = content.marks.empty() ? content.findings : content.marks;
    places.cells.push_back(
        {.id = grid.id_of(cell),
         .area = grid.outline_of({&cell, 1}),
         .site = main_site(group, all),
         .portrait = portrait_of_content(content, all, results, config, policy)});
  }
  std::vector<double> rates;
  for (const std::vector<NationalCell>& cluster : clusters_of(safe)) {
    const Content content = content_of(cluster, safe);
    const NationalCell core = core_of(cluster, safe, all);
    SafeHotspot hotspot{.id = "A" + grid.id_of(core),
                        .area = grid.outline_of(cluster),
                        .anchor = grid.center_of(core),
                        .site = main_site(content.marks, all),
                        .cells = static_cast<std::uint32_t>(cluster.size()),
                        .portrait = portrait_of_content(content, all, results, config, policy)};
    const double women = results.exposure.village[hotspot.site].women;
    rates.push_back(static_cast<double>(content.marks.size()) / std::max(1.0, women));
    places.hotspots.push_back(std::move(hotspot));
  }
  add_scores(rates, places.hotspots);
  return places;
}

}  // namespace rawan::engine

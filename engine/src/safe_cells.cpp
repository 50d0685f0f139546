#include "safe_cells.h"

#include "even_density.h"
#include "protected_places.h"
#include "rawan/algorithms/polygons.h"
#include "residents.h"
#include "safe_portrait.h"
#include "safe_stability.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

/// What lies in one cell: what women pointed out, and what officers saw.
struct Content {
  Group marks;
  Group findings;
  bool shows_marks = false;
  Portrait portrait;  ///< Of the marks, as far as they are shown.
};
using Contents = std::map<NationalCell, Content>;

/// The moment before which something about a person must have been told.
io::Instant lag_end(const Config& config, const Sites& sites, const TierPolicy& policy) {
  const auto offset = std::chrono::hours(io::utc_offset(sites.id.front()).count());
  return io::Instant(config.patrol.start) - offset - std::chrono::hours(policy.lag_hours);
}

/// Whether a report may be part of a cell: about a public place, located by a measurement, of the
/// window and, where a person is involved, given for use in the field and not too fresh.
class Admission {
 public:
  Admission(const Results& results, const Config& config, const TierPolicy& policy)
      : reports_(results.records.reports),
        since_(config.period.to - std::chrono::days(policy.window_days)),
        until_(lag_end(config, results.study.sites, policy)) {}

  bool admits(const Testimony& testimony) const {
    const io::Report& report = reports_[testimony.report];
    return counts(testimony) && testimony.about_place && !testimony.is_referral && testimony.site &&
           report.type != io::RecordType::kejadian && io::has_usable_point(report) &&
           told_day(report) > since_ && (!testimony.about_person || is_given(report));
  }

 private:
  bool is_given(const io::Report& report) const {
    return report.consent == io::Consent::operasional && report.reported_at <= until_;
  }

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

/// Decides about women's marks in cells: shown as before until k people came or went.
class MarkDecision {
 public:
  MarkDecision(const std::vector<Testimony>& all, const NationalGrid& grid, const Results& results,
               const Config& config, const TierPolicy& policy, const Memory& memory)
      : all_(all),
        grid_(grid),
        results_(results),
        config_(config),
        policy_(policy),
        memory_(memory),
        households_(results, grid, households_of(results)) {}

  void decide(NationalCell place, Content& content, std::vector<io::LedgerCell>& record) const {
    const std::string cell = grid_.id_of(place);
    const auto* before =
        memory_.ledger.last(std::string(code_of(Tier::operational)), cell, kRunning, "sel");
    auto people = ledger_reporters(content.marks, all_, memory_.key);
    if (people.empty()) return;
    if (must_repeat(before, people, policy_.cell.min_reporters)) {
      people = before->reporters;
      content.shows_marks = !before->shown.empty();
      content.portrait = portrait_from(before->shown);
    } else if (disclosure::is_safe(evidence_of(content.marks, all_, households_.in(place)),
                                   policy_.cell)) {
      content.shows_marks = true;
      content.portrait = safe_portrait(content.marks, all_, results_.records, policy_.cell,
                                       SexualForms::left_out, config_.analysis.risk_hours_share);
    }
    record.push_back({.unit = cell,
                      .window = kRunning,
                      .measure = "sel",
                      .shown = content.shows_marks ? portrait_text(content.portrait) : "",
                      .reporters = std::move(people)});
  }

 private:
  const std::vector<Testimony>& all_;
  const NationalGrid& grid_;
  const Results& results_;
  const Config& config_;
  const TierPolicy& policy_;
  const Memory& memory_;
  EvenDensity households_;
};

/// The rule for officers' findings: no person is involved.
disclosure::SafetyRule finders_rule(const TierPolicy& policy) {
  return {.min_reporters = policy.min_finders,
          .min_sessions = 1,
          .max_share = 1.0,
          .min_households = 0.0};
}

/// What the marks do not tell, of the findings.
void add_findings(const Results& results, const Config& config, const TierPolicy& policy,
                  const std::vector<Testimony>& all, Content& content) {
  const Portrait findings =
      safe_portrait(content.findings, all, results.records, finders_rule(policy),
                    SexualForms::left_out, config.analysis.risk_hours_share);
  if (!content.portrait.factor) content.portrait.factor = findings.factor;
  if (!content.portrait.place) content.portrait.place = findings.place;
}

/// The cells of which something is shown, with what is shown of them.
Contents safe_contents(Contents contents, const NationalGrid& grid,
                       const std::vector<Testimony>& all, const Results& results,
                       const Config& config, const TierPolicy& policy, const Memory& memory,
                       SafePlaces& places) {
  const MarkDecision decision(all, grid, results, config, policy, memory);
  const CellProtection protection(results, grid);
  Contents safe;
  for (auto& [cell, content] : contents) {
    // Nothing is written down: the ledger must not tell where a protected place lies.
    if (protection.protects(cell)) continue;
    decision.decide(cell, content, places.record);
    const auto finders = evidence_of(content.findings, all).reporters;
    const bool shows_findings = finders > 0 && finders >= policy.min_finders;
    if (shows_findings) add_findings(results, config, policy, all, content);
    if (content.shows_marks || shows_findings) safe.emplace(cell, std::move(content));
  }
  return safe;
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
    if (content.shows_marks) open.emplace(cell, true);
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

/// The cell in the middle of the others; ties: the first. Told by where cells are shown, not by how
/// much lies in them.
NationalCell core_of(const std::vector<NationalCell>& cluster) {
  return *std::ranges::min_element(cluster, {}, [&](const NationalCell& cell) {
    std::int64_t sum = 0;
    for (const NationalCell& other : cluster) {
      const std::int64_t dx = other.column - cell.column;
      const std::int64_t dy = other.row - cell.row;
      sum += dx * dx + dy * dy;
    }
    return sum;
  });
}

/// The villages by place; a cell belongs to the one that holds its center.
class VillageOfCell {
 public:
  /// @param cell its side: no place of a cell is farther from its center.
  VillageOfCell(const Results& results, Meters cell)
      : index_(results.study.sites.area), projector_(results.records.crs.crs), tolerance_(cell) {}

  std::uint32_t operator()(io::GeoPoint center) const {
    return index_.locate(projector_.to_meters(center), tolerance_).site;
  }

 private:
  AreaIndex index_;
  io::Projector projector_;
  Meters tolerance_;
};

/// What most of the cells have in common, so that a hotspot tells nothing its cells do not.
template <class Code>
std::optional<Code> most_common(const std::vector<NationalCell>& cluster, const Contents& safe,
                                std::optional<Code> Portrait::*member) {
  std::map<Code, std::size_t> count;
  for (const NationalCell& cell : cluster) {
    const auto& value = safe.at(cell).portrait.*member;
    if (value) ++count[*value];
  }
  if (count.empty()) return std::nullopt;
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

/// The people behind some cells, as the ledger knows them.
std::vector<std::uint64_t> people_of(const std::vector<NationalCell>& cluster,
                                     const NationalGrid& grid,
                                     const std::vector<io::LedgerCell>& record) {
  std::set<std::string> ids;
  for (const NationalCell& cell : cluster) ids.insert(grid.id_of(cell));
  std::set<std::uint64_t> people;
  for (const io::LedgerCell& cell : record) {
    if (ids.contains(cell.unit)) people.insert(cell.reporters.begin(), cell.reporters.end());
  }
  return {people.begin(), people.end()};
}

SafeHotspot hotspot_of(const std::vector<NationalCell>& cluster, const Contents& safe,
                       const NationalGrid& grid, const VillageOfCell& village_of) {
  const NationalCell core = core_of(cluster);
  SafeHotspot hotspot{.id = "A" + grid.id_of(core),
                      .area = grid.outline_of(cluster),
                      .anchor = grid.center_of(core),
                      .cells = static_cast<std::uint32_t>(cluster.size())};
  hotspot.site = village_of(hotspot.anchor);
  hotspot.portrait.issue = most_common(cluster, safe, &Portrait::issue);
  hotspot.portrait.factor = most_common(cluster, safe, &Portrait::factor);
  hotspot.portrait.place = most_common(cluster, safe, &Portrait::place);
  hotspot.portrait.hours = safe.at(core).portrait.hours;
  return hotspot;
}

}  // namespace

SafePlaces find_safe_places(const std::vector<Testimony>& all, const Results& results,
                            const Config& config, const TierPolicy& policy, const Memory& memory) {
  const Meters side{std::max(config.analysis.cell.value, policy.min_cell_m)};
  const NationalGrid grid(side);
  const VillageOfCell village_of(results, side);
  SafePlaces places;
  const Admission admission(results, config, policy);
  const Contents safe = safe_contents(contents_of(all, results, grid, admission), grid, all,
                                      results, config, policy, memory, places);
  for (const auto& [cell, content] : safe) {
    places.cells.push_back({.id = grid.id_of(cell),
                            .area = grid.outline_of({&cell, 1}),
                            .site = village_of(grid.center_of(cell)),
                            .portrait = content.portrait});
  }
  for (const std::vector<NationalCell>& cluster : clusters_of(safe)) {
    SafeHotspot hotspot = hotspot_of(cluster, safe, grid, village_of);
    hotspot.stability = safe_stability(hotspot, people_of(cluster, grid, places.record), results,
                                       policy, memory, places.record);
    places.hotspots.push_back(std::move(hotspot));
  }
  return places;
}

}  // namespace rawan::engine

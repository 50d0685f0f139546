#include "density.h"
#include "hotspot_stability.h"
#include "lattice.h"
#include "portrait.h"
#include "rawan/algorithms/dbscan.h"
#include "rawan/algorithms/empirical_bayes.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/engine/stages.h"
#include "surroundings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace rawan::engine {
namespace {

using MarksByCell = std::map<LatticeCell, std::vector<std::uint32_t>>;

bool by_row(const LatticeCell& a, const LatticeCell& b) {
  return std::pair(a.row, a.column) < std::pair(b.row, b.column);
}

MarksByCell group_by_cell(std::span<const std::uint32_t> members, const std::vector<Mark>& marks,
                          Meters size) {
  MarksByCell cells;
  for (const std::uint32_t m : members) cells[cell_of(marks[m].position, size)].push_back(m);
  return cells;
}

std::vector<std::uint32_t> all_marks(const Exposure& exposure) {
  std::vector<std::uint32_t> all(exposure.marks.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

/// The village most of the marks lie in; ties: the lowest.
std::uint32_t main_site(std::span<const std::uint32_t> members, const std::vector<Mark>& marks) {
  std::map<std::uint32_t, std::uint32_t> count;
  for (const std::uint32_t m : members) ++count[marks[m].site];
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

/// The cell with most marks; ties: the southernmost, then the westernmost.
LatticeCell densest(const MarksByCell& cells) {
  auto best = cells.begin();
  for (auto cell = cells.begin(); cell != cells.end(); ++cell) {
    const bool more = cell->second.size() > best->second.size();
    const bool equal = cell->second.size() == best->second.size();
    if (more || (equal && by_row(cell->first, best->first))) best = cell;
  }
  return best->first;
}

std::vector<UnsafeCell> list_cells(const Records& records, const Exposure& exposure,
                                   const AnalysisConfig& config) {
  std::vector<UnsafeCell> cells;
  for (const auto& [cell, members] :
       group_by_cell(all_marks(exposure), exposure.marks, config.cell)) {
    cells.push_back({.cell = cell,
                     .site = main_site(members, exposure.marks),
                     .portrait = portrait_of(members, records, exposure, config)});
  }
  std::ranges::sort(cells, by_row, &UnsafeCell::cell);
  return cells;
}

/// Where hotspots are looked for.
struct Ground {
  const Records& records;
  const Study& study;
  const Exposure& exposure;         ///< Of the study's villages.
  const Exposure& told;             ///< Whose marks are looked at.
  std::span<const Polygon> beyond;  ///< Villages outside of the study, and the women consulted.
  std::span<const double> women_beyond;
};

/// A village where women were consulted.
struct AskedVillage {
  const Polygon* area = nullptr;
  Box box;
  double women = 0.0;
};

std::vector<AskedVillage> asked_villages(const Ground& ground) {
  std::vector<AskedVillage> asked;
  const auto add = [&](const Polygon& area, double women) {
    if (women > 0.0) asked.push_back({&area, bounding_box(area), women});
  };
  for (std::size_t site = 0; site < ground.study.sites.size(); ++site) {
    add(ground.study.sites.area[site], ground.exposure.village[site].women);
  }
  for (std::size_t i = 0; i < ground.beyond.size(); ++i) {
    add(ground.beyond[i], ground.women_beyond[i]);
  }
  return asked;
}

/// Whether a place is surely farther than the radius from all that a box holds.
bool is_far(Point place, const Box& box, Meters radius) {
  constexpr double kRounding = 1.0;
  const double reach = radius.value + kRounding;
  return place.x < box.low.x - reach || place.x > box.high.x + reach ||
         place.y < box.low.y - reach || place.y > box.high.y + reach;
}

/// Women consulted in the villages whose area comes within the declared radius of a place.
double women_near(Point place, std::span<const AskedVillage> villages, Meters radius) {
  double women = 0.0;
  for (const AskedVillage& village : villages) {
    if (is_far(place, village.box, radius)) continue;
    if (distance_to(*village.area, place) <= radius) women += village.women;
  }
  return women;
}

Hotspot make_hotspot(std::span<const std::uint32_t> members, const Ground& ground,
                     std::span<const AskedVillage> asked, const AnalysisConfig& config) {
  const MarksByCell cells = group_by_cell(members, ground.told.marks, config.cell);
  const LatticeCell core = densest(cells);
  Hotspot hotspot;
  for (const auto& [cell, marks] : cells) hotspot.cells.push_back(cell);
  std::ranges::sort(hotspot.cells, by_row);
  hotspot.id =
      fmt::format("A{}-{}-{}", static_cast<int>(ground.records.crs.crs), core.column, core.row);
  hotspot.outline = outline_of(hotspot.cells, config.cell);
  hotspot.anchor = center_of(core, config.cell);
  hotspot.site = main_site(members, ground.told.marks);
  hotspot.women = women_near(hotspot.anchor, asked, config.exposure_radius);
  hotspot.portrait = portrait_of(members, ground.records, ground.told, config);
  return hotspot;
}

struct AskedHotspot {
  Hotspot hotspot;
  double marks = 0.0;  ///< Told in dialogues: what else was told has no denominator.
};

double marks_asked(std::span<const std::uint32_t> members, const std::vector<Mark>& marks) {
  return static_cast<double>(std::ranges::count_if(
      members, [&](std::uint32_t m) { return marks[m].dialogue.has_value(); }));
}

/// Marks per woman consulted nearby, shrunk towards the rate of all hotspots.
void add_rates(std::span<AskedHotspot> hotspots) {
  std::vector<double> cases;
  std::vector<double> women;
  std::vector<std::size_t> asked;
  for (std::size_t i = 0; i < hotspots.size(); ++i) {
    if (hotspots[i].hotspot.women <= 0.0) continue;
    asked.push_back(i);
    cases.push_back(hotspots[i].marks);
    women.push_back(hotspots[i].hotspot.women);
  }
  if (asked.empty()) return;
  const std::vector<Gamma> posterior = shrink(cases, women, fit_gamma_prior(cases, women));
  for (std::size_t i = 0; i < asked.size(); ++i) {
    hotspots[asked[i]].hotspot.rate = posterior[i].mean();
  }
}

/// Marks of each cluster that weigh together what as many asked marks would; the label of the
/// others becomes noise. What is only passed on makes no hotspot by itself.
std::vector<std::vector<std::uint32_t>> weighty_groups(const std::vector<Mark>& marks,
                                                       const AnalysisConfig& config,
                                                       Clustering& clusters) {
  std::vector<std::vector<std::uint32_t>> groups(static_cast<std::size_t>(clusters.clusters));
  for (std::uint32_t m = 0; m < clusters.label.size(); ++m) {
    if (clusters.label[m] != kNoise) {
      groups[static_cast<std::size_t>(clusters.label[m])].push_back(m);
    }
  }
  std::erase_if(groups, [&](const std::vector<std::uint32_t>& group) {
    std::vector<double> weights;
    for (const std::uint32_t m : group) weights.push_back(marks[m].weight);
    std::ranges::sort(weights);
    return std::accumulate(weights.begin(), weights.end(), 0.0) < config.cluster_min_points;
  });
  std::ranges::fill(clusters.label, kNoise);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::uint32_t m : groups[g]) clusters.label[m] = static_cast<std::int32_t>(g);
  }
  return groups;
}

std::vector<Hotspot> find_hotspots(const Ground& ground, const Config& project,
                                   const Control& control) {
  const AnalysisConfig& config = project.analysis;
  const Exposure& told = ground.told;
  std::vector<Point> positions;
  std::vector<std::uint64_t> keys;
  for (const Mark& mark : told.marks) {
    positions.push_back(mark.position);
    keys.push_back(mark.report);
  }
  Clustering clusters =
      dbscan(positions, keys,
             {.radius = config.cluster_radius, .min_points = config.cluster_min_points}, control);
  const auto groups = weighty_groups(told.marks, config, clusters);
  const auto stability = judge_stability(told, clusters.label, groups.size(), project, control);
  const std::vector<AskedVillage> asked = asked_villages(ground);
  std::vector<AskedHotspot> found;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    found.push_back({.hotspot = make_hotspot(groups[g], ground, asked, config),
                     .marks = marks_asked(groups[g], told.marks)});
    found.back().hotspot.stability = stability[g];
  }
  std::ranges::sort(found, {}, [](const AskedHotspot& f) { return f.hotspot.id; });
  add_rates(found);
  std::vector<Hotspot> hotspots;
  for (AskedHotspot& f : found) hotspots.push_back(std::move(f.hotspot));
  return hotspots;
}

std::vector<Portrait> portraits_of_villages(const Records& records, const Study& study,
                                            const Exposure& exposure,
                                            const AnalysisConfig& config) {
  std::vector<std::vector<std::uint32_t>> members(study.sites.size());
  for (std::uint32_t m = 0; m < exposure.marks.size(); ++m) {
    members[exposure.marks[m].site].push_back(m);
  }
  std::vector<Portrait> portraits;
  for (const auto& group : members) {
    portraits.push_back(portrait_of(group, records, exposure, config));
  }
  return portraits;
}

Findings findings_of(const Ground& ground, const Config& config, const Control& control) {
  Findings findings;
  add_density(ground.study, ground.exposure, config.analysis, control, findings);
  findings.cells = list_cells(ground.records, ground.exposure, config.analysis);
  findings.hotspots = find_hotspots(ground, config, control);
  findings.villages =
      portraits_of_villages(ground.records, ground.study, ground.exposure, config.analysis);
  return findings;
}

}  // namespace

Findings analyze(const Records& records, const Study& study, const Exposure& exposure,
                 const Config& config, const Control& control) {
  return findings_of({records, study, exposure, exposure, {}, {}}, config, control);
}

Findings analyze_within(const Surroundings& around, const Records& records, const Study& study,
                        const Exposure& exposure, const Config& config, const Control& control) {
  return findings_of({records, study, exposure, around.exposure, around.areas, around.women},
                     config, control);
}

}  // namespace rawan::engine

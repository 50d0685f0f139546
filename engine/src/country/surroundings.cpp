#include "border.h"
#include "rawan/io/crs.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rawan::engine {
namespace {

auto marks_of(const BorderCluster& cluster, std::uint32_t regency) {
  return std::ranges::equal_range(cluster.marks, regency, {}, &BorderMark::regency);
}

/// The village of a kabupaten where most of its marks of a cluster lie; ties: the first.
std::uint32_t home_of(const BorderCluster& cluster, const Exposure& own) {
  std::map<std::uint32_t, std::size_t> count;
  for (const BorderMark& mark : marks_of(cluster, cluster.owner)) {
    ++count[own.marks[mark.mark].site];
  }
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

/// Adds the marks of neighbors to those of a kabupaten, and the reports behind them to its own.
class Borrower {
 public:
  Borrower(std::uint32_t regency, const Neighborhood& country, Records& records, Exposure& told)
      : regency_(regency),
        country_(country),
        records_(records),
        told_(told),
        projector_(records.crs.crs),
        next_row_(static_cast<std::uint32_t>(records.reports.size())) {}

  void borrow(const BorderCluster& cluster) {
    const std::uint32_t home = home_of(cluster, country_.regencies[regency_].exposure);
    for (const BorderMark& mark : cluster.marks) {
      if (mark.regency != regency_) add_mark(mark, home);
    }
  }

  /// Once all marks are borrowed.
  void take_reports() {
    records_.reports.resize(next_row_);
    for (const auto& [regency, rows] : wanted_) {
      const std::vector<io::Report> theirs = country_.reports_of(regency);
      for (const auto& [from, to] : rows) records_.reports[to] = theirs[from];
    }
  }

 private:
  void add_mark(const BorderMark& mark, std::uint32_t home) {
    Mark borrowed = country_.regencies[mark.regency].exposure.marks[mark.mark];
    wanted_[mark.regency].emplace_back(borrowed.report, next_row_);
    borrowed.report = next_row_++;
    borrowed.position = projector_.to_meters(borrowed.place);
    borrowed.site = home;
    if (borrowed.dialogue) borrowed.dialogue = dialogue_of(mark.regency, *borrowed.dialogue);
    told_.marks.push_back(borrowed);
  }

  /// A number that no dialogue of the kabupaten itself has.
  std::uint32_t dialogue_of(std::uint32_t regency, std::uint32_t dialogue) {
    const auto own = country_.regencies[regency_].exposure.dialogues.size();
    const auto next = static_cast<std::uint32_t>(own + dialogues_.size());
    return dialogues_.try_emplace({regency, dialogue}, next).first->second;
  }

  std::uint32_t regency_;
  const Neighborhood& country_;
  Records& records_;
  Exposure& told_;
  io::Projector projector_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> dialogues_;
  std::uint32_t next_row_;  ///< Of the reports of the records.
  /// By the kabupaten they come from: rows there, and here.
  std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, std::uint32_t>>> wanted_;
};

/// A box that holds every place within reach of a mark: a degree of longitude is longer than this
/// everywhere in Indonesia.
io::GeoBox reach_of(const std::vector<Mark>& marks, Meters reach) {
  constexpr double kMetersPerDegree = 105'000.0;
  const double margin = reach.value / kMetersPerDegree;
  io::GeoBox box;
  for (const Mark& mark : marks) {
    const io::GeoPoint at = mark.place;
    box.extend({at.lon - margin, at.lat - margin});
    box.extend({at.lon + margin, at.lat + margin});
  }
  return box;
}

bool meet(const io::GeoBox& a, const io::GeoBox& b) {
  return a.low.lon <= b.high.lon && b.low.lon <= a.high.lon && a.low.lat <= b.high.lat &&
         b.low.lat <= a.high.lat;
}

/// Villages beyond the border where women were asked who speak for places of the kabupaten too.
void add_villages(std::uint32_t regency, const Neighborhood& country, const io::GeoBox& reach,
                  const Records& records, Surroundings& around) {
  const io::Projector projector(records.crs.crs);
  for (const AskedVillage& village : country.asked) {
    if (village.regency == regency || !meet(village.box, reach)) continue;
    const Results& from = country.regencies[village.regency];
    around.areas.push_back(projector.to_meters(from.records.villages.villages[village.site].area));
    around.women.push_back(from.exposure.village[village.site].women);
  }
}

}  // namespace

std::vector<AskedVillage> asked_villages(std::span<const Results> regencies) {
  std::vector<AskedVillage> asked;
  for (std::uint32_t r = 0; r < regencies.size(); ++r) {
    for (std::uint32_t site = 0; site < regencies[r].study.sites.size(); ++site) {
      if (regencies[r].exposure.village[site].women <= 0.0) continue;
      const io::GeoArea& area = regencies[r].records.villages.villages[site].area;
      asked.push_back({.regency = r, .site = site, .box = io::bounding_box(area)});
    }
  }
  return asked;
}

Surroundings surroundings_of(std::uint32_t regency, const Neighborhood& country,
                             const AnalysisConfig& config, Records& records) {
  Surroundings around;
  std::vector<Mark>& told = around.exposure.marks;
  const std::vector<Mark>& own = country.regencies[regency].exposure.marks;
  std::vector<bool> is_lent(own.size());
  std::size_t borrowed = 0;
  for (const BorderCluster& cluster : country.clusters) {
    const auto ours = marks_of(cluster, regency);
    if (cluster.owner == regency) {
      borrowed += cluster.marks.size() - ours.size();
    } else {
      for (const BorderMark& mark : ours) is_lent[mark.mark] = true;
    }
  }
  told.reserve(own.size() + borrowed);
  for (std::size_t m = 0; m < own.size(); ++m) {
    if (!is_lent[m]) told.push_back(own[m]);
  }
  Borrower borrower(regency, country, records, around.exposure);
  for (const BorderCluster& cluster : country.clusters) {
    if (cluster.owner == regency) borrower.borrow(cluster);
  }
  borrower.take_reports();
  // A hotspot's place is the center of a cell, which lies up to a cell away from its marks.
  const Meters reach{config.exposure_radius.value + config.cell.value};
  add_villages(regency, country, reach_of(told, reach), records, around);
  return around;
}

}  // namespace rawan::engine

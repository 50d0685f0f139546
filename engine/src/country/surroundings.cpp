#include "border.h"
#include "rawan/io/crs.h"

#include <algorithm>
#include <map>
#include <set>

namespace rawan::engine {
namespace {

using MarkSet = std::set<std::uint32_t>;

/// The village of a kabupaten where most of its marks of a cluster lie; ties: the first.
std::uint32_t home_of(const BorderCluster& cluster, const Exposure& own) {
  std::map<std::uint32_t, std::size_t> count;
  for (const BorderMark& mark : cluster.marks) {
    if (mark.regency == cluster.owner) ++count[own.marks[mark.mark].site];
  }
  return std::ranges::max_element(count, {}, [](const auto& c) { return c.second; })->first;
}

/// Adds what neighbors know of a place to what a kabupaten knows of it.
class Borrower {
 public:
  Borrower(std::uint32_t regency, std::span<const Results> regencies, Surroundings& around)
      : regency_(regency),
        regencies_(regencies),
        around_(around),
        projector_(regencies[regency].records.crs.crs) {}

  void borrow(const BorderCluster& cluster, Meters radius) {
    const std::uint32_t home = home_of(cluster, regencies_[regency_].exposure);
    Box reach;
    std::set<std::uint32_t> neighbors;
    for (const BorderMark& mark : cluster.marks) {
      const Point at = projector_.to_meters(place_of(mark));
      reach.extend(at);
      if (mark.regency == regency_) continue;
      add_mark(mark, at, home);
      neighbors.insert(mark.regency);
    }
    reach.extend({reach.low.x - radius.value, reach.low.y - radius.value});
    reach.extend({reach.high.x + radius.value, reach.high.y + radius.value});
    for (const std::uint32_t neighbor : neighbors) add_villages(neighbor, reach);
  }

 private:
  io::GeoPoint place_of(const BorderMark& mark) const {
    const Results& from = regencies_[mark.regency];
    return *from.records.reports[from.exposure.marks[mark.mark].report].location;
  }

  void add_mark(const BorderMark& mark, Point at, std::uint32_t home) {
    const Results& from = regencies_[mark.regency];
    Mark borrowed = from.exposure.marks[mark.mark];
    around_.reports.push_back(from.records.reports[borrowed.report]);
    const std::size_t own = regencies_[regency_].records.reports.size();
    borrowed.report = static_cast<std::uint32_t>(own + around_.reports.size() - 1);
    borrowed.position = at;
    borrowed.site = home;
    if (borrowed.dialogue) borrowed.dialogue = dialogue_of(mark.regency, *borrowed.dialogue);
    around_.exposure.marks.push_back(borrowed);
  }

  /// A number that no dialogue of the kabupaten itself has.
  std::uint32_t dialogue_of(std::uint32_t regency, std::uint32_t dialogue) {
    const auto own = regencies_[regency_].exposure.dialogues.size();
    const auto next = static_cast<std::uint32_t>(own + dialogues_.size());
    return dialogues_.try_emplace({regency, dialogue}, next).first->second;
  }

  /// Villages where women were asked who speak for the place too.
  void add_villages(std::uint32_t neighbor, const Box& reach) {
    const Results& from = regencies_[neighbor];
    for (std::uint32_t site = 0; site < from.study.sites.size(); ++site) {
      if (from.exposure.village[site].women <= 0.0) continue;
      if (!villages_.emplace(neighbor, site).second) continue;
      const Polygon area = projector_.to_meters(from.records.villages.villages[site].area);
      const Box box = bounding_box(area);
      const bool apart = box.low.x > reach.high.x || box.high.x < reach.low.x ||
                         box.low.y > reach.high.y || box.high.y < reach.low.y;
      if (apart) {
        villages_.erase({neighbor, site});
        continue;
      }
      around_.areas.push_back(area);
      around_.women.push_back(from.exposure.village[site].women);
    }
  }

  std::uint32_t regency_;
  std::span<const Results> regencies_;
  Surroundings& around_;
  io::Projector projector_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> dialogues_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> villages_;
};

}  // namespace

Surroundings surroundings_of(std::uint32_t regency, std::span<const BorderCluster> clusters,
                             std::span<const Results> regencies, const AnalysisConfig& config) {
  Surroundings around;
  MarkSet lent;
  for (const BorderCluster& cluster : clusters) {
    if (cluster.owner == regency) continue;
    for (const BorderMark& mark : cluster.marks) {
      if (mark.regency == regency) lent.insert(mark.mark);
    }
  }
  const std::vector<Mark>& own = regencies[regency].exposure.marks;
  for (std::uint32_t m = 0; m < own.size(); ++m) {
    if (!lent.contains(m)) around.exposure.marks.push_back(own[m]);
  }
  Borrower borrower(regency, regencies, around);
  for (const BorderCluster& cluster : clusters) {
    if (cluster.owner == regency) borrower.borrow(cluster, config.exposure_radius);
  }
  return around;
}

}  // namespace rawan::engine

#include "planned_hotspots.h"

#include "layer_words.h"
#include "rawan/algorithms/weights.h"
#include "rawan/io/dissolve.h"
#include "text_columns.h"

#include <algorithm>
#include <set>

namespace rawan::engine {
namespace {

constexpr double kSquareMetersPerKm2 = 1e6;
/// Villages that were simplified one by one leave cracks between them.
constexpr Meters kCrack{20.0};

bool stands_high(const PlannedVillage& village) {
  return village.band == PriorityClass::high || village.band == PriorityClass::very_high;
}

/// Sure to be in the first quarter; at worst in the second; neither.
Stability stability_of(const PlannedVillage& village) {
  const int worst = village.rank_quarters ? village.rank_quarters->second : 4;
  if (worst <= 1) return Stability::core;
  return worst <= 2 ? Stability::likely : Stability::fragile;
}

/// A hotspot is as stable as the least stable of its villages.
VillageHotspot hotspot_of(std::vector<std::uint32_t> sites, const PlanningView& view) {
  VillageHotspot hotspot{.sites = std::move(sites), .stability = Stability::core};
  std::ranges::sort(hotspot.sites);
  for (const std::uint32_t site : hotspot.sites) {
    const PlannedVillage& village = view.villages[site];
    if (village.band == PriorityClass::very_high) hotspot.highest = PriorityClass::very_high;
    hotspot.stability = std::max(hotspot.stability, stability_of(village));
  }
  return hotspot;
}

std::string joined(const std::vector<std::string>& items, const char* between) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : between) + item;
  return text;
}

/// A value of each village of a hotspot, in their order, each once.
template <class Value>
std::string of_each(const VillageHotspot& hotspot, const char* between, Value&& value) {
  std::vector<std::string> items;
  for (const std::uint32_t site : hotspot.sites) {
    const std::string item = value(site);
    if (std::ranges::find(items, item) == items.end()) items.push_back(item);
  }
  return joined(items, between);
}

std::string stability_in_list(Stability stability, const Catalogue& words) {
  constexpr const char* kKeys[] = {"stability.list.core", "stability.list.likely",
                                   "stability.list.fragile"};
  return words.text(kKeys[static_cast<std::size_t>(stability)]);
}

}  // namespace

std::vector<VillageHotspot> village_hotspots(const PlanningView& view) {
  const Weights neighbors =
      contiguity_weights(view.registers->sites.area, Contiguity::rook, kCrack);
  std::set<std::uint32_t> open;
  for (std::uint32_t site = 0; site < view.villages.size(); ++site) {
    if (stands_high(view.villages[site])) open.insert(site);
  }
  std::vector<VillageHotspot> hotspots;
  while (!open.empty()) {
    std::vector<std::uint32_t> sites{*open.begin()};
    open.erase(open.begin());
    for (std::size_t next = 0; next < sites.size(); ++next) {
      for (Weights::InnerIterator it(neighbors, sites[next]); it; ++it) {
        const auto neighbor = static_cast<std::uint32_t>(it.col());
        if (open.erase(neighbor) > 0) sites.push_back(neighbor);
      }
    }
    hotspots.push_back(hotspot_of(std::move(sites), view));
  }
  return hotspots;
}

io::Layer planned_hotspot_layer(const PlanningContext& context) {
  io::Layer layer = start_layer("area_konsentrasi", context.page);
  const Catalogue& words = context.page.words;
  const Registers& registers = context.registers();
  const Sites& sites = registers.sites;
  const std::vector<VillageHotspot> hotspots = village_hotspots(context.view());
  const TextColumns put(layer, words, hotspots.size());
  std::vector<io::GeoArea> areas;
  for (const VillageHotspot& hotspot : hotspots) {
    std::vector<io::GeoArea> villages;
    for (const std::uint32_t site : hotspot.sites) {
      villages.push_back(registers.villages[site].area);
    }
    areas.push_back(io::dissolve(villages));
  }
  layer.shapes = std::move(areas);
  const auto code = [&](std::uint32_t site) { return io::to_dotted(sites.id[site]); };
  put("id_area", [&](std::size_t i) { return "D" + code(hotspots[i].sites.front()); });
  put("kode_desa", [&](std::size_t i) { return of_each(hotspots[i], " ", code); });
  put("desa", [&](std::size_t i) {
    return of_each(hotspots[i], ", ", [&](std::uint32_t site) { return sites.name[site]; });
  });
  put("kecamatan", [&](std::size_t i) {
    return of_each(hotspots[i], ", ", [&](std::uint32_t site) { return sites.district[site]; });
  });
  fill_column<Whole>(layer, words, "jumlah_desa", hotspots.size(),
                     [&](std::size_t i) { return Whole(hotspots[i].sites.size()); });
  fill_column<double>(
      layer, words, "luas_km2", hotspots.size(),
      [&](std::size_t i) {
        double sum = 0.0;
        for (const std::uint32_t site : hotspots[i].sites) sum += registers.villages[site].area_m2;
        return sum / kSquareMetersPerKm2;
      },
      2);
  // The middle of the quarter that the band is, as commanders score it.
  fill_column<Whole>(layer, words, "skor", hotspots.size(), [&](std::size_t i) {
    return Whole(hotspots[i].highest == PriorityClass::very_high ? 87 : 62);
  });
  put("kestabilan", [&](std::size_t i) { return stability_in_list(hotspots[i].stability, words); });
  put("keterangan", [&](std::size_t) { return words.text("d.ranks_by_reports"); });
  return layer;
}

}  // namespace rawan::engine

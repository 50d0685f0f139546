#include "layer_words.h"
#include "report_parts.h"

#include <array>

namespace rawan::engine {
namespace {

// Positions of the classes of the map: the bands, then these.
constexpr std::uint16_t kMasked = 4;
constexpr std::uint16_t kUnknown = 5;
constexpr std::uint16_t kZone = 6;

std::uint16_t class_of(const PlannedVillage& village) {
  if (village.band) return static_cast<std::uint16_t>(*village.band);
  return village.has_data ? kMasked : kUnknown;
}

/// Colors of domain.md 7.
std::vector<io::PictureClass> legend(const Catalogue& words) {
  constexpr std::array<const char*, 4> kColors{"#fef0d9", "#fdcc8a", "#fc8d59", "#d7301f"};
  std::vector<io::PictureClass> classes;
  for (std::size_t band = 0; band < kColors.size(); ++band) {
    classes.push_back(
        {.color = kColors[band], .label = class_text(static_cast<PriorityClass>(band), words)});
  }
  classes.push_back(
      {.color = "#ffffff", .label = words.text("report.map.masked"), .hatch = io::Hatch::rising});
  classes.push_back(
      {.color = "#d9d9d9", .label = words.text("report.map.unknown"), .hatch = io::Hatch::crossed});
  classes.push_back({.color = "#542788", .label = words.text("layer.krppa"), .border = true});
  return classes;
}

std::string village_words(std::size_t site, const PlanningView& view, const Catalogue& words) {
  const PlannedVillage& village = view.villages[site];
  const Sites& sites = view.registers->sites;
  const std::string band = village.band
                               ? class_text(*village.band, words)
                               : words.text(village.has_data ? "class.masked" : "class.nodata");
  return sites.name[site] + ", " + sites.district[site] + ": " + band;
}

/// The name of each kecamatan once, on its first village.
std::string district_label(std::size_t site, const Sites& sites) {
  const bool first = site == 0 || sites.district[site] != sites.district[site - 1];
  return first ? sites.district[site] : "";
}

}  // namespace

io::MapFigure band_map(const PlanningContext& context) {
  const PlanningView& view = context.view();
  const Catalogue& words = context.page.words;
  const Sites& sites = context.registers().sites;
  io::PictureShapes<Polygon> villages{.shapes = sites.area, .classes = {}, .words = {}};
  io::PictureShapes<Polygon> zones;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    villages.classes.push_back(class_of(view.villages[site]));
    villages.words.push_back({.name = village_words(site, view, words),
                              .group = sites.district[site],
                              .label = district_label(site, sites)});
    if (!sites.krppa[site]) continue;
    zones.shapes.push_back(sites.area[site]);
    zones.classes.push_back(kZone);
    zones.words.push_back({.name = sites.name[site], .group = sites.district[site], .label = {}});
  }
  const VillageTally tally = tally_of(view);
  return {.picture = {.title = words.text("report.map.title"),
                      .note = words.text("d.disclaimer_boundary"),
                      .classes = legend(words),
                      .layers = {std::move(villages), std::move(zones)},
                      .north = words.text("page.north")},
          .alternative = words.text("report.map.alternative",
                                    {{"banded", whole_number(tally.banded, words)},
                                     {"urgent", whole_number(tally.urgent, words)},
                                     {"masked", whole_number(tally.masked, words)},
                                     {"unknown", whole_number(tally.unknown, words)}})};
}

}  // namespace rawan::engine

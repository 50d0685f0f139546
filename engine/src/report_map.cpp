#include "layer_words.h"
#include "report_parts.h"

#include <algorithm>

namespace rawan::engine {
namespace {

// Positions of the classes of the map: those of villages, then this.
constexpr std::uint16_t kZone = 6;

/// What a village without a band is called.
struct BandlessWords {
  const char* legend;
  const char* name;
  const char* alternative;
};

constexpr BandlessWords kMasked{"report.map.masked", "class.masked", "report.map.alternative"};
constexpr BandlessWords kInsufficient{"class.insufficient", "class.insufficient",
                                      "report.map.exact"};

std::vector<io::PictureClass> legend(const BandlessWords& bandless, const Catalogue& words) {
  std::vector<io::PictureClass> classes;
  for (const PriorityClass band :
       {PriorityClass::low, PriorityClass::medium, PriorityClass::high, PriorityClass::very_high}) {
    classes.push_back({.color = band_color(band), .label = class_text(band, words)});
  }
  classes.push_back(
      {.color = "#ffffff", .label = words.text(bandless.legend), .hatch = io::Hatch::rising});
  classes.push_back(
      {.color = "#d9d9d9", .label = words.text("report.map.unknown"), .hatch = io::Hatch::crossed});
  classes.push_back({.color = "#542788", .label = words.text("layer.krppa"), .border = true});
  return classes;
}

/// The name of each kecamatan once, on its first village.
std::string district_label(std::size_t site, const Sites& sites) {
  const bool first = site == 0 || sites.district[site] != sites.district[site - 1];
  return first ? sites.district[site] : "";
}

std::string alternative(const std::vector<PriorityClass>& classes, const BandlessWords& bandless,
                        const Catalogue& words) {
  const auto count = [&](auto... of) {
    return words.number(static_cast<double>((std::ranges::count(classes, of) + ...)));
  };
  using enum PriorityClass;
  return words.text(bandless.alternative, {{"banded", count(low, medium, high, very_high)},
                                           {"urgent", count(high, very_high)},
                                           {"masked", count(insufficient)},
                                           {"unknown", count(no_data)}});
}

}  // namespace

io::MapFigure class_map(const Sites& sites, const std::vector<PriorityClass>& classes,
                        bool is_masked, const Catalogue& words) {
  const BandlessWords& bandless = is_masked ? kMasked : kInsufficient;
  io::PictureShapes<Polygon> villages{.shapes = sites.area, .classes = {}, .words = {}};
  io::PictureShapes<Polygon> zones;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const std::string band = classes[site] == PriorityClass::insufficient
                                 ? words.text(bandless.name)
                                 : class_text(classes[site], words);
    villages.classes.push_back(static_cast<std::uint16_t>(classes[site]));
    villages.words.push_back({.name = sites.name[site] + ", " + sites.district[site] + ": " + band,
                              .group = sites.district[site],
                              .label = district_label(site, sites)});
    if (!sites.krppa[site]) continue;
    zones.shapes.push_back(sites.area[site]);
    zones.classes.push_back(kZone);
    zones.words.push_back({.name = sites.name[site], .group = sites.district[site], .label = {}});
  }
  return {.picture = {.title = words.text("report.map.title"),
                      .note = words.text("d.disclaimer_boundary"),
                      .classes = legend(bandless, words),
                      .layers = {std::move(villages), std::move(zones)},
                      .north = words.text("page.north")},
          .alternative = alternative(classes, bandless, words)};
}

}  // namespace rawan::engine

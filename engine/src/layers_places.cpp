#include "lattice.h"
#include "layer_words.h"
#include "layers.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/io/crs.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace rawan::engine {
namespace {

constexpr double kSquareMetersPerKm2 = 1e6;

std::string stability_text(Stability stability, const Catalogue& words) {
  constexpr const char* kKeys[] = {"stability.core", "stability.likely", "stability.fragile"};
  return words.text(kKeys[static_cast<std::size_t>(stability)]);
}

/// The columns that hotspots and cells share.
template <class Row>
void add_place(io::Layer& layer, const RestrictedContext& context, std::size_t rows, Row&& row) {
  const Catalogue& words = context.words;
  const Sites& sites = context.results.study.sites;
  fill_column<Text>(layer, words, "kode_desa", rows,
                    [&](std::size_t i) { return io::to_dotted(sites.id[row(i).site]); });
  fill_column<Text>(layer, words, "desa", rows,
                    [&](std::size_t i) { return sites.name[row(i).site]; });
  fill_column<Text>(layer, words, "kecamatan", rows,
                    [&](std::size_t i) { return sites.district[row(i).site]; });
  fill_column<Whole>(layer, words, "jumlah_laporan", rows,
                     [&](std::size_t i) { return row(i).portrait.marks; });
  fill_column<Whole>(layer, words, "jumlah_dialog", rows,
                     [&](std::size_t i) { return row(i).portrait.dialogues; });
  fill_column<Text>(layer, words, "masalah_utama", rows,
                    [&](std::size_t i) { return issue_text(row(i).portrait, words); });
  fill_column<Text>(layer, words, "faktor_utama", rows,
                    [&](std::size_t i) { return factor_text(row(i).portrait, words); });
  fill_column<Text>(layer, words, "jenis_tempat", rows,
                    [&](std::size_t i) { return place_text(row(i).portrait, words); });
}

}  // namespace

io::Layer hotspot_layer(const RestrictedContext& context) {
  io::Layer layer = start_layer("area_konsentrasi", context.page);
  const Catalogue& words = context.words;
  const std::vector<Hotspot>& hotspots = context.results.findings.hotspots;
  const double cell_km2 =
      context.config.analysis.cell.value * context.config.analysis.cell.value / kSquareMetersPerKm2;
  std::vector<io::GeoArea> areas;
  for (const Hotspot& hotspot : hotspots) {
    areas.push_back(context.projector.to_degrees(hotspot.outline));
  }
  layer.shapes = std::move(areas);
  fill_column<Text>(layer, words, "id_area", hotspots.size(),
                    [&](std::size_t i) { return hotspots[i].id; });
  add_place(layer, context, hotspots.size(),
            [&](std::size_t i) -> const Hotspot& { return hotspots[i]; });
  fill_column<Whole>(layer, words, "jumlah_sel", hotspots.size(),
                     [&](std::size_t i) { return Whole(hotspots[i].cells.size()); });
  fill_column<double>(
      layer, words, "luas_km2", hotspots.size(),
      [&](std::size_t i) { return cell_km2 * static_cast<double>(hotspots[i].cells.size()); }, 3);
  fill_column<Text>(layer, words, "jam_rawan", hotspots.size(), [&](std::size_t i) {
    const auto hours = hours_text(hotspots[i].portrait.hours, words);
    return hours.value_or(words.text("class.insufficient"));
  });
  fill_column<Whole>(layer, words, "skor", hotspots.size(),
                     [&](std::size_t i) { return context.results.ranking.hotspot_score[i]; });
  fill_column<Text>(layer, words, "kestabilan", hotspots.size(), [&](std::size_t i) {
    return stability_text(hotspots[i].stability.verdict, words);
  });
  fill_column<Text>(layer, words, "keterangan", hotspots.size(), [&](std::size_t i) {
    return words.text(hotspots[i].rate ? "d.disclaimer_scope" : "note.no_effort");
  });
  return layer;
}

io::Layer cell_layer(const RestrictedContext& context) {
  io::Layer layer = start_layer("sel_kerawanan", context.page);
  std::vector<std::pair<std::string, const UnsafeCell*>> cells;
  for (const UnsafeCell& cell : context.results.findings.cells) {
    cells.emplace_back(fmt::format("S{}-{}-{}", static_cast<int>(context.results.records.crs.crs),
                                   cell.cell.column, cell.cell.row),
                       &cell);
  }
  std::ranges::sort(cells);
  const Meters size = context.config.analysis.cell;
  std::vector<io::GeoArea> areas;
  for (const auto& [id, cell] : cells) {
    areas.push_back(context.projector.to_degrees(outline_of({&cell->cell, 1}, size)));
  }
  layer.shapes = std::move(areas);
  fill_column<Text>(layer, context.words, "id_sel", cells.size(),
                    [&](std::size_t i) { return cells[i].first; });
  add_place(layer, context, cells.size(),
            [&](std::size_t i) -> const UnsafeCell& { return *cells[i].second; });
  return layer;
}

}  // namespace rawan::engine

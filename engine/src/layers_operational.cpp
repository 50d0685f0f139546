#include "layer_words.h"
#include "layers.h"
#include "rawan/algorithms/polygons.h"
#include "rawan/io/crs.h"
#include "text_columns.h"

namespace rawan::engine {
namespace {

constexpr double kSquareMetersPerKm2 = 1e6;

/// One of the three empties, or the band.
std::string band_code(const BandedVillage& village) {
  if (!village.has_data) return Text(code_of(PriorityClass::no_data));
  return village.band ? Text(code_of(*village.band)) : "disamarkan";
}

std::string band_text(const BandedVillage& village, const Catalogue& words) {
  if (!village.has_data) return class_text(PriorityClass::no_data, words);
  return village.band ? class_text(*village.band, words) : words.text("class.masked");
}

std::string band_note(const BandedVillage& village, const Catalogue& words) {
  if (!village.has_data) return words.text("note.no_data");
  if (!village.band) return words.text("note.masked");
  return words.text(village.is_burst ? "note.burst" : "d.disclaimer_scope");
}

void add_bands(io::Layer& layer, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const std::vector<BandedVillage>& villages = context.view().villages;
  const std::size_t n = villages.size();
  fill_column<Text>(layer, words, "kelas", n,
                    [&](std::size_t i) { return band_code(villages[i]); });
  fill_column<Text>(layer, words, "kelas_teks", n,
                    [&](std::size_t i) { return band_text(villages[i], words); });
  fill_column<Whole>(layer, words, "skor_krppa", n,
                     [&](std::size_t i) { return villages[i].krppa_score; });
  fill_column<Whole>(layer, words, "skor_lama", n,
                     [&](std::size_t i) { return villages[i].stale_score; });
  fill_column<Whole>(layer, words, "skor_lingkungan", n,
                     [&](std::size_t i) { return villages[i].environment_score; });
  fill_column<Whole>(layer, words, "kunjungan", n,
                     [&](std::size_t i) { return villages[i].visits; });
  fill_column<Text>(
      layer, words, "kunjungan_terakhir", n,
      [&](std::size_t i) -> std::optional<Text> {
        const auto& day = villages[i].last_visit;
        return day ? std::optional<Text>(iso_date(*day)) : std::nullopt;
      },
      -1, io::Column::Kind::date);
}

void add_reasons(io::Layer& layer, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const std::vector<BandedVillage>& villages = context.view().villages;
  const std::size_t n = villages.size();
  fill_column<Text>(layer, words, "masalah_utama", n,
                    [&](std::size_t i) { return issue_text(villages[i].portrait, words); });
  fill_column<Text>(layer, words, "faktor_utama", n,
                    [&](std::size_t i) { return factor_text(villages[i].portrait, words); });
  fill_column<Text>(layer, words, "jam_rawan", n,
                    [&](std::size_t i) { return hours_text(villages[i].portrait.hours, words); });
}

void add_register(io::Layer& layer, const PatrolContext& context) {
  const Catalogue& words = context.words;
  const Registers& registers = context.registers();
  const std::size_t n = registers.villages.size();
  fill_column<Text>(layer, words, "status_krppa", n, [&](std::size_t i) -> std::optional<Text> {
    const auto& entry = registers.sites.krppa[i];
    if (!entry) return std::nullopt;
    return Text(code_of(registers.krppa[*entry].status));
  });
  fill_column<double>(
      layer, words, "luas_km2", n,
      [&](std::size_t i) { return registers.villages[i].area_m2 / kSquareMetersPerKm2; }, 2);
  fill_column<Text>(layer, words, "edisi_batas", n,
                    [&](std::size_t i) { return if_told(registers.villages[i].edition); });
  fill_column<Text>(layer, words, "keterangan", n,
                    [&](std::size_t i) { return band_note(context.view().villages[i], words); });
}

/// Where a safe place lies and what is known of it.
template <class Row>
void add_place(io::Layer& layer, const PatrolContext& context, const std::vector<Row>& rows) {
  const Catalogue& words = context.words;
  const Sites& sites = context.registers().sites;
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, rows.size(), value);
  };
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(sites.id[rows[i].site]); });
  put("desa", [&](std::size_t i) { return sites.name[rows[i].site]; });
  put("kecamatan", [&](std::size_t i) { return sites.district[rows[i].site]; });
  put("masalah_utama", [&](std::size_t i) { return issue_text(rows[i].portrait, words); });
  put("faktor_utama", [&](std::size_t i) { return factor_text(rows[i].portrait, words); });
  put("jenis_tempat", [&](std::size_t i) { return place_text(rows[i].portrait, words); });
}

template <class Row>
std::vector<io::GeoArea> areas_of(const std::vector<Row>& rows) {
  std::vector<io::GeoArea> areas;
  for (const Row& row : rows) areas.push_back(row.area);
  return areas;
}

}  // namespace

io::Layer band_layer(const PatrolContext& context) {
  io::Layer layer = start_layer("desa_prioritas", context.page);
  layer.shapes = areas_of(context.registers().villages);
  add_identity(layer, context.registers(), context.words);
  add_bands(layer, context);
  add_reasons(layer, context);
  add_register(layer, context);
  const bool suspended = context.schedule.allocation.suspended;
  const char* state = suspended ? "ranking.suspended.short" : "ranking.in_force";
  fill_column<Text>(layer, context.words, "status_peringkat", context.registers().villages.size(),
                    [&](std::size_t) { return context.words.text(state); });
  return layer;
}

io::Layer safe_hotspot_layer(const PatrolContext& context) {
  io::Layer layer = start_layer("area_konsentrasi", context.page);
  const Catalogue& words = context.words;
  const std::vector<SafeHotspot>& hotspots = context.view().hotspots;
  const std::size_t n = hotspots.size();
  layer.shapes = areas_of(hotspots);
  fill_column<Text>(layer, words, "id_area", n, [&](std::size_t i) { return hotspots[i].id; });
  add_place(layer, context, hotspots);
  fill_column<Whole>(layer, words, "jumlah_sel", n,
                     [&](std::size_t i) { return hotspots[i].cells; });
  fill_column<double>(
      layer, words, "luas_km2", n,
      [&](std::size_t i) {
        return area(context.projector.to_meters(hotspots[i].area)).value / kSquareMetersPerKm2;
      },
      3);
  fill_column<Text>(layer, words, "jam_rawan", n, [&](std::size_t i) {
    return hours_text(hotspots[i].portrait.hours, words).value_or(words.text("class.insufficient"));
  });
  fill_column<Whole>(layer, words, "skor", n, [&](std::size_t i) { return hotspots[i].score; });
  fill_column<Text>(layer, words, "keterangan", n,
                    [&](std::size_t) { return words.text("d.disclaimer_scope"); });
  return layer;
}

io::Layer safe_cell_layer(const PatrolContext& context) {
  io::Layer layer = start_layer("sel_patroli", context.page);
  const std::vector<SafeCell>& cells = context.view().cells;
  layer.shapes = areas_of(cells);
  fill_column<Text>(layer, context.words, "id_sel", cells.size(),
                    [&](std::size_t i) { return cells[i].id; });
  add_place(layer, context, cells);
  return layer;
}

}  // namespace rawan::engine

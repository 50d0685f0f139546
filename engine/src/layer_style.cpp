#include "layer_style.h"

#include "embedded.h"
#include "rawan/algorithms/contract.h"
#include "value_maps.h"
#include "xml_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>
#include <variant>

namespace rawan::engine {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 33> kTitles{
    {{"ape_bukti", "table.ape"},
     {"area_konsentrasi", "layer.hotspot"},
     {"batas_kecamatan", "layer.district_boundary"},
     {"beban_patroli", "table.burden"},
     {"belum_terlayani", "table.unserved"},
     {"data_terpilah", "table.disagg"},
     {"density", "layer.density"},
     {"desa_periode", "table.village_windows"},
     {"desa_prioritas", "layer.village_priority"},
     {"desa_tahun", "table.large_villages"},
     {"indikator", "table.indicator"},
     {"jadwal_patroli", "table.schedule"},
     {"kecamatan_periode", "table.district_windows"},
     {"kecamatan_ringkas", "layer.district_summary"},
     {"kecamatan_tahun", "layer.district_years"},
     {"lama_singgah", "table.dwell"},
     {"laporan_desa", "table.reports"},
     {"laporan_titik", "layer.reports"},
     {"layanan", "layer.service"},
     {"metadata", "table.metadata"},
     {"ms_ind", "table.ms_ind"},
     {"ms_var", "table.ms_var"},
     {"pemerataan", "table.fairness"},
     {"pos", "layer.post"},
     {"qc_catatan", "table.qc_notes"},
     {"qc_ringkas", "table.qc_summary"},
     {"rute_patroli", "layer.patrol_route"},
     {"sel_kerawanan", "layer.unsafe_cell"},
     {"sel_patroli", "layer.safe_cell"},
     {"tindak_lanjut", "table.follow_up"},
     {"titik_singgah", "layer.patrol_stop"},
     {"usulan_musrenbang", "table.musrenbang"},
     {"zona_krppa", "layer.krppa"}}};

constexpr std::array<std::string_view, 13> kStyled{
    "area_konsentrasi", "batas_kecamatan", "density",   "desa_prioritas", "kecamatan_ringkas",
    "kecamatan_tahun",  "laporan_titik",   "pos",       "rute_patroli",   "sel_kerawanan",
    "sel_patroli",      "titik_singgah",   "zona_krppa"};

/// Told apart by people with any color vision, on the oranges of the villages; the ninth squad
/// starts again. Colors two to five after Okabe and Ito's qualitative set.
constexpr std::array<std::string_view, 8> kSquadColors{
    "0,90,170,255",   "0,128,96,255",  "34,34,34,255",  "190,70,150,255",
    "60,160,210,255", "122,82,40,255", "98,60,160,255", "120,130,0,255"};

struct Squad {
  std::string id;
  std::string label;
  std::string index;
  std::string color;
};

/// "Regu 2" for "2" and for "Regu 2", which reports write in any case.
std::string squad_label(const std::string& id, const Catalogue& words) {
  constexpr std::string_view kRegu = "regu";
  const auto same_letter = [](char a, char b) { return (a | 0x20) == b; };
  const bool says_so = std::ranges::equal(id.substr(0, kRegu.size()), kRegu, same_letter);
  return says_so ? id : words.text("squad.label", {{"name", id}});
}

std::vector<Squad> legend_of_squads(std::span<const std::string> ids, const Catalogue& words) {
  std::vector<Squad> squads;
  for (const std::string& id : ids) {
    const std::size_t i = squads.size();
    squads.push_back({id, squad_label(id, words), std::to_string(i),
                      std::string(kSquadColors[i % kSquadColors.size()])});
  }
  // QGIS takes a class without a value for "all others".
  if (squads.empty()) squads.push_back({"", words.text("squad.all"), "0", "70,70,70,255"});
  return squads;
}

/// Fills the placeholders of one squad and leaves all others as they are.
std::string write_squad(std::string_view block, const Squad& squad) {
  return fill_template(block, [&](std::string_view name) -> std::string {
    if (name == "squad.id") return squad.id;
    if (name == "squad.label") return squad.label;
    if (name == "squad.index") return squad.index;
    if (name == "squad.color") return squad.color;
    throw ContractViolation("no such word of a squad: " + std::string(name));
  });
}

/// {{=0.03}} is a number in the reader's form, with the places it is written with.
std::string number_in_words(std::string_view literal, const Catalogue& words) {
  double value = 0.0;
  std::from_chars(literal.data(), literal.data() + literal.size(), value);
  const std::size_t point = literal.find('.');
  const std::size_t places = point == std::string_view::npos ? 0 : literal.size() - point - 1;
  return words.number(value, static_cast<int>(places));
}

std::string word(std::string_view key, std::string_view table, const Catalogue& words) {
  constexpr std::string_view kColumn = "column.";
  if (key.starts_with('=')) return number_in_words(key.substr(1), words);
  if (key.starts_with(kColumn)) return column_alias(table, key.substr(kColumn.size()), words);
  return words.text(key);
}

std::string aliases_of(const io::Layer& layer, const Catalogue& words) {
  std::string lines =
      fmt::format("  <alias field=\"fid\" name=\"{}\"/>\n", escape_xml(words.text("column.fid")));
  for (const io::Column& column : layer.columns) {
    lines += fmt::format("  <alias field=\"{}\" name=\"{}\"/>\n", escape_xml(column.name),
                         escape_xml(column.alias));
  }
  return lines;
}

std::string locks_of(const io::Layer& layer) {
  std::string lines = "  <field name=\"fid\" editable=\"0\"/>\n";
  for (const io::Column& column : layer.columns) {
    lines += fmt::format("  <field name=\"{}\" editable=\"0\"/>\n", escape_xml(column.name));
  }
  return lines;
}

/// Writes lines into an element that the style has empty; a style without it stays as it is.
void fill_element(std::string& qml, std::string_view opening, const std::string& lines) {
  const std::size_t at = qml.find(opening);
  if (at != std::string::npos) qml.insert(at + opening.size(), lines);
}

/// A style with the words, value maps and locks of the columns that the layer has.
std::string with_columns(std::string qml, const io::LayerPieces& layer, const Catalogue& words) {
  fill_element(qml, " <fieldConfiguration>\n", value_maps(layer, words));
  fill_element(qml, " <aliases>\n", aliases_of(layer.head, words));
  fill_element(qml, " <editable>\n", locks_of(layer.head));
  return qml;
}

bool names_squads(const io::Layer& layer) {
  return std::ranges::any_of(layer.columns, [](const io::Column& column) {
    return column.name == "regu" && std::holds_alternative<io::Texts>(column.values);
  });
}

}  // namespace

std::string layer_title(std::string_view table, const Catalogue& words) {
  const auto found = std::ranges::find(kTitles, table, [](const auto& t) { return t.first; });
  expects(found != kTitles.end(), "every table of the release has a title");
  return words.text(found->second);
}

std::string column_alias(std::string_view table, std::string_view column, const Catalogue& words) {
  const std::string own = fmt::format("column.{}.{}", table, column);
  return words.has(own) ? words.text(own) : words.text(fmt::format("column.{}", column));
}

std::vector<std::string> squads_of(std::span<const io::LayerPieces> layers) {
  std::set<std::string> squads;
  for (const io::LayerPieces& layer : layers) {
    if (!has_style(layer.head.name) || !names_squads(layer.head)) continue;
    squads.merge(io::texts_in(layer, "regu"));
  }
  squads.erase("");
  return {squads.begin(), squads.end()};
}

bool has_style(std::string_view table) {
  return std::ranges::find(kStyled, table) != kStyled.end();
}

std::string layer_style(std::string_view table, const Catalogue& words,
                        std::span<const std::string> squads) {
  expects(has_style(table), "a style is asked for a table that has one");
  const std::string_view qml = embedded(fmt::format("qgis/styles/{}.qml", table));
  const std::vector<Squad> legend = legend_of_squads(squads, words);
  const std::string text = repeat_blocks(
      qml, "squads", legend.size(),
      [&](std::string_view block, std::size_t i) { return write_squad(block, legend[i]); });
  return fill_template(text, [&](std::string_view key) { return word(key, table, words); });
}

std::string table_style(const io::LayerPieces& table, const Catalogue& words) {
  return with_columns(
      "<!DOCTYPE qgis>\n<qgis version=\"3.22.16\" styleCategories=\"AllStyleCategories\""
      " readOnly=\"1\">\n <fieldConfiguration>\n </fieldConfiguration>\n <aliases>\n "
      "</aliases>\n</qgis>\n",
      table, words);
}

std::vector<io::LayerStyle> layer_styles(std::span<const io::LayerPieces> layers,
                                         const Catalogue& words) {
  const std::vector<std::string> squads = squads_of(layers);
  std::vector<io::LayerStyle> styles;
  for (const io::LayerPieces& pieces : layers) {
    const io::Layer& layer = pieces.head;
    styles.push_back({layer.name, layer.title,
                      has_style(layer.name)
                          ? with_columns(layer_style(layer.name, words, squads), pieces, words)
                          : table_style(pieces, words)});
  }
  return styles;
}

}  // namespace rawan::engine

#include "sample_layers.h"

#include "layer_style.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <regex>
#include <sstream>

namespace rawan::engine {
namespace {

constexpr int kColumns = 8;
constexpr int kRows = 6;
constexpr double kPitch = 0.08;  // Degrees between centers.
constexpr io::GeoPoint kOrigin{109.2, 0.7};

constexpr std::array<const char*, 7> kClasses{"sangat_tinggi", "tinggi",           "sedang",
                                              "rendah",        "belum_cukup_data", "belum_ada_data",
                                              "disamarkan"};
constexpr std::array<const char*, 7> kClassKeys{
    "class.4",      "class.3",     "class.2", "class.1", "class.insufficient",
    "class.nodata", "class.masked"};

struct Hexagon {
  std::string code;
  std::string name;
  int district;
  io::GeoPoint center;
};

std::vector<Hexagon> hexagons() {
  std::vector<Hexagon> villages;
  for (int row = 0; row < kRows; ++row) {
    for (int column = 0; column < kColumns; ++column) {
      const int district = 1 + column / 4 + 2 * (row / 2);
      const int serial = 2001 + kColumns * row + column;
      villages.push_back({fmt::format("61.07.{:02}.{}", district, serial),
                          fmt::format("Sungai <Contoh> & Co's {}", serial - 2000),
                          district,
                          {kOrigin.lon + kPitch * (column + 0.5 * (row % 2)),
                           kOrigin.lat + kPitch * 0.866 * row}});
    }
  }
  return villages;
}

io::GeoArea hexagon(io::GeoPoint center, double radius) {
  io::GeoPart part;
  for (int corner = 0; corner < 6; ++corner) {
    const double angle = std::numbers::pi * (corner + 0.5) / 3.0;
    part.outer.push_back(
        {center.lon + radius * std::cos(angle), center.lat + radius * std::sin(angle)});
  }
  return {part};
}

io::GeoArea village_area(const Hexagon& village) {
  return hexagon(village.center, kPitch / std::numbers::sqrt3);
}

/// Where a table's values are put in, by column name.
class Filling {
 public:
  Filling(const std::vector<DocumentedTable>& tables, std::string_view name, const Catalogue& words)
      : words_(words) {
    const auto doc = std::ranges::find(tables, name, &DocumentedTable::name);
    layer_.name = doc->name;
    layer_.title = layer_title(doc->name, words);
    layer_.description = layer_.title + ". " + words.text("mark.synthetic");
    for (const std::string& column : doc->columns) {
      layer_.columns.push_back({column, column_alias(doc->name, column, words), io::Texts{}});
      if (column == "tanggal") layer_.columns.back().kind = io::Column::Kind::date;
    }
  }

  void integers(std::string_view name) { column(name).values = io::Integers{}; }

  /// Starts a row; a column not put stays empty.
  void row() {
    for (io::Column& c : layer_.columns) {
      std::visit([](auto& values) { values.emplace_back(); }, c.values);
    }
  }
  void put(std::string_view name, std::string text) {
    std::get<io::Texts>(column(name).values).back() = std::move(text);
  }
  void put(std::string_view name, std::int64_t number) {
    std::get<io::Integers>(column(name).values).back() = number;
  }

  io::Layer with(io::Shapes shapes) && {
    layer_.shapes = std::move(shapes);
    return std::move(layer_);
  }
  const Catalogue& words() const { return words_; }

 private:
  io::Column& column(std::string_view name) {
    return *std::ranges::find(layer_.columns, name, &io::Column::name);
  }

  const Catalogue& words_;
  io::Layer layer_;
};

std::string district_name(int district) {
  return fmt::format("Kecamatan {}", district);
}

io::Layer villages_layer(Filling table, const std::vector<Hexagon>& villages) {
  std::vector<io::GeoArea> areas;
  for (std::size_t i = 0; i < villages.size(); ++i) {
    const std::size_t rank = (5 * i) % kClasses.size();
    table.row();
    table.put("kode_desa", villages[i].code);
    table.put("desa", villages[i].name);
    table.put("kecamatan", district_name(villages[i].district));
    table.put("kelas", kClasses[(rank + i / 8) % kClasses.size()]);
    table.put("kelas_teks", table.words().text(kClassKeys[(rank + i / 8) % kClasses.size()]));
    areas.push_back(village_area(villages[i]));
  }
  return std::move(table).with(std::move(areas));
}

io::Layer districts_layer(Filling table, const std::vector<Hexagon>& villages) {
  std::vector<io::GeoArea> areas(6);
  for (const Hexagon& village : villages) {
    areas[static_cast<std::size_t>(village.district - 1)].push_back(village_area(village)[0]);
  }
  for (int district = 1; district <= 6; ++district) {
    table.row();
    table.put("kode_kecamatan", fmt::format("61.07.{:02}", district));
    table.put("kecamatan", district_name(district));
  }
  return std::move(table).with(std::move(areas));
}

io::Layer zones_layer(Filling table, const std::vector<Hexagon>& villages) {
  std::vector<io::GeoArea> areas;
  for (const std::size_t i : {std::size_t{10}, std::size_t{29}}) {
    table.row();
    table.put("kode_desa", villages[i].code);
    table.put("desa", villages[i].name);
    table.put("status", i == 10 ? "ditetapkan" : "rintisan");
    areas.push_back(village_area(villages[i]));
  }
  return std::move(table).with(std::move(areas));
}

io::Layer hotspots_layer(Filling table, const std::vector<Hexagon>& villages) {
  table.integers("skor");
  std::vector<io::GeoArea> areas;
  for (std::size_t i = 3; i < villages.size(); i += 9) {
    table.row();
    table.put("id_area", fmt::format("A{}", i));
    table.put("desa", villages[i].name);
    table.put("skor", static_cast<std::int64_t>(20 * (i % 5)));
    table.put("jam_rawan", "18.00–21.00");
    areas.push_back(hexagon(villages[i].center, 0.01));
  }
  return std::move(table).with(std::move(areas));
}

io::Layer cells_layer(Filling table, const std::vector<Hexagon>& villages) {
  table.integers("jumlah_laporan");
  std::vector<io::GeoArea> areas;
  for (std::size_t i = 3; i < villages.size(); i += 3) {
    table.row();
    table.put("id_sel", fmt::format("S{}", i));
    table.put("jumlah_laporan", static_cast<std::int64_t>(1 + i % 12));
    areas.push_back(hexagon(villages[i].center, 0.002));
  }
  return std::move(table).with(std::move(areas));
}

std::string squad_of(std::size_t index) {
  return fmt::format("R<{}> & \"co\"", index + 1);
}

io::Layer posts_layer(Filling table, const std::vector<Hexagon>& villages) {
  std::vector<io::GeoPoint> points;
  for (std::size_t squad = 0; squad < 3; ++squad) {
    table.row();
    table.put("id_pos", fmt::format("P{}", squad));
    table.put("nama", fmt::format("Pos {}", squad + 1));
    points.push_back(villages[5 + 16 * squad].center);
  }
  return std::move(table).with(std::move(points));
}

/// The villages a squad visits, in order.
std::vector<std::size_t> tour(std::size_t squad) {
  std::vector<std::size_t> stops;
  for (std::size_t stop = 0; stop < 4; ++stop) stops.push_back(16 * squad + 3 * stop + 1);
  return stops;
}

io::Layer stops_layer(Filling table, const std::vector<Hexagon>& villages) {
  table.integers("urutan");
  std::vector<io::GeoPoint> points;
  for (std::size_t squad = 0; squad < 3; ++squad) {
    const std::vector<std::size_t> stops = tour(squad);
    for (std::size_t i = 0; i < stops.size(); ++i) {
      table.row();
      table.put("id_singgah", fmt::format("{}-{}", squad, i));
      table.put("tanggal", "2026-11-23");
      table.put("regu", squad_of(squad));
      table.put("urutan", static_cast<std::int64_t>(i + 1));
      points.push_back(villages[stops[i]].center);
    }
  }
  return std::move(table).with(std::move(points));
}

io::Layer routes_layer(Filling table, const std::vector<Hexagon>& villages) {
  std::vector<io::GeoLine> lines;
  for (std::size_t squad = 0; squad < 3; ++squad) {
    table.row();
    table.put("id_rute", std::to_string(squad));
    table.put("tanggal", "2026-11-23");
    table.put("regu", squad_of(squad));
    io::GeoLine line{villages[5 + 16 * squad].center};
    for (const std::size_t stop : tour(squad)) line.push_back(villages[stop].center);
    lines.push_back(std::move(line));
  }
  return std::move(table).with(std::move(lines));
}

io::Layer metadata_layer(Filling table) {
  table.row();
  table.put("kunci", "sumber");
  table.put("nilai", table.words().text("mark.synthetic"));
  return std::move(table).with(std::monostate{});
}

}  // namespace

std::vector<DocumentedTable> documented_tables() {
  static const std::regex kRow(R"(\| `(\w+)` \| (\w+) \| (.*) \|)");
  static const std::regex kWord(R"(\w+)");
  static const std::regex kParenthesis(R"(\([^)]*\))");
  std::ifstream file(RAWAN_SOURCE_DIR "/docs/output_layers.md");
  std::vector<DocumentedTable> tables;
  for (std::string line; std::getline(file, line);) {
    std::smatch cells;
    if (!std::regex_match(line, cells, kRow)) continue;
    DocumentedTable table{cells[1], cells[2], {}};
    const std::string columns = std::regex_replace(cells[3].str(), kParenthesis, "");
    const std::sregex_iterator end;
    for (std::sregex_iterator w(columns.begin(), columns.end(), kWord); w != end; ++w) {
      table.columns.push_back(w->str());
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<io::Layer> sample_layers(const Catalogue& words) {
  const std::vector<DocumentedTable> docs = documented_tables();
  const std::vector<Hexagon> villages = hexagons();
  const auto empty = [&](const char* name) { return Filling(docs, name, words); };
  std::vector<io::Layer> layers{villages_layer(empty("desa_prioritas"), villages),
                                districts_layer(empty("kecamatan_ringkas"), villages),
                                districts_layer(empty("batas_kecamatan"), villages),
                                hotspots_layer(empty("area_konsentrasi"), villages),
                                cells_layer(empty("sel_kerawanan"), villages),
                                stops_layer(empty("titik_singgah"), villages),
                                routes_layer(empty("rute_patroli"), villages),
                                posts_layer(empty("pos"), villages),
                                zones_layer(empty("zona_krppa"), villages)};
  for (const char* name : {"sel_patroli", "kecamatan_tahun"}) {
    layers.push_back(empty(name).with(std::vector<io::GeoArea>{}));
  }
  layers.push_back(empty("laporan_titik").with(std::vector<io::GeoPoint>{}));
  for (const char* name :
       {"layanan", "jadwal_patroli", "belum_terlayani", "pemerataan", "beban_patroli",
        "laporan_desa", "lama_singgah", "tindak_lanjut", "desa_periode", "desa_tahun",
        "kecamatan_periode", "usulan_musrenbang", "indikator", "data_terpilah", "ape_bukti",
        "ms_var", "ms_ind", "qc_ringkas", "qc_catatan"}) {
    layers.push_back(empty(name).with(std::monostate{}));
  }
  layers.push_back(metadata_layer(empty("metadata")));
  return layers;
}

}  // namespace rawan::engine

#include "district_areas.h"
#include "layer_words.h"
#include "layers.h"
#include "layers_burden.h"
#include "planned_hotspots.h"
#include "planning_coverage.h"
#include "planning_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

std::string band_code(const PlannedVillage& village) {
  if (!village.has_data) return std::string(code_of(PriorityClass::no_data));
  return village.band ? std::string(code_of(*village.band)) : "disamarkan";
}

std::string band_text(const PlannedVillage& village, const Catalogue& words) {
  if (!village.has_data) return class_text(PriorityClass::no_data, words);
  return village.band ? class_text(*village.band, words) : words.text("class.masked");
}

std::string rate_text(const PlannedVillage& village, const Catalogue& words) {
  if (!village.has_data) return class_text(PriorityClass::no_data, words);
  if (!village.band) return words.text("class.masked");
  if (!village.rate) return words.text("class.insufficient");
  if (!village.rate->most) return fmt::format("{}+", village.rate->least);
  return fmt::format("{}-{}", village.rate->least, *village.rate->most);
}

std::string quarters_text(const PlannedVillage& village, const Catalogue& words) {
  if (!village.rank_quarters) return "";
  return words.text("rank.quarters", {{"from", std::to_string(village.rank_quarters->first)},
                                      {"to", std::to_string(village.rank_quarters->second)}});
}

/// How sure the place in the list is: by the quarters that are shown, and by nothing else.
std::optional<Text> confidence_text(const PlannedVillage& village, const Catalogue& words) {
  if (!village.rank_quarters) return std::nullopt;
  constexpr const char* kKeys[] = {"conf.high", "conf.mid", "conf.low", "conf.low"};
  const int width = village.rank_quarters->second - village.rank_quarters->first;
  return words.text(kKeys[std::clamp(width, 0, 3)]);
}

/// One of the three empties, or the class.
std::string count_text(const AreaCount& count, const Catalogue& words) {
  if (!count.has_data) return words.text("class.nodata");
  return count.shown ? class_in_words(*count.shown) : words.text("class.masked");
}

/// "2026-Q3": planners see no days of patrols.
std::optional<Text> quarter_text(const std::optional<Day>& day) {
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date(*day);
  return fmt::format("{:04}-Q{}", int(date.year()), (unsigned(date.month()) - 1) / 3 + 1);
}

void add_effort(io::Layer& layer, const PageContext& page, std::size_t rows,
                const std::function<LoggedEffort(std::size_t)>& effort) {
  const auto whole = [&](const char* name, auto member) {
    fill_column<Whole>(layer, page.words, name, rows,
                       [&](std::size_t i) { return Whole(effort(i).*member); });
  };
  whole("kunjungan", &LoggedEffort::visits);
  whole("dialog", &LoggedEffort::dialogues);
  whole("perempuan_dikonsultasi", &LoggedEffort::women);
  whole("laki_laki_dikonsultasi", &LoggedEffort::men);
  fill_column<Text>(layer, page.words, "terakhir_ditanya", rows,
                    [&](std::size_t i) { return quarter_text(effort(i).last_asked); });
}

io::Layer planned_village_layer(const PlanningContext& context) {
  io::Layer layer = start_layer("desa_prioritas", context.page);
  const Catalogue& words = context.page.words;
  const Registers& registers = context.registers();
  const std::vector<PlannedVillage>& villages = context.view().villages;
  std::vector<io::GeoArea> areas;
  for (const io::Village& village : registers.villages) areas.push_back(village.area);
  layer.shapes = std::move(areas);
  add_identity(layer, registers, words);
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, villages.size(), value);
  };
  put("kelas", [&](std::size_t i) { return band_code(villages[i]); });
  put("kelas_teks", [&](std::size_t i) { return band_text(villages[i], words); });
  put("pita_peringkat", [&](std::size_t i) { return quarters_text(villages[i], words); });
  put("selang_angka", [&](std::size_t i) { return rate_text(villages[i], words); });
  put("keyakinan", [&](std::size_t i) { return confidence_text(villages[i], words); });
  add_effort(layer, context.page, villages.size(),
             [&](std::size_t i) { return villages[i].effort; });
  put("status_krppa", [&](std::size_t i) -> std::optional<Text> {
    const auto& entry = registers.sites.krppa[i];
    if (!entry) return std::nullopt;
    return Text(code_of(registers.krppa[*entry].status));
  });
  add_village_coverage(layer, context);
  put("keterangan", [&](std::size_t i) {
    if (!villages[i].has_data) return words.text("note.no_data");
    return words.text(villages[i].band ? "d.ranks_by_reports" : "note.masked");
  });
  add_ranking_state(layer, context.page, villages.size());
  return layer;
}

LoggedEffort sum_of(const DistrictArea& district, const PlanningView& view) {
  LoggedEffort sum;
  for (const std::uint32_t site : district.sites) sum += view.villages[site].effort;
  return sum;
}

io::Layer planned_district_layer(const PlanningContext& context) {
  io::Layer layer = start_layer("kecamatan_ringkas", context.page);
  const Registers& registers = context.registers();
  const std::span<const DistrictArea> districts = context.page.districts;
  layer.shapes = shapes_of(districts);
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, context.page.words, name, districts.size(), value);
  };
  put("kode_kecamatan", [&](std::size_t i) { return io::to_dotted(districts[i].id); });
  put("kecamatan",
      [&](std::size_t i) { return registers.sites.district[districts[i].sites.front()]; });
  put("kabupaten",
      [&](std::size_t i) { return registers.villages[districts[i].sites.front()].regency; });
  fill_column<Whole>(layer, context.page.words, "jumlah_desa", districts.size(),
                     [&](std::size_t i) { return Whole(districts[i].sites.size()); });
  add_effort(layer, context.page, districts.size(),
             [&](std::size_t i) { return sum_of(districts[i], context.view()); });
  add_district_coverage(layer, districts, context);
  return layer;
}

std::string name_of(const AreaCount& count, const Registers& registers) {
  const Sites& sites = registers.sites;
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const std::string code = io::to_dotted(sites.id[site]);
    if (!code.starts_with(count.area)) continue;
    if (count.level == AreaLevel::village) return sites.name[site];
    return count.level == AreaLevel::district ? sites.district[site]
                                              : registers.villages[site].regency;
  }
  return "";
}

io::Layer count_table(const std::string& table, bool villages, const PlanningContext& context) {
  io::Layer layer = start_layer(table, context.page);
  const Catalogue& words = context.page.words;
  std::vector<AreaCount> rows;
  for (const AreaCount& count : context.view().counts) {
    if ((count.level == AreaLevel::village) == villages) rows.push_back(count);
  }
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, rows.size(), value);
  };
  put(villages ? "kode_desa" : "kode", [&](std::size_t i) { return rows[i].area; });
  put(villages ? "desa" : "nama",
      [&](std::size_t i) { return name_of(rows[i], context.registers()); });
  put("periode", [&](std::size_t i) { return rows[i].window; });
  put("ukuran", [&](std::size_t i) { return words.text("measure." + rows[i].measure); });
  put("kelas_jumlah", [&](std::size_t i) { return count_text(rows[i], words); });
  fill_column<Text>(
      layer, words, "per_tanggal", rows.size(), [&](std::size_t i) { return rows[i].as_of; }, -1,
      io::Column::Kind::date);
  return layer;
}

/// Villages so large that a class of a noisy count points to nobody.
io::Layer large_village_table(const OpenContext& context) {
  io::Layer layer = start_layer("desa_tahun", context.page);
  const Catalogue& words = context.page.words;
  const Sites& sites = context.registers().sites;
  const std::vector<NoisyClass>& rows = context.view().villages;
  const auto site = [&](std::size_t i) {
    return *sites.find(*io::parse_village_code(rows[i].area));
  };
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, rows.size(), value);
  };
  put("kode_desa", [&](std::size_t i) { return rows[i].area; });
  put("desa", [&](std::size_t i) { return sites.name[site(i)]; });
  put("kecamatan", [&](std::size_t i) { return sites.district[site(i)]; });
  put("tahun", [&](std::size_t i) { return rows[i].year; });
  put("kelas_jumlah", [&](std::size_t i) { return class_in_words(rows[i].shown); });
  return layer;
}

}  // namespace

std::vector<io::Layer> planning_layers(const PlanningContext& context) {
  std::vector<io::Layer> layers{planned_village_layer(context),
                                planned_hotspot_layer(context),
                                planned_district_layer(context),
                                krppa_layer(context.registers(), context.page),
                                proposal_table(context),
                                indicator_table(context),
                                disaggregated_table(context),
                                ape_table(context),
                                count_table("desa_periode", true, context),
                                count_table("kecamatan_periode", false, context),
                                burden_layer(context),
                                service_layer(context.registers(), context.page),
                                metadata_table(context)};
  io::Layer variables = variable_table(layers, context);
  layers.push_back(std::move(variables));
  layers.push_back(indicator_metadata_table(context));
  return layers;
}

std::vector<io::Layer> open_layers(const OpenContext& context) {
  io::Layer layer = start_layer("kecamatan_tahun", context.page);
  const Catalogue& words = context.page.words;
  const Registers& registers = context.registers();
  const std::span<const DistrictArea> districts = context.page.districts;
  const std::vector<NoisyCount>& rows = context.view().counts;
  const auto district = [&](std::size_t i) -> const DistrictArea& {
    return *std::ranges::find(districts, rows[i].area,
                              [](const DistrictArea& d) { return io::to_dotted(d.id); });
  };
  // The map says why it shows nothing.
  if (rows.empty()) layer.title = words.text("layer.kecamatan_tahun.empty");
  std::vector<io::GeoArea> areas;
  for (std::size_t i = 0; i < rows.size(); ++i) areas.push_back(district(i).area);
  layer.shapes = std::move(areas);
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, rows.size(), value);
  };
  put("kode_kecamatan", [&](std::size_t i) { return rows[i].area; });
  put("kecamatan",
      [&](std::size_t i) { return registers.sites.district[district(i).sites.front()]; });
  put("tahun", [&](std::size_t i) { return rows[i].year; });
  fill_column<Whole>(layer, words, "jumlah_pelapor", rows.size(),
                     [&](std::size_t i) { return Whole(rows[i].count); });
  fill_column<Whole>(layer, words, "selang_derau", rows.size(),
                     [&](std::size_t i) { return Whole(rows[i].half_width); });
  return {std::move(layer), large_village_table(context),
          district_boundary_layer(registers, context.page), service_layer(registers, context.page),
          metadata_table(context)};
}

}  // namespace rawan::engine

#include "district_areas.h"
#include "layer_words.h"
#include "layers.h"
#include "rawan/io/crs.h"

#include <cmath>
#include <map>

namespace rawan::engine {
namespace {

/// One kecamatan: its villages and their sums.
struct District {
  io::DistrictId id{};
  std::vector<std::uint32_t> sites;
  VillageEffort sum;
  std::uint32_t without_data = 0;
  std::uint32_t urgent = 0;  ///< Villages of the two highest classes.
  std::uint32_t visited = 0;
};

std::vector<District> list_districts(const Results& results) {
  std::map<io::DistrictId, District> by_id;
  for (std::uint32_t site = 0; site < results.study.sites.size(); ++site) {
    const io::DistrictId id = io::district_of(results.study.sites.id[site]);
    District& district = by_id[id];
    const VillageEffort& effort = results.exposure.village[site];
    const PriorityClass priority = results.ranking.villages[site].priority;
    district.id = id;
    district.sites.push_back(site);
    district.sum.dialogues += effort.dialogues;
    district.sum.women += effort.women;
    district.sum.marks += effort.marks;
    district.sum.visits += effort.visits;
    district.without_data += priority == PriorityClass::no_data ? 1 : 0;
    district.urgent +=
        priority == PriorityClass::high || priority == PriorityClass::very_high ? 1 : 0;
    district.visited += effort.visits > 0 ? 1 : 0;
  }
  std::vector<District> districts;
  for (auto& [id, district] : by_id) districts.push_back(std::move(district));
  return districts;
}

bool has_enough(const VillageEffort& sum, const AnalysisConfig& minimum) {
  return sum.women >= minimum.min_women && sum.dialogues >= minimum.min_dialogues;
}

}  // namespace

io::Layer district_layer(const RestrictedContext& context) {
  io::Layer layer = start_layer("kecamatan_ringkas", context.page);
  const Results& results = context.results;
  const std::vector<District> districts = list_districts(results);
  layer.shapes = shapes_of(context.page.districts);
  const auto village = [&](std::size_t i) -> const io::Village& {
    return results.records.villages.villages[districts[i].sites.front()];
  };
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, context.words, name, districts.size(), value);
  };
  const auto whole = [&](const char* name, auto value) {
    fill_column<Whole>(layer, context.words, name, districts.size(), value);
  };
  const auto real = [&](const char* name, auto value) {
    fill_column<double>(layer, context.words, name, districts.size(), value, 1);
  };
  put("kode_kecamatan", [&](std::size_t i) { return io::to_dotted(districts[i].id); });
  put("kecamatan",
      [&](std::size_t i) { return results.study.sites.district[districts[i].sites.front()]; });
  put("kabupaten", [&](std::size_t i) { return village(i).regency; });
  whole("jumlah_desa", [&](std::size_t i) { return Whole(districts[i].sites.size()); });
  whole("desa_belum_ada_data", [&](std::size_t i) { return districts[i].without_data; });
  whole("desa_prioritas_tinggi", [&](std::size_t i) { return districts[i].urgent; });
  whole("dialog", [&](std::size_t i) { return districts[i].sum.dialogues; });
  whole("perempuan_dikonsultasi",
        [&](std::size_t i) { return Whole(std::llround(districts[i].sum.women)); });
  whole("tanda", [&](std::size_t i) { return districts[i].sum.marks; });
  whole("kunjungan", [&](std::size_t i) { return districts[i].sum.visits; });
  real("angka_per_1000", [&](std::size_t i) -> std::optional<double> {
    if (!has_enough(districts[i].sum, context.config.analysis)) return std::nullopt;
    return 1000.0 * districts[i].sum.marks / districts[i].sum.women;
  });
  real("persen_desa_dikunjungi", [&](std::size_t i) {
    return 100.0 * districts[i].visited / static_cast<double>(districts[i].sites.size());
  });
  put("keterangan", [&](std::size_t i) {
    if (districts[i].sum.women <= 0.0) return context.words.text("note.no_data");
    const bool enough = has_enough(districts[i].sum, context.config.analysis);
    return context.words.text(enough ? "d.disclaimer_zero" : "note.insufficient");
  });
  return layer;
}

}  // namespace rawan::engine

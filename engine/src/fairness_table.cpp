#include "layer_words.h"
#include "layers.h"
#include "rawan/algorithms/patrol_measures.h"

namespace rawan::engine {
namespace {

struct FairnessRow {
  std::string kind;  ///< "desa" or "regu".
  std::string code;
  std::string name;
  std::optional<Text> krppa;
  std::size_t visits = 0;
  double dwell = 0.0;  ///< Seconds.
  double share = 0.0;
  std::optional<double> entropy;
};

std::optional<Text> krppa_of(std::size_t site, const PatrolContext& context) {
  const auto& entry = context.registers().sites.krppa[site];
  if (!entry) return std::nullopt;
  return Text(code_of(context.registers().krppa[*entry].status));
}

/// Visits per village and per unit.
struct VisitCounts {
  std::vector<std::size_t> village;
  std::vector<std::size_t> unit;

  explicit VisitCounts(const Schedule& schedule)
      : village(schedule.problem.villages.size()), unit(schedule.problem.units.size()) {
    for (std::size_t tour = 0; tour < schedule.plan.tours.size(); ++tour) {
      for (const patrol::Visit& visit : schedule.plan.tours[tour].visits) {
        ++village[schedule.problem.stops[visit.stop].village];
        ++unit[schedule.problem.shifts[tour].unit];
      }
    }
  }
};

std::vector<FairnessRow> rows_of(const PatrolContext& context) {
  const Schedule& schedule = context.schedule;
  const VisitCounts visits(schedule);
  const auto village_dwell = patrol::dwell_by_village(schedule.plan, schedule.problem);
  const auto unit_dwell = patrol::dwell_by_unit(schedule.plan, schedule.problem);
  const auto village_share = patrol::shares(village_dwell);
  const auto unit_share = patrol::shares(unit_dwell);
  const auto entropy = patrol::visit_time_entropy(schedule.pool, schedule.problem);
  const Sites& sites = context.registers().sites;
  std::vector<FairnessRow> rows;
  for (std::size_t v = 0; v < sites.size(); ++v) {
    rows.push_back({"desa", io::to_dotted(sites.id[v]), sites.name[v], krppa_of(v, context),
                    visits.village[v], village_dwell[v], village_share[v],
                    entropy[v].visits > 0 ? std::optional(entropy[v].bits) : std::nullopt});
  }
  for (std::size_t u = 0; u < context.registers().squads.size(); ++u) {
    const std::string& id = context.registers().squads[u].id;
    rows.push_back(
        {"regu", id, id, std::nullopt, visits.unit[u], unit_dwell[u], unit_share[u], std::nullopt});
  }
  return rows;
}

}  // namespace

io::Layer fairness_table(const PatrolContext& context) {
  io::Layer layer = start_layer("pemerataan", context.page);
  const Catalogue& words = context.words;
  const bool has_plan = !context.schedule.plan.tours.empty();
  const std::vector<FairnessRow> rows = has_plan ? rows_of(context) : std::vector<FairnessRow>();
  const std::size_t n = rows.size();
  fill_column<Text>(layer, words, "kelompok", n, [&](std::size_t i) { return rows[i].kind; });
  fill_column<Text>(layer, words, "kode", n, [&](std::size_t i) { return rows[i].code; });
  fill_column<Text>(layer, words, "nama", n, [&](std::size_t i) { return rows[i].name; });
  fill_column<Text>(layer, words, "status_krppa", n, [&](std::size_t i) { return rows[i].krppa; });
  fill_column<Whole>(layer, words, "jumlah_kunjungan", n,
                     [&](std::size_t i) { return Whole(rows[i].visits); });
  fill_column<Whole>(layer, words, "menit_singgah", n,
                     [&](std::size_t i) { return Whole((rows[i].dwell + 30.0) / 60.0); });
  fill_column<double>(
      layer, words, "bagian_waktu", n, [&](std::size_t i) { return rows[i].share; }, 4);
  fill_column<double>(
      layer, words, "entropi_jam", n, [&](std::size_t i) { return rows[i].entropy; }, 2);
  return layer;
}

}  // namespace rawan::engine

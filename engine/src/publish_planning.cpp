#include "publish.h"
#include "rawan/io/writers.h"
#include "release_files.h"
#include "reports.h"
#include "summary.h"

#include <array>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 13> kSheets{"desa_prioritas",
                                                   "kecamatan_ringkas",
                                                   "usulan_musrenbang",
                                                   "indikator",
                                                   "data_terpilah",
                                                   "ape_bukti",
                                                   "desa_periode",
                                                   "kecamatan_periode",
                                                   "beban_patroli",
                                                   "layanan",
                                                   "ms_var",
                                                   "ms_ind",
                                                   "metadata"};
constexpr std::array<std::string_view, 11> kTables{
    "ape_bukti",      "beban_patroli", "data_terpilah",     "desa_periode",
    "desa_prioritas", "indikator",     "kecamatan_periode", "kecamatan_ringkas",
    "ms_ind",         "ms_var",        "usulan_musrenbang"};

constexpr std::array<std::string_view, 2> kOpenTables{"kecamatan_tahun", "desa_tahun"};

/// The workbook and its tables as CSV.
void write_tables(const fs::path& dir, const std::vector<io::Layer>& layers,
                  const PageContext& page) {
  std::vector<io::Layer> sheets;
  for (const std::string_view table : kSheets) {
    sheets.push_back(without_shapes(layer_named(layers, table)));
  }
  write_workbook(dir / "perencanaan.xlsx", std::move(sheets), page);
  write_table_files(dir, layers, kTables);
}

io::Manifest write_planning(const fs::path& dir, const PlanningContext& context,
                            const Policy& policy, const Control& control) {
  const std::vector<io::Layer> layers = planning_layers(context);
  const std::vector<io::LayerPieces> pieces = io::pieces_of(layers);
  const PlanningView& view = context.view();
  io::Manifest manifest =
      start_manifest(Tier::planning, pieces, context.registers(), view.policy, context.page);
  manifest.counts = {
      {"villages", static_cast<std::int64_t>(view.villages.size())},
      {"masked_primary", static_cast<std::int64_t>(view.masked_primary)},
      {"masked_complementary", static_cast<std::int64_t>(view.masked_complementary)}};
  const MetadataFacts facts{Tier::planning, context.registers(), policy,
                            manifest,       context.page,        {}};
  take_steps(control, {[&] { write_map(dir, pieces, facts); },
                       [&] { write_tables(dir, layers, context.page); },
                       [&] {
                         io::write_text((dir / "summary.md").string(), summary_text(context));
                         write_report(dir, planning_report(context));
                       }});
  return manifest;
}

io::Manifest write_open(const fs::path& dir, const OpenContext& context, const Policy& policy) {
  const std::vector<io::Layer> layers = open_layers(context);
  const std::vector<io::LayerPieces> pieces = io::pieces_of(layers);
  io::Manifest manifest =
      start_manifest(Tier::open, pieces, context.registers(), context.view().policy, context.page);
  write_map(dir, pieces, {Tier::open, context.registers(), policy, manifest, context.page, {}});
  write_table_files(dir, layers, kOpenTables);
  io::write_text((dir / "summary.md").string(), summary_text(context));
  write_report(dir, open_report(context));
  return manifest;
}

}  // namespace

TierFiles planning_files(const PlanningContext& context, const Policy& policy,
                         const Control& control) {
  return {Tier::planning,
          [&](const fs::path& dir) { return write_planning(dir, context, policy, control); }};
}

TierFiles open_files(const OpenContext& context, const Policy& policy) {
  return {Tier::open, [&](const fs::path& dir) { return write_open(dir, context, policy); }};
}

}  // namespace rawan::engine

#include "patrol_files.h"
#include "patrol_rows.h"
#include "plan_json.h"
#include "printed_schedule.h"
#include "publish.h"
#include "rawan/io/page.h"
#include "rawan/io/writers.h"
#include "release_files.h"
#include "run_sheets.h"
#include "summary.h"

#include <array>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kSheets{"layanan", "desa_prioritas", "belum_terlayani",
                                                  "pemerataan", "metadata"};

/// The workbook, the schedule and the villages as CSV.
void write_tables(const fs::path& dir, const std::vector<io::Layer>& layers,
                  const PatrolContext& context) {
  const io::Layer schedule = layer_named(layers, "jadwal_patroli");
  io::write_csv((dir / "schedule.csv").string(), schedule);
  std::vector<io::Layer> sheets{printed_schedule(schedule, context.words), schedule};
  for (const std::string_view table : kSheets) {
    sheets.push_back(without_shapes(layer_named(layers, table)));
  }
  if (!context.schedule.checkins.visits.empty()) {
    sheets.push_back(layer_named(layers, "lama_singgah"));
  }
  if (context.schedule.follow_up) sheets.push_back(layer_named(layers, "tindak_lanjut"));
  write_workbook(dir / "schedule.xlsx", std::move(sheets), context.page);
  write_table_files(dir, layers, std::array{std::string_view("desa_prioritas")});
}

io::Manifest manifest_of(const PatrolContext& context, std::span<const io::LayerPieces> layers) {
  io::Manifest manifest = start_manifest(Tier::operational, layers, context.registers(),
                                         context.view().policy, context.page);
  const auto count = [](std::size_t value) { return static_cast<std::int64_t>(value); };
  const SearchRecord& search = context.schedule.search;
  manifest.seeds["patrol"] = search.seed;
  manifest.counts = {{"villages", count(context.registers().sites.size())},
                     {"cells_shown", count(context.view().cells.size())},
                     {"hotspots", count(context.view().hotspots.size())},
                     {"patrol_stops", count(list_patrols(context).stops.size())},
                     {"patrol_iterations", static_cast<std::int64_t>(search.iterations)},
                     {"patrol_pool", count(search.pool)},
                     {"patrol_drawn", count(search.drawn)}};
  return manifest;
}

io::Manifest write_operational(const fs::path& dir, const PatrolContext& context,
                               const Policy& policy, std::span<const ExtraFile> extra,
                               const Control& control) {
  const std::vector<io::Layer> layers = operational_layers(context);
  const std::vector<io::LayerPieces> pieces = io::pieces_of(layers);
  io::Manifest manifest = manifest_of(context, pieces);
  const MetadataFacts facts{Tier::operational, context.registers(), policy,
                            manifest,          context.page,        {}};
  const io::Document sheets = run_sheets(context);
  const auto write = [&](const std::string& name, const std::string& text) {
    io::write_text((dir / name).string(), text);
  };
  const auto write_texts = [&] {
    write("plan.json", plan_as_json(context));
    for (const ExtraFile& file : extra) write(file.name, file.text);
    write("summary.md", summary_text(context));
  };
  take_steps(control,
             {[&] { write_map(dir, pieces, facts); }, [&] { write_tables(dir, layers, context); },
              [&] { write_routes(dir, context, control); },
              [&] { write("jadwal.html", io::page_as_html(sheets)); },
              [&] { write("jadwal.pdf", io::page_as_pdf(sheets)); }, write_texts});
  return manifest;
}

}  // namespace

TierFiles operational_files(const PatrolContext& context, const Policy& policy,
                            std::span<const ExtraFile> extra, const Control& control) {
  return {Tier::operational, [&context, &policy, extra, &control](const fs::path& dir) {
            return write_operational(dir, context, policy, extra, control);
          }};
}

}  // namespace rawan::engine

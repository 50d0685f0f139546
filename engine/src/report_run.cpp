#include "report_run.h"

#include "district_areas.h"
#include "layers.h"
#include "rawan/io/error.h"
#include "rawan/io/writers.h"
#include "summary_quality.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

namespace fs = std::filesystem;

struct Output {
  const char* name;
  const char* key;
};

constexpr std::array<Output, 29> kOutputs{{{"laporan.html", "output.report"},
                                           {"laporan.pdf", "output.report_pdf"},
                                           {"rawan.gpkg", "output.geopackage"},
                                           {"density.tif", "output.density"},
                                           {"schedule.xlsx", "output.xlsx"},
                                           {"schedule.csv", "output.csv"},
                                           {"desa_prioritas.csv", "output.villages"},
                                           {"perencanaan.xlsx", "output.planning"},
                                           {"usulan_musrenbang.csv", "output.proposals"},
                                           {"indikator.csv", "output.indicators"},
                                           {"data_terpilah.csv", "output.disagg"},
                                           {"ape_bukti.csv", "output.ape"},
                                           {"kecamatan_ringkas.csv", "output.districts"},
                                           {"ms_var.csv", "output.ms_var"},
                                           {"ms_ind.csv", "output.ms_ind"},
                                           {"beban_patroli.csv", "output.burden"},
                                           {"desa_periode.csv", "output.village_windows"},
                                           {"kecamatan_periode.csv", "output.district_windows"},
                                           {"kecamatan_tahun.csv", "output.district_years"},
                                           {"desa_tahun.csv", "output.large_villages"},
                                           {"jadwal.html", "output.run_sheets"},
                                           {"jadwal.pdf", "output.run_sheets_paper"},
                                           {"gpx", "output.gpx"},
                                           {"kml", "output.kml"},
                                           {"ics", "output.calendars"},
                                           {"plan.json", "output.plan"},
                                           {"frontier.csv", "output.frontier"},
                                           {"frontier.svg", "output.frontier_picture"},
                                           {"summary.md", "output.summary"}}};

}  // namespace

void print_quality(const io::Ledger& ledger, const Catalogue& words) {
  fmt::print("{}\n{}{}", words.text("summary.quality"), quality_text(ledger, words),
             empty_tables_text(ledger, words));
}

void print_releases(std::span<const fs::path> releases, const Catalogue& words) {
  fmt::print("{}\n", words.text("output.title"));
  for (const fs::path& release : releases) {
    const fs::path tier = release.parent_path().parent_path();
    fmt::print("{}\n", words.text("tier." + tier.filename().string()));
    for (const Output& output : kOutputs) {
      if (!fs::exists(release / output.name)) continue;
      fmt::print("  {:<56}  {}\n", (tier / "current" / output.name).string(),
                 words.text(output.key));
    }
  }
}

void write_ledger(const Records& records, const Config& config, const Catalogue& words,
                  const fs::path& dir) {
  std::error_code failed;
  fs::create_directories(dir, failed);
  if (failed) throw io::OutputError("not_a_directory", {.file = dir.string()}, failed.message());
  const io::Projector projector(records.crs.crs);
  const PageContext page{.config = config, .words = words, .projector = projector};
  for (const io::Layer& table :
       {quality_table(records.ledger, page), issue_table(records.ledger, page)}) {
    io::write_csv((dir / (table.name + ".csv")).string(), table);
  }
}

}  // namespace rawan::engine

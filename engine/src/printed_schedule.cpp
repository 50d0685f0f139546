#include "printed_schedule.h"

#include "rawan/algorithms/contract.h"

#include <algorithm>
#include <array>

namespace rawan::engine {
namespace {

constexpr std::array kCarried{"tanggal",   "hari",        "regu",          "urutan",
                              "jam_mulai", "jam_selesai", "lokasi_publik", "jam_rawan",
                              "alasan",    "kegiatan",    "perkiraan",     "catatan_petugas",
                              "paraf"};

}  // namespace

io::Layer printed_schedule(const io::Layer& schedule, const Catalogue& words) {
  io::Layer sheet{.name = "jadwal_cetak",
                  .title = words.text("sheet.print"),
                  .description = words.text("sheet.print.about"),
                  .shapes = {},
                  .columns = {}};
  for (const char* name : kCarried) {
    const auto column = std::ranges::find(schedule.columns, name, &io::Column::name);
    expects(column != schedule.columns.end(), "the schedule has every column that is printed");
    sheet.columns.push_back(*column);
  }
  return sheet;
}

}  // namespace rawan::engine

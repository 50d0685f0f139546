#include "fault_words.h"
#include "layer_words.h"
#include "layers.h"
#include "rawan/algorithms/contract.h"
#include "text_columns.h"

#include <array>

namespace rawan::engine {
namespace {

constexpr std::array<std::string_view, 3> kResults{"diterima", "ditandai", "ditolak"};

std::string why(const FollowUpRow& row, const PatrolContext& context) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  for (const std::string& reason : row.reasons) add(context.words.text("reason." + reason));
  for (const patrol::Fault& fault : row.faults) add(fault_text(fault, context));
  return text;
}

}  // namespace

io::Layer follow_up_table(const PatrolContext& context) {
  expects(context.schedule.follow_up.has_value(), "the schedule was changed by commanders");
  const std::vector<FollowUpRow>& rows = context.schedule.follow_up->rows;
  const Catalogue& words = context.words;
  io::Layer layer = start_layer("tindak_lanjut", context.page);
  const std::size_t n = rows.size();
  const TextColumns put(layer, words, n);
  const auto place = [&](const char* name, auto position) {
    fill_column<Whole>(layer, words, name, n, [&](std::size_t i) {
      const std::size_t at = position(rows[i]);
      return at > 0 ? std::optional(Whole(at)) : std::nullopt;
    });
  };
  place("baris", [](const FollowUpRow& row) { return std::size_t{row.row}; });
  put(
      "tanggal",
      [&](std::size_t i) {
        return rows[i].stop.empty() ? std::nullopt : std::optional<Text>(iso_date(rows[i].date));
      },
      io::Column::Kind::date);
  put("regu", [&](std::size_t i) { return if_told(rows[i].squad); });
  put("kode_titik", [&](std::size_t i) { return if_told(rows[i].stop); });
  place("urutan_rencana", [](const FollowUpRow& row) { return row.planned; });
  place("urutan", [](const FollowUpRow& row) { return row.order; });
  put("lewati",
      [&](std::size_t i) { return words.text(rows[i].skipped ? "answer.yes" : "answer.no"); });
  put("selesai",
      [&](std::size_t i) { return words.text(rows[i].done ? "answer.yes" : "answer.no"); });
  put("catatan_petugas", [&](std::size_t i) { return if_told(rows[i].remarks); });
  put("hasil",
      [&](std::size_t i) { return Text(kResults[static_cast<std::size_t>(rows[i].result)]); });
  put("alasan", [&](std::size_t i) { return if_told(why(rows[i], context)); });
  return layer;
}

}  // namespace rawan::engine

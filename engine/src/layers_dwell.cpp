#include "layer_words.h"
#include "layers.h"
#include "patrol_rows.h"
#include "text_columns.h"

namespace rawan::engine {
namespace {

std::string_view result_of(const io::Dwell& dwell) {
  if (!dwell.arrived) return "tanpa_pindaian";
  return dwell.left ? "lengkap" : "tanpa_keluar";
}

std::optional<Whole> actual_minutes(const io::Dwell& dwell) {
  if (!dwell.arrived || !dwell.left) return std::nullopt;
  return Whole((*dwell.left - *dwell.arrived).count());
}

std::optional<Whole> planned_minutes(const io::Dwell& dwell) {
  return dwell.planned ? std::optional(Whole(dwell.planned->count())) : std::nullopt;
}

}  // namespace

io::Layer dwell_table(const PatrolContext& context) {
  const std::vector<io::Dwell>& visits = context.schedule.checkins.visits;
  const Catalogue& words = context.words;
  io::Layer layer = start_layer("lama_singgah", context.page);
  const std::size_t n = visits.size();
  const TextColumns put(layer, words, n);
  const auto clock = [&](const std::optional<Minutes>& time) {
    return time ? std::optional<Text>(clock_of(*time, words)) : std::nullopt;
  };
  const auto minutes = [&](const char* name, auto value) {
    fill_column<Whole>(layer, words, name, n, [&](std::size_t i) { return value(visits[i]); });
  };
  put(
      "tanggal", [&](std::size_t i) { return iso_date(visits[i].date); }, io::Column::Kind::date);
  put("shift", [&](std::size_t i) { return if_told(visits[i].shift_code); });
  put("regu", [&](std::size_t i) { return visits[i].squad_id; });
  put("kode_titik", [&](std::size_t i) { return visits[i].stop_id; });
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(visits[i].village); });
  put("jam_masuk", [&](std::size_t i) { return clock(visits[i].arrived); });
  put("jam_keluar", [&](std::size_t i) { return clock(visits[i].left); });
  minutes("menit_rencana", planned_minutes);
  minutes("menit_nyata", actual_minutes);
  minutes("selisih_menit", [](const io::Dwell& dwell) -> std::optional<Whole> {
    const auto actual = actual_minutes(dwell);
    const auto planned = planned_minutes(dwell);
    return actual && planned ? std::optional(*actual - *planned) : std::nullopt;
  });
  put("hasil", [&](std::size_t i) { return Text(result_of(visits[i])); });
  return layer;
}

}  // namespace rawan::engine

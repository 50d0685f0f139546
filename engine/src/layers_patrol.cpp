#include "layer_words.h"
#include "layers.h"
#include "patrol_rows.h"
#include "rawan/io/crs.h"
#include "text_columns.h"

#include <cmath>

namespace rawan::engine {
namespace {

std::int64_t minutes_of(Seconds time) {
  return (time.count() + 30) / 60;
}

/// The columns by which stops and the printed schedule name a village.
void add_village(const TextColumns& put, const PatrolRows& rows, const Sites& sites) {
  const auto site = [&](std::size_t i) { return rows.stops[i].stop->site; };
  put("kode_desa", [&](std::size_t i) { return io::to_dotted(sites.id[site(i)]); });
  put("desa", [&](std::size_t i) { return sites.name[site(i)]; });
  put("kecamatan", [&](std::size_t i) { return sites.district[site(i)]; });
}

}  // namespace

io::GeoLine tour_path(std::size_t tour, const PatrolContext& context) {
  io::GeoLine path;
  for (const io::GeoLine& leg : context.schedule.legs[tour].path) {
    for (const io::GeoPoint point : leg) {
      if (path.empty() || path.back() != point) path.push_back(point);
    }
  }
  if (path.size() == 1) path.push_back(path.front());
  return path;
}

io::Layer stop_layer(const PatrolContext& context) {
  io::Layer layer = start_layer("titik_singgah", context.page);
  const Catalogue& words = context.words;
  const PatrolRows rows = list_patrols(context);
  const std::size_t n = rows.stops.size();
  const TextColumns put(layer, words, n);
  std::vector<io::GeoPoint> points;
  for (const StopRow& row : rows.stops) {
    points.push_back(context.projector.to_degrees(row.stop->position));
  }
  layer.shapes = std::move(points);
  const auto row = [&](std::size_t i) -> const StopRow& { return rows.stops[i]; };
  put("id_singgah", [&](std::size_t i) { return visit_id(row(i), context); });
  put(
      "tanggal", [&](std::size_t i) { return iso_date(day_of(row(i).tour, context)); },
      io::Column::Kind::date);
  put("giliran", [&](std::size_t i) { return shift_code_of(row(i).tour, context); });
  put("regu", [&](std::size_t i) { return squad_of(row(i).tour, context).id; });
  fill_column<Whole>(layer, words, "urutan", n, [&](std::size_t i) { return Whole(row(i).order); });
  put("jam_tiba", [&](std::size_t i) { return clock_of(row(i).visit->start, words); });
  put("jam_berangkat", [&](std::size_t i) { return clock_of(row(i).visit->departure, words); });
  fill_column<Whole>(layer, words, "durasi_menit", n, [&](std::size_t i) {
    return minutes_of(row(i).visit->departure - row(i).visit->start);
  });
  put("kegiatan", [&](std::size_t i) { return activity_text(row(i).stop->activity, words); });
  put("lokasi_publik", [&](std::size_t i) { return place_name(*row(i).stop, context); });
  put("kode_titik", [&](std::size_t i) { return row(i).stop->id; });
  add_village(put, rows, context.registers().sites);
  put("alasan", [&](std::size_t i) { return reasons_text(row(i), context); });
  put("dasar_kunjungan", [&](std::size_t i) { return ground_text(row(i), context); });
  put("jam_rawan", [&](std::size_t i) { return hours_of(row(i), context); });
  put("status_krppa", [&](std::size_t i) -> std::optional<Text> {
    const auto& entry = context.registers().sites.krppa[row(i).stop->site];
    if (!entry) return std::nullopt;
    return Text(code_of(context.registers().krppa[*entry].status));
  });
  put("perkiraan", [&](std::size_t i) { return leg_text(row(i).estimated, words); });
  return layer;
}

io::Layer route_layer(const PatrolContext& context) {
  io::Layer layer = start_layer("rute_patroli", context.page);
  const Catalogue& words = context.words;
  const PatrolRows rows = list_patrols(context);
  const std::size_t n = rows.tours.size();
  const TextColumns put(layer, words, n);
  const auto tour = [&](std::size_t i) -> const patrol::Tour& {
    return context.schedule.plan.tours[rows.tours[i]];
  };
  std::vector<io::GeoLine> paths;
  for (const std::size_t t : rows.tours) paths.push_back(tour_path(t, context));
  layer.shapes = std::move(paths);
  put("id_rute", [&](std::size_t i) { return tour_id(rows.tours[i], context); });
  put(
      "tanggal", [&](std::size_t i) { return iso_date(day_of(rows.tours[i], context)); },
      io::Column::Kind::date);
  put("giliran", [&](std::size_t i) { return shift_code_of(rows.tours[i], context); });
  put("regu", [&](std::size_t i) { return squad_of(rows.tours[i], context).id; });
  put("pos", [&](std::size_t i) { return post_of(rows.tours[i], context).name; });
  put("jam_mulai", [&](std::size_t i) { return clock_of(tour(i).start, words); });
  put("jam_selesai", [&](std::size_t i) { return clock_of(tour(i).end, words); });
  fill_column<Whole>(layer, words, "jumlah_singgah", n,
                     [&](std::size_t i) { return Whole(tour(i).visits.size()); });
  fill_column<double>(
      layer, words, "jarak_km", n, [&](std::size_t i) { return tour(i).meters / 1000.0; }, 1);
  fill_column<Whole>(layer, words, "durasi_menit", n,
                     [&](std::size_t i) { return minutes_of(tour(i).end - tour(i).start); });
  put("perkiraan", [&](std::size_t i) { return estimate_text(rows.tours[i], context); });
  return layer;
}

io::Layer schedule_table(const PatrolContext& context) {
  io::Layer layer = start_layer("jadwal_patroli", context.page);
  const Catalogue& words = context.words;
  const PatrolRows rows = list_patrols(context);
  const std::size_t n = rows.stops.size();
  const TextColumns put(layer, words, n);
  const auto row = [&](std::size_t i) -> const StopRow& { return rows.stops[i]; };
  const auto position = [&](std::size_t i) {
    return context.projector.to_degrees(row(i).stop->position);
  };
  put(
      "tanggal", [&](std::size_t i) { return iso_date(day_of(row(i).tour, context)); },
      io::Column::Kind::date);
  put("hari", [&](std::size_t i) { return words.weekday(day_of(row(i).tour, context)); });
  put("shift", [&](std::size_t i) { return shift_code_of(row(i).tour, context); });
  put("jam_mulai", [&](std::size_t i) { return clock_of(row(i).visit->start, words); });
  put("jam_selesai", [&](std::size_t i) { return clock_of(row(i).visit->departure, words); });
  put("regu", [&](std::size_t i) { return squad_of(row(i).tour, context).id; });
  put("komandan", [&](std::size_t) { return words.text("p.leader"); });
  put("kendaraan", [&](std::size_t i) { return if_told(squad_of(row(i).tour, context).vehicle); });
  fill_column<Whole>(layer, words, "urutan", n, [&](std::size_t i) { return Whole(row(i).order); });
  put("kode_titik", [&](std::size_t i) { return row(i).stop->id; });
  add_village(put, rows, context.registers().sites);
  put("lokasi_publik", [&](std::size_t i) { return place_name(*row(i).stop, context); });
  fill_column<double>(
      layer, words, "lat_anchor", n, [&](std::size_t i) { return position(i).lat; }, 5);
  fill_column<double>(
      layer, words, "lon_anchor", n, [&](std::size_t i) { return position(i).lon; }, 5);
  put("jam_rawan", [&](std::size_t i) { return hours_of(row(i), context); });
  put("alasan", [&](std::size_t i) { return reasons_text(row(i), context); });
  put("dasar_kunjungan", [&](std::size_t i) { return ground_text(row(i), context); });
  put("kegiatan", [&](std::size_t i) { return activity_text(row(i).stop->activity, words); });
  fill_column<Whole>(layer, words, "durasi_menit", n, [&](std::size_t i) {
    return minutes_of(row(i).visit->departure - row(i).visit->start);
  });
  fill_column<double>(
      layer, words, "jarak_km", n, [&](std::size_t i) { return row(i).visit->meters / 1000.0; }, 1);
  put("perkiraan", [&](std::size_t i) { return leg_text(row(i).estimated, words); });
  put("kelompok_sasaran", [&](std::size_t i) -> std::optional<Text> {
    if (row(i).stop->activity != Activity::dialogue) return std::nullopt;
    return words.text("group.target");
  });
  for (const char* blank : {"kartu_dibawa", "lewati", "selesai", "catatan_petugas", "paraf"}) {
    put(blank, [](std::size_t) { return std::optional<Text>(); });
  }
  put("kode_rencana", [&](std::size_t) { return if_told(context.schedule.code); });
  return layer;
}

}  // namespace rawan::engine

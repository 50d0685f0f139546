#include "layer_words.h"
#include "layers.h"
#include "rawan/io/schema.h"

#include <algorithm>
#include <bitset>
#include <tuple>

namespace rawan::engine {
namespace {

std::string code_in(std::string_view list, std::size_t code) {
  return std::string(io::code_list(list).entries[code].code);
}

template <std::size_t Size>
std::string codes_in(std::string_view list, const std::bitset<Size>& set) {
  std::string text;
  for (std::size_t code = 0; code < Size; ++code) {
    if (set[code]) text += (text.empty() ? "" : " ") + code_in(list, code);
  }
  return text;
}

/// Codes alone: nothing that names a person, a device or a report.
void add_codes(io::Layer& layer, const std::vector<const io::Report*>& rows,
               const Catalogue& words) {
  const auto put = [&](const char* name, auto value,
                       io::Column::Kind kind = io::Column::Kind::plain) {
    fill_column<Text>(
        layer, words, name, rows.size(), [&](std::size_t i) { return value(*rows[i]); }, -1, kind);
  };
  put("kode_desa", [](const io::Report& report) -> std::optional<Text> {
    return report.village ? std::optional<Text>(io::to_dotted(*report.village)) : std::nullopt;
  });
  put("jenis_laporan", [](const io::Report& report) {
    return code_in("record_type", static_cast<std::size_t>(report.type));
  });
  put(
      "tanggal",
      [](const io::Report& report) {
        return iso_date(
            report.occurred_on.value_or(std::chrono::floor<std::chrono::days>(report.reported_at)));
      },
      io::Column::Kind::date);
  put("rentang_waktu", [](const io::Report& report) {
    return code_in("time_band", static_cast<std::size_t>(report.time_band));
  });
  put("jenis_lokasi", [](const io::Report& report) {
    return code_in("place_type", static_cast<std::size_t>(report.place));
  });
  put("kategori", [](const io::Report& report) { return codes_in("issue_code", report.issues); });
  put("faktor_lingkungan",
      [](const io::Report& report) { return codes_in("env_factors", report.factors); });
  put("persetujuan", [](const io::Report& report) {
    return code_in("consent", static_cast<std::size_t>(report.consent));
  });
  fill_column<Whole>(layer, words, "tingkat", rows.size(),
                     [&](std::size_t i) { return Whole(rows[i]->severity); });
}

/// Whether the data steward gets a position: a public place. Of a home the village is enough.
bool has_point(const io::Report& report) {
  return report.location && !io::is_private(report.place) &&
         report.type != io::RecordType::kejadian;
}

std::vector<const io::Report*> reports_of(const Results& results, bool with_point) {
  std::vector<const io::Report*> rows;
  for (const std::uint32_t row : results.study.reports) {
    const io::Report& report = results.records.reports[row];
    if (has_point(report) == with_point) rows.push_back(&report);
  }
  // In order of village, day and place: the order of the input tells who came after whom.
  std::ranges::stable_sort(rows, {}, [](const io::Report* report) {
    return std::tuple(report->village.value_or(io::VillageId()),
                      report->occurred_on.value_or(Day()), report->place,
                      report->location ? report->location->lon : 0.0,
                      report->location ? report->location->lat : 0.0, report->issues.to_ulong(),
                      report->factors.to_ulong(), report->time_band);
  });
  return rows;
}

}  // namespace

io::Layer report_point_layer(const RestrictedContext& context) {
  io::Layer layer = start_layer("laporan_titik", context.page);
  const std::vector<const io::Report*> rows = reports_of(context.results, true);
  std::vector<io::GeoPoint> points;
  for (const io::Report* report : rows) points.push_back(*report->location);
  layer.shapes = std::move(points);
  add_codes(layer, rows, context.words);
  return layer;
}

io::Layer report_table(const RestrictedContext& context) {
  io::Layer layer = start_layer("laporan_desa", context.page);
  add_codes(layer, reports_of(context.results, false), context.words);
  return layer;
}

}  // namespace rawan::engine

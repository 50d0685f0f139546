#include "layers_burden.h"

namespace rawan::engine {
namespace {

std::string trend_key(const std::optional<Trend>& trend) {
  if (!trend) return "trend.level";
  return *trend == Trend::rising ? "trend.rising" : "trend.falling";
}

std::string name_of(const BurdenRow& row, const Catalogue& words) {
  return row.name.empty() ? words.text("burden.outside_zones") : row.name;
}

}  // namespace

io::Layer burden_layer(const std::vector<BurdenRow>& rows, const ShownReports& reports,
                       const PageContext& page) {
  io::Layer layer = start_layer("beban_patroli", page);
  const Catalogue& words = page.words;
  const std::size_t n = rows.size();
  const auto put = [&](const char* name, auto value) {
    fill_column<Text>(layer, words, name, n, [&](std::size_t i) { return value(rows[i]); });
  };
  const auto real = [&](const char* name, int decimals, auto value) {
    fill_column<double>(
        layer, words, name, n,
        [&](std::size_t i) -> std::optional<double> { return value(rows[i]); }, decimals);
  };
  using Number = std::optional<double>;
  put("tingkat", [&](const BurdenRow& row) {
    return words.text("burden_level." + std::string(code_of(row.level)));
  });
  put("kode_wilayah", [](const BurdenRow& row) { return row.code; });
  put("wilayah", [&](const BurdenRow& row) { return name_of(row, words); });
  real("jam_patroli", 1, [](const BurdenRow& row) { return row.burden.hours; });
  fill_column<Whole>(layer, words, "kunjungan", n, [&](std::size_t i) { return rows[i].visits; });
  put("laporan", [&](const BurdenRow& row) { return reports.text(row); });
  real("jam_per_laporan", 2, [&](const BurdenRow& row) -> Number {
    if (!reports.ratios || row.reports == 0) return std::nullopt;
    return row.burden.hours / row.reports;
  });
  real("jam_per_1000", 2, [](const BurdenRow& row) -> Number {
    if (!row.people || *row.people <= 0.0) return std::nullopt;
    return 1000.0 * row.burden.hours / *row.people;
  });
  real("bagian_patroli", 3, [](const BurdenRow& row) { return row.burden.share; });
  real("bagian_perkiraan", 3, [](const BurdenRow& row) { return row.estimated; });
  fill_column<Whole>(layer, words, "minggu_di_atas", n,
                     [&](std::size_t i) { return rows[i].burden.rounds_over; });
  put("tren", [&](const BurdenRow& row) { return words.text(trend_key(row.burden.trend)); });
  put("peringatan", [&](const BurdenRow& row) {
    return words.text(row.burden.alert ? "burden.alert" : "burden.no_alert");
  });
  return layer;
}

io::Layer burden_layer(const RestrictedContext& context) {
  const ShownReports numbers{
      .text = [](const BurdenRow& row) { return std::to_string(row.reports); }, .ratios = true};
  return burden_layer(burden_rows(context.results, context.config), numbers, context.page);
}

}  // namespace rawan::engine

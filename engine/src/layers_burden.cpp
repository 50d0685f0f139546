#include "layers_burden.h"

#include "burden_rows.h"
#include "layer_words.h"
#include "row_table.h"

#include <utility>

namespace rawan::engine {
namespace {

using Number = std::optional<double>;

std::string trend_key(const std::optional<Trend>& trend) {
  if (!trend) return "trend.level";
  return *trend == Trend::rising ? "trend.rising" : "trend.falling";
}

/// Whether an audience sees an area beside the share that is estimated for it.
bool is_compared(const BurdenRow& /*row*/) {
  return true;
}
bool is_compared(const PlannedBurden& row) {
  return row.estimated.has_value();
}

/// The table of an audience's rows.
template <class Row>
class BurdenTable : public RowTable<Row> {
 public:
  BurdenTable(const std::vector<Row>& rows, const PageContext& page)
      : RowTable<Row>("beban_patroli", rows, page) {}

  void add_areas() {
    this->put("tingkat", [&](const Row& row) {
      return this->words().text("burden_level." + std::string(code_of(row.level)));
    });
    this->put("kode_wilayah", [](const Row& row) { return row.code; });
    this->put("wilayah", [&](const Row& row) {
      return row.name.empty() ? this->words().text("burden.outside_zones") : row.name;
    });
    this->real("jam_patroli", 1, [](const Row& row) { return row.burden.hours; });
    this->whole("kunjungan", [](const Row& row) { return row.visits; });
  }

  void add_shares() {
    this->real("jam_per_1000", 2, [](const Row& row) -> Number {
      if (!row.people || *row.people <= 0.0) return std::nullopt;
      return 1000.0 * row.burden.hours / *row.people;
    });
    this->real("bagian_patroli", 3, [](const Row& row) { return row.burden.share; });
    this->real("bagian_perkiraan", 3, [](const Row& row) { return row.estimated; });
    this->whole("minggu_di_atas", [](const Row& row) -> std::optional<Whole> {
      if (!is_compared(row)) return std::nullopt;
      return row.burden.rounds_over;
    });
    this->put("tren",
              [&](const Row& row) { return this->words().text(trend_key(row.burden.trend)); });
    this->put("peringatan", [&](const Row& row) -> std::optional<Text> {
      if (!is_compared(row)) return std::nullopt;
      return this->words().text(row.burden.alert ? "burden.alert" : "burden.no_alert");
    });
  }
};

std::optional<Text> reports_text(const PlannedBurden& row, const Catalogue& words) {
  if (row.level == BurdenLevel::village) return std::nullopt;
  if (row.reports) return class_in_words(*row.reports);
  return words.text(row.has_data ? "class.masked" : "class.nodata");
}

std::optional<Text> ratio_text(const PlannedBurden& row, const Catalogue& words) {
  const auto& [least, most] = row.hours_per_report;
  if (!most) return std::nullopt;
  const std::string upper = words.number(*most, 2);
  if (!least) return words.text("burden.at_most", {{"hours", upper}});
  return words.text("burden.between", {{"least", words.number(*least, 2)}, {"most", upper}});
}

}  // namespace

io::Layer burden_layer(const RestrictedContext& context) {
  const std::vector<BurdenRow> rows = burden_rows(context.results, context.config);
  BurdenTable<BurdenRow> table(rows, context.page);
  table.add_areas();
  table.put("laporan", [](const BurdenRow& row) { return std::to_string(row.reports); });
  table.real("jam_per_laporan", 2, [](const BurdenRow& row) -> Number {
    if (row.reports == 0) return std::nullopt;
    return row.burden.hours / row.reports;
  });
  table.add_shares();
  return table.take();
}

io::Layer burden_layer(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  BurdenTable<PlannedBurden> table(context.view().burden, context.page);
  table.add_areas();
  table.put("periode", [](const PlannedBurden& row) -> std::optional<Text> {
    if (row.window.empty()) return std::nullopt;
    return row.window;
  });
  table.put("laporan", [&](const PlannedBurden& row) { return reports_text(row, words); });
  table.put("jam_per_laporan", [&](const PlannedBurden& row) { return ratio_text(row, words); });
  table.add_shares();
  return table.take();
}

}  // namespace rawan::engine

#include "layer_words.h"
#include "planning_tables.h"
#include "row_table.h"

#include <functional>

namespace rawan::engine {
namespace {

using Number = std::optional<double>;

std::string_view code_of(AreaLevel level) {
  constexpr std::array<std::string_view, 3> kCodes{"desa", "kecamatan", "kabupaten"};
  return kCodes[static_cast<std::size_t>(level)];
}

/// A value of an indicator for an area and a window.
struct Entry {
  std::string area;
  const IndicatorFacts* indicator = nullptr;
  std::string window;
  Number value;
  std::string shown;  ///< A class in the place of a value.
  FigureStatus status = FigureStatus::no_data;
};

Number percent(double part, double whole) {
  if (whole <= 0.0) return std::nullopt;
  return 100.0 * part / whole;
}

/// In the order of kAreaIndicators, without those that people told.
std::array<Number, 7> values_of(const AreaEffort& row) {
  const LoggedEffort& effort = row.effort;
  return {effort.visits,
          effort.hours,
          percent(row.visited, row.villages),
          effort.dialogues,
          effort.women,
          effort.men,
          percent(effort.women, static_cast<double>(effort.women) + effort.men)};
}

void add_effort(const AreaEffort& row, std::vector<Entry>& entries) {
  const auto values = values_of(row);
  for (std::size_t i = 0; i < values.size(); ++i) {
    Entry entry{.area = row.area,
                .indicator = &kAreaIndicators[i],
                .window = row.window,
                .value = values[i]};
    if (values[i]) entry.status = row.is_whole ? FigureStatus::final : FigureStatus::provisional;
    entries.push_back(std::move(entry));
  }
}

void add_count(const AreaCount& count, std::vector<Entry>& entries) {
  const auto found = std::ranges::find(kAreaIndicators, count.measure, &IndicatorFacts::code);
  Entry entry{.area = count.area,
              .indicator = &*found,
              .window = count.window,
              .shown = class_in_words(count.shown.value_or(""))};
  if (count.shown) entry.status = FigureStatus::final;
  if (!count.shown && count.has_data) entry.status = FigureStatus::masked;
  entries.push_back(std::move(entry));
}

/// Figures of the whole district that are one number.
void add_ape(const ApeFigure& figure, const std::string& area, std::vector<Entry>& entries) {
  if (!figure.detail.empty()) return;
  const auto found = std::ranges::find(kApeIndicators, figure.key, &IndicatorFacts::code);
  entries.push_back({.area = area,
                     .indicator = &*found,
                     .window = figure.window,
                     .value = figure.value,
                     .shown = class_in_words(figure.shown),
                     .status = figure.status});
}

std::vector<Entry> entries_of(const PlanningView& view) {
  std::vector<Entry> entries;
  for (const AreaEffort& row : view.efforts) add_effort(row, entries);
  for (const AreaCount& count : view.counts) add_count(count, entries);
  const auto regency = std::ranges::find(view.efforts, AreaLevel::regency, &AreaEffort::level);
  if (regency == view.efforts.end()) return entries;
  for (const ApeFigure& figure : view.ape) add_ape(figure, regency->area, entries);
  return entries;
}

}  // namespace

std::string_view code_of(FigureStatus status) {
  constexpr std::array<std::string_view, 4> kCodes{"final", "sementara", "disamarkan",
                                                   "belum_ada_data"};
  return kCodes[static_cast<std::size_t>(status)];
}

io::Layer indicator_table(const PlanningContext& context) {
  const std::vector<Entry> entries = entries_of(context.view());
  RowTable<Entry> table("indikator", entries, context.page);
  const Catalogue& words = context.page.words;
  table.put("kode_wilayah", [](const Entry& row) { return row.area; });
  table.put("kode_indikator", [](const Entry& row) { return Text(row.indicator->code); });
  table.put("indikator", [&](const Entry& row) {
    return words.text("indicator." + std::string(row.indicator->code) + ".name");
  });
  table.put("periode", [](const Entry& row) { return row.window; });
  table.real("nilai", -1, [](const Entry& row) { return to_tenths(row.value); });
  table.put("nilai_teks", [](const Entry& row) -> std::optional<Text> {
    if (row.shown.empty()) return std::nullopt;
    return row.shown;
  });
  table.put("satuan", [&](const Entry& row) {
    return words.text("unit." + std::string(row.indicator->unit));
  });
  table.put("status", [](const Entry& row) { return Text(code_of(row.status)); });
  return table.take();
}

io::Layer disaggregated_table(const PlanningContext& context) {
  RowTable<AreaEffort> table("data_terpilah", context.view().efforts, context.page);
  const Catalogue& words = context.page.words;
  table.put("tingkat", [&](const AreaEffort& row) {
    return words.text("burden_level." + std::string(code_of(row.level)));
  });
  table.put("kode_wilayah", [](const AreaEffort& row) { return row.area; });
  table.put("wilayah", [](const AreaEffort& row) { return row.name; });
  table.put("periode", [](const AreaEffort& row) { return row.window; });
  table.whole("dialog", [](const AreaEffort& row) { return row.effort.dialogues; });
  table.whole("perempuan_dikonsultasi", [](const AreaEffort& row) { return row.effort.women; });
  table.whole("laki_laki_dikonsultasi", [](const AreaEffort& row) { return row.effort.men; });
  table.real("persen_perempuan", 1, [](const AreaEffort& row) { return values_of(row).back(); });
  table.put("perempuan_menolak", [&](const AreaEffort& row) {
    return row.effort.declined ? std::to_string(*row.effort.declined) : words.text("class.nodata");
  });
  table.put("status", [](const AreaEffort& row) {
    if (row.effort.visits == 0) return Text(code_of(FigureStatus::no_data));
    return Text(code_of(row.is_whole ? FigureStatus::final : FigureStatus::provisional));
  });
  return table.take();
}

}  // namespace rawan::engine

#include "layer_words.h"
#include "planning_tables.h"
#include "row_table.h"

namespace rawan::engine {
namespace {

const IndicatorFacts& indicator_of(const ApeFigure& figure) {
  return *std::ranges::find(kApeIndicators, figure.key, &IndicatorFacts::code);
}

/// Whether a part of a figure is a share where the figure itself is a number.
bool is_share(const ApeFigure& figure) {
  return figure.detail.starts_with("persen") || indicator_of(figure).unit == "percent";
}

/// "perempuan R1" in words: "Perempuan, R1".
std::string detail_text(const std::string& detail, const Catalogue& words) {
  const std::size_t blank = detail.find(' ');
  const std::string key = "ape_detail." + detail.substr(0, blank);
  if (!words.has(key)) return detail;  // The code of an area.
  const std::string squad = blank == std::string::npos ? "" : detail.substr(blank + 1);
  return words.text(key) + (squad.empty() ? "" : ", " + squad);
}

std::string value_text(const ApeFigure& figure, const Catalogue& words) {
  if (figure.status == FigureStatus::no_data) return words.text("class.nodata");
  if (figure.status == FigureStatus::masked) return words.text("class.masked");
  if (!figure.value) return class_in_words(figure.shown);
  return words.number(*figure.value, is_share(figure) ? 1 : 0);
}

}  // namespace

io::Layer ape_table(const PlanningContext& context) {
  RowTable<ApeFigure> table("ape_bukti", context.view().ape, context.page);
  const Catalogue& words = context.page.words;
  table.put("kode_indikator", [](const ApeFigure& row) { return row.key; });
  table.put("indikator",
            [&](const ApeFigure& row) { return words.text("indicator." + row.key + ".name"); });
  table.put("rincian", [&](const ApeFigure& row) { return detail_text(row.detail, words); });
  table.put("periode", [](const ApeFigure& row) { return row.window; });
  table.real("nilai", -1, [](const ApeFigure& row) { return to_tenths(row.value); });
  table.put("nilai_teks", [&](const ApeFigure& row) { return value_text(row, words); });
  table.put("satuan", [&](const ApeFigure& row) {
    const std::string unit(is_share(row) ? "percent" : indicator_of(row).unit);
    return words.text("unit." + unit);
  });
  table.real("pembilang", -1, [](const ApeFigure& row) { return to_tenths(row.part); });
  table.real("penyebut", -1, [](const ApeFigure& row) { return to_tenths(row.whole); });
  table.put("status", [](const ApeFigure& row) { return Text(code_of(row.status)); });
  return table.take();
}

}  // namespace rawan::engine

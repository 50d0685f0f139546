#include "reports.h"

#include "district_areas.h"
#include "rawan/io/writers.h"
#include "report_parts.h"

#include <algorithm>
#include <optional>

namespace rawan::engine {
namespace {

/// What the noise leaves open of the counts of a year.
void add_noise(const std::string& year, const OpenContext& context, io::Table& table) {
  const Catalogue& words = context.page.words;
  io::IntervalColumn column{
      .title = words.text("report.open.interval", {{"year", year}}), .high = 1.0, .share = 2.4};
  for (const DistrictArea& district : context.page.districts) {
    const auto count = std::ranges::find_if(context.view().counts, [&](const NoisyCount& c) {
      return c.area == io::to_dotted(district.id) && c.year == year;
    });
    column.rows.emplace_back();
    if (count == context.view().counts.end()) continue;
    const auto least =
        static_cast<double>(std::max<std::int64_t>(0, count->count - count->half_width));
    const auto most = static_cast<double>(count->count + count->half_width);
    column.rows.back() = {.low = least,
                          .high = most,
                          .middle = static_cast<double>(count->count),
                          .color = "#fdcc8a",
                          .words = interval_words(least, most, words)};
    column.high = std::max(column.high, most);
  }
  table.intervals = std::move(column);
}

/// Noisy counts of kecamatan, a column per year.
std::optional<io::Table> count_table(const OpenContext& context) {
  const Catalogue& words = context.page.words;
  std::vector<std::string> years;
  for (const NoisyCount& count : context.view().counts) {
    if (std::ranges::find(years, count.year) == years.end()) years.push_back(count.year);
  }
  if (years.empty()) return std::nullopt;
  io::Table table{.caption = words.text("report.open.caption"),
                  .columns = {{words.text("column.kecamatan"), false, 2.4}}};
  for (const std::string& year : years) table.columns.push_back({year, true});
  for (const DistrictArea& district : context.page.districts) {
    const std::string code = io::to_dotted(district.id);
    std::vector<std::string> row{context.registers().sites.district[district.sites.front()]};
    for (const std::string& year : years) {
      const auto found = std::ranges::find_if(context.view().counts, [&](const NoisyCount& c) {
        return c.area == code && c.year == year;
      });
      row.push_back(found == context.view().counts.end()
                        ? words.text("class.nodata")
                        : words.number(static_cast<double>(found->count)));
    }
    table.rows.push_back(std::move(row));
  }
  add_noise(years.back(), context, table);
  return table;
}

}  // namespace

io::Document planning_report(const PlanningContext& context) {
  io::Document document = start_report(Tier::planning, context.page);
  for (const auto chapter : {add_front, add_remedies, add_ranking, add_known, add_voices, add_zones,
                             add_quality, add_method}) {
    chapter(context, document.blocks);
  }
  add_limits(context.registers(), context.page, document.blocks);
  return document;
}

io::Document open_report(const OpenContext& context) {
  const Catalogue& words = context.page.words;
  const OpenView& view = context.view();
  io::Document document = start_report(Tier::open, context.page);
  Blocks& blocks = document.blocks;
  blocks.push_back(sentence_of("report.open.lead",
                               {{"organization", context.page.config.project.organization},
                                {"from", words.date(context.page.config.period.from)},
                                {"to", words.date(context.page.config.period.to)}},
                               words));
  if (auto table = count_table(context)) {
    blocks.push_back(std::move(*table));
    blocks.push_back(
        sentence_of("noise.text",
                    {{"half_width", words.number(static_cast<double>(view.half_width))},
                     {"epsilon", words.number(view.epsilon, 2)}},
                    words));
  } else {
    blocks.push_back(io::Paragraph{words.text("summary.no_year")});
  }
  add_limits(context.registers(), context.page, blocks);
  return document;
}

void write_report(const std::filesystem::path& dir, const io::Document& report) {
  io::write_text((dir / "laporan.html").string(), io::page_as_html(report));
  io::write_text((dir / "laporan.pdf").string(), io::page_as_pdf(report));
}

}  // namespace rawan::engine

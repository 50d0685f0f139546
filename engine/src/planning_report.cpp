#include "planning_report.h"

#include "district_areas.h"
#include "page_words.h"
#include "report_parts.h"

#include <algorithm>
#include <optional>

namespace rawan::engine {
namespace {

std::string label_of(Tier tier, const PageContext& page) {
  const Catalogue& words = page.words;
  const std::string code(code_of(tier));
  std::string label = words.text("tier." + code) + ". " +
                      words.text("security.label", {{"class", words.text("security." + code)}});
  if (page.config.project.synthetic) label = words.text("mark.synthetic") + ". " + label;
  return label;
}

/// A report without a chapter.
io::Document start_report(Tier tier, const PageContext& page) {
  const Catalogue& words = page.words;
  return {.language = words.language() == Language::id ? "id" : "en",
          .title = words.text("report.title", {{"area", page.config.project.name}}),
          .label = label_of(tier, page),
          .footer = words.text("d.disclaimer_scope") + ".",
          .words = page_words(words),
          .blocks = {}};
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

}  // namespace rawan::engine

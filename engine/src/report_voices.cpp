#include "planned_effort.h"
#include "report_parts.h"

#include <algorithm>

namespace rawan::engine {
namespace {

std::string percent(double part, double whole, const Catalogue& words) {
  if (whole <= 0.0) return words.text("class.nodata");
  return words.text("report.percent", {{"value", words.number(100.0 * part / whole)}});
}

std::vector<std::string> voices_row(const std::string& name, const LoggedEffort& effort,
                                    const Catalogue& words) {
  return {name,
          words.number(effort.dialogues),
          words.number(effort.women),
          words.number(effort.men),
          percent(effort.women, static_cast<double>(effort.women) + effort.men, words),
          effort.declined ? words.number(*effort.declined) : words.text("class.nodata")};
}

std::vector<const AreaEffort*> whole_period(const PlanningContext& context, AreaLevel level) {
  std::vector<const AreaEffort*> rows;
  for (const AreaEffort& row : context.view().efforts) {
    const bool is_asked =
        row.level == level && row.window == period_name(context.page.config.period);
    if (is_asked) rows.push_back(&row);
  }
  return rows;
}

/// The villages of zones, and the sum over all others for comparison.
io::Table zone_table(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const Sites& sites = context.registers().sites;
  io::Table table{.caption = words.text("report.zones.caption"),
                  .columns = {{words.text("column.desa"), false, 2.2},
                              {words.text("column.kecamatan"), false, 2.2},
                              {words.text("column.kunjungan"), true},
                              {words.text("column.jam_patroli"), true},
                              {words.text("report.dialogues"), true},
                              {words.text("column.perempuan_dikonsultasi"), true, 1.4}}};
  for (const AreaEffort* row : whole_period(context, AreaLevel::village)) {
    const auto site = sites.find(*io::parse_village_code(row->area));
    if (!sites.krppa[*site]) continue;
    const LoggedEffort& effort = row->effort;
    table.rows.push_back({row->name, sites.district[*site], words.number(effort.visits),
                          words.number(effort.hours, 1), words.number(effort.dialogues),
                          words.number(effort.women)});
    table.groups.push_back(sites.district[*site]);
  }
  return table;
}

std::string ape_value(const PlanningView& view, std::string_view key, const Catalogue& words) {
  const auto found = std::ranges::find(view.ape, key, &ApeFigure::key);
  if (found == view.ape.end() || !found->value) return words.text("class.nodata");
  return words.text("report.percent", {{"value", words.number(*found->value)}});
}

}  // namespace

void add_voices(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  io::Table table{.caption = words.text("report.voices.caption"),
                  .columns = {{words.text("column.kecamatan"), false, 2.2},
                              {words.text("report.dialogues"), true},
                              {words.text("ape_detail.perempuan"), true},
                              {words.text("ape_detail.laki_laki"), true},
                              {words.text("column.persen_perempuan"), true},
                              {words.text("column.perempuan_menolak"), true, 1.3}}};
  for (const AreaEffort* row : whole_period(context, AreaLevel::district)) {
    table.rows.push_back(voices_row(row->name, row->effort, words));
    table.groups.push_back(row->name);
  }
  for (const AreaEffort* row : whole_period(context, AreaLevel::regency)) {
    table.rows.push_back(voices_row(words.text("report.total"), row->effort, words));
    table.groups.emplace_back();
  }
  blocks.push_back(io::Heading{.text = words.text("report.voices")});
  blocks.push_back(sentence_of("report.voices.text", {}, words));
  if (table.rows.empty()) {
    blocks.push_back(io::Paragraph{words.text("class.nodata") + "."});
  } else {
    blocks.push_back(std::move(table));
  }
}

void add_zones(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  blocks.push_back(io::Heading{.text = words.text("report.zones")});
  io::Table table = zone_table(context);
  if (table.rows.empty()) {
    blocks.push_back(sentence_of("report.zones.none", {}, words));
    return;
  }
  blocks.push_back(sentence_of("report.zones.text",
                               {{"visited", ape_value(context.view(), "ape_01", words)},
                                {"hours", ape_value(context.view(), "ape_02", words)}},
                               words));
  blocks.push_back(std::move(table));
}

}  // namespace rawan::engine

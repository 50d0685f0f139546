#include "district_areas.h"
#include "layer_words.h"
#include "report_parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

/// Villages with a band, the highest first, then by the ends of their intervals
/// and code.
std::vector<std::uint32_t> banded_villages(const PlanningView& view) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < view.villages.size(); ++site) {
    if (view.villages[site].band) sites.push_back(site);
  }
  std::ranges::stable_sort(sites, [&](std::uint32_t a, std::uint32_t b) {
    const PlannedVillage& first = view.villages[a];
    const PlannedVillage& second = view.villages[b];
    if (first.band != second.band) return first.band > second.band;
    return first.rank_quarters < second.rank_quarters;
  });
  return sites;
}

std::string quarters_text(const std::optional<std::pair<int, int>>& quarters,
                          const Catalogue& words) {
  if (!quarters) return words.text("class.masked");
  if (quarters->first == quarters->second) return words.number(quarters->first);
  return fmt::format("{}–{}", quarters->first, quarters->second);
}

/// The quarters of the list in which a village may stand, from the first on the left.
io::IntervalColumn quarters_column(const std::vector<std::uint32_t>& sites,
                                   const PlanningView& view, const Catalogue& words) {
  io::IntervalColumn column{.title = words.text("report.ranking.drawn"),
                            .low = 0.0,
                            .high = 4.0,
                            .lines = {0.0, 1.0, 2.0, 3.0, 4.0},
                            .share = 2.4};
  for (const std::uint32_t site : sites) {
    const PlannedVillage& village = view.villages[site];
    column.rows.emplace_back();
    if (!village.rank_quarters) continue;
    const auto [first, last] = *village.rank_quarters;
    column.rows.back() = {.low = first - 1.0,
                          .high = static_cast<double>(last),
                          .color = band_color(*village.band),
                          .words = interval_words(first, last, words)};
  }
  return column;
}

std::string people_who_told(const std::string& code, const PlanningView& view,
                            const Catalogue& words) {
  if (view.windows.empty()) return words.text("class.nodata");
  const auto found = std::ranges::find_if(view.counts, [&](const AreaCount& count) {
    return count.area == code && count.measure == kReporters && count.window == view.windows.back();
  });
  if (found == view.counts.end() || !found->has_data) return words.text("class.nodata");
  return found->shown ? class_in_words(*found->shown) : words.text("class.masked");
}

std::vector<std::string> district_row(const DistrictArea& district,
                                      const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const VillageTally tally = tally_of(district.sites, context.view());
  return {context.registers().sites.district[district.sites.front()],
          words.number(tally.all),
          words.number(tally.visited),
          words.number(tally.urgent),
          words.number(tally.masked),
          words.number(tally.unknown),
          people_who_told(io::to_dotted(district.id), context.view(), words)};
}

}  // namespace

void add_ranking(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  const PlanningView& view = context.view();
  const Sites& sites = context.registers().sites;
  io::Table table{.caption = words.text("report.ranking.caption"),
                  .columns = {{words.text("column.desa"), false, 2.2},
                              {words.text("column.kecamatan"), false, 2.2},
                              {words.text("column.kelas_teks"), false, 2.4},
                              {words.text("report.ranking.interval"), false, 1.2},
                              {words.text("column.perempuan_dikonsultasi"), true, 1.4}}};
  const std::vector<std::uint32_t> banded = banded_villages(view);
  for (const std::uint32_t site : banded) {
    const PlannedVillage& village = view.villages[site];
    table.rows.push_back({sites.name[site], sites.district[site], class_text(*village.band, words),
                          quarters_text(village.rank_quarters, words),
                          words.number(village.effort.women)});
    table.groups.push_back(sites.district[site]);
  }
  table.intervals = quarters_column(banded, view, words);
  table.notes = {words.text("report.ranking.note")};
  blocks.push_back(io::Heading{.text = words.text("report.ranking")});
  blocks.push_back(sentence_of("report.ranking.text", {}, words));
  if (!table.rows.empty()) blocks.push_back(std::move(table));
}

void add_known(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  const PlanningView& view = context.view();
  const std::string window =
      view.windows.empty() ? words.text("value.none") : window_text(view.windows.back(), words);
  io::Table table{.caption = words.text("report.known.caption"),
                  .columns = {{words.text("column.kecamatan"), false, 2.4},
                              {words.text("report.villages"), true},
                              {words.text("report.visited"), true},
                              {words.text("report.urgent"), true},
                              {words.text("class.masked"), true},
                              {words.text("class.nodata"), true},
                              {words.text("report.people", {{"window", window}}), true, 1.5}}};
  for (const DistrictArea& district : context.page.districts) {
    table.rows.push_back(district_row(district, context));
    table.groups.push_back(table.rows.back().front());
  }
  const VillageTally tally = tally_of(view);
  blocks.push_back(io::Heading{.text = words.text("report.known")});
  blocks.push_back(sentence_of("report.known.text",
                               {{"masked", words.number(tally.masked)},
                                {"unknown", words.number(tally.unknown)},
                                {"least", words.number(view.least)}},
                               words));
  blocks.push_back(std::move(table));
}

}  // namespace rawan::engine

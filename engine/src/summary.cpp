#include "summary.h"

#include "layer_words.h"
#include "patrol_rows.h"
#include "plan_fairness.h"
#include "unserved_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace rawan::engine {
namespace {

constexpr std::size_t kListed = 10;

using Words = Catalogue;

std::string whole(double value, const Words& words) {
  return words.number(value);
}

/// A Markdown table row; bars in names would end a cell.
std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (std::string cell : cells) {
    std::ranges::replace(cell, '|', '/');
    row += " " + cell + " |";
  }
  return row + "\n";
}

std::string table_head(const std::vector<std::string_view>& keys, const Words& words) {
  std::vector<std::string> titles;
  std::vector<std::string> rule;
  for (const std::string_view key : keys) {
    titles.push_back(words.text(key));
    rule.emplace_back("---");
  }
  return row_of(titles) + row_of(rule);
}

std::string heading(std::string_view key, const Words& words) {
  return "\n## " + words.text(key) + "\n\n";
}

std::string title(const LayerContext& context) {
  const Words& words = context.words;
  const ProjectConfig& project = context.config.project;
  std::string text = "# " + words.text("summary.title", {{"area", project.name}}) + "\n\n";
  if (project.synthetic) text += "**" + words.text("mark.synthetic") + "**\n\n";
  text += words.text("summary.period", {{"from", words.date(context.config.period.from)},
                                        {"to", words.date(context.config.period.to)}}) +
          "\n";
  return text;
}

std::string effort_text(const LayerContext& context) {
  const Words& words = context.words;
  const Results& results = context.results;
  double women = 0.0;
  std::uint32_t asked = 0;
  for (const VillageEffort& effort : results.exposure.village) {
    women += effort.women;
    asked += effort.dialogues > 0 ? 1 : 0;
  }
  const std::size_t villages = results.study.sites.size();
  return heading("summary.asked", words) +
         words.text("summary.asked.text",
                    {{"dialogues", whole(double(results.exposure.dialogues.size()), words)},
                     {"women", whole(women, words)},
                     {"asked", whole(asked, words)},
                     {"villages", whole(double(villages), words)},
                     {"unknown", whole(double(villages - asked), words)}}) +
         "\n";
}

/// The villages of the list, from the first.
std::vector<std::uint32_t> listed_villages(const Ranking& ranking) {
  std::vector<std::uint32_t> sites;
  for (std::uint32_t site = 0; site < ranking.villages.size(); ++site) {
    if (ranking.villages[site].position) sites.push_back(site);
  }
  std::ranges::sort(sites, {}, [&](std::uint32_t s) { return *ranking.villages[s].position; });
  return sites;
}

std::string villages_text(const LayerContext& context) {
  const Words& words = context.words;
  const Results& results = context.results;
  const std::vector<std::uint32_t> sites = listed_villages(results.ranking);
  std::string text = heading("summary.villages", words);
  const bool nothing_told = results.ranking.rates.overall <= 0.0;
  if (sites.empty() || nothing_told) return text + words.text("class.insufficient") + ".\n";
  text +=
      table_head({"column.peringkat", "column.desa", "column.kecamatan", "column.angka_per_1000",
                  "summary.interval", "summary.rank_interval", "column.kelas_teks"},
                 words);
  for (std::size_t i = 0; i < std::min(kListed, sites.size()); ++i) {
    const VillagePriority& village = results.ranking.villages[sites[i]];
    const SiteRate& rate = *village.rate;
    text +=
        row_of({whole(*village.position, words), results.study.sites.name[sites[i]],
                results.study.sites.district[sites[i]], whole(1000.0 * rate.mean, words),
                fmt::format("{} - {}", whole(1000.0 * rate.interval.low, words),
                            whole(1000.0 * rate.interval.high, words)),
                fmt::format("{} - {}", whole(rate.rank.low, words), whole(rate.rank.high, words)),
                class_text(village.priority, words)});
  }
  return text + "\n" + words.text("summary.villages.note") + "\n";
}

std::string hotspots_text(const LayerContext& context) {
  const Words& words = context.words;
  const std::vector<Hotspot>& hotspots = context.results.findings.hotspots;
  std::string text = heading("summary.hotspots", words);
  if (hotspots.empty()) return text + words.text("summary.hotspots.none") + "\n";
  std::vector<std::size_t> order(hotspots.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto& score = context.results.ranking.hotspot_score;
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
  text += words.text("summary.hotspots.text", {{"count", whole(double(hotspots.size()), words)}}) +
          "\n\n" +
          table_head({"column.id_area", "column.desa", "column.jumlah_laporan",
                      "column.masalah_utama", "column.jam_rawan"},
                     words);
  for (std::size_t i = 0; i < std::min(kListed, order.size()); ++i) {
    const Hotspot& hotspot = hotspots[order[i]];
    text += row_of(
        {hotspot.id, context.results.study.sites.name[hotspot.site],
         whole(hotspot.portrait.marks, words),
         issue_text(hotspot.portrait, words).value_or(words.text("value.none")),
         hours_text(hotspot.portrait.hours, words).value_or(words.text("class.insufficient"))});
  }
  return text;
}

std::string unserved_text(const LayerContext& context) {
  const Words& words = context.words;
  const Results& results = context.results;
  std::string text;
  for (const patrol::Unserved& missing : results.schedule.unserved) {
    if (!missing.required) continue;
    text += "- " + results.study.sites.name[missing.village] + ": " + reason_text(missing, words) +
            "\n";
  }
  return text.empty() ? "" : "\n" + words.text("summary.unserved") + "\n\n" + text;
}

std::string conflicts_section(const LayerContext& context) {
  const std::string text = conflicts_text(context);
  return text.empty() ? "" : "\n" + context.words.text("conflicts.head") + "\n\n" + text;
}

std::string search_text(const LayerContext& context) {
  const Words& words = context.words;
  const SearchRecord& search = context.results.schedule.search;
  return "\n" +
         words.text("summary.search",
                    {{"pool", whole(double(search.pool), words)},
                     {"percent", words.number(100.0 * context.config.patrol.pool_within, 1)},
                     {"seed", std::to_string(search.seed)},
                     {"iterations", whole(double(search.iterations), words)}}) +
         "\n";
}

std::string evenness_text(const PlanFairness& fairness, const Words& words) {
  return words.text("summary.evenness", {{"jain_villages", words.number(fairness.villages.jain, 2)},
                                         {"gini_villages", words.number(fairness.villages.gini, 2)},
                                         {"jain_squads", words.number(fairness.squads.jain, 2)},
                                         {"gini_squads", words.number(fairness.squads.gini, 2)}});
}

std::string order_text(const PlanFairness& fairness, const Words& words) {
  std::string text =
      words.text("summary.order", {{"bits", words.number(fairness.order.bits, 2)},
                                   {"visits", whole(double(fairness.order.visits), words)}});
  if (!fairness.common || !fairness.reversed) return text;
  return text + " " +
         words.text("summary.order.days", {{"common", whole(100.0 * *fairness.common, words)},
                                           {"reversed", whole(100.0 * *fairness.reversed, words)}});
}

std::string fairness_text(const LayerContext& context) {
  const Results& results = context.results;
  const PlanFairness fairness = fairness_of(results.schedule, results.records.squads.size());
  return "\n" + evenness_text(fairness, context.words) + "\n\n" +
         order_text(fairness, context.words) + "\n";
}

std::string estimates_text(const PatrolRows& rows, const LayerContext& context) {
  std::size_t legs = 0;
  std::size_t estimated = 0;
  for (const std::size_t tour : rows.tours) {
    const auto& own = context.results.schedule.legs[tour].estimated;
    legs += own.size();
    estimated += static_cast<std::size_t>(std::ranges::count(own, true));
  }
  const Words& words = context.words;
  if (estimated == legs) return words.text("route.estimated");
  if (estimated == 0) return words.text("route.roads");
  std::string text = words.text("route.mixed", {{"legs", whole(double(estimated), words)},
                                                {"all", whole(double(legs), words)}});
  const std::size_t off_road = context.results.schedule.off_road.size();
  if (off_road == 0) return text;
  return text + ". " +
         words.text("summary.off_road",
                    {{"count", whole(double(off_road), words)},
                     {"meters", words.number(context.config.patrol.snap_limit.value)}});
}

std::string patrol_text(const LayerContext& context) {
  const Words& words = context.words;
  const Results& results = context.results;
  const PatrolRows rows = list_patrols(context);
  std::string text = heading("summary.patrol", words);
  if (rows.stops.empty()) return text + words.text("summary.patrol.none") + "\n";
  double meters = 0.0;
  for (const std::size_t tour : rows.tours) meters += results.schedule.plan.tours[tour].meters;
  const Day last = context.config.patrol.start + std::chrono::days(context.config.patrol.days - 1);
  return text +
         words.text("summary.patrol.text", {{"from", words.date(context.config.patrol.start)},
                                            {"to", words.date(last)},
                                            {"tours", whole(double(rows.tours.size()), words)},
                                            {"stops", whole(double(rows.stops.size()), words)},
                                            {"km", whole(meters / 1000.0, words)}}) +
         " " + estimates_text(rows, context) + ".\n" + search_text(context) +
         fairness_text(context) + unserved_text(context) + conflicts_section(context);
}

constexpr std::string_view kQualityColumns[] = {
    "column.peran",      "column.berkas",  "column.jumlah_berkas", "column.diterima",
    "column.diperbaiki", "column.ditolak", "column.dikecualikan"};

/// Role, file and counts of every source, as both tables of the quality show them.
std::vector<std::vector<std::string>> quality_rows(const io::Ledger& ledger, const Words& words) {
  std::vector<std::vector<std::string>> rows;
  for (const io::SourceCount& source : ledger.sources()) {
    std::vector<std::string> row{words.text("role." + source.role),
                                 std::filesystem::path(source.file).filename().string(),
                                 whole(double(source.independent_count), words)};
    for (const std::uint64_t count : source.outcomes) row.push_back(whole(double(count), words));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string quality_section(const LayerContext& context) {
  const Words& words = context.words;
  std::string text = heading("summary.quality", words) +
                     table_head({std::begin(kQualityColumns), std::end(kQualityColumns)}, words);
  for (const auto& row : quality_rows(context.results.records.ledger, words)) text += row_of(row);
  return text;
}

std::string limits_text(const LayerContext& context) {
  const Words& words = context.words;
  std::string text = heading("summary.limits", words);
  for (const char* key : {"d.disclaimer_scope", "d.disclaimer_zero", "d.disclaimer_boundary",
                          "summary.limits.household"}) {
    text += "- " + words.text(key) + ".\n";
  }
  if (!context.config.inputs.villages_attribution.empty()) {
    text += "- " +
            words.text("layer.origin", {{"origin", context.config.inputs.villages_attribution}}) +
            "\n";
  }
  return text;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width > width_of(text) ? width - width_of(text) : 0, ' ');
  return right ? space + text : text + space;
}

}  // namespace

std::string summary_text(const LayerContext& context) {
  return title(context) + effort_text(context) + villages_text(context) + hotspots_text(context) +
         patrol_text(context) + quality_section(context) + limits_text(context);
}

std::string patrol_summary_text(const LayerContext& context) {
  return title(context) + patrol_text(context) + limits_text(context);
}

std::string headline_text(const LayerContext& context) {
  const Words& words = context.words;
  const Results& results = context.results;
  const PatrolRows rows = list_patrols(context);
  std::uint32_t urgent = 0;
  std::uint32_t unknown = 0;
  for (const VillagePriority& village : results.ranking.villages) {
    urgent +=
        village.priority == PriorityClass::high || village.priority == PriorityClass::very_high ? 1
                                                                                                : 0;
    unknown += village.priority == PriorityClass::no_data ? 1 : 0;
  }
  return words.text(
      "headline",
      {{"area", context.config.project.name},
       {"mark", context.config.project.synthetic ? " (" + words.text("mark.synthetic") + ")" : ""},
       {"villages", whole(double(results.study.sites.size()), words)},
       {"dialogues", whole(double(results.exposure.dialogues.size()), words)},
       {"urgent", whole(urgent, words)},
       {"unknown", whole(unknown, words)},
       {"hotspots", whole(double(results.findings.hotspots.size()), words)},
       {"stops", whole(double(rows.stops.size()), words)},
       {"tours", whole(double(rows.tours.size()), words)}});
}

std::string quality_text(const io::Ledger& ledger, const Catalogue& words) {
  std::vector<std::vector<std::string>> rows = quality_rows(ledger, words);
  std::vector<std::string> head;
  for (const std::string_view key : kQualityColumns) head.push_back(words.text(key));
  rows.insert(rows.begin(), std::move(head));
  std::vector<std::size_t> width(rows.front().size(), 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], width_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += (i > 0 ? "  " : "") + padded(row[i], width[i], i >= 2);
    }
    text += "\n";
  }
  return text;
}

std::string empty_tables_text(const io::Ledger& ledger, const Catalogue& words) {
  std::string tables;
  for (const io::SourceCount& source : ledger.sources()) {
    // A crosswalk is needed for BPS codes only.
    if (source.independent_count > 0 || source.role == "crosswalk") continue;
    tables += (tables.empty() ? "" : ", ") + std::filesystem::path(source.file).filename().string();
  }
  return tables.empty() ? "" : words.text("summary.empty_tables", {{"tables", tables}}) + "\n";
}

}  // namespace rawan::engine

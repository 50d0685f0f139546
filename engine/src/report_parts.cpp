#include "report_parts.h"

#include "page_words.h"

#include <algorithm>
#include <array>
#include <numeric>

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

}  // namespace

io::Document start_report(Tier tier, const PageContext& page) {
  const Catalogue& words = page.words;
  return {.language = words.language() == Language::id ? "id" : "en",
          .title = words.text("report.title", {{"area", page.config.project.name}}),
          .label = label_of(tier, page),
          .footer = words.text("d.disclaimer_scope") + ".",
          .words = page_words(words),
          .blocks = {}};
}

io::Paragraph sentence_of(std::string_view key,
                          const std::vector<std::pair<std::string_view, std::string>>& values,
                          const Catalogue& words) {
  return {.text = words.text(key, values)};
}

std::string whole_number(std::uint64_t value, const Catalogue& words) {
  return words.number(static_cast<double>(value));
}

std::string window_text(const std::string& window, const Catalogue& words) {
  const std::size_t quarter = window.find("-Q");
  if (quarter == std::string::npos) return window;
  return words.text("report.quarter",
                    {{"quarter", window.substr(quarter + 2)}, {"year", window.substr(0, quarter)}});
}

void add_suspension(const PageContext& page, Blocks& blocks) {
  if (!page.ranking_suspended) return;
  std::string text = page.words.text("ranking.suspended.text");
  std::erase(text, '*');  // The summary is written in Markdown.
  blocks.push_back(io::Paragraph{std::move(text), io::Tone::warning});
}

std::string interval_words(double low, double high, const Catalogue& words) {
  return words.text("report.interval", {{"low", words.number(low)}, {"high", words.number(high)}});
}

std::string band_color(PriorityClass band) {
  constexpr std::array<const char*, 4> kColors{"#fef0d9", "#fdcc8a", "#fc8d59", "#d7301f"};
  const auto place = static_cast<std::size_t>(band);
  return place < kColors.size() ? kColors[place] : "#d9d9d9";
}

VillageTally tally_of(const std::vector<std::uint32_t>& sites, const PlanningView& view) {
  VillageTally tally;
  for (const std::uint32_t site : sites) {
    const PlannedVillage& village = view.villages[site];
    ++tally.all;
    tally.visited += village.effort.visits > 0 ? 1 : 0;
    tally.unknown += village.has_data ? 0 : 1;
    tally.banded += village.band ? 1 : 0;
    tally.masked += village.has_data && !village.band ? 1 : 0;
    tally.urgent +=
        village.band == PriorityClass::high || village.band == PriorityClass::very_high ? 1 : 0;
  }
  return tally;
}

VillageTally tally_of(const PlanningView& view) {
  std::vector<std::uint32_t> all(view.villages.size());
  std::iota(all.begin(), all.end(), 0U);
  return tally_of(all, view);
}

}  // namespace rawan::engine

#include "summary_parts.h"

#include "summary_quality.h"

#include <algorithm>

namespace rawan::engine {

std::string whole(double value, const Catalogue& words) {
  return words.number(value);
}

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (std::string cell : cells) {
    std::ranges::replace(cell, '|', '/');
    row += " " + cell + " |";
  }
  return row + "\n";
}

std::string table_head(const std::vector<std::string_view>& keys, const Catalogue& words) {
  std::vector<std::string> titles;
  std::vector<std::string> rule;
  for (const std::string_view key : keys) {
    titles.push_back(words.text(key));
    rule.emplace_back("---");
  }
  return row_of(titles) + row_of(rule);
}

std::string heading(std::string_view key, const Catalogue& words) {
  return "\n## " + words.text(key) + "\n\n";
}

std::string summary_title(Tier tier, const PageContext& page) {
  const Catalogue& words = page.words;
  const ProjectConfig& project = page.config.project;
  std::string text = "# " + words.text("summary.title", {{"area", project.name}}) + "\n\n";
  if (project.synthetic) text += "**" + words.text("mark.synthetic") + "**\n\n";
  text += words.text("tier." + std::string(code_of(tier))) + ". " +
          words.text("security.label",
                     {{"class", words.text("security." + std::string(code_of(tier)))}}) +
          "\n\n";
  text += words.text("summary.period", {{"from", words.date(page.config.period.from)},
                                        {"to", words.date(page.config.period.to)}}) +
          "\n";
  const bool ranks = tier != Tier::open;
  if (ranks && page.ranking_suspended) text += "\n" + words.text("ranking.suspended.text") + "\n";
  return text;
}

std::string quality_section(const io::Ledger& ledger, const Catalogue& words) {
  std::string text = heading("summary.quality", words) + table_head(quality_columns(), words);
  for (const auto& row : quality_rows(ledger, words)) text += row_of(row);
  return text;
}

std::string limits_text(const PageContext& page) {
  const Catalogue& words = page.words;
  std::string text = heading("summary.limits", words);
  for (const char* key : {"d.disclaimer_scope", "d.disclaimer_zero", "d.disclaimer_boundary",
                          "summary.limits.household"}) {
    text += "- " + words.text(key) + ".\n";
  }
  if (!page.config.inputs.villages_attribution.empty()) {
    text += "- " +
            words.text("layer.origin", {{"origin", page.config.inputs.villages_attribution}}) +
            "\n";
  }
  return text;
}

}  // namespace rawan::engine

#include "planning_report.h"

#include "report_parts.h"

namespace rawan::engine {
namespace {

std::string label_of(const PageContext& page) {
  const Catalogue& words = page.words;
  std::string label = words.text("tier.planning") + ". " +
                      words.text("security.label", {{"class", words.text("security.planning")}});
  if (page.config.project.synthetic) label = words.text("mark.synthetic") + ". " + label;
  return label;
}

}  // namespace

io::Document planning_report(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  io::Document document{
      .language = words.language() == Language::id ? "id" : "en",
      .title = words.text("report.title", {{"area", context.page.config.project.name}}),
      .label = label_of(context.page),
      .footer = words.text("d.disclaimer_scope") + ".",
      .words = page_words(words),
      .blocks = {}};
  for (const auto chapter : {add_front, add_remedies, add_ranking, add_known, add_voices, add_zones,
                             add_quality, add_method}) {
    chapter(context, document.blocks);
  }
  return document;
}

}  // namespace rawan::engine

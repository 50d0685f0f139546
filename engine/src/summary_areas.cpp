#include "summary.h"
#include "summary_parts.h"

#include <algorithm>

namespace rawan::engine {
namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string classes_text(const PlanningView& view, const Catalogue& words) {
  const auto shown = std::ranges::count_if(
      view.villages, [](const PlannedVillage& village) { return village.band.has_value(); });
  return heading("summary.classes", words) +
         words.text(
             "summary.classes.text",
             {{"windows", view.windows.empty() ? words.text("value.none") : joined(view.windows)},
              {"least", whole(view.least, words)},
              {"shown", whole(double(shown), words)},
              {"villages", whole(double(view.villages.size()), words)},
              {"masked", whole(double(view.masked_primary + view.masked_complementary), words)}}) +
         "\n\n" + words.text("d.ranks_by_reports") + ".\n";
}

}  // namespace

std::string summary_text(const PlanningContext& context) {
  return summary_title(Tier::planning, context.page) +
         classes_text(context.view(), context.page.words) + limits_text(context.page);
}

std::string summary_text(const OpenContext& context) {
  const Catalogue& words = context.page.words;
  const OpenView& view = context.view();
  std::string text =
      summary_title(Tier::open, context.page) + heading("summary.noise", words) +
      words.text("noise.text", {{"half_width", whole(double(view.half_width), words)},
                                {"epsilon", words.number(view.epsilon, 2)}}) +
      "\n";
  if (view.counts.empty()) text += "\n" + words.text("summary.no_year") + "\n";
  return text + "\n" + words.text("d.ranks_by_reports") + ".\n" + limits_text(context.page);
}

}  // namespace rawan::engine

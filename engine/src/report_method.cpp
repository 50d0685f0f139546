#include "layer_words.h"
#include "referrals.h"
#include "report_parts.h"

namespace rawan::engine {
namespace {

void add_bullets(const std::vector<std::string_view>& keys, const Catalogue& words,
                 Blocks& blocks) {
  io::Bullets bullets;
  for (const std::string_view key : keys) bullets.items.push_back(words.text(key));
  blocks.push_back(std::move(bullets));
}

/// Numbers that may be printed on the last day of the data.
io::Facts contacts(const Registers& registers, const PageContext& page) {
  io::Facts facts;
  for (const io::Contact& contact : printable_contacts(registers, as_of(page.config))) {
    const std::string reach = reach_text(contact, page.words);
    if (!reach.empty()) facts.facts.push_back({contact.name, reach});
  }
  return facts;
}

}  // namespace

void add_quality(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  const PlanningView& view = context.view();
  blocks.push_back(io::Heading{.text = words.text("report.quality")});
  io::Bullets bullets;
  bullets.items.push_back(words.text(
      "report.quality.masked", {{"primary", whole_number(view.masked_primary, words)},
                                {"complementary", whole_number(view.masked_complementary, words)},
                                {"least", words.number(view.least)}}));
  bullets.items.push_back(
      words.text("report.quality.sources", {{"sources", origins_text(view.sources, words)}}));
  bullets.items.push_back(words.text("report.quality.windows"));
  blocks.push_back(std::move(bullets));
}

void add_method(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  blocks.push_back(io::Heading{.text = words.text("report.method")});
  add_bullets({"report.method.dialogues", "report.method.rates", "report.method.bands",
               "report.method.masking", "report.method.proposals"},
              words, blocks);
}

void add_limits(const Registers& registers, const PageContext& page, Blocks& blocks) {
  const Catalogue& words = page.words;
  blocks.push_back(io::Heading{.text = words.text("report.limits")});
  add_bullets({"d.disclaimer_scope", "d.disclaimer_zero", "d.ranks_by_reports",
               "summary.limits.household", "d.disclaimer_boundary"},
              words, blocks);
  const std::string& origin = page.config.inputs.villages_attribution;
  if (!origin.empty()) blocks.push_back(sentence_of("layer.origin", {{"origin", origin}}, words));
  io::Facts facts = contacts(registers, page);
  if (facts.facts.empty()) return;
  blocks.push_back(io::Heading{.text = words.text("layer.service")});
  blocks.push_back(std::move(facts));
}

}  // namespace rawan::engine

#include "layer_words.h"
#include "remedies.h"
#include "report_parts.h"

#include <array>
#include <set>

namespace rawan::engine {
namespace {

constexpr std::size_t kListed = 40;

/// Proposals of one remedy.
struct RemedyTally {
  std::set<std::uint32_t> villages;
  std::array<std::uint32_t, 3> by_urgency{};
};

std::string kind_text(Remedy remedy, const Catalogue& words) {
  return words.text("remedy_kind." + std::string(facts_of(remedy).code));
}

std::string agency_text(Remedy remedy, const Catalogue& words) {
  return words.text("agency." + std::string(facts_of(remedy).agency));
}

io::Table remedies_table(const PlanningView& view, const Catalogue& words) {
  std::array<RemedyTally, kRemedies.size()> tallies;
  for (const Proposal& proposal : view.proposals) {
    RemedyTally& tally = tallies[static_cast<std::size_t>(proposal.remedy)];
    tally.villages.insert(proposal.site);
    ++tally.by_urgency[static_cast<std::size_t>(proposal.urgency - 1)];
  }
  io::Table table{.caption = words.text("report.remedies.caption"),
                  .columns = {{words.text("column.jenis_teks"), false, 2.6},
                              {words.text("column.opd_usulan"), false, 2.2},
                              {words.text("report.villages"), true},
                              {words.text("report.urgency.1"), true},
                              {words.text("report.urgency.2"), true},
                              {words.text("report.urgency.3"), true}}};
  for (const RemedyFacts& facts : kRemedies) {
    const RemedyTally& tally = tallies[static_cast<std::size_t>(facts.remedy)];
    if (tally.villages.empty()) continue;
    table.rows.push_back({kind_text(facts.remedy, words), agency_text(facts.remedy, words),
                          whole_number(tally.villages.size(), words),
                          words.number(tally.by_urgency[0]), words.number(tally.by_urgency[1]),
                          words.number(tally.by_urgency[2])});
  }
  return table;
}

io::Table urgent_table(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const Sites& sites = context.registers().sites;
  io::Table table{.caption = words.text("report.urgent.caption"),
                  .columns = {{words.text("column.desa"), false, 1.8},
                              {words.text("column.kecamatan"), false, 1.8},
                              {words.text("column.jenis_teks"), false, 2.6},
                              {words.text("column.opd_usulan"), false, 2.0},
                              {words.text("column.bukti_jumlah"), true, 1.2}}};
  for (const Proposal& proposal : context.view().proposals) {
    if (proposal.urgency != 1 || !proposal.women || table.rows.size() == kListed) continue;
    table.rows.push_back({sites.name[proposal.site], sites.district[proposal.site],
                          kind_text(proposal.remedy, words), agency_text(proposal.remedy, words),
                          words.number(*proposal.women) + "+"});
    table.groups.push_back(sites.district[proposal.site]);
  }
  table.notes = {words.text("report.urgent.note")};
  return table;
}

}  // namespace

void add_remedies(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  blocks.push_back(io::Heading{.text = words.text("report.remedies")});
  blocks.push_back(sentence_of("report.remedies.text", {}, words));
  if (context.view().proposals.empty()) {
    blocks.push_back(sentence_of("report.no_proposal", {}, words));
    return;
  }
  blocks.push_back(remedies_table(context.view(), words));
  io::Table urgent = urgent_table(context);
  if (!urgent.rows.empty()) blocks.push_back(std::move(urgent));
}

}  // namespace rawan::engine

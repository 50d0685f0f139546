#include "planned_effort.h"
#include "planning_tables.h"
#include "remedies.h"
#include "report_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rawan::engine {
namespace {

constexpr std::size_t kNamed = 4;

/// Effort of all villages over the period.
LoggedEffort effort_of(const PlanningView& view) {
  LoggedEffort sum;
  for (const PlannedVillage& village : view.villages) sum += village.effort;
  return sum;
}

std::string share_of_women(const LoggedEffort& effort, const Catalogue& words) {
  const double people = static_cast<double>(effort.women) + effort.men;
  if (people <= 0.0) return words.text("class.nodata");
  return words.text("report.percent", {{"value", words.number(100.0 * effort.women / people)}});
}

std::string of_all(std::uint32_t part, std::uint32_t all, const Catalogue& words) {
  return words.text("report.of", {{"part", words.number(part)}, {"all", words.number(all)}});
}

io::Facts key_figures(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  const VillageTally tally = tally_of(context.view());
  const LoggedEffort effort = effort_of(context.view());
  return {{{words.text("report.fact.visited"), of_all(tally.visited, tally.all, words)},
           {words.text("report.fact.women"),
            words.text("report.women_heard", {{"women", words.number(effort.women)},
                                              {"share", share_of_women(effort, words)}})},
           {words.text("report.fact.urgent"), words.number(tally.urgent)},
           {words.text("report.fact.masked"), words.number(tally.masked)},
           {words.text("report.fact.unknown"), words.number(tally.unknown)},
           {words.text("report.fact.proposals"),
            whole_number(context.view().proposals.size(), words)}}};
}

/// Kecamatan by number of villages of the two highest bands, most first.
std::string urgent_districts(const PlanningContext& context) {
  const PlanningView& view = context.view();
  std::map<std::string, std::uint32_t> counts;
  for (std::size_t site = 0; site < view.villages.size(); ++site) {
    const auto& band = view.villages[site].band;
    if (band != PriorityClass::high && band != PriorityClass::very_high) continue;
    ++counts[context.registers().sites.district[site]];
  }
  std::vector<std::pair<std::string, std::uint32_t>> order(counts.begin(), counts.end());
  std::ranges::stable_sort(order, std::ranges::greater(), [](const auto& d) { return d.second; });
  std::string text;
  for (std::size_t i = 0; i < std::min(kNamed, order.size()); ++i) {
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", order[i].first, order[i].second);
  }
  return text;
}

/// Proposals of an agency.
struct AgencyTally {
  std::string_view agency;
  std::uint32_t proposals = 0;
  std::uint32_t urgent = 0;
  std::map<Remedy, std::uint32_t> kinds;
};

std::vector<AgencyTally> agencies_of(const PlanningView& view) {
  std::vector<AgencyTally> tallies;
  for (const Proposal& proposal : view.proposals) {
    const std::string_view agency = facts_of(proposal.remedy).agency;
    auto found = std::ranges::find(tallies, agency, &AgencyTally::agency);
    if (found == tallies.end()) found = tallies.insert(tallies.end(), {.agency = agency});
    ++found->proposals;
    found->urgent += proposal.urgency == 1 ? 1 : 0;
    ++found->kinds[proposal.remedy];
  }
  std::ranges::stable_sort(tallies, std::ranges::greater(), &AgencyTally::urgent);
  return tallies;
}

std::string main_kind(const AgencyTally& tally, const Catalogue& words) {
  const auto most =
      std::ranges::max_element(tally.kinds, {}, [](const auto& k) { return k.second; });
  return words.text("remedy_kind." + std::string(facts_of(most->first).code));
}

/// A masked village has no band here, one without data nothing.
std::vector<PriorityClass> shown_classes(const PlanningView& view) {
  std::vector<PriorityClass> classes;
  for (const PlannedVillage& village : view.villages) {
    const auto bandless = village.has_data ? PriorityClass::insufficient : PriorityClass::no_data;
    classes.push_back(village.band.value_or(bandless));
  }
  return classes;
}

io::Bullets tasks(const PlanningContext& context) {
  const Catalogue& words = context.page.words;
  io::Bullets bullets;
  for (const AgencyTally& tally : agencies_of(context.view())) {
    bullets.items.push_back(
        words.text("report.task", {{"agency", words.text("agency." + std::string(tally.agency))},
                                   {"proposals", words.number(tally.proposals)},
                                   {"urgent", words.number(tally.urgent)},
                                   {"kind", main_kind(tally, words)}}));
  }
  return bullets;
}

}  // namespace

void add_front(const PlanningContext& context, Blocks& blocks) {
  const Catalogue& words = context.page.words;
  const Config& config = context.page.config;
  blocks.push_back(sentence_of("report.lead",
                               {{"organization", config.project.organization},
                                {"from", words.date(config.period.from)},
                                {"to", words.date(config.period.to)}},
                               words));
  blocks.push_back(key_figures(context));
  add_suspension(context.page, blocks);
  const std::string districts = urgent_districts(context);
  blocks.push_back(io::Heading{.text = words.text("report.first")});
  if (!districts.empty()) {
    blocks.push_back(sentence_of("report.where", {{"districts", districts}}, words));
  }
  io::Bullets bullets = tasks(context);
  if (bullets.items.empty()) {
    blocks.push_back(sentence_of("report.no_proposal", {}, words));
  } else {
    blocks.push_back(std::move(bullets));
  }
  blocks.push_back(io::Paragraph{words.text("report.caution"), io::Tone::note});
  blocks.push_back(
      class_map(context.registers().sites, shown_classes(context.view()), true, words));
  blocks.push_back(io::PageBreak{});
}

}  // namespace rawan::engine

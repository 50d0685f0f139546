#include "checkins.h"
#include "fault_words.h"
#include "layer_words.h"
#include "patrol_rows.h"
#include "plan_fairness.h"
#include "summary.h"
#include "summary_parts.h"
#include "unserved_words.h"

#include <algorithm>

namespace rawan::engine {
namespace {

std::string unserved_text(const PatrolContext& context) {
  const Catalogue& words = context.words;
  std::string text;
  for (const patrol::Unserved& missing : context.schedule.unserved) {
    if (!missing.required) continue;
    text += "- " + context.registers().sites.name[missing.village] + ": " +
            reason_text(missing, words) + "\n";
  }
  if (text.empty()) return "";
  return "\n" + words.text("summary.unserved") + "\n\n" + text + "\n" +
         words.text("summary.unserved.hint") + "\n";
}

std::string conflicts_section(const PatrolContext& context) {
  const std::string text = conflicts_text(context);
  return text.empty() ? "" : "\n" + context.words.text("conflicts.head") + "\n\n" + text;
}

std::string search_text(const PatrolContext& context) {
  const Catalogue& words = context.words;
  const SearchRecord& search = context.schedule.search;
  return "\n" +
         words.text("summary.search",
                    {{"pool", whole(double(search.pool), words)},
                     {"percent", words.number(100.0 * context.config.patrol.pool_within, 1)},
                     {"seed", std::to_string(search.seed)},
                     {"iterations", whole(double(search.iterations), words)}}) +
         "\n";
}

std::string evenness_text(const PlanFairness& fairness, const Catalogue& words) {
  return words.text("summary.evenness", {{"jain_villages", words.number(fairness.villages.jain, 2)},
                                         {"gini_villages", words.number(fairness.villages.gini, 2)},
                                         {"jain_squads", words.number(fairness.squads.jain, 2)},
                                         {"gini_squads", words.number(fairness.squads.gini, 2)}});
}

std::string order_text(const PlanFairness& fairness, const Catalogue& words) {
  std::string text =
      words.text("summary.order", {{"bits", words.number(fairness.order.bits, 2)},
                                   {"visits", whole(double(fairness.order.visits), words)}});
  if (!fairness.common || !fairness.reversed) return text;
  return text + " " +
         words.text("summary.order.days", {{"common", whole(100.0 * *fairness.common, words)},
                                           {"reversed", whole(100.0 * *fairness.reversed, words)}});
}

std::string fairness_text(const PatrolContext& context) {
  const PlanFairness fairness = fairness_of(context.schedule, context.registers().squads.size());
  return "\n" + evenness_text(fairness, context.words) + "\n\n" +
         order_text(fairness, context.words) + "\n";
}

std::string estimates_text(const PatrolRows& rows, const PatrolContext& context) {
  std::size_t legs = 0;
  std::size_t estimated = 0;
  for (const std::size_t tour : rows.tours) {
    const auto& own = context.schedule.legs[tour].estimated;
    legs += own.size();
    estimated += static_cast<std::size_t>(std::ranges::count(own, true));
  }
  const Catalogue& words = context.words;
  if (estimated == legs) return words.text("route.estimated");
  if (estimated == 0) return words.text("route.roads");
  std::string text = words.text("route.mixed", {{"legs", whole(double(estimated), words)},
                                                {"all", whole(double(legs), words)}});
  const std::size_t off_road = context.schedule.off_road.size();
  if (off_road == 0) return text;
  return text + ". " +
         words.text("summary.off_road",
                    {{"count", whole(double(off_road), words)},
                     {"meters", words.number(context.config.patrol.snap_limit.value)}});
}

/// What commanders wrote, counted, and what their changes break.
std::string follow_up_text(const PatrolContext& context) {
  const std::optional<FollowUp>& follow_up = context.schedule.follow_up;
  if (!follow_up) return "";
  const Catalogue& words = context.words;
  const FollowUpCounts counts = counts_of(*follow_up);
  const auto number = [&](std::size_t value) { return whole(double(value), words); };
  std::string text = heading("summary.follow_up", words) +
                     words.text("summary.follow_up.rows", {{"rows", number(follow_up->rows.size())},
                                                           {"accepted", number(counts.accepted)},
                                                           {"flagged", number(counts.flagged)},
                                                           {"rejected", number(counts.rejected)}}) +
                     " " +
                     words.text("summary.follow_up.marks", {{"moved", number(counts.moved)},
                                                            {"skipped", number(counts.skipped)},
                                                            {"done", number(counts.done)},
                                                            {"remarks", number(counts.remarks)}}) +
                     "\n";
  if (follow_up->faults.empty()) return text;
  text += "\n" + words.text("summary.follow_up.faults") + "\n\n";
  for (const patrol::Fault& fault : follow_up->faults) {
    text += "- " + fault_text(fault, context) + "\n";
  }
  return text;
}

/// What visits took, where their codes were scanned.
std::string dwell_text(const PatrolContext& context) {
  const io::CheckinTable& table = context.schedule.checkins;
  if (table.visits.empty()) return "";
  const Catalogue& words = context.words;
  const DwellSums sums = dwell_sums(table);
  const auto number = [&](auto value) { return whole(double(value), words); };
  const std::uint64_t scans = table.accepted + table.flagged + table.rejected;
  std::string text = heading("summary.dwell", words) +
                     words.text("summary.dwell.scans", {{"scans", number(scans)},
                                                        {"accepted", number(table.accepted)},
                                                        {"flagged", number(table.flagged)},
                                                        {"rejected", number(table.rejected)}}) +
                     " " +
                     words.text("summary.dwell.visits", {{"visits", number(table.visits.size())},
                                                         {"timed", number(sums.timed)},
                                                         {"open", number(sums.open)},
                                                         {"unseen", number(sums.unseen)}});
  if (sums.timed == 0) return text + "\n";
  const auto mean = [&](double sum) { return words.number(sum / double(sums.timed), 1); };
  return text + " " +
         words.text("summary.dwell.minutes",
                    {{"planned", mean(sums.planned)}, {"actual", mean(sums.actual)}}) +
         "\n";
}

std::string patrol_text(const PatrolContext& context) {
  const Catalogue& words = context.words;
  const PatrolRows rows = list_patrols(context);
  std::string text = heading("summary.patrol", words);
  if (rows.stops.empty()) return text + words.text("summary.patrol.none") + "\n";
  double meters = 0.0;
  for (const std::size_t tour : rows.tours) meters += context.schedule.plan.tours[tour].meters;
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

std::string safe_places_text(const PatrolContext& context) {
  const Catalogue& words = context.words;
  const OperationalView& view = context.view();
  const auto masked = std::ranges::count_if(
      view.villages, [](const BandedVillage& v) { return v.has_data && !v.band; });
  return heading("summary.safe_places", words) +
         words.text("summary.safe_places.text",
                    {{"hotspots", whole(double(view.hotspots.size()), words)},
                     {"cells", whole(double(view.cells.size()), words)},
                     {"masked", whole(double(masked), words)}}) +
         "\n";
}

std::string suspension_text(const PatrolContext& context) {
  if (!context.schedule.allocation.suspended) return {};
  return "\n" + context.words.text("ranking.suspended.text") + "\n";
}

}  // namespace

std::string summary_text(const PatrolContext& context) {
  return summary_title(Tier::operational, context.page) + suspension_text(context) +
         safe_places_text(context) + patrol_text(context) + follow_up_text(context) +
         dwell_text(context) + limits_text(context.page);
}

std::string headline_text(const Results& results, const PatrolContext* patrols,
                          const PageContext& page) {
  const Catalogue& words = page.words;
  const PatrolRows rows = patrols != nullptr ? list_patrols(*patrols) : PatrolRows();
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
      {{"area", page.config.project.name},
       {"mark", page.config.project.synthetic ? " (" + words.text("mark.synthetic") + ")" : ""},
       {"villages", whole(double(results.study.sites.size()), words)},
       {"dialogues", whole(double(results.exposure.dialogues.size()), words)},
       {"urgent", whole(urgent, words)},
       {"unknown", whole(unknown, words)},
       {"hotspots", whole(double(results.findings.hotspots.size()), words)},
       {"stops", whole(double(rows.stops.size()), words)},
       {"tours", whole(double(rows.tours.size()), words)}});
}

}  // namespace rawan::engine

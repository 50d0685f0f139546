#include "doctor.h"

#include "failure.h"
#include "gate_parts.h"
#include "rawan/engine/gates.h"
#include "rawan/engine/stages.h"
#include "referrals.h"

#include <fmt/format.h>

#include <algorithm>

namespace rawan::engine {
namespace {

/// Something missing: doctor.<code>.missing and doctor.<code>.how.
struct Advice {
  std::string_view code;
  bool is_needed = false;  ///< Results need it; else they only get better.
  std::vector<std::pair<std::string_view, std::string>> values = {};
};

class Examination {
 public:
  Examination(const Config& config, const Records& records)
      : config_(config), records_(records), study_(project(records, config)) {}

  std::vector<Advice> advice() {
    look_at_needs();
    look_at_tables();
    look_at_cells();
    return std::move(advice_);
  }

 private:
  void ask(bool is_missing, std::string_view code, bool is_needed,
           std::vector<std::pair<std::string_view, std::string>> values = {}) {
    if (is_missing) advice_.push_back({code, is_needed, std::move(values)});
  }

  void look_at_needs() {
    ask(study_.reports.empty(), "reports", true);
    ask(study_.visits.empty(), "patrol_log", true);
    for (const io::SourceCount& source : records_.ledger.sources()) {
      const auto rejected =
          static_cast<double>(source.outcomes[static_cast<std::size_t>(io::Outcome::rejected)]);
      const auto rows = static_cast<double>(source.total());
      ask(is_held_to_share(source) && rows > 0.0 &&
              rejected > config_.validation.max_rejected_share * rows,
          "rejected", true,
          {{"file", std::filesystem::path(source.file).filename().string()},
           {"rejected", fmt::format("{:.0f}", rejected)},
           {"rows", fmt::format("{:.0f}", rows)}});
    }
  }

  void look_at_tables() {
    ask(records_.posts.empty(), "posts", false);
    ask(records_.squads.empty(), "squads", false);
    ask(records_.krppa.empty(), "krppa", false);
    ask(records_.population.empty(), "population", false);
    ask(!config_.inputs.roads && !config_.inputs.travel_matrix, "roads", false);
    ask(std::ranges::none_of(records_.contacts, [&](const auto& c) { return is_local(c); }),
        "contacts", false);
    ask(complete_quarters(config_.period).empty(), "window", false);
  }

  void look_at_cells() {
    const auto told = [&](auto rows, auto&& holds) { return std::ranges::any_of(rows, holds); };
    ask(!study_.reports.empty() &&
            !told(records_.reports,
                  [](const io::Report& report) { return report.reporter.has_value(); }),
        "reporter", false);
    ask(!study_.visits.empty() &&
            !told(records_.visits,
                  [](const io::PatrolVisit& visit) { return visit.cards_given.has_value(); }),
        "cards", false);
    ask(!records_.squads.empty() &&
            told(records_.squads,
                 [](const io::Squad& squad) { return !squad.trained_pug || !squad.officers; }),
        "training", false);
    const std::size_t unvisited = villages_without_visit();
    ask(unvisited > 0 && !study_.visits.empty(), "unvisited", false,
        {{"villages", std::to_string(unvisited)}, {"all", std::to_string(study_.sites.size())}});
  }

  bool is_local(const io::Contact& contact) const {
    return contact.scope != "nasional" && !is_stale(contact, as_of(config_));
  }

  std::size_t villages_without_visit() const {
    std::vector<bool> visited(study_.sites.size(), false);
    for (const std::uint32_t row : study_.visits) {
      const auto site = study_.sites.find(records_.visits[row].village);
      if (site) visited[*site] = true;
    }
    return static_cast<std::size_t>(std::ranges::count(visited, false));
  }

  const Config& config_;
  const Records& records_;
  Study study_;
  std::vector<Advice> advice_;
};

void print_advice(const std::vector<Advice>& advice, bool is_needed, const Catalogue& words) {
  bool first = true;
  for (const Advice& one : advice) {
    if (one.is_needed != is_needed) continue;
    if (first) fmt::print("{}\n", words.text(is_needed ? "doctor.needed" : "doctor.better"));
    first = false;
    const std::string key = fmt::format("doctor.{}", one.code);
    fmt::print("- {}\n  {}\n", words.text(key + ".missing", one.values), words.text(key + ".how"));
  }
}

}  // namespace

int doctor(const Config& config, const RunContext& context) {
  context.announce("stage.read");
  const Records records = read(config, context.control);
  context.announce("");
  const std::vector<Advice> advice = Examination(config, records).advice();
  print_advice(advice, true, context.words);
  print_advice(advice, false, context.words);
  const bool is_ill = std::ranges::any_of(advice, &Advice::is_needed);
  fmt::print("{}\n", context.words.text(is_ill ? "doctor.ill" : "doctor.well"));
  return is_ill ? exit_code::kQuality : exit_code::kDone;
}

}  // namespace rawan::engine

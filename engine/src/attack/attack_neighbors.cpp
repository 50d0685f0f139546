#include "attack/attack.h"
#include "attack/neighbors.h"
#include "rawan/algorithms/random.h"
#include "rawan/engine/tier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace rawan::engine::attack {
namespace {

/// The bound of reliability.md P08: of all pairs of a person taken away and a village.
constexpr double kMostMoves = 0.01;
/// Quarters of a list have this many values; more tell ranks.
constexpr std::size_t kQuarters = 4;
/// Positions of what moves for planners.
constexpr std::size_t kProposals = 3;
constexpr std::size_t kCounts = 4;
constexpr std::size_t kFigures = 5;
constexpr std::uint32_t kCommanders = 3;  ///< k, even where the policy of the run says less.
constexpr std::uint32_t kPlanners = 5;

// --- exact ranks in the files --------------------------------------------------------------------

bool is_rank(const std::string& column) {
  const std::string bracketed = fmt::format("_{}_", column);
  return bracketed.find("_peringkat_") != std::string::npos ||
         bracketed.find("_rank_") != std::string::npos;
}

void look_for_ranks(const io::SeenTable& table, Line& line) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (!is_rank(table.columns[c])) continue;
    ++line.tried;
    std::set<double> ranks;
    for (const auto& row : table.rows) {
      const auto number = io::number_of(row[c]);
      if (number && *number >= 1.0 && *number == std::floor(*number)) ranks.insert(*number);
    }
    if (ranks.size() > kQuarters) {
      line.leak("exact_rank", fmt::format("{}:{}:{}", table.file, table.name, table.columns[c]));
    }
  }
}

// --- one person less -----------------------------------------------------------------------------

/// Some of the people who told anything of themselves, without repetition.
std::vector<std::uint64_t> draw_people(const Rerun& rerun, const Scene& scene) {
  std::set<std::uint64_t> known;
  for (const Testimony& testimony : rerun.told()) {
    if (testimony.site && testimony.about_person && counts(testimony)) {
      known.insert(testimony.reporter);
    }
  }
  std::vector<std::uint64_t> people(known.begin(), known.end());
  Stream random(scene.seed, 0);
  const std::size_t drawn = std::min(scene.samples, people.size());
  for (std::size_t i = 0; i < drawn; ++i) {
    const auto jump = static_cast<std::size_t>(random.below(people.size() - i));
    std::swap(people[i], people[i + jump]);
  }
  people.resize(drawn);
  return people;
}

void compare(const std::vector<std::string>& before, const std::vector<std::string>& after,
             Moved& moved) {
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < before.size(); ++i) changed += before[i] != after[i] ? 1 : 0;
  moved.changed += changed;
  moved.of += before.size();
  moved.people += changed > 0 ? 1 : 0;
}

/// The class of a count that the gate may show; nothing where it may not.
using Standing = std::optional<std::size_t>;

Standing standing_of(const AreaCount& count, const Behind& behind, const TierPolicy& policy) {
  const UnitKey key{count.area, count.window, count.measure};
  const auto found = behind.counts.find(key);
  if (found == behind.counts.end()) return {};
  if (!disclosure::is_safe(behind.undoubted.at(key), policy.unit)) return {};
  return disclosure::class_of(found->second.reporters, policy.classes);
}

std::string place_of(const AreaCount& count) {
  return fmt::format("{} {} {}", count.measure, count.area, count.window);
}

/// What was shown and what is true, with everybody.
struct Whole {
  Answers answers;
  Behind behind;
};

/// What may hide each other: counts of one measure in one year.
std::string tied_to(const AreaCount& count) {
  return count.measure + count.window.substr(0, 4);
}

/// A count may change where its own class did; a mask may also move with that of one it is tied to.
void compare_counts(const Whole& before, const Whole& after, const TierPolicy& policy, Line& line) {
  Moved& moved = line.moved[kCounts];
  std::uint64_t changed = 0;
  std::set<std::string> crossings;
  std::vector<const AreaCount*> without_reason;
  for (std::size_t i = 0; i < before.answers.counts.size(); ++i) {
    const AreaCount& was = before.answers.counts[i];
    const AreaCount& is = after.answers.counts[i];
    const bool crossed =
        standing_of(was, before.behind, policy) != standing_of(was, after.behind, policy);
    if (crossed) crossings.insert(tied_to(was));
    if (was.shown == is.shown) continue;
    ++changed;
    const bool mask_moved = !was.shown || !is.shown;
    if (!crossed && !mask_moved) line.leak("count_moves", place_of(was));
    if (!crossed && mask_moved) without_reason.push_back(&was);
  }
  for (const AreaCount* count : without_reason) {
    if (!crossings.contains(tied_to(*count))) line.leak("count_moves", place_of(*count));
  }
  moved.changed += changed;
  moved.of += before.answers.counts.size();
  moved.people += changed > 0 ? 1 : 0;
}

void expect_enough(const std::vector<std::string>& bands,
                   const std::vector<disclosure::Evidence>& behind, const Sites& sites,
                   std::uint32_t least, Line& line) {
  for (std::size_t site = 0; site < bands.size(); ++site) {
    if (bands[site].empty() || behind[site].reporters >= least) continue;
    line.leak("few_behind", io::to_dotted(sites.id[site]));
  }
}

void expect_enough(const Whole& whole, std::uint32_t least, Line& line) {
  for (const AreaCount& count : whole.answers.counts) {
    if (!count.shown) continue;
    const auto found = whole.behind.counts.find({count.area, count.window, count.measure});
    const bool few = found == whole.behind.counts.end() || found->second.reporters < least;
    if (few) line.leak("few_behind", place_of(count));
  }
}

void expect_enough_behind_remedies(const Whole& whole, const Sites& sites, std::uint32_t least,
                                   Line& line) {
  for (const RemedyKey& key : whole.answers.remedies) {
    const auto found = whole.behind.remedies.find(key);
    const bool few = found == whole.behind.remedies.end() || found->second.reporters < least;
    if (few) line.leak("few_behind", io::to_dotted(sites.id[key.first]));
  }
}

/// What hangs on numbers of marks: the classes of the steps and the tenths of their shares.
std::vector<std::optional<std::size_t>> standing_of(const std::array<Step, 3>& steps,
                                                    const TierPolicy& policy) {
  constexpr std::uint32_t kTenth = 10;
  std::vector<std::optional<std::size_t>> standing;
  for (const Step& step : steps) {
    const bool safe = disclosure::is_safe(step.undoubted, policy.unit);
    standing.push_back(safe ? disclosure::class_of(step.marks, policy.classes) : std::nullopt);
    const std::uint32_t told = steps[0].marks;
    const bool shared = told >= kTenth * policy.unit.min_reporters;
    standing.push_back(shared ? std::optional<std::size_t>(kTenth * step.marks / told)
                              : std::nullopt);
  }
  return standing;
}

void compare_figures(const Whole& before, const Whole& after, const TierPolicy& policy,
                     Line& line) {
  compare(before.answers.figures, after.answers.figures, line.moved[kFigures]);
  const bool changed = before.answers.figures != after.answers.figures;
  const bool crossed =
      standing_of(before.behind.steps, policy) != standing_of(after.behind.steps, policy);
  if (changed && !crossed) line.leak("figure_moves", "ape_05");
}

/// Rates come from classes: where none of a village's moved, its rate may not move either.
void compare_rates(const Whole& before, const Whole& after, const Sites& sites, Line& line) {
  std::set<std::string> moved;
  for (std::size_t i = 0; i < before.answers.counts.size(); ++i) {
    const AreaCount& was = before.answers.counts[i];
    if (was.shown != after.answers.counts[i].shown) moved.insert(was.area);
  }
  for (std::size_t site = 0; site < sites.size(); ++site) {
    const bool bands = before.answers.planner_bands[site] == after.answers.planner_bands[site];
    const std::string area = io::to_dotted(sites.id[site]);
    if (!bands || moved.contains(area)) continue;
    if (before.answers.rates[site] != after.answers.rates[site]) line.leak("rate_moves", area);
  }
}

void judge(const Moved& moved, Line& line) {
  const double share =
      moved.of == 0 ? 0.0 : static_cast<double>(moved.changed) / static_cast<double>(moved.of);
  if (share > kMostMoves) line.leak("bands_move", moved.what);
}

/// Runs the program again without each of some people.
class Neighbors {
 public:
  Neighbors(const Scene& scene, const Control& control)
      : scene_(scene),
        control_(control),
        inputs_(*scene.truth->inputs),
        rerun_(inputs_, control),
        whole_(seen()) {
    commanders_.moved = {{.what = "bands"}};
    planners_.moved = {{.what = "bands"},     {.what = "quarters"}, {.what = "rates"},
                       {.what = "proposals"}, {.what = "counts"},   {.what = "figures"}};
  }

  void run(std::vector<Line>& lines) {
    expect_enough_in(whole_);
    for (const std::uint64_t person : draw_people(rerun_, scene_)) {
      control_.check();
      rerun_.remove(person);
      compare_with(seen());
      rerun_.restore();
    }
    judge(commanders_.moved[0], commanders_);
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}, kProposals})
      judge(planners_.moved[i], planners_);
    lines.push_back(std::move(commanders_));
    lines.push_back(std::move(planners_));
  }

 private:
  Whole seen() { return {rerun_.answers(), rerun_.behind()}; }

  std::uint32_t least_for(Tier tier, std::uint32_t floor) const {
    return std::max(floor, inputs_.policy.of(tier).unit.min_reporters);
  }

  void expect_enough_in(const Whole& whole) {
    const Sites& sites = rerun_.results().study.sites;
    const std::uint32_t commanders = least_for(Tier::operational, kCommanders);
    const std::uint32_t planners = least_for(Tier::planning, kPlanners);
    expect_enough(whole.answers.commander_bands, whole.behind.commander_bands, sites, commanders,
                  commanders_);
    expect_enough(whole.answers.planner_bands, whole.behind.planner_bands, sites, planners,
                  planners_);
    expect_enough(whole, planners, planners_);
    expect_enough_behind_remedies(whole, sites, planners, planners_);
  }

  void compare_with(const Whole& after) {
    const Answers& before = whole_.answers;
    ++commanders_.tried;
    ++planners_.tried;
    compare(before.commander_bands, after.answers.commander_bands, commanders_.moved[0]);
    compare(before.planner_bands, after.answers.planner_bands, planners_.moved[0]);
    compare(before.rank_quarters, after.answers.rank_quarters, planners_.moved[1]);
    compare(before.rates, after.answers.rates, planners_.moved[2]);
    compare(before.proposals, after.answers.proposals, planners_.moved[kProposals]);
    const TierPolicy& rules = inputs_.policy.of(Tier::planning);
    compare_counts(whole_, after, rules, planners_);
    compare_figures(whole_, after, rules, planners_);
    compare_rates(whole_, after, rerun_.results().study.sites, planners_);
    expect_enough_in(after);
  }

  const Scene& scene_;
  const Control& control_;
  const Inputs& inputs_;
  Rerun rerun_;
  Whole whole_;
  Line commanders_{.attack = "rank", .subject = "operational"};
  Line planners_{.attack = "rank", .subject = "planning"};
};

}  // namespace

void attack_neighbors(const Scene& scene, const Control& control, std::vector<Line>& lines) {
  for (const io::SeenRelease& release : scene.releases) {
    if (release.tier == "restricted") continue;
    Line line{.attack = "rank", .subject = release.title};
    for (const io::SeenTable& table : release.tables) look_for_ranks(table, line);
    lines.push_back(std::move(line));
  }
  if (scene.truth && scene.truth->inputs) {
    Neighbors(scene, control).run(lines);
  } else {
    lines.push_back({.attack = "rank", .needs_truth = true});
  }
}

}  // namespace rawan::engine::attack

#include "feedback_trials.h"

#include "rawan/algorithms/parallel.h"

#include <algorithm>
#include <functional>

namespace rawan::engine::feedback {
namespace {

/// Shares of the watched areas, round by round.
struct Curves {
  std::vector<double> intent;
  std::vector<double> visits;
  std::vector<double> truth;
};

Curves curves_of(const Course& run, const WorldTerms& terms,
                 const std::vector<std::size_t>& areas) {
  Curves curves;
  for (std::uint32_t round = 0; round < run.rounds; ++round) {
    double intent = 0.0;
    double visits = 0.0;
    double truth = 0.0;
    for (const std::size_t area : areas) {
      intent += run.intent[run.at(round, area)];
      visits += static_cast<double>(run.visits[run.at(round, area)]) / terms.slots;
      truth += run.truth[run.at(round, area)];
    }
    curves.intent.push_back(intent);
    curves.visits.push_back(visits);
    curves.truth.push_back(truth);
  }
  return curves;
}

void add_mean(std::vector<double>& sum, const std::vector<double>& values, std::size_t count) {
  sum.resize(values.size(), 0.0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum[i] += values[i] / static_cast<double>(count);
  }
}

std::vector<double> column(const Trials& trials, double Measures::*member) {
  std::vector<double> values;
  for (const Measures& run : trials.runs) values.push_back(run.*member);
  return values;
}

void add_following(const Trials& trials, Summary& summary) {
  std::vector<double> rounds;
  for (const Measures& run : trials.runs) {
    if (run.followed_after) rounds.push_back(*run.followed_after);
  }
  const double all = static_cast<double>(std::max<std::size_t>(1, trials.runs.size()));
  summary.never_followed = 1.0 - static_cast<double>(rounds.size()) / all;
  summary.followed_median = quantile(rounds, 0.5);
  summary.followed_q95 = quantile(rounds, 0.95);
}

}  // namespace

std::vector<std::size_t> watched_areas(const WorldTerms& terms, const Truth& truth) {
  if (!truth.changed.empty()) return truth.changed;
  std::vector<std::size_t> areas;
  for (std::size_t area = 0; area < terms.favored; ++area) areas.push_back(area);
  return areas;
}

Trials play_seeds(const WorldTerms& terms, Policy policy, const AllocationConfig& config,
                  Seeds seeds, const Control& control) {
  const auto count = static_cast<std::size_t>(seeds.last - seeds.first + 1);
  Trials trials;
  trials.runs.resize(count);
  trials.start_tv.resize(count);
  std::vector<Curves> curves(count);
  control.expect(count);
  const auto play_one = [&](std::size_t i) {
    const std::uint64_t seed = seeds.first + i;
    WorldTerms fair = terms;
    fair.fair_start = true;
    fair.start_counts.clear();
    const Course run = play(terms, policy, config, seed, control);
    const Course other = play(fair, policy, config, seed, control);
    trials.runs[i] = measure(run, terms, seed);
    trials.start_tv[i] = total_variation(final_intent(run), final_intent(other));
    curves[i] = curves_of(run, terms, watched_areas(terms, draw_truth(terms, seed)));
    control.step();
  };
  if (terms.depth == Depth::pipeline) {  // Its stages are parallel themselves.
    for (std::size_t i = 0; i < count; ++i) play_one(i);
  } else {
    parallel_for(count, play_one);
  }
  for (const Curves& one : curves) {
    add_mean(trials.watched, one.intent, count);
    add_mean(trials.realized, one.visits, count);
    add_mean(trials.truth, one.truth, count);
  }
  return trials;
}

Summary summarize(const Trials& trials) {
  const std::vector<double> tv = column(trials, &Measures::tv);
  const std::vector<double> amplification = column(trials, &Measures::amplification);
  Summary summary{.tv_mean = mean(tv),
                  .tv_q95 = quantile(tv, 0.95),
                  .tv_floor_q95 = quantile(column(trials, &Measures::tv_floor), 0.95),
                  .kl_q95 = quantile(column(trials, &Measures::kl), 0.95),
                  .amplification_median = quantile(amplification, 0.5),
                  .amplification_q95 = quantile(amplification, 0.95),
                  .starved = mean(column(trials, &Measures::starved)),
                  .rank_correlation = quantile(column(trials, &Measures::rank_correlation), 0.5),
                  .realized_q95 = quantile(column(trials, &Measures::realized), 0.95),
                  .start_mean = mean(trials.start_tv),
                  .start_q95 = quantile(trials.start_tv, 0.95),
                  .regret = mean(column(trials, &Measures::regret))};
  for (const Measures& run : trials.runs) {
    summary.longest_gap = std::max(summary.longest_gap, static_cast<double>(run.longest_gap));
  }
  add_following(trials, summary);
  return summary;
}

std::vector<std::string> broken_limits(const Summary& summary, World world, double widened) {
  std::vector<std::string> broken;
  const auto at_most = [&](const char* name, double value, double limit) {
    if (value > limit * (1.0 + widened)) broken.emplace_back(name);
  };
  const auto at_least = [&](const char* name, double value, double limit) {
    if (value < limit * (1.0 - widened)) broken.emplace_back(name);
  };
  if (world == World::equal) {
    at_most("tv_q95", summary.tv_q95, 0.07);
    at_most("amplification_q95", summary.amplification_q95, 1.15);
    return broken;
  }
  at_most("tv_floor_q95", summary.tv_floor_q95, 0.08);
  at_most("tv_q95", summary.tv_q95, 0.15);
  at_most("kl_q95", summary.kl_q95, 0.08);
  at_least("amplification_median", summary.amplification_median, 0.95);
  at_most("amplification_median", summary.amplification_median, 1.10);
  at_most("amplification_q95", summary.amplification_q95, 1.80);
  at_most("starved", summary.starved, 0.01);
  at_least("rank_correlation", summary.rank_correlation, 0.93);
  return broken;
}

}  // namespace rawan::engine::feedback

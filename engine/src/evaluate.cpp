#include "rawan/algorithms/ranking.h"
#include "rawan/algorithms/village_rates.h"
#include "rawan/engine/pipeline.h"
#include "simulated_inputs.h"
#include "world.h"

#include <fmt/core.h>

#include <algorithm>

namespace rawan::engine {
namespace {

/// How near the ranking comes to the truth of one world.
struct Score {
  double by_rate = 0.0;   ///< Spearman of expected ranks with true rates.
  double by_count = 0.0;  ///< The same of raw counts.
  double covered = 0.0;   ///< Share of rank intervals that hold the true rank.
  double rates_covered = 0.0;
};

Score score_world(const Sites& sites, std::span<const std::uint32_t> squads, const Config& config,
                  std::uint64_t seed) {
  const World world = make_world(sites, squads, config.simulate, config.period, seed);
  const std::vector<Dialogue> dialogues = dialogues_of(world);
  const VillageRates rates = rate_villages(dialogues, sites.size(),
                                           {.draws = config.analysis.rank_draws,
                                            .interval = config.analysis.interval,
                                            .top_k = config.analysis.top_k,
                                            .seed = seed});
  const std::vector<SiteEffort> effort = effort_by_site(dialogues, sites.size());
  std::vector<double> truth;
  std::vector<double> counts;
  std::vector<double> expected;
  for (std::size_t i = 0; i < rates.site.size(); ++i) {
    truth.push_back(world.rate[rates.site[i]]);
    counts.push_back(effort[rates.site[i]].marks);
    expected.push_back(-rates.rate[i].rank.expected);
  }
  const std::vector<double> true_ranks = mean_ranks(truth);
  Score score{.by_rate = spearman(expected, truth).value_or(0.0),
              .by_count = spearman(counts, truth).value_or(0.0)};
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const SiteRate& rate = rates.rate[i];
    score.covered += true_ranks[i] >= rate.rank.low && true_ranks[i] <= rate.rank.high ? 1.0 : 0.0;
    score.rates_covered +=
        truth[i] >= rate.interval.low && truth[i] <= rate.interval.high ? 1.0 : 0.0;
  }
  score.covered /= static_cast<double>(truth.size());
  score.rates_covered /= static_cast<double>(truth.size());
  return score;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

template <class Member>
std::vector<double> column(const std::vector<Score>& scores, Member member) {
  std::vector<double> values;
  for (const Score& score : scores) values.push_back(score.*member);
  return values;
}

void print_line(const Catalogue& words, std::string_view key, double value) {
  fmt::print("{}: {}\n", words.text(key), words.number(value, 3));
}

}  // namespace

int evaluate(const Config& config, std::uint32_t worlds, const RunContext& context) {
  context.announce("stage.evaluate");
  const SimulatedInputs inputs = simulated_inputs(config, context.control);
  std::vector<Score> scores(worlds);
  context.control.expect(worlds);
  for (std::uint32_t w = 0; w < worlds; ++w) {
    scores[w] = score_world(inputs.sites, inputs.squad_of, config, config.project.seed + w);
    context.control.step();
  }
  const double by_rate = median(column(scores, &Score::by_rate));
  const double by_count = median(column(scores, &Score::by_count));
  const Catalogue& words = context.words;
  fmt::print("{}\n", words.text("evaluate.title", {{"worlds", std::to_string(worlds)}}));
  print_line(words, "evaluate.by_rate", by_rate);
  print_line(words, "evaluate.by_count", by_count);
  print_line(words, "evaluate.gain", by_rate - by_count);
  print_line(words, "evaluate.rank_coverage", mean(column(scores, &Score::covered)));
  print_line(words, "evaluate.rate_coverage", mean(column(scores, &Score::rates_covered)));
  return 0;
}

}  // namespace rawan::engine

#include "tools/local_inference.h"

#include "rawan/algorithms/false_discovery.h"
#include "rawan/algorithms/test_policy.h"
#include "tools/normal_p.h"
#include "tools/values.h"

#include <algorithm>
#include <cmath>

namespace rawan::engine {
namespace {

constexpr std::uint32_t kMostPermutations = 10'000'000;
constexpr std::uint32_t kMostAutomatic = 100'000;

bool read_permutations(const std::string& text, InferenceOptions& options) {
  using Draws = InferenceOptions::Draws;
  options.draws = text == "enough" ? Draws::enough : Draws::automatic;
  if (text == "enough" || text == "auto") return true;
  options.draws = Draws::fixed;
  const auto number = parse_whole_number(text);
  if (!number || *number > kMostPermutations) return false;
  options.permutations = static_cast<std::uint32_t>(*number);
  return true;
}

/// The level the smallest of `tests` p-values has to meet times `tests`: Benjamini & Yekutieli
/// divide it by the harmonic sum; without a correction every test has all of it.
double level(const InferenceOptions& options, std::size_t tests) {
  if (options.correction != "by") return options.alpha;
  double harmonic = 0.0;
  for (std::size_t i = tests; i > 0; --i) harmonic += 1.0 / static_cast<double>(i);
  return options.alpha / std::max(harmonic, 1.0);
}

std::vector<double> corrected(const std::string& correction, const std::vector<double>& p) {
  if (correction == "bh") return benjamini_hochberg(p);
  return correction == "by" ? benjamini_yekutieli(p) : p;
}

Sides sides_of(const InferenceOptions& options) {
  return options.sides == "two" ? Sides::two : Sides::one;
}

/// As many as the choice of draws asks for.
std::uint64_t chosen_replicates(const InferenceOptions& options, std::size_t compared, double alpha,
                                std::uint64_t needed) {
  using Draws = InferenceOptions::Draws;
  const std::uint64_t least = options.permutations;
  if (options.draws == Draws::fixed) return least;
  if (options.draws == Draws::enough) {
    return std::min<std::uint64_t>(std::max(least, needed), kMostPermutations);
  }
  return advise(compared, {.alpha = alpha,
                           .sides = sides_of(options),
                           .replicates = least,
                           .most_replicates = kMostAutomatic})
      .replicates;
}

std::vector<double> normal_p(const std::vector<double>& z, const std::string& sides) {
  std::vector<double> p;
  for (const double score : z) {
    if (sides == "two") {
      p.push_back(two_sided_normal_p(score));
    } else {
      p.push_back(upper_normal_p(sides == "greater" ? score : -score));
    }
  }
  return p;
}

std::vector<double> permutation_p_of(PermutationP p, const std::string& sides) {
  if (sides == "greater") return std::move(p.greater);
  return sides == "less" ? std::move(p.less) : std::move(p.two_sided);
}

LocalInference judged(const InferenceOptions& options, std::vector<double> p,
                      std::uint32_t replicates, ToolSummary& summary) {
  LocalInference result{.p = std::move(p), .replicates = replicates};
  result.adjusted = corrected(options.correction, result.p);
  result.significant = rejected(result.adjusted, options.alpha);
  summary.detail("sides", options.sides);
  summary.word("correction", options.correction);
  summary.number("alpha", options.alpha, 3);
  return result;
}

}  // namespace

double threshold(const InferenceOptions& options, std::size_t tests, std::size_t k) {
  if (options.correction == "none") return options.alpha;
  return level(options, tests) * static_cast<double>(k) / static_cast<double>(tests);
}

double least_p(const InferenceOptions& options, std::uint32_t replicates) {
  return (options.sides == "two" ? 2.0 : 1.0) / (static_cast<double>(replicates) + 1.0);
}

void add_inference(OptionSet& options, InferenceOptions& inference) {
  options
      .value("--permutations", "N|auto|enough", "usage_permutations",
             [&inference](const std::string& text) { return read_permutations(text, inference); })
      .seed(inference.seed)
      .choice("--sides", inference.sides, {"two", "greater", "less"})
      .choice("--correction", inference.correction, {"bh", "by", "none"})
      .number("--alpha", inference.alpha, 1e-9, 0.5);
}

std::uint32_t settled_replicates(const InferenceOptions& options, std::size_t tests,
                                 ToolSummary& summary) {
  const std::size_t compared =
      options.correction == "none" ? std::min<std::size_t>(tests, 1) : tests;
  const double alpha = level(options, tests);
  const Sides sides = sides_of(options);
  const std::uint64_t needed = permutations_needed(compared, alpha, sides);
  const auto drawn =
      static_cast<std::uint32_t>(chosen_replicates(options, compared, alpha, needed));
  summary.count("permutations", drawn);
  if (drawn == 0 || tests == 0) return drawn;
  const std::uint64_t fewest = fewest_rejections(compared, alpha, drawn, sides);
  summary.detail("permutations_needed", needed);
  summary.detail("fewest_rejections", fewest);
  if (fewest > 1) {
    summary.warn(fewest > compared ? "permutations_reject_nothing" : "permutations_few",
                 {{"permutations", std::to_string(drawn)},
                  {"fewest", std::to_string(fewest)},
                  {"needed", std::to_string(needed)}});
  }
  return drawn;
}

LocalInference infer(const InferenceOptions& options, const Weights& weights,
                     const std::vector<double>& values, const std::vector<double>& z,
                     LocalStatistic statistic, const ToolContext& context, ToolSummary& summary) {
  const auto tests = static_cast<std::size_t>(
      std::ranges::count_if(z, [](double score) { return !std::isnan(score); }));
  summary.count("tests", tests);
  const std::uint32_t drawn = settled_replicates(options, tests, summary);
  std::vector<double> p;
  if (drawn == 0) {
    p = normal_p(z, options.sides);
  } else {
    p = permutation_p_of(
        conditional_permutation(weights, values, statistic,
                                {.replicates = drawn, .seed = options.seed}, context.control),
        options.sides);
  }
  for (std::size_t site = 0; site < z.size(); ++site) {
    if (std::isnan(z[site])) p[site] = z[site];
  }
  summary.detail("seed", options.seed);
  return judged(options, std::move(p), drawn, summary);
}

LocalInference infer_known(const InferenceOptions& options, PermutationP p,
                           std::uint32_t replicates, ToolSummary& summary) {
  const auto tests = static_cast<std::size_t>(
      std::ranges::count_if(p.two_sided, [](double value) { return !std::isnan(value); }));
  summary.count("tests", tests);
  return judged(options, permutation_p_of(std::move(p), options.sides), replicates, summary);
}

}  // namespace rawan::engine

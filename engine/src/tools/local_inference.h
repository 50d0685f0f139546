#pragma once

#include "rawan/algorithms/permutation.h"
#include "tools/option_set.h"
#include "tools/tool.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rawan::engine {

/// How the p-values of a map of local statistics come about.
struct InferenceOptions {
  /// Automatic: `permutations`, or as many as it takes to reject a single feature where that is
  /// no more than 100,000. Enough: whatever it takes.
  enum class Draws : std::uint8_t { automatic, enough, fixed };
  Draws draws = Draws::automatic;
  std::uint32_t permutations = 999;  ///< 0: the normal approximation of the z-scores.
  std::uint64_t seed = 1;
  std::string sides = "two";
  std::string correction = "bh";
  double alpha = 0.05;
};

/// --permutations N|auto|enough, --seed, --sides, --correction, --alpha.
void add_inference(OptionSet& options, InferenceOptions& inference);

struct LocalInference {
  std::vector<double> p;         ///< NaN for islands.
  std::vector<double> adjusted;  ///< By the correction.
  std::vector<std::uint8_t> significant;
  std::uint32_t replicates = 0;  ///< Behind each p-value; 0: it was computed.
};

/// What the k-th smallest of `tests` p-values has to meet.
double threshold(const InferenceOptions& options, std::size_t tests, std::size_t k);

/// The least p-value that so many replicates can give.
double least_p(const InferenceOptions& options, std::uint32_t replicates);

/// Warns where so few permutations cannot reject (statistics.md's "permutations needed": with R of
/// them the least p is sides / (R + 1)), and says how many it takes.
LocalInference infer(const InferenceOptions& options, const Weights& weights,
                     const std::vector<double>& values, const std::vector<double>& z,
                     LocalStatistic statistic, const ToolContext& context, ToolSummary& summary);

/// How many replicates to draw for so many tests; said in the summary, with a warning where they
/// cannot reject.
std::uint32_t settled_replicates(const InferenceOptions& options, std::size_t tests,
                                 ToolSummary& summary);

/// The same from p-values that are known.
LocalInference infer_known(const InferenceOptions& options, PermutationP p,
                           std::uint32_t replicates, ToolSummary& summary);

}  // namespace rawan::engine

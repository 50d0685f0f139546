#include "evidence_words.h"

#include <string_view>

namespace rawan::engine {
namespace {

/// Share of the map known by villages alone from which a reader is warned.
constexpr double kMostlySpread = 0.3;

using Sentences = std::vector<std::string>;

void add_count(std::string_view key, std::uint64_t count, const Catalogue& words, Sentences& all) {
  if (count == 0) return;
  all.push_back(words.text(key, {{"count", words.number(static_cast<double>(count))}}));
}

void add_spread(double share, const Catalogue& words, Sentences& all) {
  if (share <= 0.0) return;
  const bool warns = share > kMostlySpread;
  all.push_back(words.text(warns ? "evidence.mostly_spread" : "evidence.spread",
                           {{"percent", words.number(100.0 * share)}}));
}

void add_sensitivity(const std::vector<Sensitivity>& runs, const Catalogue& words, Sentences& all) {
  for (const Sensitivity& run : runs) {
    all.push_back(words.text("evidence.sensitivity",
                             {{"factor", words.number(run.factor, 1)},
                              {"spearman", words.number(run.spearman, 2)},
                              {"changes", words.number(static_cast<double>(run.class_changes))}}));
  }
}

}  // namespace

std::vector<std::string> evidence_sentences(const Results& results, const Catalogue& words) {
  const Exposure& exposure = results.exposure;
  Sentences all{words.text("evidence.design_effect",
                           {{"effect", words.number(results.ranking.rates.design_effect, 2)}})};
  add_count("evidence.duplicates", exposure.counts.duplicates, words, all);
  add_count("evidence.over_cap", exposure.counts.over_cap, words, all);
  add_count("evidence.outside_dialogues", exposure.marks_without_effort, words, all);
  add_count("evidence.findings_without_effort", exposure.findings_without_effort, words, all);
  add_spread(results.findings.spread_share, words, all);
  add_sensitivity(results.ranking.sensitivity, words, all);
  return all;
}

}  // namespace rawan::engine

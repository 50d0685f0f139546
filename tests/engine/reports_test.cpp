// What the reports say besides their figures.

#include "reports.h"

#include "rawan/engine/gate.h"
#include "report_parts.h"
#include "results_page.h"
#include "support/kept_ledger.h"
#include "support/small_world.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rawan::engine {
namespace {

using rawan::testing::SmallWorld;

/// Everything that the framed paragraphs of a document warn of.
std::string warnings_of(const io::Document& document) {
  std::string text;
  for (const io::Block& block : document.blocks) {
    const auto* paragraph = std::get_if<io::Paragraph>(&block);
    if (paragraph != nullptr && paragraph->tone == io::Tone::warning) text += paragraph->text;
  }
  return text;
}

std::string without_stars(std::string text) {
  std::erase(text, '*');
  return text;
}

/// The reports of a small district, with the ranking in force or suspended.
struct Reports : SmallWorld {
  Catalogue words{Language::id};
  Policy policy = load_policy("baku", "");
  io::ReleaseLedger ledger;

  std::vector<io::Document> written(bool is_suspended) {
    Results results{.records = records, .study = study(), .exposure = exposure()};
    results.ranking.villages.resize(results.study.sites.size());
    results.findings.villages.resize(results.study.sites.size());
    results.allocation.suspended = is_suspended;
    const ResultsPage shared(results, config, words);
    const PageContext& page = shared.page;
    const auto restricted = Gate::restricted(results, policy);
    const auto planning = Gate::planning(results, config, policy, {ledger, std::string(32, 'k')});
    const auto open = Gate::open(results, config, policy, {ledger, std::string(32, 'k')},
                                 rawan::testing::counting_bits());
    return {restricted_report({.cleared = restricted, .page = page}),
            planning_report({.cleared = planning.cleared, .page = page}),
            open_report({.cleared = open.cleared, .page = page})};
  }
};

TEST(Reports, SayInTheWordsOfTheSummaryThatTheRankingIsSuspended) {
  Reports reports;
  reports.add_visit(0, "D-1", 12);
  const std::string said = without_stars(reports.words.text("ranking.suspended.text"));
  const auto suspended = reports.written(true);
  EXPECT_EQ(warnings_of(suspended[0]), said);
  EXPECT_EQ(warnings_of(suspended[1]), said);
  EXPECT_EQ(warnings_of(suspended[2]), "") << "who ranks nothing suspends nothing";
  for (const io::Document& report : reports.written(false)) EXPECT_EQ(warnings_of(report), "");
}

TEST(Reports, DrawForAnyoneWhatTheNoiseLeavesOpen) {
  Reports reports;
  reports.config.period = {std::chrono::year(2026) / 1 / 1, std::chrono::year(2026) / 12 / 31};
  reports.add_visit(0, "D-1", 12);
  const io::Document report = reports.written(false)[2];
  std::size_t drawn = 0;
  for (const io::Block& block : report.blocks) {
    const auto* table = std::get_if<io::Table>(&block);
    if (table == nullptr) continue;
    ASSERT_TRUE(table->intervals);
    for (const auto& row : table->intervals->rows) {
      ASSERT_TRUE(row);
      EXPECT_GE(row->low, 0.0) << "nobody is counted less than not at all";
      EXPECT_GT(row->high, row->low);
      EXPECT_EQ(row->words, interval_words(row->low, row->high, reports.words));
      ++drawn;
    }
  }
  EXPECT_GT(drawn, 0U);
  EXPECT_FALSE(io::page_as_html(report).empty());
}

}  // namespace
}  // namespace rawan::engine

#include "rawan/io/error.h"
#include "rawan/io/issue.h"

#include <gtest/gtest.h>

namespace rawan::io {
namespace {

TEST(Ledger, ProvesThatOutcomesSumToTheIndependentCount) {
  Ledger ledger;
  const SourceId source = ledger.open("reports", "a.csv", "", 2);
  ledger.close({source, 2}, Outcome::accepted);
  EXPECT_THROW(ledger.prove_complete(), InputError);
  ledger.close({source, 3}, Outcome::rejected);
  EXPECT_NO_THROW(ledger.prove_complete());
  EXPECT_EQ(ledger.source(source).outcomes[2], 1U);
}

TEST(Ledger, SortsIssuesByPlace) {
  Ledger ledger;
  const SourceId source = ledger.open("reports", "a.csv", "", 0);
  ledger.note({.record = {source, 9}, .reason = "b"});
  ledger.note({.record = {source, 2}, .reason = "a"});
  EXPECT_EQ(ledger.issues().front().record.row, 2U);
}

TEST(OutcomeOf, IsTheWorstEffect) {
  EXPECT_EQ(outcome_of({}), Outcome::accepted);
  EXPECT_EQ(outcome_of({{.reason = "x", .effect = Outcome::repaired},
                        {.reason = "y", .effect = Outcome::rejected}}),
            Outcome::rejected);
}

}  // namespace
}  // namespace rawan::io

#pragma once

#include "rawan/io/judge_tables.h"
#include "support/small_region.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// Everything a reader of a small table needs, and the ledger after it.
struct Desk {
  Region region = test::small_region();
  std::vector<CrosswalkEntry> crosswalk = test::small_crosswalk();
  TableSource source = {};
  Ledger ledger = {};

  TableContext context() const {
    return {&source, &region, crosswalk, {.as_of = test::day(2026, 6, 30)}, {}};
  }
  std::set<std::string> reasons(std::uint64_t line) const {
    std::set<std::string> found;
    for (const Issue& issue : ledger.issues()) {
      if (issue.record.row == line) found.insert(issue.reason);
    }
    return found;
  }
  std::string detail(std::string_view reason) const {
    for (const Issue& issue : ledger.issues()) {
      if (issue.reason == reason) return issue.detail;
    }
    return "no such issue";
  }
  std::uint64_t count(Outcome outcome) const {
    return ledger.source(SourceId{}).outcomes[static_cast<std::size_t>(outcome)];
  }
};

}  // namespace rawan::io

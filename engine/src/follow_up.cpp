#include "rawan/engine/follow_up.h"

namespace rawan::engine {
namespace {

/// Whether others than those skipped lie between: then the commander moved it.
bool is_moved(const FollowUpRow& row, const FollowUp& follow_up) {
  if (row.order == 0) return false;
  std::size_t expected = row.planned;
  for (const FollowUpRow& other : follow_up.rows) {
    const bool same_tour = other.date == row.date && other.squad == row.squad;
    if (same_tour && other.skipped && other.planned < row.planned) --expected;
  }
  return expected != row.order;
}

}  // namespace

FollowUpCounts counts_of(const FollowUp& follow_up) {
  FollowUpCounts counts;
  for (const FollowUpRow& row : follow_up.rows) {
    counts.accepted += row.result == RowResult::accepted ? 1 : 0;
    counts.flagged += row.result == RowResult::flagged ? 1 : 0;
    counts.rejected += row.result == RowResult::rejected ? 1 : 0;
    counts.moved += is_moved(row, follow_up) ? 1 : 0;
    counts.skipped += row.skipped ? 1 : 0;
    counts.done += row.done ? 1 : 0;
    counts.remarks += row.remarks.empty() ? 0 : 1;
  }
  return counts;
}

}  // namespace rawan::engine

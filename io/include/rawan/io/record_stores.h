#pragma once

#include "rawan/io/records.h"
#include "rawan/io/village_id.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rawan::io {

/// How the rows of large tables are kept between reading and analysis: in few bytes, those of each
/// kabupaten together, beyond a bound on the disk.
struct StoreOptions {
  static constexpr std::size_t kMostBytes = std::size_t{512} << 20U;

  std::vector<RegencyId> regencies = {};  ///< Ascending, each a drawer; empty: one for all.
  std::size_t most_bytes = kMostBytes;    ///< In memory, of one table's rows.
  bool keeps_rows = true;                 ///< False: they are judged alone.

  std::size_t drawers() const { return regencies.empty() ? 1 : regencies.size(); }
};

/// The drawer of a row: that of its kabupaten; the first where it belongs to none of them.
std::size_t drawer_of(std::optional<VillageId> village, std::span<const RegencyId> regencies);

/// What remains of a report whose woman did not consent to its use: that she was asked.
struct DialogueEffort {
  RecordRef source;
  std::string dialogue_id;
  std::string patrol_id;
  VillageId village{};
  Day date{};
  std::optional<std::int32_t> women_consulted;
  std::optional<std::int32_t> men_consulted;
  std::optional<std::int32_t> women_declined;
  friend bool operator==(const DialogueEffort&, const DialogueEffort&) = default;
};

struct ReportTable {
  std::vector<Report> reports;         ///< Accepted and repaired, by source and row.
  std::vector<DialogueEffort> effort;  ///< Of reports without consent, by source and row.
};

/// Judged reports. May be asked again, and by several threads at a time.
class ReportStore {
 public:
  class Rows;
  /// Of no rows.
  explicit ReportStore(const StoreOptions& options = {});
  explicit ReportStore(std::shared_ptr<const Rows> rows) : rows_(std::move(rows)) {}

  /// Costs a walk over the rows of the drawer. @throws OutputError where the disk fails.
  ReportTable of(std::size_t drawer) const;

 private:
  std::shared_ptr<const Rows> rows_;
};

/// Judged visits of patrols. As `ReportStore`.
class VisitStore {
 public:
  explicit VisitStore(const StoreOptions& options = {});

  /// One after the other. @throws OutputError where the disk fails.
  void add(const PatrolVisit& visit);
  /// No more are added.
  void close();
  /// In the order they were added.
  std::vector<PatrolVisit> of(std::size_t drawer) const;

 private:
  class Rows;
  std::shared_ptr<Rows> rows_;
};

}  // namespace rawan::io

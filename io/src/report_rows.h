#pragma once

#include "content_hash.h"
#include "packed_rows.h"
#include "rawan/io/record_stores.h"
#include "table_columns.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rawan::io {

/// A judged row as it lies in its drawer.
struct ReportRow {
  std::uint64_t number = 0;  ///< Over all sources.
  Report report;
  std::optional<VillageId> named_village;  ///< As told by code or name.
  std::optional<Day> dialogue_day;
};

template <class Archive, Like<ReportRow> R>
void parts_of(Archive& all, R& r) {
  all(r.number, r.report, r.named_village, r.dialogue_day);
}

/// What comparing rows with each other asks of one.
struct ReportGist {
  Digest identity;             ///< Equal for edits of one report.
  Digest words;                ///< Of what it says and who says it: two women may say the same.
  std::uint64_t reporter = 0;  ///< What tells `words` from what it says.
  Instant reported_at{};
  GeoPoint location;
  std::uint64_t place = 0;  ///< Of what tells two places apart.
  RecordRef record;
  std::unique_ptr<RowIssues> issues;  ///< Nothing: there are none.
  std::uint32_t drawer = 0;
  bool has_location = false;
  bool has_own_id = false;    ///< The id was told, not derived.
  bool is_withdrawn = false;  ///< No consent.
  bool is_piled = false;

  Digest content() const { return {words.high ^ reporter, words.low}; }
  Outcome outcome() const { return issues ? issues->outcome() : Outcome::accepted; }
  bool is_kept() const { return outcome() <= Outcome::repaired; }
  RowIssues& all_issues() {
    if (!issues) issues = std::make_unique<RowIssues>(record);
    return *issues;
  }
  void note(std::string_view reason) { all_issues().add({}, reason); }
};

/// By number of the row. The rows of each table lie together, so that nothing moves, none lie idle,
/// and those of a large table are given back to the system.
class ReportGists {
 public:
  std::size_t size() const { return first_.back(); }
  void add_table(std::size_t rows) {
    tables_.emplace_back(rows);
    first_.push_back(first_.back() + rows);
  }
  ReportGist& operator[](std::size_t row) {
    const std::size_t table = table_of(row);
    return tables_[table][row - first_[table]];
  }
  const ReportGist& operator[](std::size_t row) const {
    const std::size_t table = table_of(row);
    return tables_[table][row - first_[table]];
  }

 private:
  std::size_t table_of(std::size_t row) const {
    const auto after = std::upper_bound(first_.begin(), first_.end(), row);
    return static_cast<std::size_t>(after - first_.begin()) - 1;
  }

  std::vector<std::vector<ReportGist>> tables_;
  std::vector<std::size_t> first_{0};  ///< Of each table, and the number of all.
};

/// What became of a row, whatever else was read.
enum class Fate : std::uint8_t { dropped, kept, piled, effort_only };

/// Which one of those with an id derived from equal words a row is, from the second on, by number.
using Repeats = std::unordered_map<std::uint64_t, std::size_t>;

class ReportStore::Rows {
 public:
  explicit Rows(const StoreOptions& options) : rows_(options) {}

  std::size_t drawer_of(std::optional<VillageId> village) const { return rows_.drawer_of(village); }
  /// Any thread.
  void add(const ReportRow& row) { rows_.add(row.report.village, row); }
  /// Ends adding: which rows there are, and what they are called. What was told to lie in a heap
  /// goes to the drawer of the village it was named after.
  void settle(const ReportGists& gists, Repeats repeats);

  ReportTable of(std::size_t drawer) const;

 private:
  void move_piled(std::size_t drawer);

  PackedRows<ReportRow> rows_;
  std::vector<Fate> fate_;
  std::vector<std::size_t> kept_;  ///< By drawer, as the rows were put in.
  Repeats repeats_;
};

}  // namespace rawan::io

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rawan::io {

/// How a record ends. Exactly one of these; over a source they sum to its independent count.
enum class Outcome : std::uint8_t { accepted, repaired, rejected, excluded };

inline constexpr std::array<std::string_view, 4> kOutcomeCodes{"accepted", "repaired", "rejected",
                                                               "excluded"};

/// One input file and layer, known to the ledger by its position there.
enum class SourceId : std::uint32_t {};

/// A row of a source, counted as a person counts lines (or features, from 1).
/// Row 0 is the source as a whole.
struct RecordRef {
  SourceId source{};
  std::uint64_t row = 0;
  friend auto operator<=>(const RecordRef&, const RecordRef&) = default;
};

/// What is noteworthy about a record, by reason code (a key of the catalogue: "reason.<code>").
/// `effect` says what this issue alone does to the record; the worst effect decides its outcome.
struct Issue {
  RecordRef record = {};
  std::string column = {};  ///< Header as found; empty if the whole record.
  std::string reason;       ///< One of `kReasons`.
  Outcome effect = Outcome::repaired;
  std::string detail = {};  ///< Codes of areas that might be meant; never the content of a cell.
  friend bool operator==(const Issue&, const Issue&) = default;
};

/// One source with the counts that must add up.
struct SourceCount {
  std::string role;  ///< "villages", "reports", ...
  std::string file;  ///< As named in the project file.
  std::string layer;
  std::uint64_t independent_count = 0;      ///< Taken without the reader under test.
  std::array<std::uint64_t, 4> outcomes{};  ///< By `Outcome`.

  std::uint64_t total() const { return outcomes[0] + outcomes[1] + outcomes[2] + outcomes[3]; }
};

/// Everything that happened to every record of every source.
class Ledger {
 public:
  /// Registers a source before its records are judged.
  SourceId open(std::string role, std::string file, std::string layer,
                std::uint64_t independent_count);

  /// Adds an issue that does not end the record by itself, or a note on the whole source (row 0).
  void note(Issue issue);

  /// Ends one record.
  void close(RecordRef record, Outcome outcome);

  const std::vector<SourceCount>& sources() const { return sources_; }
  const SourceCount& source(SourceId id) const { return sources_[static_cast<std::size_t>(id)]; }

  /// Sorted by source, row, column, reason.
  std::vector<Issue> issues() const;
  /// The same, and forgets them: a country has millions.
  std::vector<Issue> take_issues();
  /// In the order in which they were noted.
  const std::vector<Issue>& noted() const { return issues_; }

  /// @throws InputError "count_mismatch" for the first source whose outcomes do not sum to the
  ///         independent count.
  void prove_complete() const;

 private:
  std::vector<SourceCount> sources_;
  std::vector<Issue> issues_;
};

/// The outcome of a record with these issues: the worst effect, `accepted` if there is none.
Outcome outcome_of(const std::vector<Issue>& issues);

/// A reason code and what it does to a record by default.
struct Reason {
  std::string_view code;
  Outcome effect;
};

/// What the reason does to a record by default. @throws ContractViolation if there is no such one.
Outcome effect_of(std::string_view reason);

/// Every reason code there is, sorted. The catalogue explains each, docs/data_model.md lists them.
const std::vector<Reason>& all_reasons();

}  // namespace rawan::io
